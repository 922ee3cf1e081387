import MIP
import Statements

/// A model as a linear model with integer columns, and the way there and back.
///
/// The first columns are the model's variables, in their order; the rest are binaries of disjunctions, choices and
/// start times. A big M is as small as the variables' bounds allow, so tight bounds make a strong relaxation.
/// - Source: Pritsker, Watters, Wolfe 1969 for start-time binaries; Manne 1960 for ordering binaries.
package struct Linearization: Sendable {
  package let linearModel: LinearModel
  /// What solutions are checked against.
  package let data: ModelData
  /// The same in constraints that are linearisable.
  private let expanded: ModelData
  private let oneSidedMaxima: [Int]
  /// The value of each column beyond the model's variables, from the values of these.
  private let rules: [@Sendable ([Int]) -> Int]

  /// - Parameters:
  ///   - tightened: the same model with narrower bounds, where they are known.
  ///   - columnLimit: above that many columns the model is refused.
  /// - Throws: `tooLarge`.
  package init(
    _ data: ModelData, tightened: ModelData? = nil, columnLimit: Int = 200_000
  ) throws(ModelError) {
    self.data = data
    expanded = (tightened ?? data).decomposed { $0 is any Linearisable.Type }
    oneSidedMaxima = expanded.oneSidedMaxima
    var linearizer = Linearizer(expanded, oneSidedMaxima, columnLimit: columnLimit)
    try linearizer.addAll()
    linearModel = linearizer.linear
    rules = linearizer.rules
  }

  /// The model's values for a value of each column; nil where they do not make a solution.
  ///
  /// Integers may be off by the solver's tolerance.
  package func decode(_ columns: [Double]) -> [Int]? {
    guard columns.count >= expanded.variableCount else { return nil }
    var values: [Int] = []
    for column in columns.prefix(expanded.variableCount) {
      guard column.magnitude < 1e10 else { return nil }
      values.append(Int(column.rounded()))
    }
    values = Array(expanded.completing(values, maxima: oneSidedMaxima).prefix(data.variableCount))
    return data.violation(of: values) == nil ? values : nil
  }

  /// A value for each column from the model's values; nil where those of a decomposition's variables do not follow.
  package func encode(_ values: [Int]) -> [Double]? {
    guard let values = expanded.extending(values) else { return nil }
    return values.map(Double.init) + rules.map { Double($0(values)) }
  }

  /// The smallest cost that the MIP solver's bound leaves possible; nil where it says nothing.
  package func cost(atBound bound: Double) -> Int? {
    guard bound.magnitude < 1e15 else { return nil }
    return Int((bound - 1e-6 * max(1, bound.magnitude)).rounded(.up))
  }
}
