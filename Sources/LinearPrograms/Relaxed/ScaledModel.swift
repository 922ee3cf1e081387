import MIP
import Solving

extension MixedIntegerProgram {
  /// The instance for a MIP solver, with the objective in the units that the checker counts in.
  struct ScaledModel: LinearFormulation {
    let model: LinearModel
    private let instance: Instance

    /// - Throws: `MIPError` where a cost is no double in these units.
    init(_ instance: Instance) throws(MIPError) {
      self.instance = instance
      guard let terms = instance.objective.terms, let constant = Self.double(instance.objective.constant) else {
        throw MIPError("the costs have too many digits to be scaled to integers", kind: .tooLarge)
      }
      var costs = [Double](repeating: 0, count: instance.model.columns.count)
      for (column, units) in terms {
        guard let cost = Self.double(units) else {
          throw MIPError("the costs have too many digits to be scaled to integers", kind: .tooLarge)
        }
        costs[column] = cost
      }
      var scaled = LinearModel(name: instance.name)
      for (column, cost) in zip(instance.model.columns, costs) {
        scaled.addColumn(column.name, column.kind, from: column.lower, to: column.upper, cost: cost)
      }
      for row in instance.model.rows { scaled.addRow(row.name, row.terms, from: row.lower, to: row.upper) }
      scaled.objectiveConstant = constant
      scaled.isObjectiveIntegral = true
      model = scaled
    }

    private static func double(_ units: Int128) -> Double? {
      units.magnitude <= 1 << 53 ? Double(Int(units)) : nil
    }

    func decode(_ values: [Double]) -> Solution? { Self.solution(values, of: instance) }

    func encode(_ solution: Solution) -> [Double]? { solution.values(by: instance.columnNames) }

    /// What the solver's values stand for, without the last digits that are its rounding where that is no worse; nil
    /// where its tolerances have let pass what exact rows do not.
    static func solution(_ values: [Double], of instance: Instance) -> Solution? {
      let rounded = zip(instance.model.columns, values).map { column, value in
        column.isWhole ? value.rounded() + 0 : value
      }
      let exact = Solution(columns: instance.columnNames, values: rounded)
      let short = Solution(columns: instance.columnNames, values: rounded.map(shortened))
      let objective = try? check(exact, of: instance)
      if let tidy = try? check(short, of: instance), objective.map({ tidy <= $0 }) ?? true { return short }
      return objective == nil ? nil : exact
    }

    /// The number of twelve digits that is nearest: 6.687500000000001 is 6.6875.
    static func shortened(_ value: Double) -> Double {
      guard value != value.rounded(), value.magnitude < 1e11 else { return value }
      guard value.magnitude > 1e-9 else { return 0 }
      var scale = 1.0
      while value.magnitude * scale < 1e11 { scale *= 10 }
      return (value * scale).rounded() / scale
    }
  }
}
