import Pods
import Race

/// Compares what is left of a plan with the cluster as it is now.
enum StepCheck {
  /// Carries the steps out on a model of the present cluster, in which every rule is looked at: each pod may leave and
  /// arrive, each node has room, and no budget is exceeded at any step.
  ///
  /// - Throws: `CheckFailure` with the first rule that would be broken.
  static func check(_ steps: [PodPacking.Plan.Step], in instance: PodPacking.Instance) throws(CheckFailure) {
    let pods = Dictionary(instance.podNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let nodes = Dictionary(instance.nodeNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var target = instance.currentNode
    var left: [PodPacking.Plan.Step] = []
    var group = (given: -1, number: 0)
    for step in steps {
      guard let pod = pods[step.pod] else { throw CheckFailure("\(step.pod) may not be placed or moved now") }
      guard let node = nodes[step.node] else { throw CheckFailure("the node \(step.node) is gone") }
      // The scheduler may be ahead of the plan.
      if step.action == .bind, target[pod] == Int32(node) { continue }
      target[pod] = step.action == .bind ? Int32(node) : -1
      if step.group != group.given { group = (step.group, group.number + 1) }
      left.append(
        PodPacking.Plan.Step(
          action: step.action, pod: step.pod, node: step.node, group: group.number, note: step.note))
    }
    try PodPacking.simulate(PodPacking.Plan(steps: left), of: instance, target: target)
  }
}
