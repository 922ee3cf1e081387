import Basics
import MIP
import Race
import Solving

/// Two problems of one name that recognise a word each and solve nothing.
protocol Wordy: Problem where Instance == Void, Solution == Int {
  static var word: String { get }
}

enum Other: Wordy { static let word = "other" }
enum OtherToo: Wordy { static let word = "too" }

extension Wordy {
  static var name: String { "other" }
  static var summary: String { "nothing" }
  static var formats: [String] { [] }
  static var heuristics: [HeuristicDescription] { [] }
  static func recognises(_ source: SourceText) -> Bool { source.bytes.starts(with: word.utf8) }
  static func parse(_ source: SourceText) throws(InputError) {}
  static func check(_ solution: Int, of instance: Void) throws(CheckFailure) -> Objective { Objective(solution) }
  static func lanes(for instance: Void, _ options: SolveOptions<Int>) throws -> [Lane<Int>] { [] }
  static func linearModel(of instance: Void, _ options: SolveOptions<Int>) throws -> LinearModel {
    LinearModel(name: name)
  }
  static func picture(of solution: Int, of instance: Void) -> String { "" }
}
