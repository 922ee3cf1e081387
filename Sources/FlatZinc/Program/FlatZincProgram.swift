/// What a FlatZinc file says, as plain lists: variables, constraints with their arguments, what is to be printed, what is
/// asked for. What solutions are checked against.
package final class FlatZincProgram: Sendable {
  package let file: String
  package let contents: FlatZincContents

  init(file: String, _ contents: FlatZincContents) {
    self.file = file
    self.contents = contents
  }

  func arguments(of item: FlatZincContents.Item) -> Arguments {
    Arguments(program: self, first: item.firstArgument, line: item.line)
  }
}

package struct FlatZincContents: Sendable {
  package struct Variable: Sendable {
    package var lower: Int
    package var upper: Int
    /// The domain where it has gaps: a place in `sets`.
    package var domain: Int?
    package var isBoolean: Bool
    /// Declared without bounds.
    package var isOpen: Bool
    package var line: Int
  }

  /// A stretch of `operands`, of `sets`, or one operand.
  package struct Argument: Sendable, BitwiseCopyable {
    package enum Kind: Sendable, BitwiseCopyable { case operand, list, set, sets, text }

    package var kind: Kind
    /// Of operands, whether all are Booleans, or all integers; of no operands both.
    package var isBoolean: Bool
    package var isInteger: Bool
    /// Whether none is a variable.
    package var isConstant: Bool
    package var first: Int
    package var count: Int
  }

  package struct Item: Sendable, BitwiseCopyable {
    /// A place in `Builtins.all`.
    package var builtin: Int
    package var firstArgument: Int
    package var line: Int
  }

  package enum Goal: Sendable {
    case satisfy
    case minimize(Operand)
    case maximize(Operand)
  }

  package var variables: [Variable] = []
  package var operands: [Operand] = []
  package var sets: [[ClosedRange<Int>]] = []
  package var arguments: [Argument] = []
  package var items: [Item] = []
  package var outputs: [OutputItem] = []
  package var goal = Goal.satisfy
  package var search: [SearchAnnotation] = []
  package var hints: [(variable: Int, value: Int)] = []
  /// Things that were read and have no effect, once each.
  package var warnings: [String] = []
  /// Whether a variable has no value to begin with.
  package var isEmpty = false
}

/// The arguments of one constraint; kinds were checked when it was read.
package struct Arguments {
  let program: FlatZincProgram
  private let first: Int
  let line: Int

  init(program: FlatZincProgram, first: Int, line: Int) {
    self.program = program
    self.first = first
    self.line = line
  }

  private func argument(_ place: Int) -> FlatZincContents.Argument { program.contents.arguments[first + place] }

  subscript(place: Int) -> Operand { program.contents.operands[argument(place).first] }

  func list(_ place: Int) -> ArraySlice<Operand> {
    let argument = argument(place)
    return program.contents.operands[argument.first..<argument.first + argument.count]
  }

  /// Numbers alone, as the signature asks.
  func number(_ place: Int) -> Int { self[place].number ?? 0 }

  func numbers(_ place: Int) -> [Int] { list(place).map { $0.number ?? 0 } }

  /// A list under an assignment of the variables, each less an offset.
  func values(_ place: Int, _ assignment: [Int], minus offset: Int = 0) -> [Int] {
    list(place).map { $0.value(assignment) - offset }
  }

  func set(_ place: Int) -> [ClosedRange<Int>] { program.contents.sets[argument(place).first] }

  func count(_ place: Int) -> Int { argument(place).count }
}
