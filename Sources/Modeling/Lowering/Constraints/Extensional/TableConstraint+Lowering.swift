import Kernel
import Statements

extension TableConstraint: Lowerable {
  package var takesLong: Bool { rows.count > 1000 }

  /// Clauses that make unit propagation domain consistent: a row implies its values, a value one of its rows.
  ///
  /// - Source: Bacchus 2007, "GAC via unit propagation".
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    var rows = RowList.fitting(self.rows, expressions.map(model.expanded.range(of:)))
    var columns: [TableColumn] = []
    for (place, form) in expressions.enumerated() {
      let column = try TableColumn(form, rows.map { $0[place] }, model)
      if let column { columns.append(column) }
    }
    // What the domains exclude by now, holes included.
    let isPossible = rows.indices.map { row in
      columns.allSatisfy { column in column.literal(row).map { !solver.store.isFalse($0) } ?? true }
    }
    model.beginContext(columns.map(\.form), columns.flatMap(\.literals).filter { solver.store.isFalse($0) })
    defer { model.beginContext([], []) }
    if isPossible.contains(false) {
      rows = rows.indices.filter { isPossible[$0] }.map { rows[$0] }
      columns = []
      for (place, form) in expressions.enumerated() {
        if let column = try TableColumn(form, rows.map { $0[place] }, model) { columns.append(column) }
      }
    }
    if rows.isEmpty { return solver.add(clause: []) }
    for column in columns where !column.hasWildcard { try model.restrict(column.form, to: column.values.sorted()) }
    let isPlain = columns.allSatisfy { !$0.hasWildcard }
    if columns.count <= 1, isPlain { return }
    if columns.count == 2, isPlain {
      postSupports(columns[0], columns[1], solver)
    } else {
      postRows(columns, count: rows.count, model)
    }
  }

  /// Each value of one has a value of the other.
  private func postSupports(_ first: TableColumn, _ second: TableColumn, _ solver: Solver) {
    for (column, other) in [(first, second), (second, first)] {
      for place in column.values.indices {
        let support = column.supports[place].compactMap { other.literal($0) }
        solver.add(clause: support + [column.literals[place].negated])
      }
    }
  }

  private func postRows(_ columns: [TableColumn], count: Int, _ model: LoweredModel) {
    let solver = model.solver
    // A row that alone has some value is chosen just where that is.
    let isChosen = (0..<count).map { row in
      for column in columns where !column.hasWildcard && column.supports[column.place(row)].count == 1 {
        return column.literals[column.place(row)]
      }
      if solver.proof == nil { return solver.makeBoolean() }
      // In a proof each Boolean has a meaning.
      return model.conjunction(of: columns.compactMap { $0.literal(row) })
    }
    for column in columns {
      for row in 0..<count {
        if let literal = column.literal(row), literal != isChosen[row] {
          solver.add(clause: [isChosen[row].negated, literal])
        }
      }
      for place in column.values.indices where !column.hasWildcard {
        let support = column.supports[place].map { isChosen[$0] }
        if support != [column.literals[place]] { solver.add(clause: support + [column.literals[place].negated]) }
      }
      if column.hasWildcard { postWildcards(column, isChosen, solver) }
    }
    // Elsewhere the values of one column say it.
    if columns.allSatisfy(\.hasWildcard) { solver.add(clause: isChosen) }
  }

  /// A value has a row with it or one that takes any; a value that no row names, one of the latter.
  private func postWildcards(_ column: TableColumn, _ isChosen: [Literal], _ solver: Solver) {
    var anyValue = column.wildcards.map { isChosen[$0] }
    if anyValue.count > 1, solver.proof == nil {
      let made = solver.makeBoolean()
      solver.add(clause: anyValue + [made.negated])
      anyValue = [made]
    }
    for place in column.values.indices {
      solver.add(clause: column.supports[place].map { isChosen[$0] } + anyValue + [column.literals[place].negated])
    }
    solver.add(clause: column.literals + anyValue)
  }
}

/// One expression of a table: its values in the rows, and which rows have each.
private struct TableColumn {
  let form: LinearForm
  /// In the order of the rows.
  private(set) var values: [Int] = []
  /// Of the values.
  private(set) var literals: [Literal] = []
  private(set) var supports: [[Int]] = []
  private(set) var wildcards: [Int] = []
  /// By row, the place of its value; -1 for any.
  private var places: [Int] = []

  /// - Returns: nil where every row takes any value.
  init?(_ form: LinearForm, _ entries: [Int], _ model: LoweredModel) throws(ModelError) {
    self.form = form
    var known: [Int: Int] = [:]
    for (row, entry) in entries.enumerated() {
      if entry == RowList.wildcard {
        wildcards.append(row)
        places.append(-1)
      } else if let place = known[entry] {
        supports[place].append(row)
        places.append(place)
      } else {
        known[entry] = values.count
        places.append(values.count)
        values.append(entry)
        literals.append(try model.literal(form, equals: entry))
        supports.append([row])
      }
    }
    if wildcards.count == entries.count { return nil }
  }

  var hasWildcard: Bool { !wildcards.isEmpty }

  func place(_ row: Int) -> Int { places[row] }

  /// nil where the row takes any value.
  func literal(_ row: Int) -> Literal? { places[row] < 0 ? nil : literals[places[row]] }
}
