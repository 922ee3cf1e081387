import Basics
import Statements

/// From a model to rows.
extension PresolveState {
  /// Reads the constraints.
  ///
  /// - Returns: false where there is one that presolve cannot take, or where it was stopped.
  mutating func read() -> Bool {
    let terms = data.constraints.count * 4
    columns.reserve(terms)
    coefficients.reserve(terms)
    rows.reserve(data.constraints.count + 16)
    for (position, constraint) in data.constraints.enumerated() {
      let type = type(of: constraint)
      if type == LinearConstraint.self {
        if !read(constraint as! LinearConstraint, at: position) { return false }
      } else if type == ClauseConstraint.self {
        let literals = (constraint as! ClauseConstraint).literals
        // Σ (1 − literal) ≤ n − 1
        if !read(literals.map { !$0 }, atMost: literals.count - 1, at: position) { return false }
      } else if type == AtMostOneConstraint.self {
        if !read((constraint as! AtMostOneConstraint).literals, atMost: 1, at: position) { return false }
      } else {
        let isRead =
          (constraint as? any OpaqueConstraint)?.read(into: &self, at: position)
          ?? readUnknown(constraint, at: position)
        if !isRead { return false }
      }
      if !spend(4) { return false }
    }
    report.variablesBefore = data.variableCount
    report.constraintsBefore = data.constraints.count
    return true
  }

  private mutating func read(_ constraint: LinearConstraint, at position: Int) -> Bool {
    let form = constraint.form
    var row = Row(
      start: Int32(columns.count), count: Int32(form.terms.count), right: -form.constant, source: Int32(position),
      comparison: constraint.comparison.kind)
    for term in form.terms {
      columns.append(Int32(term.variable))
      coefficients.append(term.coefficient)
    }
    if !constraint.conditions.isEmpty {
      guard areLiterals(constraint.conditions) else { return false }
      setConditions(codes(constraint.conditions), of: &row)
    }
    rows.append(row)
    return spend(form.terms.count)
  }

  /// Σ literals ≤ right
  private mutating func read(_ literals: [BoolVar], atMost right: Int, at position: Int) -> Bool {
    guard areLiterals(literals) else { return false }
    let start = columns.count
    var right = right
    var isAscending = true
    for literal in literals {
      let column = literal.variable.position
      if columns.count > start, columns.last >= column { isAscending = false }
      columns.append(column)
      coefficients.append(literal.isNegated ? -1 : 1)
      if literal.isNegated { right -= 1 }
    }
    if !isAscending { sortTerms(from: start) }
    rows.append(
      Row(
        start: Int32(start), count: Int32(columns.count - start), right: right, source: Int32(position),
        comparison: .atMost))
    return spend(literals.count)
  }

  /// Adds a row that follows from another kind of constraint.
  mutating func addShadow(_ form: LinearForm, _ comparison: Row.Comparison, if literals: [BoolVar] = []) {
    guard data.isSafe(form) else { return }
    addRow(
      form.terms.map { (column: Int32($0.variable), coefficient: $0.coefficient) }, comparison, -form.constant,
      if: codes(literals), isShadow: true)
  }

  /// Whether each of them is over a column of 0 and 1.
  func areLiterals(_ literals: [BoolVar]) -> Bool {
    for b in literals where data.lower[b.variable.index] < 0 || data.upper[b.variable.index] > 1 { return false }
    return true
  }

  private func codes(_ literals: [BoolVar]) -> [LiteralCode] {
    var codes: [LiteralCode] = []
    for literal in literals { codes.append(code(literal)) }
    return codes
  }

  func code(_ b: BoolVar) -> LiteralCode { literalCode(b.variable.position, isNegated: b.isNegated) }

  /// Brings the terms at the end of the pool into canonical order.
  mutating func sortTerms(from start: Int) {
    let count = columns.count - start
    if count <= 16 {
      for i in start + 1..<max(columns.count, start + 1) {
        let (column, coefficient) = (columns[i], coefficients[i])
        var hole = i
        while hole > start, columns[hole - 1] > column {
          columns[hole] = columns[hole - 1]
          coefficients[hole] = coefficients[hole - 1]
          hole -= 1
        }
        columns[hole] = column
        coefficients[hole] = coefficient
      }
    } else {
      let sorted = (start..<columns.count).map { (columns[$0], coefficients[$0]) }.sorted { $0.0 < $1.0 }
      for (i, term) in sorted.enumerated() {
        columns[start + i] = term.0
        coefficients[start + i] = term.1
      }
    }
    var end = start
    for i in start..<columns.count {
      if end > start, columns[end - 1] == columns[i] {
        coefficients[end - 1] += coefficients[i]
        if coefficients[end - 1] == 0 { end -= 1 }
      } else {
        columns[end] = columns[i]
        coefficients[end] = coefficients[i]
        end += 1
      }
    }
    columns.truncate(to: end)
    coefficients.truncate(to: end)
  }
}

extension LinearRelation.Comparison {
  var kind: Row.Comparison {
    switch self {
    case .atMost: .atMost
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
