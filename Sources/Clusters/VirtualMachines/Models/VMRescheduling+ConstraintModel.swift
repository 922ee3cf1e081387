import Basics
import Kernel
import MIP
import Modeling
import Solving

extension VMRescheduling {
  /// The counting model for the clause-learning engine.
  struct ConstraintModel: ConstraintFormulation {
    let model: Model
    private let counting: CountingModel
    private let instance: Instance
    private let integers: [IntVar]

    /// Why an instance has no counting model.
    static let tooLarge = ModelTooLarge(
      "the counting model is for \(CountingModel.variableLimit) variables at most: a VM in a group counts as a class")

    init(_ instance: Instance) throws(ModelTooLarge) {
      guard let counting = CountingModel(instance) else { throw Self.tooLarge }
      self.counting = counting
      self.instance = instance
      let model = Model(instance.name)
      let integers = counting.variables.map { model.integer(0...$0.upper, $0.name) }
      func expression(_ terms: [(variable: Int, coefficient: Int)]) -> LinearExpression {
        sum(of: terms.map { $0.coefficient * integers[$0.variable] })
      }
      for row in counting.rows {
        // Rows of memory have a large common divisor.
        let divisor = max(1, row.terms.reduce(0) { greatestCommonDivisor($0, $1.coefficient) })
        let scaled = row.terms.map { (variable: $0.variable, coefficient: $0.coefficient / divisor) }
        if let upper = row.upper {
          if let lower = row.lower, lower == upper {
            model.add(expression(row.terms) == upper)
            continue
          }
          model.add(expression(scaled) <= floorDivide(upper, divisor))
        }
        if let lower = row.lower { model.add(expression(row.terms) >= lower) }
      }
      model.minimize(expression(counting.objective) + counting.objectiveConstant)
      self.model = model
      self.integers = integers
    }

    func guide(_ lowered: LoweredModel) {}

    /// The values of the counting model's variables.
    func values(of solution: Model.Solution) -> [Int] { integers.map { solution[$0] } }

    func decode(_ values: [Int]) -> Solution {
      counting.solution(values, of: instance) ?? Solution(instance.homes, of: instance)
    }

    func encode(_ solution: Solution) -> [Int]? {
      counting.values(of: solution, in: instance)
    }
  }

  /// The counting model for a MIP solver.
  struct MIPModel: LinearFormulation {
    private(set) var model: LinearModel
    private let counting: CountingModel
    private let instance: Instance

    init(_ instance: Instance) throws(MIPError) {
      guard let counting = CountingModel(instance) else {
        throw MIPError(ConstraintModel.tooLarge.description, kind: .tooLarge)
      }
      self.counting = counting
      self.instance = instance
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
      model.objectiveConstant = Double(counting.objectiveConstant)
      var costs = [Double](repeating: 0, count: counting.variables.count)
      for term in counting.objective { costs[term.variable] += Double(term.coefficient) }
      for (index, variable) in counting.variables.enumerated() {
        model.addColumn(
          variable.name, variable.upper == 1 ? .binary : .integer, from: 0, to: Double(variable.upper),
          cost: costs[index])
      }
      for row in counting.rows {
        model.addRow(
          row.name, row.terms.map { .init($0.variable, Double($0.coefficient)) },
          from: row.lower.map(Double.init) ?? -.infinity, to: row.upper.map(Double.init) ?? .infinity)
      }
    }

    func decode(_ values: [Double]) -> Solution? {
      counting.solution(values.map { Int($0.rounded()) }, of: instance)
    }

    func encode(_ solution: Solution) -> [Double]? {
      counting.values(of: solution, in: instance)?.map(Double.init)
    }
  }
}
