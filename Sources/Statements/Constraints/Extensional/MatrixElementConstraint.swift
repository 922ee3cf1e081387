/// target = the element in a row and a column of a matrix; places outside it are not allowed.
package struct MatrixElementConstraint: Constraint {
  package static let name = "matrix element"
  package static let keyword = "matrixElement"
  package private(set) var target: LinearForm
  /// Row by row.
  package private(set) var elements: [LinearForm]
  /// How many a row.
  package private(set) var width: Int
  package private(set) var row: LinearForm
  package private(set) var column: LinearForm

  package init(_ target: LinearForm, of elements: [LinearForm], width: Int, row: LinearForm, column: LinearForm) {
    self.target = target
    self.elements = elements
    self.width = width
    self.row = row
    self.column = column
  }

  package static var blank: Self { Self(LinearForm(), of: [], width: 1, row: LinearForm(), column: LinearForm()) }

  package var height: Int { elements.count / width }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &elements)
    visitor.number("width", &width)
    visitor.form("row", &row)
    visitor.form("column", &column)
  }

  package func flaw(in data: ModelData) -> String? {
    width > 0 && !elements.isEmpty && elements.count.isMultiple(of: width) ? nil : "an element of no matrix"
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let (r, c) = (row.value(values), column.value(values))
    guard (0..<height).contains(r), (0..<width).contains(c) else {
      return "element \(r), \(c) of \(height) by \(width)"
    }
    let element = elements[r * width + c].value(values)
    return target.value(values) == element
      ? nil : "element \(r), \(c) is \(element), not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let r = completion.value(of: row), let c = completion.value(of: column), (0..<height).contains(r),
      (0..<width).contains(c), let element = completion.value(of: elements[r * width + c])
    {
      completion.solve(target + -element)
    }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    for element in elements { bound.addEquation(target - element) }
    for (form, count) in [(row, height), (column, width)] {
      bound.addRow(form)
      bound.addRow(form.negated + (count - 1))
    }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if !data.isSafe(row) || !data.isSafe(column) { throw .overflow("an element's place") }
  }

  /// An element of the flat list.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let (r, c) = (pieces.integer(0...(height - 1)), pieces.integer(0...(width - 1)))
    pieces.post(LinearConstraint(row - LinearForm(variable: r), .equal))
    pieces.post(LinearConstraint(column - LinearForm(variable: c), .equal))
    let place = LinearForm(
      terms: [.init(variable: r.index, coefficient: width), .init(variable: c.index, coefficient: 1)])
    pieces.post(ElementConstraint(target, of: elements, at: place))
    return true
  }
}

extension Model {
  /// The element of `rows` in the row and the column that the two expressions say, as a variable; both lie inside.
  /// ```swift
  /// let distance = model.element(table, at: from, to)
  /// ```
  ///
  /// - Parameter rows: lists of the same length, at least one, none empty.
  public func element(
    _ rows: [[any LinearExpressible]], at row: some LinearExpressible, _ column: some LinearExpressible
  ) -> IntVar {
    let what = "an element of a matrix"
    guard let width = rows.first?.count, width > 0 else {
      note(.emptyOperands(what))
      return integer(0...0)
    }
    guard rows.allSatisfy({ $0.count == width }) else {
      note(.mismatchedCounts("\(what) with rows of different length"))
      return integer(0...0)
    }
    let forms = canonical(rows.flatMap { $0 }, what)
    let ranges = forms.map(data.range(of:))
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return integer(0...0)
    }
    let target = integer(low...high)
    note(target, from: forms, as: .oneOf(forms))
    if let place = canonical(row.linearExpression, "an element's row"),
      let other = canonical(column.linearExpression, "an element's column")
    {
      post(
        MatrixElementConstraint(LinearForm(variable: target), of: forms, width: width, row: place, column: other))
    }
    return target
  }

  /// The element of a matrix of numbers.
  public func element(
    _ rows: [[Int]], at row: some LinearExpressible, _ column: some LinearExpressible
  ) -> IntVar {
    element(rows.map { $0.map { $0 as any LinearExpressible } }, at: row, column)
  }
}
