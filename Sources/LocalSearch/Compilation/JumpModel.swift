import Basics
import Statements

/// A model compiled for local search: linear rows by rows and by columns, and what is not linear as `Resources`.
package final class JumpModel {
  let data: ModelData
  /// Without what constraints without a form here were decomposed into.
  let originalCount: Int
  package let elimination: Elimination
  package let lower: Buffer<Int>
  package let upper: Buffer<Int>
  /// Rows as they stand when every activity is 0 and nothing is violated.
  let rows: Buffer<Row>
  let terms: Grouped<RowTerm>
  let guards: Grouped<Guard>
  /// The same by variables.
  let columns: Grouped<ColumnEntry>
  let guardColumns: Grouped<Guard>
  /// The values of variables with gaps, ascending; none for the others.
  let allowed: Grouped<Int>
  /// The row cost <= ...; -1 without an objective.
  package let costRow: Int
  let costConstant: Int
  /// By variable, its coefficient in the cost.
  let cost: Buffer<Int>
  /// What is no row; each state makes its own of it.
  let resources: Resources.Builder
  /// Maxima whose target any value above the operands will do for; their exact values are put in at the end.
  package let oneSidedMaxima: [Int]
  /// Variables that can move.
  package let movable: Buffer<Int32>
  /// Whether all forms fit after elimination.
  let isExact: Bool

  package var variableCount: Int { lower.count }

  /// - Parameter eliminates: whether variables that others define are written out.
  package init(_ original: ModelData, eliminates: Bool) {
    originalCount = original.variableCount
    var data = original.decomposed(unless: RowBuilder.takes)
    let gaps = Self.narrowToGaps(&data)
    self.data = data
    elimination = eliminates ? Elimination(data) : .none
    oneSidedMaxima = data.oneSidedMaxima
    var builder = RowBuilder(data, elimination)
    var resources = Resources.Builder(data, elimination)
    builder.addConstraints(oneSided: Set(oneSidedMaxima), &resources)
    builder.addBoundsOfEliminated()
    let cost = Buffer<Int>(repeating: 0, count: data.variableCount)
    var costRow = -1
    var constant = 0
    if let objective = data.objective {
      let form = builder.substituted(objective.cost)
      for term in form.terms where data.lower[term.variable] < data.upper[term.variable] {
        cost[term.variable] = term.coefficient
      }
      constant = form.terms.reduce(form.constant) { sum, term in
        let lower = data.lower[term.variable]
        return lower < data.upper[term.variable] ? sum : sum + term.coefficient * lower
      }
      costRow = builder.addRow(form, low: -Row.infinity, high: Row.infinity, keepsAll: true)
    }
    self.costRow = costRow
    self.costConstant = constant
    self.cost = cost
    isExact = builder.isExact && resources.isExact
    lower = Buffer(data.lower)
    upper = Buffer(data.upper)
    var movable = Buffer<Int32>()
    var allowed = Grouped<Int>()
    for variable in 0..<data.variableCount {
      for value in gaps[variable] ?? [] { allowed.append(value) }
      allowed.close()
      let isWrittenOut = eliminates && elimination.isEliminated[variable]
      if data.lower[variable] < data.upper[variable] && !isWrittenOut { movable.append(Int32(variable)) }
    }
    self.movable = movable
    self.allowed = allowed
    self.resources = resources
    terms = builder.terms
    guards = builder.guards
    rows = builder.rows
    columns = Grouped(
      transposing: terms, groups: data.variableCount, filler: ColumnEntry(coefficient: 0, row: 0),
      group: { Int($0.variable) }, entry: { ColumnEntry(coefficient: $0.coefficient, row: $1) })
    guardColumns = Grouped(
      transposing: guards, groups: data.variableCount, filler: Guard(index: 0, holdsAt: 0),
      group: { Int($0.index) }, entry: { Guard(index: $1, holdsAt: $0.holdsAt) })
  }

  /// Brings bounds to the ends of domains with gaps.
  ///
  /// - Returns: by variable, its values where they have gaps inside the bounds.
  private static func narrowToGaps(_ data: inout ModelData) -> [Int: [Int]] {
    var gaps: [Int: [Int]] = [:]
    for constraint in data.constraints {
      guard let domain = constraint as? DomainConstraint else { continue }
      let variable = domain.variable
      let values = (gaps[variable] ?? domain.values).filter {
        domain.values.contains($0) && data.lower[variable] <= $0 && $0 <= data.upper[variable]
      }
      // An empty domain is left to the checker, which finds no solution then.
      guard let first = values.first, let last = values.last else { continue }
      data.lower[variable] = first
      data.upper[variable] = last
      gaps[variable] = values
    }
    return gaps.filter { data.upper[$0.key] - data.lower[$0.key] >= $0.value.count }
  }

  /// Values of the user's variables from those of a state; maxima that only the objective sees get their exact values.
  package func solution(_ values: [Int]) -> [Int] {
    var made = values
    for (variable, form) in elimination.definitions {
      made[variable] = min(max(form.value(made), lower[variable]), upper[variable])
    }
    made = data.completing(made, maxima: oneSidedMaxima)
    made.removeLast(variableCount - originalCount)
    return made
  }
}
