import ArgumentParser
import Basics
import FlatZinc
import Glibc
import Race
import Solving
import Statements

/// The program that MiniZinc's driver starts.
struct SolveFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail-fzn",
    abstract: "Solves FlatZinc, as MiniZinc writes it: integers and Booleans.",
    discussion: """
      Solutions go to standard output in MiniZinc's protocol; what is wrong, in one line, to standard error. A model's \
      search annotations are followed; with -f, or with several threads, some of the search is free.
      Exit codes: 0 for any answer, 64 wrong usage, 65 wrong data, 66 a file that cannot be read, 70 internal error.
      """, version: Release.version)

  @Flag(name: .customShort("a"), help: "All solutions; where something is optimised, every improvement.")
  var all = false

  @Flag(name: .customShort("i"), help: "Every improvement, where something is optimised.")
  var intermediate = false

  @Option(name: .customShort("n"), help: "Stop after so many solutions, where nothing is optimised; 0 for all.")
  var count: Int?

  @Flag(name: .customShort("f"), help: "Free search: the model's search annotations are one way among others.")
  var free = false

  @Option(name: .customShort("p"), help: "Threads.")
  var threads = 1

  @Option(name: .customShort("r"), help: "Seed of everything random.")
  var seed = 1

  @Flag(name: .customShort("s"), help: "Statistics.")
  var statistics = false

  @Option(name: .customShort("t"), help: "Time limit in milliseconds; 0 for none.")
  var timeLimit: Int?

  @Flag(name: .customShort("v"), help: "Progress, on standard error.")
  var verbose = false

  @Argument(help: "A FlatZinc file; - for standard input.")
  var file: String

  func validate() throws {
    if let count, count < 0 { throw ValidationError("-n: expected a number of solutions, found \(count)") }
    if !(1...1024).contains(threads) { throw ValidationError("-p: expected 1 to 1024 threads, found \(threads)") }
    if let timeLimit, timeLimit < 0 { throw ValidationError("-t: expected milliseconds, found \(timeLimit)") }
  }

  private var settings: SolveSettings {
    var settings = SolveSettings()
    settings.isAll = all
    settings.isIntermediate = intermediate
    settings.count = count
    settings.isFree = free
    settings.threads = threads
    settings.seed = UInt64(bitPattern: Int64(seed))
    settings.showsStatistics = statistics
    settings.isVerbose = verbose
    if let timeLimit, timeLimit > 0 { settings.timeLimit = Double(timeLimit) / 1000 }
    return settings
  }

  func run() throws {
    let stopper = Model.Stopper()
    Interrupts.handle { stopper.stop() }
    let source = try FlatZincFile.read(file)
    let program = try FlatZincReader.read(source)
    let run = FlatZincRun(
      program, settings, stopper: stopper, elapsed: { ProcessClock.elapsed }, write: Output.write, note: Output.note)
    try run.run()
  }

  /// - Returns: the exit code.
  static func execute(_ arguments: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let error as InputError {
      return fail(65, "\(error)")
    } catch FlatZincRun.Failure.input(let error) {
      return fail(65, "\(error)")
    } catch FlatZincRun.Failure.defect(let message) {
      return fail(70, "INTERNAL ERROR: \(message)")
    } catch let error as FlatZincFile.Unreadable {
      return fail(66, error.description)
    } catch {
      if exitCode(for: error).isSuccess {
        Output.write(fullMessage(for: error) + "\n")
        return 0
      }
      return fail(64, "dovetail-fzn: \(message(for: error))")
    }
  }

  private static func fail(_ code: Int32, _ message: String) -> Int32 {
    Output.note(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    return code
  }
}

/// When the process began its work.
enum ProcessClock {
  private static let began = ContinuousClock.now

  static func start() { _ = began }

  static var elapsed: Double { began.duration(to: .now).inSeconds }
}
