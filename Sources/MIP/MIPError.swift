/// Why a model was refused, or why a solver could not do its work.
public struct MIPError: Error, CustomStringConvertible, Sendable {
  public enum Kind: String, Sendable {
    /// The model itself is wrong: not a number, infinite coefficient, empty bounds.
    case invalidModel
    /// The model does not fit the solver's index type or the memory allowed.
    case tooLarge
    /// The solver failed; nothing is wrong with the model.
    case solverFailure
  }

  public let kind: Kind
  public let description: String

  public init(_ description: String, kind: Kind = .solverFailure) {
    self.kind = kind
    self.description = description
  }
}
