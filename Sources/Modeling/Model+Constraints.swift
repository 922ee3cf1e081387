extension Model {
  /// Requires a linear relation, wherever all of `conditions` hold.
  /// ```swift
  /// model.add(2 * x + y <= 7)
  /// model.add(x != y, if: open)
  /// ```
  public func add(_ relation: LinearRelation, if conditions: BoolVar...) { add(relation, conditions: conditions) }

  package func add(_ relation: LinearRelation, conditions: [BoolVar]) {
    let what = "linear constraint \(data.constraints.count)"
    guard let form = owned(relation.difference, what)?.reduced(for: relation.comparison) else { return }
    guard data.isSafe(form) else { return note(.overflow(what)) }
    post(.linear(form, relation.comparison, conditions: check(conditions, what)))
  }

  /// At least one of `literals` is true.
  public func atLeastOne(of literals: [BoolVar]) { post(.clause(check(literals, "a clause"))) }

  /// At most one of `literals` is true.
  public func atMostOne(of literals: [BoolVar]) {
    post(.atMostOne(check(literals, "constraint \(data.constraints.count), at most one")))
  }

  /// Exactly one of `literals` is true.
  public func exactlyOne(of literals: [BoolVar]) {
    atLeastOne(of: literals)
    atMostOne(of: literals)
  }

  /// Where `premise` is true, `conclusion` is.
  public func imply(_ premise: BoolVar, _ conclusion: BoolVar) { atLeastOne(of: [!premise, conclusion]) }

  /// A Boolean that is true exactly where `x` has `value`.
  /// ```swift
  /// let night = model.indicator(shift, equals: 2)
  /// model.add(workers <= 3, if: night)
  /// ```
  public func indicator(_ x: IntVar, equals value: Int) -> BoolVar {
    let b = boolean()
    guard owns(x) else {
      note(.foreignVariable("an indicator"))
      return b
    }
    post(.indicator(b, variable: x.index, value: value))
    return b
  }

  /// The largest of `operands`, as a variable.
  /// ```swift
  /// let makespan = model.maximum(of: [a.end, b.end])
  /// ```
  public func maximum(of operands: [any LinearExpressible]) -> IntVar { extremum(operands, sign: 1, "maximum") }

  /// The smallest of `operands`, as a variable.
  public func minimum(of operands: [any LinearExpressible]) -> IntVar { extremum(operands, sign: -1, "minimum") }

  private func extremum(_ operands: [any LinearExpressible], sign: Int, _ what: String) -> IntVar {
    let forms = canonical(operands.map { sign * $0.linearExpression }, what)
    let ranges = forms.map(data.range(of:))
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).max() else {
      if operands.isEmpty { note(.emptyOperands("the \(what)")) }
      return integer(0...0)
    }
    let target = integer(sign > 0 ? low...high : -high ... -low)
    note(target, from: forms, as: .largest(forms, sign: sign))
    let form = LinearForm(variable: target)
    post(.maximum(target: sign > 0 ? form : form.negated, operands: forms))
    return target
  }

  /// The element of `elements` at the value of `index`, as a variable; the index lies inside the list.
  /// ```swift
  /// let cost = model.element([7, 5, 9], at: choice)
  /// ```
  public func element(_ elements: [any LinearExpressible], at index: some LinearExpressible) -> IntVar {
    let forms = canonical(elements, "an element")
    let ranges = forms.map(data.range(of:))
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      if elements.isEmpty { note(.emptyOperands("an element")) }
      return integer(0...0)
    }
    let target = integer(low...high)
    note(target, from: forms, as: .oneOf(forms))
    if let position = canonical(index.linearExpression, "an element's index") {
      post(.element(target: LinearForm(variable: target), elements: forms, index: position))
    }
    return target
  }

  func canonical(_ expressions: [any LinearExpressible], _ what: String) -> [LinearForm] {
    let forms = expressions.compactMap { canonical($0.linearExpression, what) }
    return forms.count == expressions.count ? forms : []
  }
}
