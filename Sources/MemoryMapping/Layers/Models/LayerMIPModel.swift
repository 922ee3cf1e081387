import MIP
import Modeling
import Solving

/// The constraint model of stays, linearised for a MIP solver: with addresses where that is small, else without.
///
/// Without addresses it is a relaxation: its bound is the problem's, and a solution of it counts where the addresses
/// can be found for it.
final class LayerMIPModel: LinearFormulation, @unchecked Sendable {
  typealias Solution = LayerMapping

  // Nothing changes after construction, which is all that sharing between threads asks for; a model as such may change.
  private let constraints: LayerConstraintModel
  private let linearization: Linearization
  private let hasAddresses: Bool
  let model: LinearModel

  /// Stays above which pairs of them are too many for a MIP solver.
  private static let stayLimit = 40

  /// - Throws: `ModelTooLarge` or `ModelError` where there is no linear model of a size to work with.
  init(_ program: LayerProgram) throws {
    guard LayerConstraintModel.isAffordable(program, hasAddresses: false) else {
      throw LayerConstraintModel.tooLarge
    }
    hasAddresses =
      LayerConstraintModel.isAffordable(program) && StayTable(program).stays.count <= Self.stayLimit
    constraints = LayerConstraintModel(program, hasAddresses: hasAddresses)
    linearization = try Linearization(try constraints.model.validated(), columnLimit: 500_000)
    var linear = linearization.linearModel
    linear.isObjectiveIntegral = true
    model = linear
  }

  func decode(_ values: [Double]) -> Solution? {
    guard let values = linearization.decode(values) else { return nil }
    let solution = constraints.decode(values)
    if hasAddresses { return solution }
    return AddressAssignment.place(solution, of: constraints.program)
  }

  func encode(_ solution: Solution) -> [Double]? { constraints.encode(solution).flatMap(linearization.encode) }
}
