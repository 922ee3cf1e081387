import Modeling
import Solving
import Statements

/// What is asked of a model, checked before anything begins.
struct ModelQuestion: Sendable {
  enum Kind: Sendable {
    case solve
    case solutions(of: [Int]?, limit: Int?)
    case explain
  }

  private(set) var rows: RowModel
  private(set) var kind = Kind.solve
  private(set) var assumptions: [BoolVar] = []
  private(set) var objectiveLimit: Int?
  let common: CommonOptions

  private static let keys =
    CommonOptions.keys + ["objectiveLimit", "hint", "assume", "question", "of", "limit"]

  /// - Parameters:
  ///   - rows: the model as it is now.
  ///   - text: in JSON, or NULL.
  init(_ rows: RowModel, _ text: UnsafePointer<CChar>?) throws(CallFailure) {
    let options = try OptionReader(text, known: Self.keys)
    self.rows = rows
    common = try CommonOptions(options)
    objectiveLimit = try options.value("objectiveLimit", "a whole number")
    if let pairs: [[Int64]] = try options.value("hint", "a list of pairs of a variable and a value") {
      try hint(pairs)
    }
    if let words: [Int64] = try options.value("assume", "a list of literals") {
      for word in words { assumptions.append(try literal(Int(word))) }
    }
    switch try options.value("question", "solve, solutions or explain", as: String.self) ?? "solve" {
    case "solve": kind = .solve
    case "solutions":
      let variables: [Int]? = try options.value("of", "a list of variables")
      for variable in variables ?? [] where !(0..<rows.data.variableCount).contains(variable) {
        throw CallFailure(.invalidArgument, "the option 'of' names variable \(variable), which there is not")
      }
      kind = .solutions(of: variables, limit: try options.integer("limit", 0...Int.max))
    case "explain": kind = .explain
    case let word:
      throw CallFailure(.invalidArgument, "the option 'question' is solve, solutions or explain, not '\(word)'")
    }
  }

  private mutating func hint(_ pairs: [[Int64]]) throws(CallFailure) {
    guard pairs.allSatisfy({ $0.count == 2 }) else {
      throw CallFailure(.invalidArgument, "the option 'hint' is a list of pairs of a variable and a value")
    }
    let code = Int64(RowCode.hints.rawValue)
    do throws(RowError) {
      try rows.append([code, Int64(2 * pairs.count + 1), Int64(pairs.count)] + pairs.flatMap(\.self))
    } catch {
      throw CallFailure(.invalidArgument, error.description)
    }
  }

  private func literal(_ word: Int) throws(CallFailure) -> BoolVar {
    let index = word < 0 ? -(word + 1) : word
    guard index < rows.data.variableCount, rows.data.lower[index] >= 0, rows.data.upper[index] <= 1,
      !rows.open.contains(index)
    else { throw CallFailure(.invalidArgument, "the option 'assume' has \(word), which is no literal") }
    return BoolVar(variable: IntVar(model: 0, position: Int32(index)), isNegated: word < 0)
  }
}
