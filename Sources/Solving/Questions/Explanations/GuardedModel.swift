import Statements

/// A model whose groups of constraints can be switched on and off: a group holds where its guard, a Boolean of the
/// model's own, is true.
///
/// Each constraint becomes one with a further condition, or constraints that say the same and have one. What has no such
/// form is posted as it is where it is wanted, and left out otherwise.
struct GuardedModel {
  /// The variables and intervals of the original first.
  private(set) var data: ModelData
  /// By group; nil where some constraint of it has no form with a condition.
  private(set) var guards: [BoolVar?] = []

  /// - Parameters:
  ///   - original: whose constraints are looked up.
  ///   - background: positions of constraints that hold in any case.
  ///   - groups: positions of constraints.
  ///   - shouldStop: asked before each group; those after that have no guard.
  init(_ original: ModelData, background: [Int], groups: [[Int]], until shouldStop: () -> Bool) {
    data = original
    data.objective = nil
    data.constraints = background.map { original.constraints[$0] }
    for group in groups {
      let size = (data.variableCount, data.intervals.count, data.constraints.count)
      let guardian = boolean()
      if !shouldStop(), group.allSatisfy({ post(original.constraints[$0], if: guardian) }) {
        guards.append(guardian)
      } else {
        cut(to: size)
        guards.append(nil)
      }
    }
  }

  /// Takes back what was added last.
  private mutating func cut(to size: (variables: Int, intervals: Int, constraints: Int)) {
    data.lower.removeLast(data.lower.count - size.variables)
    data.upper.removeLast(data.upper.count - size.variables)
    data.names.removeLast(data.names.count - size.variables)
    data.intervals.removeLast(data.intervals.count - size.intervals)
    data.constraints.removeLast(data.constraints.count - size.constraints)
  }

  /// The same with these groups, which have no guard, in force.
  func adding(_ groups: [Int], of constraints: [[any Constraint]]) -> ModelData {
    var data = data
    for group in groups { data.constraints += constraints[group] }
    return data
  }

  private mutating func boolean() -> BoolVar {
    data.lower.append(0)
    data.upper.append(1)
    data.names.append("")
    return BoolVar(variable: IntVar(model: 0, position: Int32(data.variableCount - 1)), isNegated: false)
  }

  // MARK: Forms with a condition

  /// - Returns: false where the kind has no such form; some of it may have been posted then.
  private mutating func post(_ constraint: any Constraint, if guardian: BoolVar) -> Bool {
    switch constraint {
    case let linear as LinearConstraint:
      require(linear.form, linear.comparison, if: linear.conditions + [guardian])
    case let clause as ClauseConstraint:
      data.constraints.append(ClauseConstraint(clause.literals + [!guardian]))
    case let choice as AtMostOneConstraint:
      guard let count = LinearForm(sum(of: choice.literals)) else { return false }
      require(count + -1, .atMost, if: [guardian])
    case let precedence as PrecedenceConstraint:
      data.constraints.append(
        PrecedenceConstraint(
          first: precedence.first, second: precedence.second, delay: precedence.delay,
          if: precedence.conditions + [guardian]))
    case let machine as NoOverlapConstraint:
      data.constraints.append(NoOverlapConstraint(machine.members.map { interval($0, if: guardian) }))
    case let resource as CumulativeConstraint:
      data.constraints.append(
        CumulativeConstraint(
          resource.members.map { interval($0, if: guardian) }, demands: resource.demands, capacity: resource.capacity))
    case let domain as DomainConstraint: post(domain, if: guardian)
    case let indicator as IndicatorConstraint:
      let difference = form(of: indicator.variable) + -indicator.value
      require(difference, .equal, if: [indicator.literal, guardian])
      require(difference, .notEqual, if: [!indicator.literal, guardian])
    case let maximum as MaximumConstraint: post(maximum, if: guardian)
    case let element as ElementConstraint: return post(element, if: guardian)
    case let alternative as AlternativeConstraint: post(alternative, if: guardian)
    default: return postPieces(of: constraint, if: guardian)
    }
    return true
  }

  /// What a constraint breaks down into, piece by piece, each with the condition. The variables that it takes for that
  /// are its own: what says what they are must not hang on another group.
  private mutating func postPieces(of constraint: any Constraint, if guardian: BoolVar) -> Bool {
    // Moved there and back: a copy a constraint would be quadratic in the model.
    var constraints: [any Constraint] = []
    swap(&constraints, &data.constraints)
    let (made, pieces) = decompose(constraint)
    data = made
    swap(&constraints, &data.constraints)
    return pieces?.allSatisfy { post($0, if: guardian) } ?? false
  }

  /// The model, whose constraints are elsewhere, with the variables that the pieces take; nil where there are none.
  private mutating func decompose(_ constraint: any Constraint) -> (ModelData, pieces: [any Constraint]?) {
    var pieces = Decomposition(data)
    data = ModelData(name: "")
    let isDecomposed = constraint.decompose(into: &pieces)
    return (pieces.data, isDecomposed ? pieces.data.constraints : nil)
  }

  private mutating func require(
    _ form: LinearForm, _ comparison: LinearRelation.Comparison, if conditions: [BoolVar]
  ) {
    data.constraints.append(LinearConstraint(form, comparison, if: conditions))
  }

  private func form(of variable: Int) -> LinearForm {
    LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)])
  }

  /// The interval where the guard is true, otherwise absent.
  private mutating func interval(_ index: Int, if guardian: BoolVar) -> Int {
    var guarded = data.intervals[index]
    guarded.presence = conjunction(guarded.presence, guardian)
    data.intervals.append(guarded)
    return data.intervals.count - 1
  }

  private mutating func conjunction(_ presence: BoolVar?, _ guardian: BoolVar) -> BoolVar {
    guard let presence else { return guardian }
    let both = boolean()
    data.constraints.append(ClauseConstraint([!both, presence]))
    data.constraints.append(ClauseConstraint([!both, guardian]))
    data.constraints.append(ClauseConstraint([both, !presence, !guardian]))
    return both
  }

  /// Each gap is left on one side.
  private mutating func post(_ domain: DomainConstraint, if guardian: BoolVar) {
    let x = form(of: domain.variable)
    guard let first = domain.values.first, let last = domain.values.last else {
      data.constraints.append(ClauseConstraint([!guardian]))
      return
    }
    require(x.negated + first, .atMost, if: [guardian])
    require(x + -last, .atMost, if: [guardian])
    for (low, high) in zip(domain.values, domain.values.dropFirst()) where high > low + 1 {
      let isBelow = boolean()
      require(x + -low, .atMost, if: [guardian, isBelow])
      require(x.negated + high, .atMost, if: [guardian, !isBelow])
    }
  }

  /// Not below any operand, and not above one of them.
  private mutating func post(_ maximum: MaximumConstraint, if guardian: BoolVar) {
    var isReached = [!guardian]
    for operand in maximum.operands {
      require(operand - maximum.target, .atMost, if: [guardian])
      let reaches = boolean()
      isReached.append(reaches)
      require(maximum.target - operand, .atMost, if: [guardian, reaches])
    }
    data.constraints.append(ClauseConstraint(isReached))
  }

  /// - Returns: false where a list is too long to say it place by place.
  private mutating func post(_ element: ElementConstraint, if guardian: BoolVar) -> Bool {
    if element.elements.count > 1_000 { return false }
    var isChosen = [!guardian]
    for (place, value) in element.elements.enumerated() {
      let chooses = boolean()
      isChosen.append(chooses)
      require(element.index + -place, .equal, if: [guardian, chooses])
      require(element.target - value, .equal, if: [guardian, chooses])
    }
    data.constraints.append(ClauseConstraint(isChosen))
    return true
  }

  private mutating func post(_ alternative: AlternativeConstraint, if guardian: BoolVar) {
    let presences = alternative.options.map { data.intervals[$0].presence }
    let whole = data.intervals[alternative.main].presence.map { [$0] } ?? []
    // One that is always present is the one.
    if !presences.contains(where: { $0 == nil }) {
      data.constraints.append(ClauseConstraint(presences.compactMap(\.self) + whole.map { !$0 } + [!guardian]))
    }
    for (place, option) in alternative.options.enumerated() {
      let present = presences[place].map { [$0] } ?? []
      if let main = whole.first { data.constraints.append(ClauseConstraint(present.map { !$0 } + [main, !guardian])) }
      for other in presences[..<place] {
        let both = present + (other.map { [$0] } ?? [])
        data.constraints.append(ClauseConstraint(both.map { !$0 } + [!guardian]))
      }
      for difference in alternative.differences(data.intervals, to: option) {
        require(difference, .equal, if: present + [guardian])
      }
    }
  }
}
