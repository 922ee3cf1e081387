/// Why a model is refused or could not be solved. Descriptions name the variable or constraint.
///
/// Mistakes are noted where they are made and thrown when the model is solved.
public enum ModelError: Error, Equatable, Sendable {
  /// Bounds of a variable, or start and end of an interval, do not lie strictly within -2^30 ... 2^30.
  case boundsOutOfRange(String)
  /// A variable has no value at all.
  case emptyDomain(String)
  /// A sum could leave what the engine computes exactly.
  case overflow(String)
  /// The objective wants intervals late that have no latest start.
  case unboundedObjective
  /// A constraint that does not say by which time everything can be over, on intervals without a latest start.
  case needsHorizon(String)
  /// No engine has a form for a constraint, and it has no decomposition into others.
  case noForm(String)
  /// A variable or interval of another model.
  case foreignVariable(String)
  /// A duration that is or can be negative.
  case negativeDuration(String)
  /// A demand or capacity that is or can be negative.
  case negativeQuantity(String)
  /// A maximum, minimum or element of nothing.
  case emptyOperands(String)
  /// Lists that belong together differ in length.
  case mismatchedCounts(String)
  /// An automaton with states that it does not have, or with costs that are not told by state and symbol.
  case invalidAutomaton(String)
  /// An interval stands twice on one resource.
  case duplicateInterval(String)
  /// A node or a bin that there is not.
  case invalidPlace(String)
  /// A hint outside the variable's domain.
  case invalidHint(String)
  /// A search phase with something that is neither a variable nor its opposite, up to a number that is added.
  case invalidSearch(String)
  /// The linear model would be too large to build.
  case tooLarge(String)
  /// The MIP solver failed.
  case solverFailed(String)
  /// An engine's solution did not pass the check against the model: a defect of the engine, never of the model.
  case rejectedSolution(String)
}

extension ModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .boundsOutOfRange(let what): "\(what) is not strictly within -2^30 ... 2^30"
    case .emptyDomain(let what): "\(what) has no value"
    case .overflow(let what): "\(what) can leave the range of exact arithmetic"
    case .unboundedObjective:
      "the objective gets better without end, the later intervals start: give these, or the model, a horizon"
    case .needsHorizon(let what): "\(what) over intervals without a latest start: give these, or the model, a horizon"
    case .noForm(let what): what
    case .foreignVariable(let what): "\(what) has a variable of another model"
    case .negativeDuration(let what): "the duration of \(what) can be negative"
    case .negativeQuantity(let what): "\(what) can be negative"
    case .emptyOperands(let what): "\(what) of nothing"
    case .mismatchedCounts(let what): what
    case .invalidAutomaton(let what): what
    case .duplicateInterval(let what): "\(what) twice on one resource"
    case .invalidPlace(let what): "\(what): there is no such place"
    case .invalidHint(let what): "the hint for \(what) is outside its domain"
    case .invalidSearch(let what):
      "a search phase decides variables, their opposites and what these are with a number added; not an expression of \(what)"
    case .tooLarge(let what): what
    case .solverFailed(let what): what
    case .rejectedSolution(let what): "the engine's solution breaks the model: \(what)"
    }
  }
}
