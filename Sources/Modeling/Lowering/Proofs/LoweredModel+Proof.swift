import Kernel
import Statements

/// What the kernel's own variables mean in the proof: each is defined there, so whoever reads it knows as much.
extension LoweredModel {
  /// What is posted from now on comes from here.
  func come(from origin: Origin) {
    solver.origin = origin
    guard let proof = solver.proof else { return }
    proof.source = origin.constraint.map { proof.sources[$0] } ?? -1
  }

  /// What is posted from now on follows from this constraint; where that is a piece of another one that says what a
  /// variable of the decomposition means, from its definition.
  ///
  /// - Returns: whether there is something that it follows from.
  @discardableResult
  func beginProof(of constraint: any Constraint, at position: Int, _ proof: ProofTracer) -> Bool {
    if let definition = definition(in: constraint, proof) { proof.sources[position] = Int32(definition.constraint) }
    proof.source = proof.sources[position]
    return proof.source >= 0
  }

  /// The definition of a variable that a decomposition has made and nobody has named yet.
  private func definition(in constraint: any Constraint, _ proof: ProofTracer) -> ProofLog.Definition? {
    func fresh(_ b: BoolVar) -> IntegerVariable? {
      let x = variables[b.variable.index]
      return b.variable.index >= data.variableCount && !b.isNegated && !proof.isNamed(x) ? x : nil
    }
    if let indicator = constraint as? IndicatorConstraint, let b = fresh(indicator.literal),
      let name = proof.number(of: variables[indicator.variable])
    {
      let definition = proof.log.define(.value(name, indicator.value))
      return named(b, definition, by: proof.meanings(of: variables[indicator.variable]), proof)
    }
    guard let reified = constraint as? ReifiedLinearConstraint, let b = fresh(reified.literal) else { return nil }
    switch reified.comparison {
    case .atMost:
      return atMostZero(reified.form, proof).map { named(b, $0, by: meanings(of: reified.form, proof), proof) }
    case .equal:
      guard let below = atMostZero(reified.form, proof), let above = atMostZero(reified.form.negated, proof) else {
        return nil
      }
      let made = proof.log.define(
        .conjunction([.atLeast(below.variable, 1), .atLeast(above.variable, 1)]))
      for definition in [below, above] { proof.explain(b, by: definition.constraint) }
      return named(b, made, by: meanings(of: reified.form, proof), proof)
    case .notEqual: return nil
    }
  }

  /// - Parameter meanings: of what the definition is made of: whoever speaks of x speaks of these as well.
  private func named(
    _ x: IntegerVariable, _ made: ProofLog.Definition, by meanings: [Int32], _ proof: ProofTracer
  ) -> ProofLog.Definition {
    proof.name(x, made)
    for meaning in meanings { proof.explain(x, by: Int(meaning)) }
    return made
  }

  private func meanings(of form: LinearForm, _ proof: ProofTracer) -> [Int32] {
    form.terms.flatMap { proof.meanings(of: variables[$0.variable]) }
  }

  /// Clauses from now on may go by what these forms' variables can be, and by what these literals mean.
  func beginContext(_ forms: [LinearForm], _ literals: [Literal]) {
    guard let proof = solver.proof else { return }
    proof.context = forms.flatMap { meanings(of: $0, proof) } + proof.meanings(of: literals)
  }

  private func atMostZero(_ form: LinearForm, _ proof: ProofTracer) -> ProofLog.Definition? {
    terms(of: form, proof).map { proof.log.define(.atMostZero($0, form.constant)) }
  }

  /// nil where a variable has no name in the proof.
  func terms(of form: LinearForm, _ proof: ProofTracer) -> [(variable: Int, coefficient: Int)]? {
    var terms: [(variable: Int, coefficient: Int)] = []
    for term in form.terms {
      guard let name = proof.number(of: variables[term.variable]) else { return nil }
      terms.append((name, term.coefficient))
    }
    return terms
  }

  // MARK: Variables of the lowering

  /// The variable that equals a form. Bounds of it are no bounds of its variables, so others are tried: few.
  func define(_ x: IntegerVariable, _ form: LinearForm) -> ProofLog.Definition? {
    guard let proof = solver.proof else { return nil }
    guard let terms = terms(of: form, proof), canBeTried(form) else {
      proof.refuse("an expression of wide variables inside a constraint has no rule")
      return nil
    }
    return named(x, proof.log.define(.form(terms, form.constant)), by: meanings(of: form, proof), proof)
  }

  private func canBeTried(_ form: LinearForm) -> Bool {
    Tabulation.product(of: form.terms.lazy.map(\.variable), in: expanded) <= Tabulation.largestProduct
  }

  /// The objective's variable: the cost over its divisor, from 0 on.
  func defineObjective(_ z: IntegerVariable, _ cost: LinearForm, divisor: Int, least: Int) -> ProofLog.Definition? {
    guard let proof = solver.proof else { return nil }
    guard let terms = terms(of: cost, proof) else {
      proof.refuse("the objective has a variable without a name")
      return nil
    }
    let made = proof.log.define(
      .form(terms.map { ($0.variable, $0.coefficient / divisor) }, -(least / divisor)))
    proof.name(z, made.variable)
    proof.objectiveRows = [
      ProofLog.Row(proof.log.axiom, times: 1), ProofLog.Row(made.constraint, times: -divisor),
    ]
    return made
  }

  func define(_ all: Literal, conjunctionOf literals: [Literal]) -> ProofLog.Definition? {
    guard let proof = solver.proof else { return nil }
    let names = literals.compactMap(proof.literal)
    guard names.count == literals.count else {
      proof.refuse("a conjunction of a literal without a name")
      return nil
    }
    return named(all.variable, proof.log.define(.conjunction(names)), by: proof.meanings(of: literals), proof)
  }

  func define(_ made: Literal, atMostZero form: LinearForm) -> ProofLog.Definition? {
    guard let proof = solver.proof else { return nil }
    guard let definition = atMostZero(form, proof) else {
      proof.refuse("a relation of a variable without a name")
      return nil
    }
    return named(made.variable, definition, by: meanings(of: form, proof), proof)
  }

  /// Of a form that is not 0, whether it is below. That it is above otherwise, bounds alone do not say: others are tried.
  func define(_ made: Literal, below form: LinearForm) -> ProofLog.Definition? {
    guard let proof = solver.proof else { return nil }
    if !canBeTried(form) {
      proof.refuse("a sum of wide variables that must not have a value has no rule")
    }
    return define(made, atMostZero: form + 1)
  }

  func define(_ made: Literal, _ x: IntegerVariable, equals value: Int) {
    guard let proof = solver.proof else { return }
    guard let name = proof.number(of: x) else { return proof.refuse("a value of a variable without a name") }
    let definition = proof.log.define(.value(name, x.isNegated ? -value : value))
    _ = named(made.variable, definition, by: proof.meanings(of: x), proof)
  }

  // MARK: Domains

  /// The constraint that is being lowered leaves gaps in the domain of x.
  func noteDomain(of x: IntegerVariable) {
    if let proof = solver.proof, proof.source >= 0 { proof.explain(x, by: Int(proof.source)) }
  }

  /// What is known of x is known of its values.
  func explainValues(of encoding: ValueEncoding) {
    guard let proof = solver.proof else { return }
    for constraint in proof.meanings(of: encoding.variable) {
      for literal in encoding.literals.values { proof.explain(literal.variable, by: Int(constraint)) }
    }
  }
}
