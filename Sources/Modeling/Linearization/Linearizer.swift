import MIP
import Statements

/// Builds a linear model, constraint by constraint.
package struct Linearizer {
  /// A binary column or its complement, as the condition of a row.
  struct Switch {
    var column: Int
    var isNegated = false

    static prefix func ! (s: Switch) -> Switch { Switch(column: s.column, isNegated: !s.isNegated) }
  }

  let data: ModelData
  let oneSidedMaxima: [Int]
  let columnLimit: Int
  var linear: LinearModel
  /// The value of each column beyond the model's variables.
  var rules: [@Sendable ([Int]) -> Int] = []
  /// The start-time binaries of an interval: one for each time from its earliest start on.
  var startTimes: [Int: [Switch]] = [:]
  /// The binaries of an expression's values; see `valueSwitches(of:)`.
  var valueSwitches: [LinearForm: [Switch]] = [:]
  /// The binary "takes time" of an interval whose duration may be 0.
  var occupation: [Int: Switch] = [:]

  init(_ data: ModelData, _ oneSidedMaxima: [Int], columnLimit: Int) {
    self.data = data
    self.oneSidedMaxima = oneSidedMaxima
    self.columnLimit = columnLimit
    linear = LinearModel(name: data.name)
    linear.isObjectiveIntegral = data.objective != nil
    linear.objectiveConstant = Double(data.objective?.cost.constant ?? 0)
    var costs = [Double](repeating: 0, count: data.variableCount)
    for term in data.objective?.cost.terms ?? [] { costs[term.variable] = Double(term.coefficient) }
    for index in 0..<data.variableCount {
      let isBinary = data.lower[index] == 0 && data.upper[index] == 1
      linear.addColumn(
        data.variableName(index), isBinary ? .binary : .integer, from: Double(data.lower[index]),
        to: Double(data.upper[index]), cost: costs[index])
    }
  }

  mutating func addAll() throws(ModelError) {
    for (position, constraint) in data.constraints.enumerated() {
      guard let constraint = constraint as? any Linearisable else {
        throw .noForm("there is no linear form of \(type(of: constraint).name)")
      }
      try constraint.add(to: &self, at: position)
    }
  }

  // MARK: Columns

  func makeSwitch(_ b: BoolVar) -> Switch { Switch(column: b.variable.index, isNegated: b.isNegated) }

  /// No condition where the interval is always present.
  func presence(_ interval: Int) -> [Switch] { data.intervals[interval].presence.map { [makeSwitch($0)] } ?? [] }

  mutating func addBinary(
    _ name: String, _ rule: @escaping @Sendable ([Int]) -> Bool
  ) throws(ModelError) -> Switch {
    guard linear.columns.count < columnLimit else {
      throw .tooLarge("the linear model would have more than \(columnLimit) columns")
    }
    rules.append { rule($0) ? 1 : 0 }
    return Switch(column: linear.addColumn("\(name)_\(linear.columns.count)", .binary, from: 0, to: 1))
  }

  // MARK: Rows

  /// from <= number of true switches <= to.
  mutating func addCount(_ switches: [Switch], from: Int? = nil, to: Int? = nil) {
    let negated = switches.count { $0.isNegated }
    addRow(
      switches.map { LinearModel.Term($0.column, $0.isNegated ? -1 : 1) }, from: from.map { $0 - negated },
      to: to.map { $0 - negated })
  }

  /// form <= 0 where all conditions hold: above that by the big M, the form's largest value, for each that does not.
  mutating func addAtMostZero(_ form: LinearForm, if conditions: [Switch] = []) {
    let bigM = data.range(of: form).upperBound
    if bigM <= 0 { return }
    var limit = -form.constant
    var terms = form.terms.map { LinearModel.Term($0.variable, Double($0.coefficient)) }
    for condition in conditions {
      terms.append(LinearModel.Term(condition.column, Double(condition.isNegated ? -bigM : bigM)))
      if !condition.isNegated { limit += bigM }
    }
    addRow(terms, from: nil, to: limit)
  }

  /// form = 0.
  mutating func addZero(_ form: LinearForm) {
    addRow(
      form.terms.map { LinearModel.Term($0.variable, Double($0.coefficient)) }, from: -form.constant,
      to: -form.constant)
  }

  mutating func addRow(_ terms: [LinearModel.Term], from lower: Int?, to upper: Int?) {
    linear.addRow(
      "r\(linear.rows.count)", terms, from: lower.map(Double.init) ?? -.infinity,
      to: upper.map(Double.init) ?? .infinity)
  }
}
