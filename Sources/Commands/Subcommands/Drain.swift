import ArgumentParser
import Pods

struct Drain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plans how the pods of nodes move to others: the most by priority, then the fewest other moves.",
    discussion: """
      The nodes take no pod, as if cordoned. DaemonSets' and static pods stay; pods that may not be moved, and pods that \
      find no place, are named with the reason, and stay too: nobody is evicted into nothing. Budgets and the limits of \
      evictions hold at every step. The plan file is for dovetail apply.
      """ + PlanOptions.help)

  @Argument(help: "The cluster; - reads standard input.")
  var cluster: String

  @Argument(help: "The nodes to drain.")
  var nodes: [String]

  @Option(help: "Write the plan as JSON; - is standard output.")
  var output: String?

  @OptionGroup
  var options: PlanOptions

  mutating func run() throws {
    let nodes = nodes
    try AimRun(cluster: cluster, options: options, output: output).execute { (_) throws(CommandFailure) in
      .drain(nodes: nodes)
    }
  }
}
