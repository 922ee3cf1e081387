import Basics
import Statements

/// Variables that others define, written out of the model: a search that moves one variable at a time would have to
/// break `end = start + duration` on its way, and finds nothing past such walls.
///
/// - Equations with a wide variable of coefficient 1 or -1 that is in no other equation define it.
/// - Options of an alternative share the time of their main interval: absent ones mean nothing.
///
/// A time that is defined under a presence must not matter elsewhere: nothing may look at it without that presence.
package struct Elimination {
  /// By variable, what it equals over variables that stay.
  package private(set) var definitions: [Int: LinearForm] = [:]
  /// The presences under which definitions hold, where they do not always.
  private(set) var conditions: [Int: BoolVar] = [:]
  /// The equations that are definitions now; by position in the constraints.
  private(set) var spentConstraints: Set<Int> = []
  /// By variable, whether it is written out.
  package private(set) var isEliminated: [Bool] = []

  /// Longest definitions, and their largest growth of the model: terms times places of use.
  private static let longest = 512
  private static let largestGrowth = 2_048

  /// Leaves every variable in.
  static let none = Elimination()
  private init() {}

  init(_ data: ModelData) {
    isEliminated = [Bool](repeating: false, count: data.variableCount)
    var raw: [Int: LinearForm] = [:]
    let times = OptionalTimes(data)
    defineByEquations(data, times, &raw)
    for constraint in data.constraints {
      if let alternative = constraint as? AlternativeConstraint { share(alternative, data, times, &raw) }
    }
    resolve(raw, data)
    for variable in definitions.keys { isEliminated[variable] = true }
    spentConstraints = spentConstraints.filter { position in
      guard let linear = data.constraints[position] as? LinearConstraint else { return false }
      // Where the definition was dropped, the equation stays; where it holds, writing out makes it empty.
      return substituted(linear.form).map { $0.terms.isEmpty && $0.constant == 0 } ?? false
    }
  }

  private mutating func defineByEquations(_ data: ModelData, _ times: OptionalTimes, _ raw: inout [Int: LinearForm]) {
    var equations: [(position: Int, constraint: LinearConstraint)] = []
    for (position, constraint) in data.constraints.enumerated() {
      guard let linear = constraint as? LinearConstraint, linear.comparison == .equal,
        linear.form.terms.count <= Self.longest
      else { continue }
      if linear.conditions.isEmpty || linear.conditions.count == 1 { equations.append((position, linear)) }
    }
    if equations.isEmpty { return }
    var inEquations = [Int32](repeating: 0, count: data.variableCount)
    for equation in equations where equation.constraint.conditions.isEmpty {
      equation.constraint.form.forEachVariable { inEquations[$0] += 1 }
    }
    var uses = [Int32](repeating: 0, count: data.variableCount)
    var isGapped = Set<Int>()
    for constraint in data.constraints {
      if let domain = constraint as? DomainConstraint { isGapped.insert(domain.variable) }
      constraint.forEachVariable(data.intervals) { uses[$0] &+= 1 }
    }
    for (position, linear) in equations {
      let isGuarded = !linear.conditions.isEmpty
      var best: LinearForm.Term?
      for term in linear.form.terms where abs(term.coefficient) == 1 {
        let variable = term.variable
        guard data.upper[variable] - data.lower[variable] > 1, raw[variable] == nil, !isGapped.contains(variable)
        else { continue }
        if isGuarded {
          guard times.isDefinable(variable, under: linear.conditions[0]) else { continue }
          // Of a row with both, the end is the one that follows.
          if !times.isEnd(variable), best != nil { continue }
          best = nil
        } else if let chosen = best, times.isEnd(chosen.variable) {
          continue
        } else if inEquations[variable] != 1
          || Int(uses[variable]) * linear.form.terms.count > Self.largestGrowth
        {
          continue
        }
        if let known = best, uses[known.variable] <= uses[variable], !times.isEnd(variable) { continue }
        best = term
      }
      guard let best else { continue }
      var rest = linear.form
      rest.terms.removeAll { $0.variable == best.variable }
      raw[best.variable] = best.coefficient == 1 ? rest.negated : rest
      conditions[best.variable] = linear.conditions.first
      spentConstraints.insert(position)
    }
  }

  private mutating func share(
    _ alternative: AlternativeConstraint, _ data: ModelData, _ times: OptionalTimes, _ raw: inout [Int: LinearForm]
  ) {
    let main = data.intervals[alternative.main].start
    for option in alternative.options {
      let start = data.intervals[option].start
      guard start.terms.count == 1, start.terms[0].coefficient == 1, start.constant == 0,
        let variable = start.terms.first?.variable, raw[variable] == nil,
        !main.terms.contains(where: { $0.variable == variable }),
        data.upper[variable] - data.lower[variable] > 1, let presence = data.intervals[option].presence,
        times.isDefinable(variable, under: presence)
      else { continue }
      raw[variable] = main
      conditions[variable] = presence
    }
  }

  /// Definitions over variables that stay; what is circular, too long or not safe is no definition.
  private mutating func resolve(_ raw: [Int: LinearForm], _ data: ModelData) {
    var isSeen = Set<Int>()
    func visit(_ variable: Int) {
      guard let form = raw[variable], isSeen.insert(variable).inserted else { return }
      for term in form.terms { visit(term.variable) }
      // What is on the way already, or has failed, would be circular or too long.
      guard form.terms.allSatisfy({ raw[$0.variable] == nil || definitions[$0.variable] != nil }),
        let whole = substituted(form), whole.terms.count <= Self.longest, data.isSafe(whole)
      else { return }
      definitions[variable] = whole
    }
    for variable in raw.keys.sorted() { visit(variable) }
  }

  /// Brings values of variables that are written out to those that define them, where one of these has no hint.
  func passHints(of hinted: Set<Int>, in values: inout [Int]) {
    var known = hinted
    for (variable, form) in definitions.sorted(by: { $0.key < $1.key }) where hinted.contains(variable) {
      if let presence = conditions[variable], !presence.holds(values[presence.variable.index]) { continue }
      let open = form.terms.filter { !known.contains($0.variable) }
      guard open.count == 1, abs(open[0].coefficient) == 1 else { continue }
      let missing = values[variable] - form.value(values)
      values[open[0].variable] += open[0].coefficient * missing
      known.insert(open[0].variable)
    }
  }

  func touches(_ form: LinearForm) -> Bool {
    if definitions.isEmpty { return false }
    return form.terms.contains { isEliminated[$0.variable] }
  }

  /// The form over variables that stay; nil where its coefficients do not fit.
  func substituted(_ form: LinearForm) -> LinearForm? {
    var expression = LinearExpression(constant: form.constant)
    for term in form.terms {
      let x = IntVar(model: 0, position: Int32(term.variable))
      if let definition = definitions[term.variable] {
        var inner = LinearExpression(constant: definition.constant)
        for part in definition.terms {
          inner.add(IntVar(model: 0, position: Int32(part.variable)).linearExpression, times: part.coefficient)
        }
        expression.add(inner, times: term.coefficient)
      } else {
        expression.add(x.linearExpression, times: term.coefficient)
      }
    }
    return LinearForm(expression)
  }
}
