import Basics
import Kernel
import Statements

/// A model as variables, clauses, precedence arcs and propagators of a kernel solver, with the way back.
///
/// Made once a solve; it belongs to the solving thread. Problem strategies take their own searches to `solver`.
package final class LoweredModel {
  /// cost = factor · variable + offset, with the variable at the smallest value that the solution allows.
  package struct Objective {
    package let variable: IntegerVariable
    /// Positive.
    package let factor: Int
    package let offset: Int

    package func atMost(_ cost: Int) -> Literal {
      Literal(variable, atMost: clamp(floorDivide(difference(cost), factor)))
    }

    package func atLeast(_ cost: Int) -> Literal {
      Literal(variable, atLeast: clamp(ceilDivide(difference(cost), factor)))
    }

    package func cost(at value: Int32) -> Int { factor * Int(value) + offset }

    /// `Int.max` and `Int.min` stand for no bound, so the difference must not overflow.
    private func difference(_ cost: Int) -> Int { min(max(cost, -(1 << 61)), 1 << 61) - offset }

    private func clamp(_ value: Int) -> Int32 { Int32(min(max(value, -Int(boundLimit)), Int(boundLimit))) }
  }

  package let data: ModelData
  /// The same in constraints that are lowerable; the variables of decompositions come after the model's own.
  let expanded: ModelData
  package let solver: Solver
  /// nil for a model without an objective.
  package internal(set) var objective: Objective?
  /// Positions of the maxima that are kept from one side only.
  let oneSidedMaxima: [Int]

  /// By the model's number; those of decompositions after them.
  package private(set) var variables: [IntegerVariable] = []
  var conjunctions: [[Literal]: Literal] = [:]
  var auxiliaries: [LinearForm: IntegerVariable] = [:]
  /// Literals of values; see `ValueEncoding`.
  var encodings: [ValueEncoding] = []
  var encodingPlaces: [IntegerVariable: Int] = [:]
  /// What waits until it is known which values have literals.
  var disequalities: [Disequality] = []
  var removals: [Removal] = []
  var links: [ValueLink] = []
  /// What ties values to bounds is posted: from now on at once.
  var areValuesSettled = false
  /// Literals that are true exactly where a form is at most 0.
  var atMostZeroLiterals: [LinearForm: Literal] = [:]
  /// By the number of a Boolean, the literal that it was found to be.
  private var synonyms: [Int: Literal] = [:]
  var openCalendars: [OpenTimesKey: OpenCalendar] = [:]
  /// Of each noOverlap, the pairs that have an ordering literal, which is true where the first comes first.
  var orderedPairs: [(literal: Literal, first: Int32, second: Int32)] = []
  /// Literals made by `order(_:before:)`, by first · number of intervals + second.
  var madeOrders: [Int: Literal] = [:]

  /// False where `shouldStop` has ended the lowering: some constraints are missing then.
  package private(set) var isComplete = true

  /// - Parameters:
  ///   - previous: a lowering of what the model was before it has grown: `data` begins with its variables, which have
  ///     the same bounds, its intervals and its constraints. Its solver is taken over with all that it has learned,
  ///     which needs that nothing was made true at level 0 that only better solutions keep.
  ///   - keepsAllSolutions: whether variables that only the cost looks at keep their exact meaning, so that every
  ///     solution is one of the solver's.
  ///   - proof: where what is posted, and all that is inferred from it, is written down; it knows the numbers of the model's
  ///     constraints in the proof. Not with `previous`.
  ///   - shouldStop: looked at before each constraint that takes long.
  /// - Throws: `overflow` when a sum leaves what the kernel keeps in 32 bits; `noForm`.
  /// - Complexity: linear in the model, but quadratic in the intervals of a noOverlap: one Boolean a pair.
  package init(
    _ data: ModelData, options: SearchOptions = SearchOptions(), growing previous: LoweredModel? = nil,
    keepsAllSolutions: Bool = false, proof: ProofTracer? = nil, until shouldStop: () -> Bool = { false }
  ) throws(ModelError) {
    self.data = data
    solver = previous?.solver ?? Solver(options: options)
    assert(Model.limit == Int(boundLimit), "the model's bounds are the kernel's")
    var added = data
    if let previous { added.constraints.removeFirst(previous.data.constraints.count) }
    let sources: [Int]
    (expanded, sources) = added.decomposedWithSources { $0 is any Lowerable.Type }
    oneSidedMaxima = keepsAllSolutions ? [] : expanded.oneSidedMaxima
    if let previous {
      variables = Array(previous.variables.prefix(previous.data.variableCount))
      orderedPairs = previous.orderedPairs
      (encodings, encodingPlaces) = (previous.encodings, previous.encodingPlaces)
    }
    for index in variables.count..<expanded.variableCount {
      variables.append(
        solver.makeVariable(lower: Int32(expanded.lower[index]), upper: Int32(expanded.upper[index])))
    }
    if let proof {
      solver.trace(to: proof)
      // Of each piece, that of the constraint it comes from.
      proof.sources = sources.map { proof.sources[$0] }
      for (index, x) in variables.enumerated() where index < data.variableCount { proof.name(x, index) }
    }
    adoptIndicators()
    for (position, constraint) in expanded.constraints.enumerated() {
      guard let constraint = constraint as? any Lowerable else {
        throw .noForm("the native engine has no form for \(type(of: constraint).name)")
      }
      if constraint.takesLong, shouldStop() {
        isComplete = false
        return
      }
      solver.origin = .constraint(position)
      if let proof { beginProof(of: constraint, at: position, proof) }
      try constraint.lower(into: self, at: position)
    }
    proof?.source = -1
    settleValues()
    solver.origin = .objective
    if let previous, let cost = data.objective?.cost, previous.data.objective?.cost == cost {
      objective = previous.objective
    } else if let cost = data.objective?.cost {
      try lowerObjective(cost)
    }
    solver.origin = .definition
    guideSearch()
  }

  // MARK: From the model to the kernel

  package func variable(_ x: IntVar) -> IntegerVariable { variables[x.index] }

  /// The variable that equals an expression. Call at level 0.
  package func column(for form: LinearForm) throws(ModelError) -> IntegerVariable { try variable(for: form) }

  package func literal(_ b: BoolVar) -> Literal {
    let isTrue = synonyms[b.variable.index] ?? Literal(variables[b.variable.index], atLeast: 1)
    return b.isNegated ? isTrue.negated : isTrue
  }

  /// Makes a Boolean equivalent to `literal`, which stands for it from now on: clauses about it are then about a bound,
  /// say, and not about a variable that is tied to one.
  func identify(_ b: BoolVar, with literal: Literal) {
    let own = self.literal(b)
    if own == literal { return }
    if let proof = solver.proof, proof.source >= 0 { proof.explain(literal, by: Int(proof.source)) }
    solver.add(clause: [own.negated, literal])
    solver.add(clause: [own, literal.negated])
    synonyms[b.variable.index] = b.isNegated ? literal.negated : literal
  }

  /// The task of an interval on a resource.
  package func task(_ interval: IntervalVar, demand: Int32 = 1) throws(ModelError) -> Task {
    try task(interval.index, demand: solver.constant(demand))
  }

  /// The hints as literals, two a variable.
  package var hintLiterals: [Literal] {
    data.hints.flatMap { hint in
      let (x, value) = (variables[hint.variable], Int32(hint.value))
      return [Literal(x, atLeast: value), Literal(x, atMost: value)]
    }
  }

  /// The model with the variables of decompositions and the bounds of the kernel's level 0, as far as they are reached:
  /// what a relaxation is made of.
  package func expandedAtRoot() -> ModelData {
    var data = expanded
    for (index, x) in variables.enumerated() {
      data.lower[index] = Int(solver.store.lower(x))
      data.upper[index] = Int(solver.store.upper(x))
    }
    return data
  }

  /// The kernel's variables of `expandedAtRoot`.
  package var columns: [IntegerVariable] { variables }

  /// The objective variable is at least costs · columns + offset.
  package var columnCosts: (costs: [Int], offset: Int) {
    var costs = [Int](repeating: 0, count: variables.count)
    guard let cost = data.objective?.cost, let objective else { return (costs, 0) }
    for term in cost.terms { costs[term.variable] = term.coefficient / objective.factor }
    return (costs, (cost.constant - objective.offset) / objective.factor)
  }

  // MARK: From the kernel to the model

  /// The values of the last solution.
  package func values() -> [Int] {
    let values = expanded.completing(variables.map { Int(solver.value(of: $0)) }, maxima: oneSidedMaxima)
    return values.count == data.variableCount ? values : Array(values.prefix(data.variableCount))
  }

  /// Makes an assignment the one whose values decisions follow; the orders of its intervals are followed as well.
  package func follow(_ values: [Int]) {
    for (x, value) in zip(variables, values) { solver.follow(x, value: Int32(value)) }
    for pair in orderedPairs {
      let (first, second) = (Int(pair.first), Int(pair.second))
      let isForward =
        data.isPresent(first, values) && data.isPresent(second, values)
        && data.intervals[first].start.value(values) < data.intervals[second].start.value(values)
      solver.follow(pair.literal.variable, value: isForward ? pair.literal.bound : pair.literal.bound - 1)
    }
  }

  /// The model with the bounds of the kernel's level 0: the same solutions, less what the kernel was told to exclude.
  package func tightened() -> ModelData {
    var tightened = data
    for index in 0..<data.variableCount {
      tightened.lower[index] = Int(solver.store.lower(variables[index]))
      tightened.upper[index] = Int(solver.store.upper(variables[index]))
    }
    return tightened
  }
}
