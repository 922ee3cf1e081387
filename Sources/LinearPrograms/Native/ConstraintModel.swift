import Basics
import Modeling
import Solving

extension MixedIntegerProgram {
  /// The program in the engine's words: a variable a column, a linear constraint a side of a row, and the objective.
  struct ConstraintModel {
    let model: Model
    private let program: IntegerProgram

    /// - Throws: `ModelTooLarge` where values of the objective are too far apart.
    init(_ program: IntegerProgram, name: String) throws(ModelTooLarge) {
      self.program = program
      model = Model(name)
      var variables: [IntVar] = []
      for (column, title) in program.names.enumerated() {
        let range = program.lower[column]...max(program.lower[column], program.upper[column])
        variables.append(model.integer(program.isInfeasible ? 0...0 : range, title))
      }
      if program.isInfeasible {
        model.add(1.linearExpression <= 0)
        return
      }
      for row in program.rows { add(row, variables) }
      let costs = program.costs.indices.filter { program.costs[$0] != 0 }
      if costs.isEmpty { return }
      let terms = costs.map { LinearExpression.Term(variable: variables[$0], coefficient: program.costs[$0]) }
      try checkWidth()
      model.minimize(LinearExpression(terms: terms, constant: program.constant))
    }

    private func add(_ row: IntegerProgram.Row, _ variables: [IntVar]) {
      let sum = LinearExpression(
        terms: zip(row.columns, row.coefficients).map {
          LinearExpression.Term(variable: variables[$0], coefficient: $1)
        })
      if let lower = row.lower, lower == row.upper { return model.add(sum == lower) }
      if let lower = row.lower { model.add(sum >= lower) }
      if let upper = row.upper { model.add(sum <= upper) }
    }

    /// The engine keeps the objective in 32 bits, after division by what costs have in common.
    private func checkWidth() throws(ModelTooLarge) {
      var divisor = 0
      var width = 0
      for (column, cost) in program.costs.enumerated() where cost != 0 {
        divisor = greatestCommonDivisor(divisor, cost)
        width += abs(cost) * (program.upper[column] - program.lower[column])
      }
      guard width / divisor <= IntegerProgram.limit else {
        throw ModelTooLarge(
          "the objective has values \(width / divisor) units apart, and the native engine takes 2^30; "
            + "--engine glpk takes more")
      }
    }

    /// Between the model's values and those of columns.
    var translation: ModelTranslation<Solution> {
      let program = program
      return ModelTranslation {
        Solution(columns: program.names, values: $0.map(Double.init))
      } encode: {
        Self.encode($0, in: program)
      }
    }

    /// nil for what is beyond the bounds that the program has made itself.
    private static func encode(_ solution: Solution, in program: IntegerProgram) -> [Int]? {
      guard let ordered = solution.values(by: program.names) else { return nil }
      var values: [Int] = []
      for (column, value) in ordered.enumerated() {
        guard let whole = Int(exactly: value.rounded()), whole >= program.lower[column], whole <= program.upper[column]
        else { return nil }
        values.append(whole)
      }
      return values
    }
  }
}
