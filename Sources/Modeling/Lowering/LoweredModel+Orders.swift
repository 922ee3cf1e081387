import Kernel
import Statements

/// Literals for the order of two intervals: what holds a part of a schedule's partial order in place.
extension LoweredModel {
  /// A literal that holds only where `first` ends by the start of `second`; both are sure to be present, or are where the
  /// literal is assumed. Call at level 0.
  ///
  /// The ordering literal of a noOverlap where there is one; it implies that both are present. Otherwise a variable that
  /// implies the order and that nothing asks for: the search never decides it, and solutions leave it false. It stays, so
  /// what is learned with it serves wherever the same two are ordered again.
  /// - Throws: `overflow` when a time leaves what the kernel keeps in 32 bits.
  package func order(_ first: IntervalVar, before second: IntervalVar) throws(ModelError) -> Literal {
    try order(first.index, before: second.index)
  }

  /// The same of two intervals by their places.
  package func order(_ first: Int, before second: Int) throws(ModelError) -> Literal {
    let one = solver.constant(1)
    let (a, b) = (try task(first, demand: one), try task(second, demand: one))
    if let known = solver.ordering(a, before: b) { return known }
    let key = first * data.intervals.count + second
    if let made = madeOrders[key] { return made }
    let literal = solver.makeBoolean()
    solver.completeAtLowerBounds([literal.variable])
    let definition = solver.proof?.log.define(.before(first, second))
    if let definition { solver.proof?.name(literal.variable, definition.variable) }
    solver.following(definition) {
      solver.addPrecedence(
        from: a.end.variable, to: b.start.variable, weight: a.end.offset - b.start.offset, if: literal)
    }
    madeOrders[key] = literal
    return literal
  }

  /// Notes which of these intervals, on one machine, have ordering literals: one for both directions where both are sure
  /// to be there.
  func noteOrders(_ members: [(interval: Int, task: Task)]) {
    for (place, first) in members.enumerated() {
      for second in members[(place + 1)...] {
        guard let forward = solver.ordering(first.task, before: second.task) else { continue }
        orderedPairs.append((forward, Int32(first.interval), Int32(second.interval)))
        guard let backward = solver.ordering(second.task, before: first.task), backward != forward.negated else {
          continue
        }
        orderedPairs.append((backward, Int32(second.interval), Int32(first.interval)))
      }
    }
  }
}
