import Basics
import Solving
import Statements

@testable import FlatZinc

/// Reads and solves texts as the program does.
enum Fixture {
  static func program(_ text: String) throws(InputError) -> FlatZincProgram {
    try FlatZincReader.read(SourceText(name: "m.fzn", text: text))
  }

  /// The message of the error that a text is refused with; nil where it is taken.
  static func refusal(_ text: String) -> String? {
    do {
      _ = try Translation.translate(try program(text))
      return nil
    } catch {
      return "\(error)"
    }
  }

  struct Answer {
    var output = ""
    var notes: [String] = []

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  static func solve(
    _ text: String, _ change: (inout SolveSettings) -> Void = { _ in }, stopper: Model.Stopper = Model.Stopper()
  ) throws -> Answer {
    var settings = SolveSettings()
    change(&settings)
    var answer = Answer()
    let clock = ContinuousClock.now
    let run = FlatZincRun(
      try program(text), settings, stopper: stopper,
      elapsed: { clock.duration(to: .now) / .seconds(1) }, write: { answer.output += $0 },
      note: { answer.notes.append($0) })
    try run.run()
    return answer
  }
}
