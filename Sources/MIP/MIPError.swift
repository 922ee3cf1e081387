/// Why a model was refused, or why a solver could not do its work.
public struct MIPError: Error, CustomStringConvertible, Sendable {
  /// Whose fault it is.
  public enum Kind: String, Sendable {
    /// The model itself is wrong: not a number, infinite coefficient, empty bounds.
    case invalidModel
    /// The model does not fit the solver's index type or the memory allowed.
    case tooLarge
    /// The solver failed; nothing is wrong with the model.
    case solverFailure
  }

  /// Whose fault it is.
  public let kind: Kind
  /// In words, for the user.
  public let description: String

  /// An error in words; of the solver, where nothing else is said.
  public init(_ description: String, kind: Kind = .solverFailure) {
    self.kind = kind
    self.description = description
  }
}
