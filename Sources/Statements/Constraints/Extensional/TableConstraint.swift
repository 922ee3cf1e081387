/// The expressions' values are one of the rows.
package struct TableConstraint: Constraint {
  package static let name = "table"
  package private(set) var expressions: [LinearForm]
  /// One entry an expression; `RowList.wildcard` is any value.
  package private(set) var rows: [[Int]]

  package init(_ expressions: [LinearForm], rows: [[Int]]) {
    self.expressions = expressions
    self.rows = rows
  }

  package static var blank: Self { Self([], rows: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &expressions)
    visitor.rows("rows", &rows)
  }

  package func flaw(in data: ModelData) -> String? { RowList.flaw(rows, expressions.count, "a table") }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let row = expressions.map { $0.value(values) }
    return rows.contains { RowList.matches($0, row) } ? nil : "\(RowList.text(row)) is no row of the table"
  }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  /// Where one expression is open, it has the value of the rows that fit the others, if that is one.
  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.map { completion.value(of: $0) }
    let open = known.indices.filter { known[$0] == nil }
    guard let place = open.first, open.allSatisfy({ expressions[$0] == expressions[place] }) else { return false }
    var value: Int?
    for row in rows {
      let fits = zip(row, known).allSatisfy { $0 == RowList.wildcard || $1 == nil || $0 == $1 }
      if !fits { continue }
      guard row[place] != RowList.wildcard, value == nil || value == row[place] else { return false }
      value = row[place]
    }
    if let value { completion.solve(expressions[place] + -value) }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("a table") }
  }

  /// More entries than that are left to engines with a form of their own.
  private static let entryLimit = 1_000_000

  /// A Boolean a row that implies its values; a value implies one of its rows.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let rows = RowList.fitting(rows, expressions.map { pieces.range(of: $0) })
    guard rows.count * (expressions.count + 1) <= Self.entryLimit else { return false }
    let isChosen = rows.map { _ in pieces.boolean() }
    pieces.post(ClauseConstraint(isChosen))
    for (column, form) in expressions.enumerated() {
      var supports: [Int: [BoolVar]] = [:]
      var anyValue: [BoolVar] = []
      var values: [Int] = []
      for (row, b) in zip(rows, isChosen) {
        if row[column] == RowList.wildcard {
          anyValue.append(b)
        } else if supports[row[column]] == nil {
          supports[row[column]] = [b]
          values.append(row[column])
        } else {
          supports[row[column]]?.append(b)
        }
      }
      for value in values {
        let isValue = pieces.literal(form, equals: value)
        let support = supports[value] ?? []
        for b in support { pieces.post(ClauseConstraint([!b, isValue])) }
        if anyValue.isEmpty { pieces.post(ClauseConstraint(support + [!isValue])) }
      }
    }
    return true
  }
}

extension Model {
  /// The values of `expressions`, together, are one of `rows`.
  /// ```swift
  /// model.table([colour, size, price], rows: [[0, 1, 12], [0, 2, 15], [1, 1, 14]])
  /// ```
  /// Rows come in any order and any number; without one there is no solution. A row has an entry for each expression.
  /// Rows that the bounds exclude, and repeated ones, cost nothing.
  public func table(_ expressions: [any LinearExpressible], rows: [[Int]]) {
    guard let (forms, rows) = canonicalRows(expressions, rows.map(checked), "a table") else { return }
    post(TableConstraint(forms, rows: rows))
  }

  /// The same with rows in which nil stands for any value.
  /// ```swift
  /// model.table([kind, width, height], rows: [[0, 4, nil], [1, nil, 3]])
  /// ```
  public func table(_ expressions: [any LinearExpressible], rows: [[Int?]]) {
    guard let (forms, rows) = canonicalRows(expressions, rows.map(entries), "a table") else { return }
    post(TableConstraint(forms, rows: rows))
  }

  /// Nothing that a user means is the wildcard: no expression has such a value, so another out of reach says the same.
  func checked(_ row: [Int]) -> [Int] { row.map { $0 == RowList.wildcard ? $0 - 1 : $0 } }

  func entries(_ row: [Int?]) -> [Int] {
    row.map { entry in entry.map { $0 == RowList.wildcard ? $0 - 1 : $0 } ?? RowList.wildcard }
  }
}
