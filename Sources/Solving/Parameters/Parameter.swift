/// One option of a problem, which its generator or its question knows: the one description that the command line, HTTP
/// and help go by.
public struct Parameter: Sendable {
  /// What values it takes.
  public enum Kind: Sendable {
    /// Without a default, absent unless given; so are all below.
    case integer(ClosedRange<Int>, default: Int? = nil)
    /// Any number in the range.
    case number(ClosedRange<Double>, default: Double? = nil)
    /// Any word, such as the name of a published instance.
    case name
    /// Words with commas between them; several times for more.
    case names
    /// True where it is given.
    case flag
  }

  /// As on the command line, without the dashes.
  public let name: String
  /// Its values and its default.
  public let kind: Kind
  /// One line for help.
  public let summary: String

  /// A parameter, by its name without dashes.
  public init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }

  /// As on the command line, such as "--max-evictions".
  public var option: String { "--\(name)" }

  /// As in a query string, such as "maxEvictions".
  public var key: String {
    let words = name.split(separator: "-")
    return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
  }

  /// Which values there are, for help: "; 1 to 80 (10)"; empty where any word will do.
  public var rangeText: String {
    switch kind {
    case .integer(let range, let value): "; \(Self.text(range))\(value.map { " (\($0))" } ?? "")"
    case .number(let range, let value):
      "; \(range.lowerBound) to \(range.upperBound)\(value.map { " (\($0))" } ?? "")"
    case .name, .names, .flag: ""
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }

  /// - Throws: `ParameterError` for a text that is no value of it.
  func value(_ text: String) throws(ParameterError) -> Arguments.Value {
    switch kind {
    case .integer(let range, _):
      if let value = Int(text), range.contains(value) { return .integer(value) }
      let limits = range.upperBound == Int.max ? "\(range.lowerBound) on" : "\(range.lowerBound) to \(range.upperBound)"
      throw ParameterError("\(option) takes an integer from \(limits), not '\(text)'")
    case .number(let range, _):
      if let value = Double(text), range.contains(value) { return .number(value) }
      throw ParameterError(
        "\(option) takes a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    case .name: return .name(text)
    case .names:
      let names = text.split(separator: ",").map(String.init)
      if names.isEmpty { throw ParameterError("\(option) takes a name") }
      return .names(names)
    case .flag: throw ParameterError("\(option) takes no value")
    }
  }
}

/// What is wrong with the words that should give parameters their values.
public struct ParameterError: Error, CustomStringConvertible, Sendable, Equatable {
  /// In words.
  public let description: String
  /// A mistake in words.
  public init(_ description: String) { self.description = description }
}
