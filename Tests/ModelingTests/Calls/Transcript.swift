import Modeling

/// What has been said to a model, kept apart from it, so that enumeration can tell what its answers should be.
struct Transcript {
  private enum Origin {
    case free(ClosedRange<Int>)
    /// A function of the variables before; nil where it is not defined, which breaks the model.
    case function((Assignment) -> Int?)
  }

  private var origins: [Origin] = []
  /// By number of variables that there were then.
  private var rules: [Int: [(Assignment) -> Bool]] = [:]
  private(set) var objective: (expression: LinearExpression, isMaximised: Bool)?
  /// The calls, for whoever looks into a failure.
  private(set) var calls: [String] = []
  /// The assignments that enumeration goes through at most.
  private(set) var size = 1

  var variableCount: Int { origins.count }

  mutating func note(_ call: String) { calls.append(call) }

  mutating func add(free range: ClosedRange<Int>) {
    origins.append(.free(range))
    size *= range.count
  }

  mutating func add(function: @escaping (Assignment) -> Int?) { origins.append(.function(function)) }

  mutating func require(_ rule: @escaping (Assignment) -> Bool) { rules[origins.count, default: []].append(rule) }

  mutating func optimise(_ expression: LinearExpression, isMaximised: Bool) { objective = (expression, isMaximised) }

  /// All solutions, in lexicographic order.
  func solutions() -> [[Int]] {
    var found: [[Int]] = []
    var values: [Int] = []
    extend(&values, &found)
    return found
  }

  /// Whether there is still a solution with another rule.
  func admits(_ rule: @escaping (Assignment) -> Bool) -> Bool {
    var further = self
    further.require(rule)
    return !further.solutions().isEmpty
  }

  private func extend(_ values: inout [Int], _ found: inout [[Int]]) {
    for rule in rules[values.count] ?? [] where !rule(Assignment(values: values)) { return }
    guard values.count < origins.count else {
      found.append(values)
      return
    }
    switch origins[values.count] {
    case .free(let range):
      for value in range {
        values.append(value)
        extend(&values, &found)
        values.removeLast()
      }
    case .function(let function):
      guard let value = function(Assignment(values: values)) else { return }
      values.append(value)
      extend(&values, &found)
      values.removeLast()
    }
  }

  /// The objective's value, as the user counts it.
  func objective(of values: [Int]) -> Int? { objective.map { Assignment(values: values)[$0.expression] } }

  /// Whether an objective value is at least as good as another.
  func isAsGood(_ value: Int, as other: Int) -> Bool {
    objective?.isMaximised == true ? value >= other : value <= other
  }

  /// The best objective of these solutions.
  func best(of solutions: [[Int]]) -> Int? {
    solutions.compactMap(objective(of:)).reduce(nil as Int?) { best, value in
      best.map { isAsGood($0, as: value) ? $0 : value } ?? value
    }
  }
}
