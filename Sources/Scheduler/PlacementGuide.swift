import Pods
import Race

/// Steers pods to the places that a plan has for them, one pod at a time, as a scheduler asks.
///
/// A plan speaks of the pods of its snapshot. A pod that is moved comes back under another name, or under its own with
/// another UID: its controller creates a new one, which takes the place of the old one by namespace and owner. What it
/// requests may have changed meanwhile, as long as the place has room for it. Each place is taken by one pod, and a pod
/// that asks again gets the same place. Safe to use from any thread.
public final class PlacementGuide: Sendable {
  /// What to do with a pod that the scheduler may place on some nodes.
  public enum Advice: Sendable, Equatable {
    /// The plan has this place for it, and it is offered.
    case steer(to: String)
    /// The plan has a place for it that is not offered now, or none; it may go where the scheduler likes.
    case leave
    /// The plan does not know it: it may go to `open`. On the nodes in `reserved` it would take room that the plan has
    /// for pods of its priority or above.
    case avoid(open: [String], reserved: [String])
  }

  /// What to do where the scheduler would evict pods for a pod.
  public enum PreemptionAdvice: Sendable, Equatable {
    /// Evict these pods, by UID, from that node and from nowhere else.
    case evict(node: String, uids: [String])
    /// Evict nobody: the plan makes room without victims of this kind. Right only where somebody carries the plan out.
    case wait
    /// The plan has nothing to say.
    case leave
  }

  private struct Owner: Hashable {
    let namespace: String
    let name: String
  }

  private struct Places: Sendable {
    /// The arrival whose place it is, by "namespace/name".
    var arrivalOfPod: [String: Int] = [:]
    /// Arrivals whose place no pod has taken yet: those of pods that are to leave their node first.
    var open: Set<Int> = []
  }

  package let facts: PlacementFacts
  private let nodeIndex: [String: Int]
  private let arrivalsOfOwner: [Owner: [Int]]
  private let arrivalsAtNode: [Int: [Int]]
  private let leftOut: Set<String>
  private let places: Condition<Places>

  /// What the plan says to a scheduler that asks about one pod at a time.
  public convenience init(_ plan: SchedulingPlan) { self.init(PlacementFacts(plan)) }

  package init(_ facts: PlacementFacts) {
    self.facts = facts
    nodeIndex = Dictionary(facts.nodeNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var places = Places()
    var ofOwner: [Owner: [Int]] = [:]
    var atNode: [Int: [Int]] = [:]
    for (index, arrival) in facts.arrivals.enumerated() {
      atNode[arrival.node, default: []].append(index)
      if !arrival.isMoved {
        places.arrivalOfPod[arrival.pod] = index
      } else if let owner = arrival.owner {
        places.open.insert(index)
        ofOwner[Owner(namespace: arrival.namespace, name: owner), default: []].append(index)
      }
    }
    arrivalsOfOwner = ofOwner
    arrivalsAtNode = atNode
    leftOut = Set(facts.leftOut)
    self.places = Condition(places)
  }

  private enum Claim {
    case place(node: Int)
    /// The place that its predecessor leaves is too small for it.
    case tooSmall
    case none
  }

  /// - Parameter offered: among several places for pods of its owner, one of these is preferred.
  private func claim(of pod: ClusterSnapshot.Pod, among offered: Set<Int>) -> Claim {
    places.update { places in
      if let index = places.arrivalOfPod[pod.label] { return .place(node: facts.arrivals[index].node) }
      guard let owner = pod.owner,
        let all = arrivalsOfOwner[Owner(namespace: pod.namespace, name: owner)]
      else { return .none }
      let open = all.filter(places.open.contains)
      if open.isEmpty { return .none }
      func isLike(_ index: Int) -> Bool {
        facts.arrivals[index].requests == pod.requests && facts.arrivals[index].priority == pod.priority
      }
      let isOffered = { (index: Int) in offered.contains(self.facts.arrivals[index].node) }
      let roomy = open.filter { isLike($0) || holds(pod, insteadOf: facts.arrivals[$0], isOffered: isOffered($0)) }
      guard
        let index = roomy.first(where: { facts.arrivals[$0].pod == pod.label })
          ?? roomy.first(where: { isOffered($0) && isLike($0) }) ?? roomy.first(where: isOffered) ?? roomy.first
      else { return .tooSmall }
      places.open.remove(index)
      places.arrivalOfPod[pod.label] = index
      return .place(node: facts.arrivals[index].node)
    }
  }

  /// - Parameters:
  ///   - nodes: those that the scheduler offers.
  ///   - isHeld: whether the room for this pod of the plan, by "namespace/name", is still to be kept free.
  public func advice(
    for pod: ClusterSnapshot.Pod, on nodes: [String], isHeld: (String) -> Bool = { _ in true }
  ) -> Advice {
    let offered = Set(nodes.compactMap { nodeIndex[$0] })
    switch claim(of: pod, among: offered) {
    case .place(let node): return offered.contains(node) ? .steer(to: facts.nodeNames[node]) : .leave
    case .tooSmall: return .leave
    case .none: break
    }
    // The plan has weighed this pod already, and leaves it out.
    if leftOut.contains(pod.label) { return .leave }
    let reserved = nodes.filter { name in
      guard let node = nodeIndex[name] else { return false }
      let arrivals = (arrivalsAtNode[node] ?? []).map { facts.arrivals[$0] }
      let held = arrivals.map { isHeld($0.pod) }
      guard zip(arrivals, held).contains(where: { $1 && $0.priority >= pod.priority }) else { return false }
      let given = zip(arrivals, held).filter { !$1 }.map(\.0)
      return !fits(pod, beside: node, without: given)
    }
    let closed = Set(reserved)
    return .avoid(open: nodes.filter { !closed.contains($0) }, reserved: reserved)
  }

  /// Scores from 0 to 10, one a node: 10 for the place that the plan has, and below that by the soft score.
  ///
  /// - Complexity: O(nodes · resources).
  public func scores(for pod: ClusterSnapshot.Pod, on nodes: [String]) -> [Int] {
    var place: Int?
    if case .place(let node) = claim(of: pod, among: Set(nodes.compactMap { nodeIndex[$0] })) { place = node }
    return nodes.map { name in
      guard let node = nodeIndex[name] else { return 0 }
      if node == place { return 10 }
      guard fits(pod, beside: node), let score = facts.softScore else { return 0 }
      let use = highestUse(of: node, with: pod)
      return Int((9 * (score == .binPack ? use : 1 - use)).rounded(.down))
    }
  }

  /// - Parameter victims: the UIDs of the pods that the scheduler would evict, by node that it offers.
  public func preemptionAdvice(for pod: ClusterSnapshot.Pod, victims: [String: Set<String>]) -> PreemptionAdvice {
    guard case .place(let place) = claim(of: pod, among: Set(victims.keys.compactMap { nodeIndex[$0] })) else {
      return .leave
    }
    let name = facts.nodeNames[place]
    // Where the pod has room without victims, the plan's would be needless.
    if victims[name]?.isEmpty == true { return .evict(node: name, uids: []) }
    if victims.values.contains(where: \.isEmpty) { return .leave }
    guard victims[name] != nil else { return .wait }
    var uids: [String] = []
    for leaver in facts.leavers where leaver.node == name {
      // Preemption is for pods of lower priority only; a plan may move others, which is not the scheduler's to do.
      guard leaver.priority < pod.priority, let uid = leaver.uid else { return .wait }
      uids.append(uid)
    }
    return uids.isEmpty ? .wait : .evict(node: name, uids: uids)
  }

  /// Whether the pod fits in what the plan leaves free; resources that no pod of the plan requests do not count.
  ///
  /// - Parameter given: arrivals whose room is free too.
  private func fits(
    _ pod: ClusterSnapshot.Pod, beside node: Int, without given: [PlacementFacts.Arrival] = []
  ) -> Bool {
    let width = facts.resourceNames.count
    return facts.resourceNames.enumerated().allSatisfy { resource, name in
      let amount = Self.amount(of: name, pod.requests)
      let room = given.reduce(facts.free[node * width + resource]) { $0 + Self.amount(of: name, $1.requests) }
      return amount == 0 || amount <= room
    }
  }

  /// Whether the pod has room in the place of the arrival, and in what is free beside it.
  ///
  /// - Parameter isOffered: whether it has room there now, as the scheduler says; then it may be larger than the plan
  ///   expects by a tenth, as autoscalers make pods.
  private func holds(
    _ pod: ClusterSnapshot.Pod, insteadOf arrival: PlacementFacts.Arrival, isOffered: Bool
  ) -> Bool {
    let width = facts.resourceNames.count
    return facts.resourceNames.enumerated().allSatisfy { resource, name in
      let before = Self.amount(of: name, arrival.requests)
      let room = facts.free[arrival.node * width + resource] + before + (isOffered ? before / 10 : 0)
      let amount = Self.amount(of: name, pod.requests)
      return amount == 0 || amount <= room
    }
  }

  private static func amount(of resource: String, _ requests: [String: Int]) -> Int {
    resource == "pods" ? 1 : requests[resource] ?? 0
  }

  /// The higher use of cpu and memory, from 0 to 1.
  private func highestUse(of node: Int, with pod: ClusterSnapshot.Pod) -> Double {
    let width = facts.resourceNames.count
    var highest = 0.0
    for name in ["cpu", "memory"] {
      guard let resource = facts.resourceNames.firstIndex(of: name) else { continue }
      let all = Double(facts.allocatable[node * width + resource])
      guard all > 0 else { continue }
      let rest = Double(facts.free[node * width + resource]) - Double(pod.requests[name] ?? 0)
      highest = max(highest, min(1, max(0, 1 - rest / all)))
    }
    return highest
  }
}
