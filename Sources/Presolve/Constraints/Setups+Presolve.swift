import Statements

/// Intervals that are kept apart: absent ones leave.
extension TransitionConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    for member in members { intervals[member].presence.map(visit) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let left = members.indices.filter { renaming.mayBePresent(members[$0]) }
    if left.count < 2 { return [] }
    return [
      TransitionConstraint(
        left.map { Int(renaming.intervalPosition[members[$0]]) }, kinds: left.map { kinds[$0] }, times: times)
    ]
  }
}

extension DirectTransitionConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    for member in members { intervals[member].presence.map(visit) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let left = members.indices.filter { renaming.mayBePresent(members[$0]) }
    if left.count < 2 { return [] }
    return [
      DirectTransitionConstraint(
        left.map { Int(renaming.intervalPosition[members[$0]]) }, kinds: left.map { kinds[$0] }, times: times)
    ]
  }
}

extension StateConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    for member in members { intervals[member].presence.map(visit) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let left = members.indices.filter { renaming.mayBePresent(members[$0]) }
    if Set(left.map { states[$0] }).count < 2 { return [] }
    return [
      StateConstraint(
        left.map { Int(renaming.intervalPosition[members[$0]]) }, states: left.map { states[$0] }, times: times)
    ]
  }
}

/// A row: bounds follow from it as from any other.
extension TemporalConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    intervals[first].presence.map(visit)
    intervals[second].presence.map(visit)
    conditions.forEach(visit)
  }

  func addShadows(to state: inout PresolveState) {
    let row = row(state.data.intervals)
    state.addShadow(row.form, comparison == .before ? .atMost : .equal, if: row.conditions)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    guard let left = renaming.conditions(conditions), renaming.mayBePresent(first), renaming.mayBePresent(second)
    else { return [] }
    return [
      TemporalConstraint(
        Int(renaming.intervalPosition[first]), firstSide, comparison, Int(renaming.intervalPosition[second]),
        secondSide,
        delay: renaming.form(delay), if: left)
    ]
  }
}
