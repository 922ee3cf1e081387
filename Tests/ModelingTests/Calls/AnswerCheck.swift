import Basics
import Modeling
import UserModels

/// Whether constraints over a few small domains can hold together, by trying all values of the variables in them.
struct AnswerCheck {
  private let data: ModelData
  private var ready: [[any Constraint]] = []
  private var variables: [Int] = []
  private var isRefuted = false

  /// - Parameter constraints: positions in `data`, whose own constraints do not count otherwise.
  static func canHold(_ constraints: [Int], in data: ModelData) -> Bool {
    let check = AnswerCheck(constraints.map { data.constraints[$0] }, data)
    if check.isRefuted { return false }
    var values = data.lower
    return check.extend(&values, at: 0)
  }

  private init(_ constraints: [any Constraint], _ data: ModelData) {
    self.data = data
    var places: [Int: Int] = [:]
    for constraint in constraints {
      var last = -1
      constraint.forEachVariable(data.intervals) { variable in
        if places[variable] == nil {
          places[variable] = variables.count
          variables.append(variable)
          ready.append([])
        }
        last = max(last, places[variable] ?? 0)
      }
      if last >= 0 {
        ready[last].append(constraint)
      } else if constraint.violation(of: data.lower, in: data) != nil {
        isRefuted = true
      }
    }
  }

  private func extend(_ values: inout [Int], at place: Int) -> Bool {
    if place == variables.count { return true }
    let variable = variables[place]
    for value in data.lower[variable]...data.upper[variable] {
      values[variable] = value
      if ready[place].allSatisfy({ $0.violation(of: values, in: data) == nil }), extend(&values, at: place + 1) {
        return true
      }
    }
    return false
  }
}

extension Model {
  /// The variables of a model that somebody else has made.
  var allVariables: [IntVar] {
    let identity = boolean().variable.model
    return (0..<data.variableCount - 1).map { IntVar(model: identity, position: Int32($0)) }
  }
}

extension RandomSource {
  /// A literal of a model's variables of two values, 0 and 1.
  mutating func literal(among variables: [IntVar], of model: Model) -> BoolVar? {
    let booleans = variables.filter { model.data.lower[$0.index] == 0 && model.data.upper[$0.index] == 1 }
    if booleans.isEmpty { return nil }
    return BoolVar(variable: booleans[below(booleans.count)], isNegated: chance(40))
  }

  /// A small sum of some of the variables.
  mutating func sum(among variables: [IntVar]) -> LinearExpression {
    var sum = LinearExpression(constant: within(-2...2))
    for _ in 0...below(3) {
      sum += (chance(50) ? 1 : -1) * within(1...3) * variables[below(variables.count)]
    }
    return sum
  }
}
