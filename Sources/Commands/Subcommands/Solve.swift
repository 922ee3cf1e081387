import ArgumentParser
import Basics
import Glibc
import Solving

struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solves an instance and reports every improvement, the bound and the gap.",
    discussion: """
      Improvements go to standard error and the summary to standard output; with --log json, one object a line goes to \
      standard output. What of the instance is not looked at or left alone is told on standard error before the \
      search, with --log json in the summary instead, and in the solution file. An interrupt (Ctrl-C, SIGTERM) stops \
      within 0.3 s and keeps the best solution; a second one \
      ends the process at once. gap = |objective - bound| / max(1, |objective|).

      """ + CommandStatus.help + "\n\n" + QuestionOptions.help)

  @Argument(help: "The instance; - reads standard input.")
  var file: String

  @Option(help: "The problem (see dovetail list); detected from the format when absent.")
  var problem: String?

  @Option(
    help: """
      auto: all there is; native: all of that but GLPK; cp: the constraint engine alone; glpk: the linear model through \
      GLPK. The last two begin with the first solutions of heuristics.
      """)
  var engine = "auto"

  @Option(help: "Stop after so many seconds since the start of the process.")
  var timeLimit: Double?

  @Option(help: "Stop when the relative gap is at most this; 0 asks for a proof.")
  var gap = 0.0

  @Option(
    parsing: .unconditional,
    help: """
      Stop with a solution whose objective is at least as good, as results show it; several levels between commas, of \
      which the last may be left out.
      """)
  var objectiveLimit: String?

  @Option(help: "Threads, from 1 to 256. (default: the number of cores)")
  var workers: Int?

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 1

  @Option(help: "heuristic, none, or a solution file.")
  var warmStart = "heuristic"

  @Option(help: "A trace of changes while the plan of --warm-start is carried out: plan anew from what is left.")
  var replay: String?

  @Option(help: "Take up the plan of --warm-start at this time: what it has started stays, the rest is planned anew.")
  var from: Int?

  @Flag(help: "With --from: change as little of the plan as possible, after all else.")
  var stability = false

  @Option(help: "Write the instance after --replay, or at the time of --from; - is standard output.")
  var state: String?

  @Option(help: "Conflicts of each run of the native engine.")
  var conflictLimit: Int?

  @Flag(
    help: """
      The same seed gives the same result and the same log on any machine under any load: workers take turns, and \
      seconds, also those of --time-limit, are counted work.
      """)
  var deterministic = false

  @Option(help: "Stop when the process holds so many MiB.")
  var memoryLimit: Int?

  @Option(help: "Run one heuristic alone (see dovetail list), without --engine.")
  var heuristic: String?

  @OptionGroup
  var asked: QuestionOptions

  @Option(
    help: """
      Write the best solution as JSON, or into a FILE.csv as a table where the problem has one (buffers, migrations); \
      - is standard output.
      """)
  var output: String?

  @Option(
    help: """
      Draw the best solution as SVG, or into a FILE.html a page of its improvements, to be zoomed, filtered and read, \
      with the curve of objective and bound; - is standard output.
      """)
  var plot: String?

  @Option(
    help: """
      Write a proof of the optimum, or of the bound, that dovetail-verify checks without trusting this program. Bounds \
      that have no proof do not count then. Of an instance that has none, a warning says so, and no file is left.
      """)
  var proof: String?

  @Option(help: "MiB that the proof may take; without it the solve goes on.")
  var proofLimit: Int?

  @Option(help: "text, json or none.")
  var log = "text"

  @Flag(help: "Measure what the engines do and show it after the summary: counts, time and yield by propagator.")
  var stats = false

  mutating func run() throws {
    let status = try SolveRun(request()).execute()
    if status != .solved { throw ExitCode(status.rawValue) }
  }

  /// - Throws: `CommandFailure` with `usage` for an option out of its range.
  func request() throws(CommandFailure) -> SolveRequest {
    var request = SolveRequest(instancePath: file)
    request.problem = problem
    typealias Engine = SolveOptions<Never>.Engine
    guard Engine(rawValue: engine) != nil else {
      throw CommandFailure(
        .usage,
        "--engine is \(Engine.names), not '\(engine)'"
          + Spelling.hint(for: engine, among: Engine.allCases.map(\.rawValue)))
    }
    request.engine = engine
    if deterministic, engine == "glpk" {
      throw CommandFailure(.usage, "--deterministic is for our own engines; GLPK goes by its own clock")
    }
    request.isDeterministic = deterministic
    if let timeLimit {
      guard timeLimit >= 0, timeLimit.isFinite else {
        throw CommandFailure(.usage, "--time-limit takes a number of seconds from 0 on, not \(timeLimit)")
      }
      request.timeLimit = timeLimit
    }
    guard gap >= 0, gap.isFinite else { throw CommandFailure(.usage, "--gap takes a number from 0 on, not \(gap)") }
    request.gap = gap
    request.objectiveLimit = objectiveLimit
    request.workers =
      try IntegerRange.checked(1...256, workers, "--workers")
      ?? min(256, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    request.seed = seed
    request.warmStart = .init(warmStart)
    request.replay = replay
    request.state = state
    if let replay {
      guard case .file = request.warmStart else {
        throw CommandFailure(.usage, "--replay \(replay) needs the plan that is carried out, as --warm-start FILE")
      }
    } else if state != nil, from == nil {
      throw CommandFailure(.usage, "--state is the instance after --replay, or at the time of --from")
    }
    request.from = try IntegerRange.checked(0...(1 << 30), from, "--from")
    request.isStable = stability
    if let from {
      guard case .file = request.warmStart else {
        throw CommandFailure(.usage, "--from \(from) needs the plan that is under way, as --warm-start FILE")
      }
      if replay != nil { throw CommandFailure(.usage, "--from and --replay are two ways to go on; take one") }
    } else if stability {
      throw CommandFailure(.usage, "--stability keeps to the plan that --from takes up")
    }
    request.conflictLimit = try IntegerRange.checked(0...Int.max, conflictLimit, "--conflict-limit")
    request.memoryLimit = try IntegerRange.checked(1...(1 << 30), memoryLimit, "--memory-limit").map { $0 << 20 }
    request.heuristic = heuristic
    request.question = try asked.question()
    request.output = output
    request.plot = plot
    request.proof = proof
    request.proofLimit = try IntegerRange.checked(1...(1 << 30), proofLimit, "--proof-limit").map { $0 << 20 }
    if proof != nil, engine == "glpk" {
      throw CommandFailure(.usage, "--proof is for our own engines; GLPK computes in floating point and proves nothing")
    }
    if proof == nil, proofLimit != nil { throw CommandFailure(.usage, "--proof-limit is for --proof FILE") }
    if proof == "-" { throw CommandFailure(.usage, "--proof takes a file or a pipe, not standard output") }
    guard let log = ProgressLog.Format(rawValue: log) else {
      throw CommandFailure(.usage, "--log is text, json or none, not '\(log)'")
    }
    request.log = log
    request.showsStatistics = stats
    try checkStreams(log)
    return request
  }

  /// Every stream and every file has one use at most.
  private func checkStreams(_ log: ProgressLog.Format) throws(CommandFailure) {
    let targets = [("--output", output), ("--plot", plot), ("--state", state)]
    let onStandardOutput = targets.filter { $0.1 == "-" }.map(\.0)
    if onStandardOutput.count > 1 {
      throw CommandFailure(
        .usage, "\(onStandardOutput[0]) and \(onStandardOutput[1]) cannot go to the same place")
    }
    if log == .json, !onStandardOutput.isEmpty {
      throw CommandFailure(.usage, "with --log json, standard output is the log's")
    }
    let inputs = [("the instance", file), ("the warm start", warmStart), ("the trace of --replay", replay)]
    let onStandardInput = inputs.filter { $0.1 == "-" }.map(\.0)
    if onStandardInput.count > 1 {
      throw CommandFailure(
        .usage, "\(onStandardInput[0]) and \(onStandardInput[1]) cannot both come from standard input")
    }
  }
}
