import Problems
import Race

/// Steers pods to the places that a plan has for them, one pod at a time, as a scheduler asks.
///
/// A plan speaks of the pods of its snapshot. A pod that is moved comes back under another name: its controller creates
/// a new one, which takes the place of the old one by namespace, owner, priority and requests. Each place is taken by
/// one pod, and a pod that asks again gets the same place. Safe to use from any thread.
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
    /// Evict nobody: the plan makes room without victims of this kind.
    case wait
    /// The plan has nothing to say.
    case leave
  }

  /// Pods that are alike in this can take each other's place.
  private struct Kind: Hashable, Sendable {
    let namespace: String
    let owner: String
    let priority: Int
    let requests: [String: Int]
  }

  private struct Places: Sendable {
    /// The node by pod: UID where there is one, "namespace/name" otherwise.
    var nodeOfPod: [String: Int] = [:]
    /// Places of pods that leave their node, until their successors come.
    var open: [Kind: [Int]] = [:]
  }

  private let instance: PodPacking.Instance
  private let nodeOfPod: [Int32]
  private let nodeIndex: [String: Int]
  private let places: Condition<Places>
  /// What the plan leaves free, `node * resourceCount + resource`.
  private let free: [Int]
  /// The highest priority of a pod that comes to the node, by node; nil where none does.
  private let reservedFor: [Int?]

  public init(_ plan: SchedulingPlan) {
    instance = plan.instance
    nodeOfPod = (try? plan.placement.nodes(in: plan.instance)) ?? plan.instance.currentNode
    var nodeIndex: [String: Int] = [:]
    for (index, name) in plan.instance.nodeNames.enumerated() { nodeIndex[name] = index }
    self.nodeIndex = nodeIndex
    var places = Places()
    var free = instance.capacity
    var reservedFor = [Int?](repeating: nil, count: instance.nodeCount)
    let width = instance.resourceCount
    for pod in 0..<instance.podCount where nodeOfPod[pod] >= 0 {
      let node = Int(nodeOfPod[pod])
      for resource in 0..<width { free[node * width + resource] -= instance.request[pod * width + resource] }
      guard instance.currentNode[pod] != nodeOfPod[pod] else { continue }
      let priority = instance.priorities[Int(instance.priorityLevel[pod])]
      reservedFor[node] = max(reservedFor[node] ?? priority, priority)
      let object = instance.snapshot.pods[Int(instance.snapshotPod[pod])]
      if instance.currentNode[pod] < 0 {
        places.nodeOfPod[Self.identity(object)] = node
      } else if let kind = Self.kind(object) {
        places.open[kind, default: []].append(node)
      }
    }
    self.free = free
    self.reservedFor = reservedFor
    self.places = Condition(places)
  }

  private static func identity(_ pod: ClusterSnapshot.Pod) -> String { pod.uid ?? pod.label }

  private static func kind(_ pod: ClusterSnapshot.Pod) -> Kind? {
    pod.owner.map { Kind(namespace: pod.namespace, owner: $0, priority: pod.priority, requests: pod.ownRequests) }
  }

  /// The node that the plan has for the pod; nil where it has none or does not know the pod.
  ///
  /// - Parameter offered: among several places for pods of its kind, one of these is preferred.
  private func place(of pod: ClusterSnapshot.Pod, among offered: Set<Int>) -> Int? {
    places.update { places in
      let identity = Self.identity(pod)
      if let node = places.nodeOfPod[identity] { return node }
      guard let kind = Self.kind(pod), let open = places.open[kind],
        let index = open.firstIndex(where: offered.contains) ?? open.indices.first
      else { return nil }
      let node = open[index]
      places.open[kind]?.remove(at: index)
      places.nodeOfPod[identity] = node
      return node
    }
  }

  /// - Parameter nodes: those that the scheduler offers.
  public func advice(for pod: ClusterSnapshot.Pod, on nodes: [String]) -> Advice {
    let offered = Set(nodes.compactMap { nodeIndex[$0] })
    if let place = place(of: pod, among: offered) {
      return offered.contains(place) ? .steer(to: instance.nodeNames[place]) : .leave
    }
    // The plan has weighed this pod already, and leaves it out.
    if snapshotPods.contains(Self.identity(pod)) { return .leave }
    let reserved = nodes.filter { name in
      guard let node = nodeIndex[name], let priority = reservedFor[node], priority >= pod.priority else { return false }
      return !fits(pod, beside: node)
    }
    let closed = Set(reserved)
    return .avoid(open: nodes.filter { !closed.contains($0) }, reserved: reserved)
  }

  /// Scores from 0 to 10, one a node: 10 for the place that the plan has, and below that by the soft score.
  ///
  /// - Complexity: O(nodes · resources).
  public func scores(for pod: ClusterSnapshot.Pod, on nodes: [String]) -> [Int] {
    let place = place(of: pod, among: Set(nodes.compactMap { nodeIndex[$0] }))
    return nodes.map { name in
      guard let node = nodeIndex[name] else { return 0 }
      if node == place { return 10 }
      guard fits(pod, beside: node), let score = instance.softScore else { return 0 }
      let use = highestUse(of: node, with: pod)
      return Int((9 * (score == .binPack ? use : 1 - use)).rounded(.down))
    }
  }

  /// - Parameter victims: the UIDs of the pods that the scheduler would evict, by node that it offers.
  public func preemptionAdvice(for pod: ClusterSnapshot.Pod, victims: [String: Set<String>]) -> PreemptionAdvice {
    guard let place = place(of: pod, among: Set(victims.keys.compactMap { nodeIndex[$0] })) else { return .leave }
    let name = instance.nodeNames[place]
    guard victims[name] != nil else { return .wait }
    var uids: [String] = []
    for other in 0..<instance.podCount where Int(instance.currentNode[other]) == place && nodeOfPod[other] != place {
      let leaving = instance.snapshot.pods[Int(instance.snapshotPod[other])]
      // Preemption is for pods of lower priority only; a plan may move others, which is not the scheduler's to do.
      guard leaving.priority < pod.priority, let uid = leaving.uid else { return .wait }
      uids.append(uid)
    }
    return uids.isEmpty ? .wait : .evict(node: name, uids: uids)
  }

  private var snapshotPods: Set<String> {
    Set(instance.snapshot.pods.lazy.filter { $0.nodeName == nil }.map(Self.identity))
  }

  /// Whether the pod fits in what the plan leaves free; resources that no pod of the plan requests do not count.
  private func fits(_ pod: ClusterSnapshot.Pod, beside node: Int) -> Bool {
    let width = instance.resourceCount
    return instance.resourceNames.enumerated().allSatisfy { resource, name in
      let amount = name == "pods" ? 1 : pod.requests[name] ?? 0
      return amount == 0 || amount <= free[node * width + resource]
    }
  }

  /// The higher use of cpu and memory, from 0 to 1.
  private func highestUse(of node: Int, with pod: ClusterSnapshot.Pod) -> Double {
    let width = instance.resourceCount
    var highest = 0.0
    for name in ["cpu", "memory"] {
      guard let resource = instance.resourceNames.firstIndex(of: name) else { continue }
      let all = Double(instance.allocatable[node * width + resource])
      guard all > 0 else { continue }
      let rest = Double(free[node * width + resource]) - Double(pod.requests[name] ?? 0)
      highest = max(highest, min(1, max(0, 1 - rest / all)))
    }
    return highest
  }
}
