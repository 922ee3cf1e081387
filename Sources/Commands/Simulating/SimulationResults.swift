import ArgumentParser
import Basics

/// How the results of a simulation are written, and where.
struct SimulationResults: ParsableArguments {
  @Option(help: "text, or json: an object a line for each policy.")
  var log = "text"

  @Option(help: "The results; - is standard output.")
  var output = "-"

  /// - Throws: `CommandFailure` where `--log` is neither of both.
  func isJSON() throws(CommandFailure) -> Bool {
    guard log == "text" || log == "json" else {
      throw CommandFailure(.usage, "--log is text or json, not '\(log)'")
    }
    return log == "json"
  }
}

/// What is wrong with a text, as the command's failure.
func asData<Value>(_ body: () throws(InputError) -> Value) throws(CommandFailure) -> Value {
  do {
    return try body()
  } catch {
    throw CommandFailure(.data, error.description)
  }
}
