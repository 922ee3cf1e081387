/// What an argument of a constraint has to be.
package enum Parameter: Sendable {
  /// A number or an integer variable.
  case integer
  /// A truth value or a Boolean variable.
  case boolean
  case integers, booleans
  /// Given, no variable.
  case number
  case numbers
  case set

  func accepts(_ argument: FlatZincContents.Argument) -> Bool {
    switch self {
    case .integer: argument.kind == .operand && argument.isInteger
    case .boolean: argument.kind == .operand && argument.isBoolean
    case .integers: argument.kind == .list && argument.isInteger
    case .booleans: argument.kind == .list && argument.isBoolean
    case .number: argument.kind == .operand && argument.isInteger && argument.isConstant
    case .numbers: argument.kind == .list && argument.isInteger && argument.isConstant
    case .set: argument.kind == .set
    }
  }

  var words: String {
    switch self {
    case .integer: "an integer"
    case .boolean: "a Boolean"
    case .integers: "a list of integers"
    case .booleans: "a list of Booleans"
    case .number: "a number that is given"
    case .numbers: "a list of numbers that are given"
    case .set: "a set of integers"
    }
  }

  static func words(of argument: FlatZincContents.Argument) -> String {
    switch argument.kind {
    case .operand: (argument.isBoolean ? "a Boolean" : "an integer") + (argument.isConstant ? "" : " variable")
    case .list:
      argument.count == 0
        ? "an empty list"
        : "a list of \(argument.isBoolean ? "Booleans" : argument.isInteger ? "integers" : "integers and Booleans")"
          + (argument.isConstant ? "" : " with variables")
    case .set: "a set"
    case .sets: "a list of sets"
    case .text: "a string or a decimal number"
    }
  }
}
