/// What ends a command of the benchmark: one line, and whose fault it is.
public struct BenchError: Error, Hashable, CustomStringConvertible {
  /// As in sysexits, and as the solver's own command line has them.
  public enum Kind: Int32, Sendable {
    case usage = 64
    case data = 65
    case noInput = 66
    case unavailable = 69
    case internalError = 70
    case system = 71
    case writeError = 74
  }

  public let kind: Kind
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
