import Statements

/// Constraints on intervals: absent ones leave them.
extension NoOverlapConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    for member in members { intervals[member].presence.map(visit) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let left = members.filter { renaming.mayBePresent($0) && renaming.data.range(of: $0).upperBound > 0 }
    return left.count > 1 ? [NoOverlapConstraint(left.map { Int(renaming.intervalPosition[$0]) })] : []
  }
}

extension CumulativeConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    for member in members { intervals[member].presence.map(visit) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let data = renaming.data
    let left = members.indices.filter {
      renaming.mayBePresent(members[$0]) && data.range(of: members[$0]).upperBound > 0
        && data.range(of: demands[$0]).upperBound > 0
    }
    let most = left.reduce(0) { $0 + data.range(of: demands[$1]).upperBound }
    if most <= data.range(of: capacity).lowerBound { return [] }
    return [
      CumulativeConstraint(
        left.map { Int(renaming.intervalPosition[members[$0]]) }, demands: left.map { renaming.form(demands[$0]) },
        capacity: renaming.form(capacity))
    ]
  }
}

extension ModelData {
  /// How long an interval may take, by its start and end as by its duration.
  func range(of interval: Int) -> ClosedRange<Int> {
    let form = intervals[interval].end - intervals[interval].start
    return range(of: form)
  }
}

extension PrecedenceConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    intervals[first].presence.map(visit)
    intervals[second].presence.map(visit)
    conditions.forEach(visit)
  }

  func addShadows(to state: inout PresolveState) {
    let (a, b) = (state.data.intervals[first], state.data.intervals[second])
    state.addShadow(
      a.end - b.start + delay, .atMost, if: conditions + [a.presence, b.presence].compactMap { $0 })
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    guard let left = renaming.conditions(conditions), renaming.mayBePresent(first), renaming.mayBePresent(second)
    else { return [] }
    let intervals = renaming.data.intervals
    if renaming.data.range(of: intervals[first].end - intervals[second].start).upperBound + delay <= 0 { return [] }
    return [
      PrecedenceConstraint(
        first: Int(renaming.intervalPosition[first]), second: Int(renaming.intervalPosition[second]), delay: delay,
        if: left)
    ]
  }
}

extension AlternativeConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    intervals[main].presence.map(visit)
    for option in options { intervals[option].presence.map(visit) }
  }

  func addShadows(to state: inout PresolveState) {
    let intervals = state.data.intervals
    let present = options.compactMap { intervals[$0].presence }
    for option in options {
      let conditions = [intervals[option].presence].compactMap { $0 }
      for difference in differences(intervals, to: option) { state.addShadow(difference, .equal, if: conditions) }
      if let whole = intervals[main].presence {
        // 1 − main ≤ 0
        state.addShadow(whole.isNegated ? form([whole]) : form([whole], 1, -1), .atMost, if: conditions)
      }
    }
    guard present.count == options.count else { return }
    state.addShadow(sum(present) + -1, .atMost)
    state.addShadow(sum(present).negated + 1, .atMost, if: [intervals[main].presence].compactMap { $0 })
  }

  /// constant + factor · the column of the literal
  private func form(_ literals: [BoolVar], _ constant: Int = 0, _ factor: Int = 1) -> LinearForm {
    LinearForm(
      terms: literals.map { LinearForm.Term(variable: $0.variable.index, coefficient: factor) }, constant: constant)
  }

  private func sum(_ literals: [BoolVar]) -> LinearForm {
    let expression = Statements.sum(of: literals)
    return LinearForm(expression) ?? LinearForm()
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let left = options.filter { renaming.mayBePresent($0) }
    if !renaming.mayBePresent(main) {
      return left.map { option in
        if case .open(let b) = renaming.presence(option) { ClauseConstraint([!b]) } else { ClauseConstraint([]) }
      }
    }
    if left.isEmpty {
      if case .open(let b) = renaming.presence(main) { return [ClauseConstraint([!b])] }
      return [ClauseConstraint([])]
    }
    return [
      AlternativeConstraint(
        Int(renaming.intervalPosition[main]), of: left.map { Int(renaming.intervalPosition[$0]) })
    ]
  }
}
