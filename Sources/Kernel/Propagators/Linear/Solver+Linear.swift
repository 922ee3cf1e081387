import Basics

/// Linear constraints in the form the kernel keeps them: distinct variables, positive coefficients, no common divisor.
extension Solver {
  /// Posts `sum coefficient * variable <= limit`, required whenever all literals of `enforcement` are true.
  ///
  /// Terms about the same variable are merged, and a negative coefficient goes to the negated variable. One term is a
  /// clause, a difference of two variables a precedence arc; the rest is propagated by `Linear`. Call at level 0.
  /// - Precondition: no sum of the terms leaves 62 bits; the caller has refused such models.
  package func postLinear(
    _ terms: [(coefficient: Int, variable: IntegerVariable)], atMost limit: Int, if enforcement: [Literal] = []
  ) {
    if enforcement.contains(where: { store.isFalse($0) }) { return }
    let enforcement = enforcement.filter { !store.isTrue($0) }
    let merged = Self.merge(terms)
    checkRange(of: merged, limit)
    let divisor = merged.reduce(0) { greatestCommonDivisor($0, $1.coefficient) }
    let reduced = merged.map { (coefficient: $0.coefficient / divisor, variable: $0.variable) }
    let bound = divisor > 1 ? floorDivide(limit, divisor) : limit
    let disabled = enforcement.map(\.negated)
    switch reduced.count {
    case 0:
      if limit < 0 { add(clause: disabled) }
    case 1:
      // Without a common divisor the one coefficient is 1.
      let x = reduced[0].variable
      if bound >= Int(store.upper(x)) { return }
      if bound < Int(store.lower(x)) {
        add(clause: disabled)
      } else {
        add(clause: disabled + [Literal(x, atMost: Int32(bound))])
      }
    case 2
    where reduced[0].coefficient == 1 && reduced[1].coefficient == 1 && enforcement.count <= 1
      && abs(bound) <= Int(boundLimit):
      addPrecedence(
        from: reduced[0].variable, to: -reduced[1].variable, weight: Int32(-bound), if: enforcement.first ?? .always)
    default:
      if enforcement.isEmpty, let literals = exclusiveLiterals(of: reduced, limit: bound) {
        return postAtMostOne(literals)
      }
      if reduced.count <= Linear.longest { return post(Linear(reduced, limit: bound, enforcement: enforcement)) }
      let sorted = reduced.map { (term: $0, reach: reach(of: $0)) }.sorted { $0.reach > $1.reach }
      post(
        longRow: Linear(sorted.map(\.term), limit: bound, enforcement: enforcement, reaches: sorted.map(\.reach)))
    }
  }

  /// How much the term can change the sum.
  private func reach(of term: (coefficient: Int, variable: IntegerVariable)) -> Int {
    term.coefficient * (Int(store.upper(term.variable)) - Int(store.lower(term.variable)))
  }

  /// The literals of which a row of two-valued variables lets one be true, any one; nil where it says something else.
  private func exclusiveLiterals(
    of terms: [(coefficient: Int, variable: IntegerVariable)], limit: Int
  ) -> [Literal]? {
    var slack = limit
    var (least, next, most) = (Int.max, Int.max, 0)
    var literals: [Literal] = []
    for term in terms {
      let (low, high) = (store.lower(term.variable), store.upper(term.variable))
      slack -= term.coefficient * Int(low)
      if low == high { continue }
      if high - low > 1 { return nil }
      next = min(next, max(least, term.coefficient))
      least = min(least, term.coefficient)
      most = max(most, term.coefficient)
      literals.append(Literal(term.variable, atLeast: high))
    }
    return literals.count > 1 && slack - least < next && slack >= most ? literals : nil
  }

  /// One positive term a variable, in the order of the variables.
  private static func merge(
    _ terms: [(coefficient: Int, variable: IntegerVariable)]
  ) -> [(coefficient: Int, variable: IntegerVariable)] {
    let sorted = terms.sorted { $0.variable.index < $1.variable.index }
    var merged: [(coefficient: Int, variable: IntegerVariable)] = []
    for term in sorted {
      let plain = term.variable.isNegated ? -term.variable : term.variable
      let coefficient = term.variable.isNegated ? -term.coefficient : term.coefficient
      if let last = merged.last, last.variable == plain {
        merged[merged.count - 1].coefficient += coefficient
      } else {
        merged.append((coefficient, plain))
      }
    }
    return merged.compactMap { term in
      term.coefficient == 0
        ? nil : term.coefficient > 0 ? term : (coefficient: -term.coefficient, variable: -term.variable)
    }
  }

  private func checkRange(of terms: [(coefficient: Int, variable: IntegerVariable)], _ limit: Int) {
    let largest = 1 << 62
    var total = limit.magnitude
    for term in terms {
      let reach = max(abs(Int(store.lower(term.variable))), abs(Int(store.upper(term.variable)))) + 1
      let (product, overflow) = term.coefficient.multipliedReportingOverflow(by: reach)
      precondition(!overflow && product < largest, "a linear term fits 62 bits")
      total += product.magnitude
      precondition(total < largest, "a linear sum fits 62 bits")
    }
  }
}
