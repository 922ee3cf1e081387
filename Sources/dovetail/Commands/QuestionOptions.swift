import ArgumentParser
import Solving

/// The options that change what is asked of an instance, each for some problems only.
struct QuestionOptions: ParsableArguments {
  @Option(help: "memory: does it fit in so many units? (default: what is the least?)")
  var capacity: Int?

  @Option(help: "vm-rescheduling: at most so many migrations.")
  var mnl: Int?

  @Option(help: "vm-rescheduling: the cores of a block that counts as usable.")
  var fragment: Int?

  @Option(help: "vm-rescheduling: fragment, migrations (the fewest that reach --rate), machines or admission.")
  var goal: String?

  @Option(help: "vm-rescheduling: a fragment rate from 0 to 1 to reach with the fewest migrations.")
  var rate: Double?

  @Option(help: "pods: spread or bin-pack, as the last level of the objective.")
  var score: String?

  @Flag(help: "pods: pods without a controller may be moved and evicted too; nobody makes them anew.")
  var evictBarePods = false

  @Flag(help: "pods: so may pods with data on their node, which are lost.")
  var evictLocalData = false

  @Flag(help: "pods: so may pods whose annotations ask to leave them alone.")
  var ignoreAnnotations = false

  @Option(
    help: """
      pods: plan for pending pods of this scheduler only; with commas or several times for more. (default: \
      default-scheduler,dovetail-scheduler)
      """)
  var schedulerName: [String] = []

  @Option(help: "pods: at most so many running pods are moved or evicted.")
  var maxEvictions: Int?

  @Option(help: "pods: of those on a node.")
  var maxEvictionsPerNode: Int?

  @Option(help: "pods: of those with one owner, such as a ReplicaSet.")
  var maxEvictionsPerOwner: Int?

  @Option(help: "pods: of those in a namespace.")
  var maxEvictionsPerNamespace: Int?

  /// - Throws: `CommandFailure` with `usage` for a value out of its range.
  func instanceOptions() throws(CommandFailure) -> InstanceOptions {
    var options = InstanceOptions()
    options.capacity = try IntegerRange.checked(0...Int.max, capacity, "--capacity")
    options.migrationLimit = try IntegerRange.checked(0...Int.max, mnl, "--mnl")
    options.fragment = try IntegerRange.checked(1...Int.max, fragment, "--fragment")
    if let rate, !(0...1).contains(rate) {
      throw CommandFailure(.usage, "--rate takes a number from 0 to 1, not \(rate)")
    }
    options.goal = goal
    options.rate = rate
    options.score = score
    options.evictsBarePods = evictBarePods
    options.evictsLocalData = evictLocalData
    options.ignoresAnnotations = ignoreAnnotations
    let counts = 0...Int(Int32.max)
    options.maxEvictions = try IntegerRange.checked(counts, maxEvictions, "--max-evictions")
    options.maxEvictionsPerNode = try IntegerRange.checked(counts, maxEvictionsPerNode, "--max-evictions-per-node")
    options.maxEvictionsPerOwner = try IntegerRange.checked(counts, maxEvictionsPerOwner, "--max-evictions-per-owner")
    options.maxEvictionsPerNamespace =
      try IntegerRange.checked(counts, maxEvictionsPerNamespace, "--max-evictions-per-namespace")
    options.schedulerNames = schedulerName.flatMap { $0.split(separator: ",").map(String.init) }
    if options.schedulerNames.isEmpty, !schedulerName.isEmpty {
      throw CommandFailure(.usage, "--scheduler-name takes a name")
    }
    return options
  }
}
