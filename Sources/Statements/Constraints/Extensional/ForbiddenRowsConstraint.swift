/// The expressions' values are none of the rows.
package struct ForbiddenRowsConstraint: Constraint {
  package static let name = "forbidden rows"
  package static let keyword = "forbiddenRows"
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

  package func flaw(in data: ModelData) -> String? { RowList.flaw(rows, expressions.count, "forbidden rows") }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let row = expressions.map { $0.value(values) }
    return rows.contains { RowList.matches($0, row) } ? "\(RowList.text(row)) is forbidden" : nil
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("forbidden rows") }
  }

  /// A clause a row: one of its values is missed.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    for row in RowList.fitting(rows, expressions.map { pieces.range(of: $0) }) {
      var misses: [BoolVar] = []
      for (form, entry) in zip(expressions, row) where entry != RowList.wildcard {
        misses.append(!pieces.literal(form, equals: entry))
      }
      pieces.post(ClauseConstraint(misses))
    }
    return true
  }
}

extension Model {
  /// The values of `expressions`, together, are none of `rows`.
  /// ```swift
  /// model.forbid([first, second], rows: [[2, 0], [2, 1]])
  /// ```
  /// Without rows everything is allowed.
  public func forbid(_ expressions: [any LinearExpressible], rows: [[Int]]) {
    guard let (forms, rows) = canonicalRows(expressions, rows.map(checked), "forbidden rows") else { return }
    post(ForbiddenRowsConstraint(forms, rows: rows))
  }

  /// The same with rows in which nil stands for any value.
  public func forbid(_ expressions: [any LinearExpressible], rows: [[Int?]]) {
    guard let (forms, rows) = canonicalRows(expressions, rows.map(entries), "forbidden rows") else { return }
    post(ForbiddenRowsConstraint(forms, rows: rows))
  }
}
