/// Why a solve cannot begin: a mistake of whoever asked for it, in words.
public struct SolveFault: Error, CustomStringConvertible, Sendable, Equatable {
  /// Whether the options or the data are wrong.
  public enum Kind: Sendable {
    /// An option that means nothing here, or a value out of its range.
    case usage
    /// A text that is no instance, or an instance that an engine cannot take.
    case data
  }

  /// Whether the options or the data are wrong.
  public let kind: Kind
  public let description: String

  /// A mistake in words.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
