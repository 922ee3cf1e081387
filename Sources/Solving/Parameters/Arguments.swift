import Basics

/// The values of parameters: what was given, and the defaults of the rest.
public struct Arguments: Sendable {
  enum Value: Sendable {
    case integer(Int)
    case number(Double)
    case name(String)
    case names([String])
    case flag
  }

  private var values: [String: Value] = [:]
  /// The parameters that were given and not left at their defaults, in the order in which they came first.
  public private(set) var given: [String] = []

  /// - Parameters:
  ///   - words: "--name value" pairs as on the command line; "--name=value" too; flags alone.
  ///   - parameters: what there is.
  /// - Throws: `ParameterError` for an unknown parameter, a missing value or one out of its range.
  public init(_ words: [String], for parameters: [Parameter]) throws(ParameterError) {
    for parameter in parameters {
      switch parameter.kind {
      case .integer(_, let value?): values[parameter.name] = .integer(value)
      case .number(_, let value?): values[parameter.name] = .number(value)
      case .integer, .number, .name, .names, .flag: break
      }
    }
    var words = words[...]
    while let word = words.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let parameter = parameters.first(where: { $0.option == parts[0] }) else {
        let known = parameters.map(\.option).joined(separator: ", ")
        let hint = Spelling.hint(for: parts[0], among: parameters.map(\.option))
        throw ParameterError(
          "unknown option '\(parts[0])'; \(known.isEmpty ? "there is none" : "there are \(known)")\(hint)")
      }
      if case .flag = parameter.kind, parts.count == 1 {
        set(parameter, .flag)
        continue
      }
      guard let text = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw ParameterError("\(parameter.option) needs a value")
      }
      set(parameter, try parameter.value(text))
    }
  }

  private mutating func set(_ parameter: Parameter, _ value: Value) {
    if !given.contains(parameter.name) { given.append(parameter.name) }
    if case .names(let more) = value, case .names(let names) = values[parameter.name] {
      values[parameter.name] = .names(names + more)
    } else {
      values[parameter.name] = value
    }
  }

  /// A parameter that was declared as an integer with a default.
  public func integer(_ name: String) -> Int {
    guard let value = givenInteger(name) else { preconditionFailure("\(name) is no integer parameter with a default") }
    return value
  }

  /// A parameter that was declared as an integer; nil where there is neither a value nor a default.
  public func givenInteger(_ name: String) -> Int? {
    guard let value = values[name] else { return nil }
    guard case .integer(let number) = value else { preconditionFailure("\(name) is no integer parameter") }
    return number
  }

  /// A parameter that was declared as a number with a default.
  public func number(_ name: String) -> Double {
    guard let value = givenNumber(name) else { preconditionFailure("\(name) is no number parameter with a default") }
    return value
  }

  /// A parameter that was declared as a number; nil where there is neither a value nor a default.
  public func givenNumber(_ name: String) -> Double? {
    guard let value = values[name] else { return nil }
    guard case .number(let number) = value else { preconditionFailure("\(name) is no number parameter") }
    return number
  }

  /// A parameter that was declared as a name; nil unless given.
  public func name(_ name: String) -> String? {
    guard let value = values[name] else { return nil }
    guard case .name(let text) = value else { preconditionFailure("\(name) is no name parameter") }
    return text
  }

  /// A parameter that was declared as names; none unless given.
  public func names(_ name: String) -> [String] {
    guard let value = values[name] else { return [] }
    guard case .names(let names) = value else { preconditionFailure("\(name) is no parameter of names") }
    return names
  }

  /// Whether a parameter that was declared as a flag was given.
  public func flag(_ name: String) -> Bool {
    guard let value = values[name] else { return false }
    guard case .flag = value else { preconditionFailure("\(name) is no flag") }
    return true
  }
}
