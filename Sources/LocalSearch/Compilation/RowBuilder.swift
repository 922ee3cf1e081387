import Basics
import Statements

/// Collects the linear rows of a model: over variables that stay, without fixed ones and without rows that always hold.
struct RowBuilder: ~Copyable {
  let data: ModelData
  let elimination: Elimination
  var rows = Buffer<Row>()
  var terms = Grouped<RowTerm>()
  var guards = Grouped<Guard>()
  /// Whether all forms fitted after elimination.
  var isExact = true

  init(_ data: ModelData, _ elimination: Elimination) {
    self.data = data
    self.elimination = elimination
  }

  mutating func substituted(_ form: LinearForm) -> LinearForm {
    guard elimination.touches(form) else { return form }
    if let made = elimination.substituted(form), data.isSafe(made) { return made }
    isExact = false
    return LinearForm()
  }

  /// low <= form <= high, or form ≠ low, wherever the conditions hold.
  ///
  /// - Parameter keepsAll: whether the row is made even where it always holds.
  /// - Returns: its number; -1 where none was made.
  @discardableResult
  mutating func addRow(
    _ written: LinearForm, low: Int, high: Int, isDisequation: Bool = false, if conditions: [BoolVar] = [],
    keepsAll: Bool = false
  ) -> Int {
    var literals: [Guard] = []
    for condition in conditions {
      let variable = condition.variable.index
      let holdsAt: Int32 = condition.isNegated ? 0 : 1
      if data.lower[variable] == data.upper[variable] {
        if data.lower[variable] == Int(holdsAt) { continue }
        return -1
      }
      if let known = literals.first(where: { $0.index == variable }) {
        if known.holdsAt == holdsAt { continue }
        return -1
      }
      literals.append(Guard(index: Int32(variable), holdsAt: holdsAt))
    }
    let form = elimination.touches(written) ? substituted(written) : written
    var row = Row(low: low, high: high)
    var constant = form.constant
    var (least, most, squares, count) = (0, 0, 0.0, 0)
    for term in form.terms {
      let (lower, upper) = (data.lower[term.variable], data.upper[term.variable])
      if lower == upper {
        constant += term.coefficient * lower
      } else if let literal = literals.first(where: { $0.index == term.variable }) {
        // Where the guard holds, the variable has this value.
        constant += term.coefficient * Int(literal.holdsAt)
      } else {
        terms.append(RowTerm(coefficient: term.coefficient, variable: Int32(term.variable)))
        let (a, b) = (term.coefficient * lower, term.coefficient * upper)
        least += min(a, b)
        most += max(a, b)
        row.reach = max(row.reach, abs(b - a))
        squares += Double(term.coefficient) * Double(term.coefficient)
        count += 1
      }
    }
    if low > -Row.infinity { row.low -= constant }
    if high < Row.infinity { row.high -= constant }
    let alwaysHolds =
      isDisequation ? row.low < least || row.low > most : row.low <= least && most <= row.high
    if alwaysHolds && !keepsAll {
      terms.dropOpenGroup()
      return -1
    }
    row.isDisequation = isDisequation
    row.hasGuards = !literals.isEmpty
    row.scale = isDisequation || count == 0 ? 1 : 1 / (squares / Double(count)).squareRoot()
    rows.append(row)
    terms.close()
    for literal in literals { guards.append(literal) }
    guards.close()
    return rows.count - 1
  }

  /// What the bounds of a variable that was written out say of those that define it.
  mutating func addBoundsOfEliminated() {
    for variable in elimination.definitions.keys.sorted() {
      guard let form = elimination.definitions[variable] else { continue }
      let conditions = elimination.conditions[variable].map { [$0] } ?? []
      addRow(form, low: data.lower[variable], high: data.upper[variable], if: conditions)
    }
  }

  /// A sum of literals: each true one counts 1.
  func sum(of literals: [BoolVar]) -> LinearForm {
    var terms: [LinearForm.Term] = []
    terms.reserveCapacity(literals.count)
    var constant = 0
    for b in literals {
      terms.append(.init(variable: b.variable.index, coefficient: b.isNegated ? -1 : 1))
      if b.isNegated { constant += 1 }
    }
    terms.sort { $0.variable < $1.variable }
    var last = 0
    for i in terms.indices.dropFirst() {
      if terms[i].variable == terms[last].variable {
        terms[last].coefficient += terms[i].coefficient
      } else {
        last += 1
        terms[last] = terms[i]
      }
    }
    if !terms.isEmpty { terms.removeSubrange((last + 1)...) }
    terms.removeAll { $0.coefficient == 0 }
    return LinearForm(terms: terms, constant: constant)
  }
}
