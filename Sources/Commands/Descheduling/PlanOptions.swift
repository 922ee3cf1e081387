import ArgumentParser
import Glibc
import Pods
import Scheduler

/// What the commands that plan for a cluster take alike.
struct PlanOptions: ParsableArguments {
  @Option(help: "Stop after so many seconds, or when everything is proved.")
  var timeLimit = 30.0

  @Option(help: "Threads, from 1 to 256. (default: the number of cores)")
  var workers: Int?

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 1

  @Option(help: "text, json (one object on one line) or none.")
  var log = "text"

  @OptionGroup
  var asked: QuestionOptions

  /// For the help of these commands.
  static let help = """


    The options of pods that dovetail help solve lists count here too: --max-evictions and its kin, --evict-bare-pods, \
    --evict-local-data, --ignore-annotations, --scheduler-name.
    """

  /// - Throws: `CommandFailure` with `usage` for an option out of its range.
  func scheduler() throws(CommandFailure) -> FallbackScheduler {
    guard timeLimit >= 0, timeLimit.isFinite else {
      throw CommandFailure(.usage, "--time-limit takes a number of seconds from 0 on, not \(timeLimit)")
    }
    var options = FallbackScheduler.Options()
    options.timeLimit = timeLimit
    options.workers =
      try IntegerRange.checked(1...256, workers, "--workers")
      ?? min(256, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    options.seed = seed
    options.mipSolver = LinkedSolver.solver
    return FallbackScheduler(options)
  }

  /// - Throws: `CommandFailure` with `usage` for another word.
  func format() throws(CommandFailure) -> ProgressLog.Format {
    guard let format = ProgressLog.Format(rawValue: log) else {
      throw CommandFailure(.usage, "--log is text, json or none, not '\(log)'")
    }
    return format
  }

  /// The cluster with what the question options say of it.
  func instance(of cluster: String) throws(CommandFailure) -> PodPacking.Instance {
    let question = try asked.question()
    return try PodPacking.instance(from: InputFile.readInstance(cluster), asking: question)
  }
}
