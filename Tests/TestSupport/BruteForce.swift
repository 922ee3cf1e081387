import Statements

/// All solutions of a tiny model by enumeration: each constraint is looked at as soon as its last variable has a value.
package struct BruteForce {
  private let data: ModelData
  private var ready: [[any Constraint]]
  package private(set) var solutions: [[Int]] = []
  package private(set) var leastCost: Int?

  package init(_ data: ModelData) {
    self.data = data
    ready = Array(repeating: [], count: data.variableCount)
    for constraint in data.constraints {
      var last = -1
      constraint.forEachVariable(data.intervals) { last = max(last, $0) }
      // Without variables it holds always or never.
      if last < 0, constraint.violation(of: data.lower, in: data) != nil { return }
      if last >= 0 { ready[last].append(constraint) }
    }
    var values = data.lower
    extend(&values, at: 0)
  }

  private mutating func extend(_ values: inout [Int], at index: Int) {
    if index == data.variableCount {
      solutions.append(values)
      if let cost = data.cost(of: values) { leastCost = min(leastCost ?? cost, cost) }
      return
    }
    for value in data.lower[index]...data.upper[index] {
      values[index] = value
      if ready[index].allSatisfy({ $0.violation(of: values, in: data) == nil }) { extend(&values, at: index + 1) }
    }
  }
}
