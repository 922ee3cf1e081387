import ArgumentParser
import Pods
import Scheduler

struct WhatIf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Says what nodes and workloads more or less would change, and how many nodes manifests need.",
    discussion: """
      Before and after, as the best plan has it that is found: pods that wait by priority, moves and evictions, nodes \
      that are free, and what is proved. The time limit is for both together.

      With --manifests and one --add-node without a count: the fewest such nodes with which all pods of the manifests \
      have a place and every pod that runs keeps one, moves allowed; pods that wait already are left out of it. That \
      one node less is not enough is proved, or "at least N" says what is.

      A node is 8cpu,32Gi with more parts after commas: another resource (pods=110, nvidia.com/gpu=1), a label \
      (label:zone=a), a taint (taint:gpu=yes:NoSchedule); or copy:n1, like node n1 with its labels. =COUNT at the end is \
      how many: 8cpu,32Gi,pods=110=3. New nodes are ready, and the pods of DaemonSets run there too.
      """ + PlanOptions.help)

  @Argument(help: "The cluster; - reads standard input.")
  var cluster: String

  @Option(
    help: ArgumentHelp("Nodes more, of this shape; several times for more.", valueName: "shape[=count]"))
  var addNode: [String] = []

  @Option(help: ArgumentHelp("A node less; its pods wait for a place.", valueName: "node"))
  var remove: [String] = []

  @Option(
    help: ArgumentHelp(
      "Without the pods of a workload: deployment/web, shop/statefulset/db, pod/a, namespace/shop.",
      valueName: "workload"))
  var without: [String] = []

  @Option(help: "Manifests that nobody has applied yet, whose pods wait for a place.")
  var manifests: String?

  @OptionGroup
  var options: PlanOptions

  mutating func run() throws {
    guard !(addNode.isEmpty && remove.isEmpty && without.isEmpty && manifests == nil) else {
      throw CommandFailure(.usage, "what if what? --add-node, --remove, --without or --manifests says what changes")
    }
    var change = WhatIfChange()
    for text in addNode {
      do {
        change.shapes.append((text, try NodeShape(text)))
      } catch {
        throw CommandFailure(.usage, "--add-node \(error)")
      }
    }
    change.removed = remove
    change.without = without
    try WhatIfRun(cluster: cluster, manifests: manifests, change: change, options: options).execute()
  }
}
