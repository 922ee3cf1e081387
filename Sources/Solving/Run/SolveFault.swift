/// Why a solve cannot begin: a mistake of whoever asked for it, in words.
public struct SolveFault: Error, CustomStringConvertible, Sendable, Equatable {
  /// What it is about.
  public enum Kind: Sendable {
    /// An option that means nothing here, or a value out of its range.
    case usage
    /// A text that is no instance.
    case data
    /// An instance that is right, and that the engine which was asked for cannot take.
    case engine
  }

  /// What it is about.
  public let kind: Kind
  public let description: String

  /// A mistake in words.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
