/// Why a solve cannot begin: a mistake of whoever asked for it, in words.
public struct SolveFault: Error, CustomStringConvertible, Sendable, Equatable {
  public enum Kind: Sendable {
    /// An option that means nothing here, or a value out of its range.
    case usage
    /// A text that is no instance, or an instance that an engine cannot take.
    case data
  }

  public let kind: Kind
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
