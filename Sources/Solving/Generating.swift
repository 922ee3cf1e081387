/// A problem that can make instances of its own, for `dovetail generate`.
public protocol Generating: Problem {
  /// What the generator can be told, in the order in which help shows it.
  static var generatorParameters: [GeneratorParameter] { get }

  /// The text of an instance in the problem's first format; equal arguments give equal texts.
  ///
  /// - Throws: `GeneratorError` for a combination of arguments that makes no instance.
  static func generate(_ arguments: GeneratorArguments) throws(GeneratorError) -> String
}

/// One option of a generator: its name without dashes, its range and its default.
public struct GeneratorParameter: Sendable {
  /// What values it takes.
  public enum Kind: Sendable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>, default: Int)
    /// Any number in a range.
    case number(ClosedRange<Double>, default: Double)
    /// A name such as that of a published instance; absent unless given.
    case name
  }

  /// Without dashes.
  public let name: String
  /// Its values and its default.
  public let kind: Kind
  /// One line for `dovetail list`.
  public let summary: String

  /// A parameter, by its name without dashes.
  public init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }
}

/// What a generator cannot do with what it was told, in words.
public struct GeneratorError: Error, CustomStringConvertible, Sendable {
  public let description: String
  /// What is wrong, in words.
  public init(_ description: String) { self.description = description }
}

/// The values of a generator's parameters: what was given, and the defaults of the rest.
public struct GeneratorArguments: Sendable {
  private enum Value: Sendable {
    case integer(Int)
    case number(Double)
    case name(String?)
  }

  private var values: [String: Value] = [:]
  /// The parameters that were given and not left at their defaults.
  public private(set) var given: Set<String> = []

  /// - Parameters:
  ///   - words: "--name value" pairs as on the command line; "--name=value" too.
  ///   - parameters: what the generator can be told.
  /// - Throws: `GeneratorError` for an unknown parameter, a missing value or one out of its range.
  public init(_ words: [String], for parameters: [GeneratorParameter]) throws(GeneratorError) {
    for parameter in parameters {
      values[parameter.name] =
        switch parameter.kind {
        case .integer(_, let value): .integer(value)
        case .number(_, let value): .number(value)
        case .name: .name(nil)
        }
    }
    var words = words[...]
    while let word = words.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts[0].hasPrefix("--"), let parameter = parameters.first(where: { "--\($0.name)" == parts[0] }) else {
        let known = parameters.map { "--\($0.name)" }.joined(separator: ", ")
        throw GeneratorError("unknown generator option '\(parts[0])'; there are \(known)")
      }
      guard let text = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw GeneratorError("--\(parameter.name) needs a value")
      }
      values[parameter.name] = try Self.value(text, of: parameter)
      given.insert(parameter.name)
    }
  }

  /// A parameter that was declared as an integer.
  public func integer(_ name: String) -> Int {
    guard case .integer(let value) = values[name] else { preconditionFailure("\(name) is no integer parameter") }
    return value
  }

  /// A parameter that was declared as a number.
  public func number(_ name: String) -> Double {
    guard case .number(let value) = values[name] else { preconditionFailure("\(name) is no number parameter") }
    return value
  }

  /// A parameter that was declared as a name; nil unless given.
  public func name(_ name: String) -> String? {
    guard case .name(let value) = values[name] else { preconditionFailure("\(name) is no name parameter") }
    return value
  }

  private static func value(_ text: String, of parameter: GeneratorParameter) throws(GeneratorError) -> Value {
    switch parameter.kind {
    case .integer(let range, _):
      if let value = Int(text), range.contains(value) { return .integer(value) }
      throw GeneratorError(
        "--\(parameter.name) takes an integer from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    case .number(let range, _):
      if let value = Double(text), range.contains(value) { return .number(value) }
      throw GeneratorError(
        "--\(parameter.name) takes a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    case .name:
      return .name(text)
    }
  }
}
