import KubernetesAPI
import Pods

/// Where the plan that is being carried out has got to. It looks at the cluster and says what to do next; it does nothing
/// itself.
///
/// Each step waits for its effect: an eviction until the pod is gone, a binding until the pod is on its node and, where it
/// came for one that was evicted, ready. A cluster that does not fit the plan any more ends it: the next plan knows better.
struct PlanExecution: Sendable {
  enum StepState: String, Sendable {
    case waiting, running, done, abandoned
  }

  /// A pod to evict now.
  struct Target: Sendable, Equatable {
    /// "namespace/name" of the pod as it is now; a successor's is not the plan's.
    let label: String
    let namespace: String
    let name: String
    let uid: String
    let node: String
    /// Of the pod as it was looked at.
    let version: String
    /// Its number in the plan, from 0.
    let index: Int
  }

  enum Action: Sendable, Equatable {
    case wait
    case evict(Target)
    case done
    case abandon(String)
  }

  /// A pod that this has evicted, until its successor has come.
  private struct Departed: Sendable {
    let ownerUID: String?
    /// The pods of its controller that were there before.
    let siblings: Set<String>
  }

  let steps: [PodPacking.Plan.Step]
  /// Seconds that a step may take.
  private let stepTimeout: Double
  /// The nodes that the plan is to empty: successors may be on any other.
  private let drained: Set<String>
  private(set) var index = 0
  private var stepBegan: Double
  /// The pod of the present step whose eviction has been accepted.
  private var leaving: String?
  /// The pod whose eviction has been asked for, and what is to be known of it once it is on its way out.
  private var asked: (uid: String, departed: Departed)?
  private var departed: [String: Departed] = [:]
  /// The pod that has come for one of the plan, by the plan's name of it.
  private var successors: [String: String] = [:]
  private(set) var evictions = 0
  private var nextTry = 0.0
  private var pause = 1.0

  /// - Parameter now: in seconds since 1970.
  init(_ steps: [PodPacking.Plan.Step], stepTimeout: Double, drained: Set<String> = [], now: Double) {
    self.steps = steps
    self.drained = drained
    self.stepTimeout = stepTimeout
    stepBegan = now
  }

  /// What is done before a group begins leaves nothing worse than it was before.
  var isBetweenGroups: Bool { index == 0 || index < steps.count && steps[index].group != steps[index - 1].group }

  func state(ofStep number: Int) -> StepState { number < index ? .done : number == index ? .running : .waiting }

  /// - Parameters:
  ///   - pods: all there are, by UID.
  ///   - now: in seconds since 1970.
  mutating func advance(_ pods: [String: MirroredPod], now: Double) -> Action {
    while index < steps.count {
      let step = steps[index]
      let action = step.action == .evict ? evict(step, pods, now) : bind(step, pods, now)
      guard let action else {
        index += 1
        stepBegan = now
        (leaving, asked) = (nil, nil)
        (nextTry, pause) = (0, 1)
        continue
      }
      return action
    }
    return .done
  }

  // MARK: Evicting

  /// - Returns: nil where the step is done.
  private mutating func evict(_ step: PodPacking.Plan.Step, _ pods: [String: MirroredPod], _ now: Double) -> Action? {
    if let leaving {
      guard let pod = pods[leaving]?.content.pod, !pod.hasEnded else { return nil }
      return overdue(now) ? .abandon("\(step.pod) has not ended within \(Int(stepTimeout)) s") : .wait
    }
    if let asked, pods[asked.uid]?.content.pod.map({ $0.isLeaving || $0.hasEnded }) ?? true {
      // The call was heard, whatever became of its answer.
      noteEvicted(step, now: now)
      return evict(step, pods, now)
    }
    let pod: MirroredPod
    if let successor = successors[step.pod] {
      guard let now = pods[successor] else { return .abandon("the pod that came for \(step.pod) is gone") }
      pod = now
    } else {
      switch find(step, pods) {
      case .found(let now): pod = now
      case .missing(let reason): return .abandon(reason)
      }
    }
    guard let facts = pod.content.pod else { return .abandon("\(step.pod) cannot be read") }
    guard facts.node == step.node else {
      return .abandon("\(step.pod) is on \(facts.node ?? "no node"), not on \(step.node)")
    }
    if facts.isLeaving { return .abandon("\(step.pod) is being deleted by somebody else") }
    if overdue(now) { return .abandon("\(step.pod) could not be evicted within \(Int(stepTimeout)) s") }
    if now < nextTry { return .wait }
    return .evict(
      Target(
        label: pod.label, namespace: pod.namespace, name: pod.name, uid: pod.uid, node: step.node,
        version: pod.resourceVersion, index: index))
  }

  private func overdue(_ now: Double) -> Bool { now - stepBegan > stepTimeout }

  private enum Finding {
    case found(MirroredPod)
    case missing(String)
  }

  /// The pod of a step that is about a pod of the plan's snapshot.
  private func find(_ step: PodPacking.Plan.Step, _ pods: [String: MirroredPod]) -> Finding {
    if let uid = step.uid {
      return pods[uid].map { .found($0) } ?? .missing("\(step.pod) is gone, or another pod now")
    }
    return pods.values.first { $0.label == step.pod }.map { .found($0) } ?? .missing("\(step.pod) is gone")
  }

  /// An eviction is about to be asked for.
  mutating func noteAsked(_ target: Target, _ pods: [String: MirroredPod]) {
    let owner = pods[target.uid]?.content.pod?.ownerUID
    let siblings = owner.map { owner in pods.values.filter { $0.content.pod?.ownerUID == owner }.map(\.uid) } ?? []
    asked = (target.uid, Departed(ownerUID: owner, siblings: Set(siblings).union([target.uid])))
  }

  /// The pod that was asked for is on its way out.
  mutating func noteEvicted(now: Double) { noteEvicted(steps[index], now: now) }

  private mutating func noteEvicted(_ step: PodPacking.Plan.Step, now: Double) {
    guard let asked else { return }
    departed[step.pod] = asked.departed
    successors[step.pod] = nil
    leaving = asked.uid
    self.asked = nil
    stepBegan = now
    evictions += 1
  }

  /// A disruption budget, or a busy server, asks to come again, or nobody answered.
  ///
  /// - Parameters:
  ///   - retryAfter: seconds that it asks for.
  ///   - isCertain: whether the pod is certainly not evicted.
  mutating func noteRefused(retryAfter: Double?, now: Double, isCertain: Bool = false) {
    if isCertain { asked = nil }
    nextTry = now + max(pause, min(retryAfter ?? 0, 10))
    pause = min(2 * pause, 10)
  }

  // MARK: Arriving

  private mutating func bind(_ step: PodPacking.Plan.Step, _ pods: [String: MirroredPod], _ now: Double) -> Action? {
    guard let gone = departed[step.pod] else {
      switch find(step, pods) {
      case .missing(let reason): return .abandon(reason)
      case .found(let pod):
        guard let facts = pod.content.pod else { return .abandon("\(step.pod) cannot be read") }
        if facts.node == step.node { return nil }
        if let node = facts.node { return .abandon("\(step.pod) is on \(node), not on \(step.node)") }
        return overdue(now) ? .abandon("\(step.pod) was not bound within \(Int(stepTimeout)) s") : .wait
      }
    }
    let newcomers = newcomers(for: gone, pods)
    if let pod = newcomers.first(where: { isWelcome($0.content.pod?.node, step.node) }) {
      guard pod.content.pod?.isReady == true else {
        return overdue(now) ? .abandon("\(pod.label) was not ready within \(Int(stepTimeout)) s") : .wait
      }
      departed[step.pod] = nil
      successors[step.pod] = pod.uid
      return nil
    }
    // Those on nodes of later steps may be other pods' successors.
    let later = Set(steps[(index + 1)...].filter { $0.action == .bind }.map(\.node))
    let astray = newcomers.first { pod in pod.content.pod?.node.map { !later.contains($0) } ?? false }
    if let astray, newcomers.allSatisfy({ $0.content.pod?.node != nil }) {
      return .abandon("\(astray.label), which came for \(step.pod), is on \(astray.content.pod?.node ?? "")")
    }
    return overdue(now)
      ? .abandon("nobody has come for \(step.pod) on \(step.node) within \(Int(stepTimeout)) s") : .wait
  }

  private func isWelcome(_ node: String?, _ planned: String) -> Bool {
    guard let node, node != planned else { return node != nil }
    return !drained.isEmpty && !drained.contains(node)
  }

  /// Pods that a controller has made since one of its pods was evicted, and that stand for no other one yet.
  private func newcomers(for gone: Departed, _ pods: [String: MirroredPod]) -> [MirroredPod] {
    guard let owner = gone.ownerUID else { return [] }
    let claimed = Set(successors.values)
    return pods.values.filter { pod in
      guard let facts = pod.content.pod, facts.ownerUID == owner, !facts.isLeaving, !facts.hasEnded else {
        return false
      }
      return !gone.siblings.contains(pod.uid) && !claimed.contains(pod.uid)
    }.sorted { $0.uid < $1.uid }
  }

  /// The steps from the present one on, about the pods that are there now. Steps about pods whose successors have not been
  /// made yet are left out.
  func remaining(_ pods: [String: MirroredPod]) -> [PodPacking.Plan.Step] {
    var labels = successors.compactMapValues { pods[$0]?.label }
    var taken = Set(successors.values)
    var missing: Set<String> = []
    for (pod, gone) in departed.sorted(by: { $0.key < $1.key }) {
      let waiting = newcomers(for: gone, pods).first { $0.content.pod?.node == nil && !taken.contains($0.uid) }
      if let waiting {
        labels[pod] = waiting.label
        taken.insert(waiting.uid)
      } else {
        missing.insert(pod)
      }
    }
    return steps[index...].filter { !missing.contains($0.pod) }.map { step in
      guard let label = labels[step.pod] else { return step }
      return PodPacking.Plan.Step(
        action: step.action, pod: label, node: step.node, group: step.group, note: step.note)
    }
  }
}

typealias MirroredPod = ClusterMirror.Contents.Object

extension ClusterMirror.Contents.Object {
  /// "namespace/name".
  var label: String { "\(namespace)/\(name)" }
}
