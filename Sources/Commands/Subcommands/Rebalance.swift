import ArgumentParser
import Pods

struct Rebalance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plans the moves that improve the score: the highest use of a node, or the number of nodes in use.",
    discussion: """
      --score spread (the default) lowers the highest use of cpu or memory on any node, --score bin-pack the number of \
      nodes in use. Ten pods are moved at most where no limit of evictions is given, and none without a gain. The plan \
      file is for dovetail apply.
      """ + PlanOptions.help)

  @Argument(help: "The cluster; - reads standard input.")
  var cluster: String

  @Option(help: "Write the plan as JSON; - is standard output.")
  var output: String?

  @OptionGroup
  var options: PlanOptions

  mutating func run() throws {
    try AimRun(cluster: cluster, options: options, output: output).execute { (instance) throws(CommandFailure) in
      .rebalance(instance.softScore ?? .spread)
    }
  }
}
