import Basics

/// What one solver says to the proof of its run: the names of its variables, constraints and clauses there, and the steps of
/// the line that is being made.
package final class ProofTracer {
  package let log: ProofLog
  /// By kernel variable its number in the proof; -1 for constants, and for what nobody has named.
  private(set) var names: [Int32] = []
  /// The constraint that what is posted from now on follows from; -1 where nothing does.
  package var source: Int32 = -1
  /// Whether what is posted is shown by enumeration where the bounds of its constraint say nothing.
  package var enumerates = false
  /// By the number of the model's constraint.
  package var sources: [Int32] = []
  /// Of precedence arcs and of propagators.
  private(set) var arcs: [Int32] = []
  private(set) var propagators: [Int32] = []
  private var isEnumerated: [Bool] = []
  /// By where a clause begins in the arena.
  private var clauses: [UInt32: Int32] = [:]
  /// Clauses that other solvers have heard of.
  private var shared = Set<Int32>()
  /// By kernel variable, the tasks "first before second" that it orders where it is 1.
  private(set) var ordered: [Int: (first: Int32, second: Int32)] = [:]
  /// By kernel variable, the definition that says what it means.
  private var meanings: [Int: Int32] = [:]
  /// Adds up to a bound of the objective's variable: rows of the proof, the objective's bound first.
  package var objectiveRows: [ProofLog.Row] = []

  struct Traced: BitwiseCopyable {
    var position: Int32
    var number: Int32
    var step: ProofStep
  }

  /// Steps of the line being made, in any order; the later ones, of the conflict itself, come last.
  var traced: [Traced] = []
  var final: [ProofStep] = []
  /// Why something cannot be said in the proof.
  private(set) var flaw: String?

  package init(_ log: ProofLog) { self.log = log }

  // MARK: Names

  package func name(_ x: IntegerVariable, _ number: Int) {
    while names.count <= x.base { names.append(-1) }
    names[x.base] = Int32(x.isNegated ? -1 : number)
  }

  /// A variable that a definition makes.
  package func name(_ x: IntegerVariable, _ made: ProofLog.Definition) {
    name(x, made.variable)
    meanings[x.base] = Int32(made.constraint)
  }

  /// The literal in the proof; nil for one about a constant.
  package func literal(_ literal: Literal) -> ProofLiteral? {
    let base = literal.variable.base
    guard base < names.count, names[base] >= 0 else { return nil }
    let code = 2 * names[base] + (literal.variable.isNegated ? 1 : 0)
    return ProofLiteral(code: code, bound: literal.variable.isNegated ? -literal.bound : literal.bound)
  }

  func noteArcs(_ count: Int) { for _ in 0..<count { arcs.append(source) } }

  func notePropagator() {
    propagators.append(source)
    isEnumerated.append(enumerates)
  }

  func noteOrder(_ literal: Literal, _ first: Int32, _ second: Int32) {
    ordered[literal.variable.base] = (first, second)
  }

  func number(of clause: ClauseReference) -> Int32? { clauses[clause.offset] }
  func note(_ number: Int32, of clause: ClauseReference) { clauses[clause.offset] = number }
  func take(numberOf clause: ClauseReference) -> Int32 { clauses.removeValue(forKey: clause.offset) ?? -1 }
  func share(_ number: Int32) { shared.insert(number) }

  /// The same numbers for clauses that have moved.
  func move(_ numbers: [(clause: ClauseReference, number: Int32)]) {
    clauses.removeAll(keepingCapacity: true)
    for (clause, number) in numbers { clauses[clause.offset] = number }
  }

  func delete(_ numbers: [Int32]) { log.delete(numbers.filter { !shared.contains($0) }) }

  /// Ends the proof: what was just used has no rule.
  package func refuse(_ reason: String) {
    if flaw == nil { flaw = reason }
    log.giveUp(reason)
  }

  // MARK: Steps

  func begin() {
    traced.removeAll(keepingCapacity: true)
    final.removeAll(keepingCapacity: true)
  }

  func note(_ step: ProofStep, at position: Int32) {
    traced.append(Traced(position: position, number: Int32(traced.count), step: step))
  }

  /// A clause that the steps show.
  func clause(_ literals: [ProofLiteral]) -> Int32 {
    traced.sort { ($0.position, $0.number) < ($1.position, $1.number) }
    return Int32(log.clause(literals, traced.lazy.map(\.step).joined(final)))
  }

  /// The clause that one step shows.
  func posted(_ literals: [Literal], because steps: [ProofStep]) -> Int32 {
    Int32(log.clause(literals.compactMap(literal), steps))
  }

  /// The clause of a constraint that is being lowered: what its literals mean, then what the constraint says.
  func posted(_ literals: [Literal]) -> Int32 {
    var steps: [ProofStep] = []
    for literal in literals {
      if let meaning = meanings[literal.variable.base] { steps.append(ProofStep(.bounds, meaning)) }
    }
    steps.append(ProofStep(.bounds, source))
    if enumerates { steps.append(ProofStep(.enumeration, source)) }
    return Int32(log.clause(literals.compactMap(literal), steps))
  }

  /// Whether its window matters beside the constraint.
  func step(
    _ source: Int32, _ evidence: Evidence, concluding literal: Literal?, isEnumerated: Bool
  ) -> (ProofStep, ProofStep?) {
    let conclusion = literal.flatMap { self.literal($0) } ?? .none
    func window(_ rule: ProofStep.Rule) -> ProofStep {
      var step = ProofStep(rule, source, conclusion: conclusion)
      step.start = evidence.start
      step.end = evidence.end
      step.task = evidence.task
      return step
    }
    switch evidence.rule {
    case .bounds: return (ProofStep(isEnumerated ? .enumeration : .bounds, source, conclusion: conclusion), nil)
    case .window: return (window(.window), nil)
    case .waste: return (window(.waste), nil)
    case .ordered: return (window(.ordered), nil)
    case .edge:
      var detection = ProofStep(.window, source, conclusion: self.literal(evidence.detected) ?? .none)
      detection.start = evidence.firstStart
      detection.end = evidence.firstEnd
      return (detection, window(.window))
    case .unplaceable:
      var step = ProofStep(.unplaceable, source, conclusion: conclusion)
      step.task = evidence.task
      return (step, nil)
    }
  }

  func isEnumerated(_ propagator: Int) -> Bool { isEnumerated[propagator] }
}

extension LazyMapSequence where Element == ProofStep, Base: Collection {
  fileprivate func joined(_ others: [ProofStep]) -> [ProofStep] { Array(self) + others }
}
