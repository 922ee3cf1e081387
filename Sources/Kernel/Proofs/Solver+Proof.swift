import Basics

/// Where the engine's inferences become lines of the proof. Nothing here runs without one, and what runs changes nothing
/// that the search goes by: explanations are asked for a second time only at level 0 and in probes, and leave no trace.
extension Solver {
  /// From now on, and for all that has been named, lines go to the proof. Before anything is posted.
  package func trace(to proof: ProofTracer) {
    precondition(propagators.isEmpty && network.arcs.count == 0, "a proof begins with the model")
    self.proof = proof
  }

  // MARK: Steps

  /// Notes the steps that show what is asked of an entry of the trail; its premises stand in the store.
  func noteStep(_ asked: Literal, at position: Int32, _ proof: ProofTracer) {
    for step in tracedSteps(asked, premisesFrom: 0, at: position, proof) { proof.note(step, at: position) }
  }

  /// These steps, which may turn out not to be needed. The premises stand in the store from `first` on.
  func tracedSteps(_ asked: Literal, premisesFrom first: Int, at position: Int32, _ proof: ProofTracer) -> [ProofStep] {
    let entry = store.trail[position]
    let raised = Literal(IntegerVariable(index: entry.node), atLeast: entry.bound)
    makeSteps(asked, raised: raised, entry.reason, premisesFrom: first, proof)
    return proof.made
  }

  /// Writes to `proof.made` the steps that show what is asked of what was raised.
  private func makeSteps(
    _ asked: Literal, raised: Literal, _ reason: Reason, premisesFrom first: Int, _ proof: ProofTracer
  ) {
    proof.made.removeAll(keepingCapacity: true)
    checkName(of: asked, proof)
    switch reason.tag {
    case .none: break
    case .literal:
      guard let index = watches.binary(reason.premise.negated, raised) else {
        return proof.refuse("a clause of two literals is gone")
      }
      proof.made.append(ProofStep(.clause, clauses.binaries[index].number))
    case .clause:
      guard let number = proof.number(of: ClauseReference(offset: reason.low)) else {
        return proof.refuse("a clause has no number")
      }
      proof.made.append(ProofStep(.clause, number))
    case .arc, .refutedArc:
      let meanings = proof.hasMeanings ? proof.meanings(of: premises(from: first) + [asked]) : []
      proof.make(proof.arcs[Int(reason.low)], Evidence(), concluding: asked, meanings, or: "a precedence")
    case .explicit, .lazy:
      let id = store.propagator(of: reason)
      if id == .orders {
        if let step = transitivityStep(asked, reason, proof) { proof.made.append(step) }
        return
      }
      var evidence = reason.tag == .lazy ? store.evidence : Evidence()
      if reason.tag == .explicit, propagators[Int(id.index)] is TimeTable {
        evidence = Evidence(.unplaceable, from: 0, to: 0, task: store.part(of: reason))
      }
      if evidence.rule == .combination {
        return proof.make(propagators[Int(id.index)].combination(evidence.task), concluding: asked)
      }
      let meanings = proof.hasMeanings ? proof.meanings(of: premises(from: first) + [asked]) : []
      proof.make(
        proof.propagators[Int(id.index)], evidence, concluding: asked, meanings, or: propagators[Int(id.index)].kind)
    }
  }

  /// A variable that nobody has defined in the proof cannot be spoken of.
  private func checkName(of literal: Literal, _ proof: ProofTracer) {
    if proof.isNamed(literal.variable) { return }
    if store.root[literal.node] == -store.root[literal.node ^ 1] { return }
    proof.refuse("the lowering of a constraint makes a variable that has no definition")
  }

  private func premises(from first: Int) -> [Literal] {
    (first..<store.premises.count).map { store.premises[$0] }
  }

  /// "i before j" and "j before k" for "i before k".
  private func transitivityStep(_ asked: Literal, _ reason: Reason, _ proof: ProofTracer) -> ProofStep? {
    let (first, second) = (store.arena[Int(reason.low)], store.arena[Int(reason.low) + 1])
    guard let a = proof.literal(first), let b = proof.literal(second), let c = proof.literal(asked) else { return nil }
    // Which of the two comes first in time, the tasks say.
    let isForward = ends(first, proof)?.second == ends(second, proof)?.first
    var step = ProofStep(.transitive, isForward ? a.code : b.code)
    step.start = isForward ? b.code : a.code
    step.end = c.code
    return step
  }

  private func ends(_ order: Literal, _ proof: ProofTracer) -> (first: Int32, second: Int32)? {
    guard let tasks = proof.ordered[order.variable.base] else { return nil }
    return order.variable.isNegated ? (tasks.second, tasks.first) : tasks
  }

  /// The steps of the conflict itself; called where its premises were written.
  func noteConflict(failed: (literal: Literal, reason: Reason)?, asked: Literal, _ proof: ProofTracer) {
    if let (literal, reason) = failed {
      makeSteps(asked, raised: literal, reason, premisesFrom: 0, proof)
    } else {
      proof.made.removeAll(keepingCapacity: true)
      let id = Int(store.failing.index)
      if store.evidence.rule == .combination {
        proof.make(propagators[id].combination(store.evidence.task), concluding: nil)
        proof.final += proof.made
        return
      }
      let meanings = proof.hasMeanings ? proof.meanings(of: (0..<store.conflict.count).map { store.conflict[$0] }) : []
      proof.make(proof.propagators[id], store.evidence, concluding: nil, meanings, or: propagators[id].kind)
    }
    proof.final += proof.made
  }

  // MARK: Definitions

  /// Says in the proof what the ordering literals of two tasks mean: one definition for both, or one each.
  func define(
    _ forward: Literal, _ backward: Literal, _ a: Task, _ b: Task, isExclusive: Bool, _ proof: ProofTracer
  ) -> [ProofLog.Definition] {
    let (first, second) = (Int(a.number), Int(b.number))
    guard proof.source >= 0, first >= 0, second >= 0, isExclusive else {
      proof.refuse("no rule for the order of two tasks")
      return []
    }
    if backward == forward.negated {
      let made = proof.log.define(.order(first, second, by: Int(proof.source)))
      proof.name(forward.variable, made.variable)
      proof.noteOrder(forward, a.number, b.number)
      return [made]
    }
    let made = [proof.log.define(.before(first, second)), proof.log.define(.before(second, first))]
    proof.name(forward.variable, made[0].variable)
    proof.name(backward.variable, made[1].variable)
    proof.noteOrder(forward, a.number, b.number)
    proof.noteOrder(backward, b.number, a.number)
    return made
  }

  /// What `post` posts follows from a definition.
  package func following(_ made: ProofLog.Definition?, _ post: () -> Void) {
    guard let proof, let made else { return post() }
    let outer = proof.source
    proof.source = Int32(made.constraint)
    post()
    proof.source = outer
  }

  // MARK: Clauses

  /// The line of the clause that was learned, as it stands in `analysis.learned`.
  func certifyLearned(_ proof: ProofTracer) -> Int32 {
    var literals: [ProofLiteral] = []
    for i in 0..<analysis.learned.count {
      if let literal = proof.literal(analysis.learned[i]) {
        literals.append(literal)
      } else {
        checkName(of: analysis.learned[i], proof)
      }
    }
    let number = proof.clause(literals)
    if literals.count == 1 { proof.log.fact(ProofStep(.clause, number)) }
    return number
  }

  /// The conflict holds at level 0: there is nothing.
  func certifyRefutation(_ proof: ProofTracer) { _ = proof.clause([]) }

  /// The line of a clause that is posted: the definitions of its literals, and the constraint that is being lowered.
  func certify(clause literals: [Literal], _ proof: ProofTracer) -> Int32 {
    if literals.contains(where: { store.isRootTrue($0) }) { return -1 }
    for literal in literals { checkName(of: literal, proof) }
    return proof.posted(MergedLiterals(literals).literals)
  }

  // MARK: Level 0

  /// A line for each bound that level 0 has won, before its reasons are forgotten.
  func certifyRoot(_ proof: ProofTracer) {
    store.isCertifying = true
    for t in 0..<store.trail.count {
      let entry = store.trail[t]
      let literal = Literal(IntegerVariable(index: entry.node), atLeast: entry.bound)
      if entry.reason.tag == .none, let origin = entry.reason.givenOrigin {
        // Clauses of one literal have a line already.
        if origin == .objective { certifyObjective(literal, proof) }
        continue
      }
      proof.begin()
      if entry.reason.tag == .lazy || proof.hasMeanings { explain(literal, madeAt: Int32(t)) }
      noteStep(literal, at: Int32(t), proof)
      store.premises.removeAll()
      for traced in proof.traced { proof.log.fact(traced.step, rows: proof.rows) }
    }
    proof.begin()
    store.isCertifying = false
  }

  /// Better than a solution that is there: weaker than the objective's bound in the proof.
  func certifyObjective(_ literal: Literal, _ proof: ProofTracer) {
    guard let conclusion = proof.literal(literal), !proof.objectiveRows.isEmpty else { return }
    if proof.objectiveRows.count == 1 {
      proof.log.fact(ProofStep(.bounds, proof.objectiveRows[0].constraint))
    } else {
      var step = ProofStep(.combination, 0, conclusion: conclusion)
      step.start = Int32(proof.objectiveRows.count)
      proof.log.fact(step, rows: proof.objectiveRows)
    }
  }

  // MARK: Probes

  /// A clause that says why the decision of level 1 fails, which is the only one; the conflict stands in the store.
  func certifyProbe(of decision: Literal, _ proof: ProofTracer) {
    store.isCertifying = true
    proof.begin()
    takeConflict()
    explainBack(
      from: (0..<store.conflict.count).map { store.conflict[$0] },
      visitInference: { asked, position in noteStep(asked, at: position, proof) })
    store.isCertifying = false
    guard let literal = proof.literal(decision.negated) else { return }
    let number = proof.clause([literal])
    proof.log.fact(ProofStep(.clause, number))
  }

  /// The steps behind all that a probe has made true, and where each of them leads back to.
  struct ProbeTrace {
    var literals: [Literal] = []
    var steps: [[ProofStep]] = []
    /// By entry the entries that it rests on.
    var premises: [[Int32]] = []
  }

  /// Explains each entry of the trail of level 1.
  func traceProbe(_ proof: ProofTracer) -> ProbeTrace {
    var trace = ProbeTrace()
    store.isCertifying = true
    for t in 0..<store.trail.count {
      let entry = store.trail[t]
      let literal = Literal(IntegerVariable(index: entry.node), atLeast: entry.bound)
      proof.begin(keepingRows: true)
      var premises: [Int32] = []
      if entry.reason.tag != .none {
        explain(literal, madeAt: Int32(t))
        for i in 0..<store.premises.count where !store.isRootTrue(store.premises[i]) {
          premises.append(store.maker(of: store.premises[i]))
        }
        noteStep(literal, at: Int32(t), proof)
        store.premises.removeAll()
      }
      trace.literals.append(literal)
      trace.steps.append(proof.traced.map(\.step))
      trace.premises.append(premises)
    }
    proof.begin(keepingRows: true)
    store.isCertifying = false
    return trace
  }

  /// What both values of a Boolean make true: it follows from either, so it is a fact.
  func certifyCommon(
    _ common: Literal, of high: Literal, _ first: ProbeTrace, _ second: ProbeTrace, _ proof: ProofTracer
  ) {
    guard let conclusion = proof.literal(common), let value = proof.literal(high) else { return }
    var numbers: [Int] = []
    for (trace, given) in [(first, value.negated), (second, value)] {
      guard
        let place = trace.literals.firstIndex(where: {
          $0.variable == common.variable && $0.bound >= common.bound
        })
      else { return }
      var isNeeded = [Bool](repeating: false, count: place + 1)
      isNeeded[place] = true
      for t in stride(from: place, through: 0, by: -1) where isNeeded[t] {
        for premise in trace.premises[t] where premise >= 0 { isNeeded[Int(premise)] = true }
      }
      let steps = (0...place).filter { isNeeded[$0] }.flatMap { trace.steps[$0] }
      numbers.append(proof.log.clause([given, conclusion], steps, rows: proof.rows))
    }
    let unit = proof.log.clause([conclusion], numbers.map(ProofStep.clause))
    proof.log.fact(.clause(unit))
  }

  // MARK: Bounds from elsewhere

  /// Tries to show a literal by propagating its opposite at level 0; what is shown is then true for good.
  ///
  /// - Returns: whether it is.
  package func prove(_ literal: Literal) -> Bool {
    precondition(store.level == 0, "facts are proved at level 0")
    if isInfeasible || store.isTrue(literal) { return true }
    if store.isFalse(literal) { return false }
    if assume(literal.negated) {
      retract(to: 0)
      return false
    }
    raiseAtRoot(literal, because: .imported)
    return true
  }
}
