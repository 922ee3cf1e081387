/// A model's contents with some constraints said by simpler ones, over variables that come after the model's own.
package struct Decomposition {
  package private(set) var data: ModelData
  /// Literals that decompositions share, by the form that is 0, or at most 0, where they are true.
  private var zeroLiterals: [LinearForm: BoolVar] = [:]
  private var atMostZeroLiterals: [LinearForm: BoolVar] = [:]
  private var constant: BoolVar?
  /// Variables whose bounds are not known yet.
  private let open: OpenVariables

  package init(_ data: ModelData, open: OpenVariables = OpenVariables()) {
    self.data = data
    self.open = open
  }

  /// The smallest and the largest value; of no use yet where a variable has no bounds.
  package func range(of form: LinearForm) -> ClosedRange<Int> {
    open.contains(form) ? -(1 << 60)...(1 << 60) : data.range(of: form)
  }

  package mutating func integer(_ range: ClosedRange<Int>) -> IntVar {
    data.lower.append(range.lowerBound)
    data.upper.append(range.upperBound)
    data.names.append("")
    // No model of the user's has it.
    return IntVar(model: 0, position: Int32(data.variableCount - 1))
  }

  package mutating func boolean() -> BoolVar { BoolVar(variable: integer(0...1), isNegated: false) }

  package mutating func post(_ constraint: any Constraint) { data.constraints.append(constraint) }

  // MARK: Literals

  /// A Boolean that is true.
  package mutating func always() -> BoolVar {
    if let constant { return constant }
    let made = BoolVar(variable: integer(1...1), isNegated: false)
    constant = made
    return made
  }

  /// A literal that is true exactly where `form` has the value; one for each pair. Forms of one variable share those of
  /// that variable, so that constraints meet in them.
  package mutating func literal(_ form: LinearForm, equals value: Int) -> BoolVar {
    let difference = canonical(form + -value).reduced(for: .equal)
    if let constant = difference.fixedValue { return constant == 0 ? always() : !always() }
    let range = range(of: difference)
    if range.lowerBound > 0 || range.upperBound < 0 { return !always() }
    if let b = boolean(difference, range) { return b }
    if let known = zeroLiterals[difference] { return known }
    let made = boolean()
    zeroLiterals[difference] = made
    if difference.terms.count == 1 {
      post(IndicatorConstraint(made, variable: difference.terms[0].variable, value: -difference.constant))
    } else {
      post(ReifiedLinearConstraint(made, difference, .equal))
    }
    return made
  }

  /// A literal that is true exactly where `form` is at most 0; one for each form.
  package mutating func literal(atMostZero form: LinearForm) -> BoolVar {
    let form = form.reduced(for: .atMost)
    let range = range(of: form)
    if range.upperBound <= 0 { return always() }
    if range.lowerBound > 0 { return !always() }
    if let known = atMostZeroLiterals[form] { return known }
    let opposite = form.negated + 1
    if let known = atMostZeroLiterals[opposite] { return !known }
    let made = boolean()
    atMostZeroLiterals[form] = made
    post(ReifiedLinearConstraint(made, form, .atMost))
    return made
  }

  /// The first coefficient positive, so that a form and its opposite are one.
  private func canonical(_ form: LinearForm) -> LinearForm {
    form.terms.first.map { $0.coefficient < 0 } == true ? form.negated : form
  }

  /// The 0/1 variable itself, or its negation, where `difference` = 0 says no more.
  private func boolean(_ difference: LinearForm, _ range: ClosedRange<Int>) -> BoolVar? {
    guard difference.terms.count == 1 else { return nil }
    let variable = difference.terms[0].variable
    guard data.lower[variable] == 0, data.upper[variable] == 1 else { return nil }
    return BoolVar(
      variable: IntVar(model: 0, position: Int32(variable)), isNegated: difference.constant == 0)
  }
}

extension ModelData {
  /// The same model in constraints that an engine has a form for; what it has none for is decomposed, over and over.
  /// The first variables are the model's own.
  ///
  /// - Parameter isTaken: whether the engine has a form for constraints of the type.
  package func decomposed(unless isTaken: (any Constraint.Type) -> Bool) -> ModelData {
    decomposedWithSources(unless: isTaken).data
  }

  /// The same, with the place here of the constraint that each one there is made of.
  package func decomposedWithSources(
    unless isTaken: (any Constraint.Type) -> Bool
  ) -> (data: ModelData, sources: [Int]) {
    var known: [ObjectIdentifier: Bool] = [:]
    func takes(_ constraint: any Constraint) -> Bool {
      let type = type(of: constraint)
      if let answer = known[ObjectIdentifier(type)] { return answer }
      let answer = isTaken(type)
      known[ObjectIdentifier(type)] = answer
      return answer
    }
    if constraints.allSatisfy(takes) { return (self, Array(constraints.indices)) }
    var empty = self
    empty.constraints = []
    var made = Decomposition(empty)
    var sources: [Int] = []
    var waiting = constraints.enumerated().reversed().map { (constraint: $1, source: $0) }
    while let (constraint, source) = waiting.popLast() {
      let count = made.data.constraints.count
      guard !takes(constraint), constraint.decompose(into: &made) else {
        made.post(constraint)
        sources.append(source)
        continue
      }
      waiting += made.withdraw(from: count).reversed().map { ($0, source) }
    }
    return (made.data, sources)
  }
}

extension Decomposition {
  /// Takes the pieces back that were posted last.
  fileprivate mutating func withdraw(from count: Int) -> [any Constraint] {
    let pieces = Array(data.constraints[count...])
    data.constraints.removeLast(pieces.count)
    return pieces
  }
}
