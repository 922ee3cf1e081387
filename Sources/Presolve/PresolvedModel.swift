import Statements

/// A model made smaller, with the way between solutions of both.
package struct PresolvedModel: Sendable {
  /// The reduced model; the given one where it is infeasible.
  package let data: ModelData
  /// Presolve has refuted the model.
  package let isInfeasible: Bool
  /// By variable of the reduced model, the variable of the original that it is or has grown from.
  package let originalVariable: [Int]
  /// By interval of the reduced model, the interval of the original that it is.
  package let originalInterval: [Int]
  package let report: PresolveReport
  private let original: ModelData
  private let steps: [PostsolveStep]
  /// By variable of the original, the value where it is fixed.
  private let template: [Int]
  /// The variable that carries a constant objective, always 0.
  private let anchor: Int?

  /// The model as it was given.
  init(unchanged data: ModelData, isInfeasible: Bool = false, report: PresolveReport = PresolveReport()) {
    self.data = data
    self.isInfeasible = isInfeasible
    self.report = report
    originalVariable = Array(0..<data.variableCount)
    originalInterval = Array(data.intervals.indices)
    original = data
    steps = []
    template = data.lower
    anchor = nil
  }

  init(
    _ data: ModelData, of original: ModelData, variables: [Int], intervals: [Int], steps: [PostsolveStep],
    template: [Int], anchor: Int?, report: PresolveReport
  ) {
    self.data = data
    isInfeasible = false
    originalVariable = variables
    originalInterval = intervals
    self.original = original
    self.steps = steps
    self.template = template
    self.anchor = anchor
    self.report = report
  }

  /// A solution of the reduced model as one of the original, at the same cost.
  package func restore(_ values: [Int]) -> [Int] {
    precondition(values.count == data.variableCount, "a value for each variable")
    var full = template
    for (position, variable) in originalVariable.enumerated() where position != anchor {
      full[variable] = values[position]
    }
    for step in steps.reversed() { step.undo(&full) }
    return full
  }

  /// A solution of the original as one of the reduced model that costs no more; nil where it is none, or cannot be moved
  /// into what is left.
  package func reduce(_ values: [Int]) -> [Int]? {
    precondition(values.count == original.variableCount, "a value for each variable")
    if isInfeasible { return nil }
    var full = values
    for step in steps { step.apply(&full) }
    var reduced = originalVariable.map { full[$0] }
    if let anchor { reduced[anchor] = 0 }
    guard data.violation(of: reduced) == nil else { return nil }
    if let cost = data.cost(of: reduced), let before = original.cost(of: values), cost > before { return nil }
    return reduced
  }
}
