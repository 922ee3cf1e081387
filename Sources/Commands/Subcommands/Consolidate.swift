import ArgumentParser
import Pods

struct Consolidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plans how the fewest nodes hold the pods that run, and names the nodes that are free then.",
    discussion: """
      A node is free that holds nothing but DaemonSets' and static pods. Pods that wait keep their chance, nobody is \
      evicted for good, and budgets and the limits of evictions hold at every step. The plan file is for dovetail apply.
      """ + PlanOptions.help)

  @Argument(help: "The cluster; - reads standard input.")
  var cluster: String

  @Option(help: "Write the plan as JSON; - is standard output.")
  var output: String?

  @OptionGroup
  var options: PlanOptions

  mutating func run() throws {
    try AimRun(cluster: cluster, options: options, output: output).execute { (_) throws(CommandFailure) in .consolidate
    }
  }
}
