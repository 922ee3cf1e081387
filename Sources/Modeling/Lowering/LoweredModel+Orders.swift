import Kernel
import Statements

/// Literals for the order of two intervals: what holds a part of a schedule's partial order in place.
extension LoweredModel {
  /// A literal that holds only where `first` ends by the start of `second`; both are sure to be present. Call at level 0.
  ///
  /// The ordering literal of a noOverlap where there is one. Otherwise a variable that implies the order and that
  /// nothing asks for: the search never decides it, and solutions leave it false. It stays, so what is learned with it
  /// serves wherever the same two are ordered again.
  /// - Throws: `overflow` when a time leaves what the kernel keeps in 32 bits.
  package func order(_ first: IntervalVar, before second: IntervalVar) throws(ModelError) -> Literal {
    let one = solver.constant(1)
    let (a, b) = (try task(first.index, demand: one), try task(second.index, demand: one))
    if let known = solver.ordering(a, before: b) { return known }
    let key = first.index * data.intervals.count + second.index
    if let made = madeOrders[key] { return made }
    let literal = solver.makeBoolean()
    solver.completeAtLowerBounds([literal.variable])
    solver.addPrecedence(
      from: a.end.variable, to: b.start.variable, weight: a.end.offset - b.start.offset, if: literal)
    madeOrders[key] = literal
    return literal
  }

  /// Notes which of these intervals, on one machine, have ordering literals.
  func noteOrders(_ members: [(interval: Int, task: Task)]) {
    for (place, first) in members.enumerated() {
      for second in members[(place + 1)...] {
        guard let literal = solver.ordering(first.task, before: second.task) else { continue }
        orderedPairs.append((literal, Int32(first.interval), Int32(second.interval)))
      }
    }
  }
}
