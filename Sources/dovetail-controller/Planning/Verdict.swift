import Basics
import Pods
import Scheduler

/// What a plan means for one pod that waits.
struct Verdict: Sendable, Equatable {
  /// In the form of an event's reason.
  enum Reason: String, Sendable {
    /// The plan has a node for it.
    case placementFound = "PlacementFound"
    /// It stays pending in the plan.
    case noPlacement = "NoPlacement"
    /// It is not ours to plan for.
    case notPlanned = "NotPlanned"
    /// It makes room.
    case evicted = "EvictedByPlan"

    /// Whether its event is no warning.
    var isGood: Bool { self == .placementFound || self == .evicted }
  }

  let reason: Reason
  let message: String

  init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// - Parameters:
  ///   - label: "namespace/name" of a pod of the plan's snapshot.
  ///   - why: why nobody carries the plan out; nil where it is being done.
  init(on label: String, in plan: SchedulingPlan, notCarriedOut why: String?) {
    if let change = plan.changes.first(where: { $0.pod == label && $0.from == nil }), let node = change.to {
      reason = .placementFound
      message = Self.way(of: label, to: node, in: plan, why)
    } else if let pending = plan.pending.first(where: { $0.pod == label }) {
      reason = .noPlacement
      let shortage = plan.shortage(of: label).map { "short of \($0) on every node that it may use; " } ?? ""
      message =
        (plan.provesPending(label)
          ? "stays pending, and no plan within the limits places more of its priority or above, which is proved: "
          : "stays pending after the best plan found: ")
        + shortage + pending.reason
    } else if plan.unplaced.contains(label) {
      reason = .noPlacement
      message = "stays pending after the best plan found"
    } else {
      reason = .notPlanned
      let lines = try? PodPacking.explain(podNamed: label, after: plan.placement, in: plan.instance)
      message = lines?.first ?? "is not planned for"
    }
  }

  private static func way(of label: String, to node: String, in plan: SchedulingPlan, _ why: String?) -> String {
    guard let steps = plan.steps else {
      return "there is a place for it on \(node), but no way there: \(plan.stepsFailure ?? "no order of steps")"
    }
    let end = steps.firstIndex { $0.action == .bind && $0.pod == label } ?? steps.endIndex
    guard end < steps.endIndex else { return "fits on \(node)" }
    let before = evictions(before: end, for: node, in: steps)
    if before.isEmpty { return "fits on \(node) as it is" }
    let ways = before.map { "\($0.pod) leaves \($0.node)\($0.note.isEmpty ? "" : " (\($0.note))")" }
    let verb = why == nil ? "fits" : "would fit"
    let note = why.map { " (\($0))" } ?? ", which are under way"
    return "\(verb) on \(node) after \(counted(before.count, "eviction"))\(note): "
      + ways.joined(separator: "; ")
  }

  /// The evictions before a step that make room on its node, and those that make room for what is evicted there; all
  /// where none of them is on these nodes, since rules between pods reach further than rooms.
  private static func evictions(
    before end: Int, for node: String, in steps: [PodPacking.Plan.Step]
  ) -> [PodPacking.Plan.Step] {
    let earlier = steps[..<end]
    var nodes: Set = [node]
    while true {
      let found = earlier.filter { $0.action == .evict && nodes.contains($0.node) }
      let movers = Set(found.map(\.pod))
      let goals = Set(earlier.filter { $0.action == .bind && movers.contains($0.pod) }.map(\.node))
      if goals.isSubset(of: nodes) { return found.isEmpty ? earlier.filter { $0.action == .evict } : found }
      nodes.formUnion(goals)
    }
  }
}

extension SchedulingPlan {
  /// How many pods the plan would evict.
  var evictions: Int { steps?.count { $0.action == .evict } ?? changes.count { $0.from != nil } }

  /// The steps, and who stays pending and why.
  var words: String {
    let way = steps.map { PodPacking.Plan(steps: $0).text } ?? "no steps: \(stepsFailure ?? "no order was found")"
    let rest = pending.map { "\($0.pod) stays pending: \($0.reason)" }
    return ([way] + rest).joined(separator: "\n")
  }
}
