import Basics
import Race

/// A JSON value with its keys in the order in which they are written; scripts and people both read them.
package enum JSON: Equatable {
  case null
  case text(String)
  case integer(Int)
  case number(Double)
  case array([JSON])
  case object([Member])
  /// Text that is JSON already.
  case raw(String)

  package struct Member: Equatable {
    package let key: String
    package let value: JSON

    package init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  package static func members(_ pairs: KeyValuePairs<String, JSON>) -> JSON {
    .object(pairs.map { Member(key: $0.key, value: $0.value) })
  }

  package init(_ value: String?) { self = value.map(JSON.text) ?? .null }
  package init(_ value: Objective?) {
    self =
      switch value {
      case nil: .null
      case let value? where value.levels.count == 1: .integer(value.first)
      case let value?: .array(value.levels.map(JSON.integer))
      }
  }
  /// The quotient where the problem shows a rate, to the last digit of a Double, or all decimals where it shows these.
  package init(_ value: Objective?, _ scale: ObjectiveScale?) {
    guard let value, let scale else {
      self.init(value)
      return
    }
    self = scale.numeratorName == nil ? .raw(scale.decimalText(of: value)) : .number(scale.rate(of: value))
  }

  /// Numerator and denominator of an objective that is shown as a rate, and the sense of one that is maximised; nothing
  /// for others.
  package static func parts(of objective: Objective?, _ scale: ObjectiveScale?) -> [Member] {
    if scale?.isNegated ?? false { return [Member(key: "sense", value: .text("max"))] }
    guard let scale, let numerator = scale.numeratorName, let denominator = scale.denominatorName else { return [] }
    return [
      Member(key: numerator, value: objective.map { .integer($0.first) } ?? .null),
      Member(key: denominator, value: .integer(scale.denominator)),
    ]
  }

  /// An object with further members at its end.
  package func appending(_ members: [Member]) -> JSON {
    guard case .object(let own) = self else { return self }
    return .object(own + members)
  }

  /// Six decimals: microseconds, and gaps of a millionth. Only zero is shown as zero.
  package init(_ value: Double?) {
    self = value.map { .number($0.magnitude < 5e-7 ? $0 : ($0 * 1e6).rounded() / 1e6) } ?? .null
  }

  /// On one line.
  package var line: String {
    switch self {
    case .null: "null"
    case .text(let text): JSONText.quoted(text)
    case .integer(let number): "\(number)"
    case .number(let number): number.isFinite ? Self.shortest(number) : "null"
    case .array(let values): "[\(values.map(\.line).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(JSONText.quoted($0.key)):\($0.value.line)" }.joined(separator: ","))}"
    case .raw(let text): text
    }
  }

  /// An object with a member a line.
  package var document: String {
    guard case .object(let members) = self else { return line + "\n" }
    return "{\n" + members.map { "  \(JSONText.quoted($0.key)): \($0.value.line)" }.joined(separator: ",\n") + "\n}\n"
  }

  private static func shortest(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
