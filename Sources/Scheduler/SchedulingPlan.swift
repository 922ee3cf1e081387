import Pods
import Race

/// What to change in a cluster, and what is proved of it.
public struct SchedulingPlan: Sendable {
  /// One pod whose place changes: placed where `from` is nil, evicted where `to` is nil, moved otherwise.
  public struct Change: Sendable, Codable, Equatable {
    /// "namespace/name".
    public let pod: String
    /// The node that it leaves; nil for a pending pod.
    public let from: String?
    /// The node that it gets; nil for an evicted pod.
    public let to: String?

    /// A change of one pod's place.
    public init(pod: String, from: String?, to: String?) {
      self.pod = pod
      self.from = from
      self.to = to
    }

    /// Absent nodes are null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(pod, forKey: .pod)
      try container.encode(from, forKey: .from)
      try container.encode(to, forKey: .to)
    }
  }

  /// `optimal`: no placement is better on any level.
  public private(set) var status: SolveStatus
  /// Unplaced pods by priority from the highest, then moves and evictions, then the soft score where one was asked for.
  /// Of a plan for an aim: unplaced pods, what is aimed at, then moves.
  public let objective: [Int]
  /// No placement is lexicographically better than this; nil where nothing is proved.
  public private(set) var bound: [Int]?
  /// |objective - bound| / max(1, |objective|) on the first level where the two differ.
  public private(set) var gap: Double?
  /// The distinct priorities from the highest: what the first levels mean.
  public let priorities: [Int]
  /// The most important first, then by name.
  public let changes: [Change]
  /// Pending pods that stay pending, the most important first.
  public let unplaced: [String]
  /// Why pods have no place after the plan, the most important first; in large clusters some of them.
  public let pending: [PodPacking.PendingPod]
  /// The changes in an order in which every node fits at every step and every disruption budget holds; nil where none
  /// was found, and then `stepsFailure` says why.
  public let steps: [PodPacking.Plan.Step]?
  /// Why there are no steps, in words.
  public let stepsFailure: String?
  /// Why the search ended.
  public let ending: RaceEnding
  /// Seconds that it took.
  public let time: Double
  /// Bugs of ours that the checker caught; the plan itself has passed it.
  public let rejections: [String]
  /// What the cluster has and the plan does not look at, or leaves alone, in words.
  public let warnings: [String]
  /// Strategies that could not do their work, and why.
  public let failures: [String]

  /// The placement behind the plan.
  public let placement: PodPacking.Solution
  /// What the placement is a placement of.
  public let instance: PodPacking.Instance
  /// What becomes of the aim, where the plan has one.
  public internal(set) var outcome: AimOutcome?

  /// The numbers of unplaced pods are proved to be the smallest for all priorities from this one up; nil where even the
  /// highest is open.
  public var provedPriority: Int? {
    guard let bound else { return nil }
    let proved = zip(objective, bound).prefix { $0 == $1 }.count
    return proved == 0 || priorities.isEmpty ? nil : priorities[min(proved, priorities.count) - 1]
  }

  /// Where the plan is one of a part of a larger cluster: takes back what is proved of the part alone. Less than nothing
  /// cannot be unplaced or moved.
  mutating func claimForWhole() {
    guard status != .optimal || objective.contains(where: { $0 > 0 }) else { return }
    status = .feasible
    bound = objective.map { _ in 0 }
    gap = objective.first { $0 > 0 } == nil ? 0 : 1
  }

  /// - Parameter shouldStop: whether steps and reasons must come to their end.
  package init(
    _ result: RaceResult<PodPacking.Solution>, _ instance: PodPacking.Instance,
    shouldStop: () -> Bool = { false }
  ) {
    let best = result.best?.solution ?? .present(of: instance)
    let placement = PodPacking.completed(best, of: instance, shouldStop: shouldStop)
    status = result.status
    objective = result.objective?.levels ?? []
    bound = result.bound?.levels
    gap = result.gap
    priorities = instance.priorities
    ending = result.ending
    time = result.time
    failures = result.failures
    warnings = PodPacking.warnings(of: instance)
    self.placement = placement
    self.instance = instance
    let nodeOfPod = (try? placement.nodes(in: instance)) ?? instance.currentNode
    let order = (0..<instance.podCount).filter { nodeOfPod[$0] < 0 || nodeOfPod[$0] != instance.currentNode[$0] }
      .sorted { left, right in
        (instance.priorityLevel[left], instance.podNames[left]) < (
          instance.priorityLevel[right], instance.podNames[right]
        )
      }
    func name(_ node: Int32) -> String? { node < 0 ? nil : instance.nodeNames[Int(node)] }
    var changes: [Change] = []
    var unplaced: [String] = []
    for pod in order {
      let (from, to) = (instance.currentNode[pod], nodeOfPod[pod])
      if from != to { changes.append(Change(pod: instance.podNames[pod], from: name(from), to: name(to))) }
      if from < 0, to < 0 { unplaced.append(instance.podNames[pod]) }
    }
    self.changes = changes
    self.unplaced = unplaced
    pending = placement.reasons(in: instance)
    let ordered = Self.ordered(placement, nodeOfPod, instance)
    steps = ordered.steps
    stepsFailure = ordered.failure
    rejections = result.rejections + ordered.rejections
  }

  /// The steps, once the simulator, which shares no code with the planner, has carried them out.
  private static func ordered(
    _ placement: PodPacking.Solution, _ nodeOfPod: [Int32], _ instance: PodPacking.Instance
  ) -> (steps: [PodPacking.Plan.Step]?, failure: String?, rejections: [String]) {
    let plan: PodPacking.Plan
    do {
      plan = try placement.plan(in: instance)
    } catch {
      return (nil, error.description, [])
    }
    do {
      try PodPacking.simulate(plan, of: instance, target: nodeOfPod)
      return (plan.steps.naming(podsOf: instance), nil, [])
    } catch {
      return (nil, "the plan breaks a rule", ["the planner made a plan that breaks a rule: \(error)"])
    }
  }
}

/// `{"status", "objective", "bound", "gap", "priorities", "provedPriority", "changes", "unplaced", "pending", "steps",
/// "stepsFailure", "ending", "time", "warnings"}`, null for what is absent, and "outcome" of a plan with an aim; a step is
/// `{"action": "evict" or "bind", "pod", "node", "group", "note"}`.
extension SchedulingPlan: Encodable {
  private enum CodingKeys: String, CodingKey {
    case status, objective, bound, gap, priorities, provedPriority, changes, unplaced, pending, steps, stepsFailure
    case ending, time, warnings, outcome
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(status, forKey: .status)
    try container.encode(objective, forKey: .objective)
    try container.encode(bound, forKey: .bound)
    try container.encode(gap, forKey: .gap)
    try container.encode(priorities, forKey: .priorities)
    try container.encode(provedPriority, forKey: .provedPriority)
    try container.encode(changes, forKey: .changes)
    try container.encode(unplaced, forKey: .unplaced)
    try container.encode(pending, forKey: .pending)
    try container.encode(steps, forKey: .steps)
    try container.encode(stepsFailure, forKey: .stepsFailure)
    try container.encode(ending.description, forKey: .ending)
    try container.encode(time, forKey: .time)
    try container.encode(warnings, forKey: .warnings)
    try container.encodeIfPresent(outcome, forKey: .outcome)
  }
}
