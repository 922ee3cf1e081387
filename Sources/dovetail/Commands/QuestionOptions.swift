import ArgumentParser
import Problems

/// The options that change what is asked of an instance, each for some problems only.
struct QuestionOptions: ParsableArguments {
  @Option(help: "memory: does it fit in so many units? (default: what is the least?)")
  var capacity: Int?

  @Option(help: "vm-rescheduling: at most so many migrations.")
  var mnl: Int?

  @Option(help: "vm-rescheduling: the cores of a block that counts as usable.")
  var fragment: Int?

  @Option(help: "pods: spread or bin-pack, as the last level of the objective.")
  var score: String?

  /// - Throws: `CommandFailure` with `usage` for a value out of its range.
  func instanceOptions() throws(CommandFailure) -> InstanceOptions {
    var options = InstanceOptions()
    options.capacity = try IntegerRange.checked(0...Int.max, capacity, "--capacity")
    options.migrationLimit = try IntegerRange.checked(0...Int.max, mnl, "--mnl")
    options.fragment = try IntegerRange.checked(1...Int.max, fragment, "--fragment")
    options.score = score
    return options
  }
}
