import Basics

/// What one solver says to the proof of its run: the names of its variables, constraints and clauses there, and the steps of
/// the line that is being made.
package final class ProofTracer {
  package let log: ProofLog
  /// By kernel variable its number in the proof; -1 for constants, and for what nobody has named.
  private(set) var names: [Int32] = []
  /// The constraint that what is posted from now on follows from; -1 where nothing does.
  package var source: Int32 = -1
  /// Constraints of which bounds say too little: values are tried.
  package var tried = Set<Int32>()
  /// Constraints that clauses of the lowering rest on beside that and what their literals mean.
  package var context: [Int32] = []
  /// By the number of the model's constraint; once the model is lowered, of each constraint that it was decomposed into.
  package var sources: [Int32] = []
  /// Of precedence arcs and of propagators.
  private(set) var arcs: [Int32] = []
  private(set) var propagators: [Int32] = []
  /// By where a clause begins in the arena.
  private var clauses: [UInt32: Int32] = [:]
  /// Clauses that other solvers have heard of.
  private var shared = Set<Int32>()
  /// By kernel variable, the tasks "first before second" that it orders where it is 1.
  private(set) var ordered: [Int: (first: Int32, second: Int32)] = [:]
  /// By kernel variable, and by literal, the constraints that say what it means.
  private var meanings: [Int: [Int32]] = [:]
  private var meaningsOfLiterals: [Literal: [Int32]] = [:]
  /// Whether anything has a meaning beyond its number: then premises and conclusions may need it.
  package private(set) var hasMeanings = false
  /// What combinations and joint steps of the line being made name.
  var rows: [ProofLog.Row] = []
  /// Adds up to a bound of the objective's variable: rows of the proof, the objective's bound first.
  package var objectiveRows: [ProofLog.Row] = [] {
    didSet { log.note(objectiveRows: objectiveRows) }
  }

  struct Traced: BitwiseCopyable {
    var position: Int32
    var number: Int32
    var step: ProofStep
  }

  /// Steps of the line being made, in any order; the later ones, of the conflict itself, come last.
  var traced: [Traced] = []
  var final: [ProofStep] = []
  /// The steps of one inference.
  var made: [ProofStep] = []

  package init(_ log: ProofLog) { self.log = log }

  // MARK: Names

  package func name(_ x: IntegerVariable, _ number: Int) {
    while names.count <= x.base { names.append(-1) }
    names[x.base] = Int32(x.isNegated ? -1 : number)
  }

  /// A variable that a definition makes.
  package func name(_ x: IntegerVariable, _ made: ProofLog.Definition) {
    name(x, made.variable)
    explain(x, by: made.constraint)
  }

  package func isNamed(_ x: IntegerVariable) -> Bool { x.base < names.count && names[x.base] >= 0 }

  /// The number of a variable, whatever its sign; nil where it has none.
  package func number(of x: IntegerVariable) -> Int? { isNamed(x) ? Int(names[x.base]) : nil }

  package func meanings(of x: IntegerVariable) -> [Int32] { meanings[x.base] ?? [] }

  /// What a constraint says of a variable matters wherever it is a premise or a conclusion.
  package func explain(_ x: IntegerVariable, by constraint: Int) {
    hasMeanings = true
    if meanings[x.base]?.contains(Int32(constraint)) != true { meanings[x.base, default: []].append(Int32(constraint)) }
  }

  /// The same of a literal that stands for another one.
  package func explain(_ literal: Literal, by constraint: Int) {
    hasMeanings = true
    for side in [literal, literal.negated] { meaningsOfLiterals[side, default: []].append(Int32(constraint)) }
  }

  /// The constraints that say what the literals mean, and what those are made of.
  package func meanings(of literals: some Sequence<Literal>) -> [Int32] {
    if !hasMeanings { return [] }
    var all: [Int32] = []
    for literal in literals {
      for found in (meanings[literal.variable.base] ?? []) + (meaningsOfLiterals[literal] ?? [])
      where !all.contains(found) {
        all.append(found)
      }
    }
    return all
  }

  /// A constraint's bounds; together with what its literals mean, where they mean something.
  func joint(_ meanings: [Int32], _ source: Int32, concluding literal: Literal?) -> ProofStep {
    if meanings.isEmpty || meanings == [source], !tried.contains(source) { return ProofStep(.bounds, source) }
    var step = ProofStep(.joint, Int32(rows.count), conclusion: literal.flatMap { self.literal($0) } ?? .none)
    // The constraint first: where bounds say nothing, its variables are tried.
    if source >= 0 { rows.append(ProofLog.Row(Int(source), times: 1)) }
    for meaning in meanings where meaning != source { rows.append(ProofLog.Row(Int(meaning), times: 1)) }
    step.start = Int32(rows.count) - step.source
    return step
  }

  /// The literal in the proof; nil for one about a constant.
  package func literal(_ literal: Literal) -> ProofLiteral? {
    let base = literal.variable.base
    guard base < names.count, names[base] >= 0 else { return nil }
    let code = 2 * names[base] + (literal.variable.isNegated ? 1 : 0)
    return ProofLiteral(code: code, bound: literal.variable.isNegated ? -literal.bound : literal.bound)
  }

  /// A fact that constraints show together; of the first, values are tried where bounds say too little.
  package func fact(_ literal: ProofLiteral, by constraints: [Int]) {
    var step = ProofStep(.joint, 0, conclusion: literal)
    step.start = Int32(constraints.count)
    log.fact(step, rows: constraints.map { ProofLog.Row($0, times: 1) })
  }

  /// A fact that a sum of rows shows, once these steps have been taken from its opposite.
  package func fact(_ literal: ProofLiteral, after steps: [ProofStep], bySumOf rows: [ProofLog.Row]) {
    var sum = ProofStep(.combination, 0)
    sum.start = Int32(rows.count)
    let number = log.clause([literal], steps + [sum], rows: rows)
    log.fact(.clause(number))
  }

  func noteArcs(_ count: Int) { for _ in 0..<count { arcs.append(source) } }

  func notePropagator() { propagators.append(source) }

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
  package func refuse(_ reason: String) { log.giveUp(reason) }

  // MARK: Steps

  func begin(keepingRows: Bool = false) {
    if !keepingRows { rows.removeAll(keepingCapacity: true) }
    traced.removeAll(keepingCapacity: true)
    final.removeAll(keepingCapacity: true)
  }

  func note(_ step: ProofStep, at position: Int32) {
    traced.append(Traced(position: position, number: Int32(traced.count), step: step))
  }

  /// A clause that the steps show.
  func clause(_ literals: [ProofLiteral]) -> Int32 {
    traced.sort { ($0.position, $0.number) < ($1.position, $1.number) }
    return Int32(log.clause(literals, traced.map(\.step) + final, rows: rows))
  }

  /// The clause that one step shows.
  func posted(_ literals: [Literal], because steps: [ProofStep]) -> Int32 {
    Int32(log.clause(literals.compactMap(literal), steps))
  }

  /// The clause of a constraint that is being lowered: what its literals mean, then what the constraint says.
  func posted(_ literals: [Literal]) -> Int32 {
    begin()
    var meanings = meanings(of: literals)
    for constraint in context where !meanings.contains(constraint) { meanings.append(constraint) }
    if source < 0, meanings.isEmpty { refuse("a clause comes from nowhere") }
    return Int32(log.clause(literals.compactMap(literal), [joint(meanings, source, concluding: nil)], rows: rows))
  }

  /// Writes to `made` the step that shows what the sum of rows says.
  func make(_ combination: [ProofLog.Row], concluding literal: Literal?) {
    var step = ProofStep(.combination, Int32(rows.count), conclusion: literal.flatMap { self.literal($0) } ?? .none)
    rows += combination
    step.start = Int32(combination.count)
    made.append(step)
  }

  /// Writes to `made` the steps that show an inference by a constraint.
  ///
  /// - Parameters:
  ///   - meanings: constraints that say what premises and conclusion mean.
  ///   - kind: what made the inference, for the reason why it has no rule.
  func make(
    _ source: Int32, _ evidence: Evidence, concluding literal: Literal?, _ meanings: [Int32], or kind: String
  ) {
    if source < 0, meanings.isEmpty || evidence.rule != .bounds { return refuse("no rule for \(kind)") }
    if evidence.rule == .bounds { return made.append(joint(meanings, source, concluding: literal)) }
    for meaning in meanings where meaning != source { made.append(ProofStep(.bounds, meaning)) }
    let conclusion = literal.flatMap { self.literal($0) } ?? .none
    func window(_ rule: ProofStep.Rule) -> ProofStep {
      var step = ProofStep(rule, source, conclusion: conclusion)
      step.start = evidence.start
      step.end = evidence.end
      step.task = evidence.task
      return step
    }
    switch evidence.rule {
    case .bounds, .combination: break
    case .window: made.append(window(.window))
    case .waste: made.append(window(.waste))
    case .ordered: made.append(window(.ordered))
    case .unplaceable: made.append(window(.unplaceable))
    case .edge:
      var detection = ProofStep(.window, source, conclusion: self.literal(evidence.detected) ?? .none)
      detection.start = evidence.firstStart
      detection.end = evidence.firstEnd
      made.append(detection)
      made.append(window(.window))
    }
  }
}
