/// The index of a propagator in its solver.
package struct PropagatorID: Hashable, Sendable, BitwiseCopyable {
  package let index: Int32
  package init(index: Int32) { self.index = index }

  /// The orders of unary resources, which the solver closes by itself.
  static let orders = PropagatorID(index: -1)
}

/// When a propagator runs: after every one of a smaller number has nothing left to do. Clauses and precedence arcs come
/// before all of them.
package enum Priority: Int, Sendable, CaseIterable {
  /// Min/max, short linear.
  case quick
  /// Long linear, element.
  case linear
  /// Time-table.
  case timeTable
  /// Overload, detectable precedences, not-last.
  case disjunctive
  /// Edge finding.
  case edgeFinding
  /// Time-table edge finding, energetic rules.
  case energetic
  /// Linear programs.
  case relaxation
}

/// Filters the bounds of its variables, and explains what it did when asked.
///
/// Ground rules of explanations:
/// - All premises of an inference are true before the trail entry that it makes.
/// - An explanation is a function of the payload and of the bounds of that time, never of the current ones.
/// - It names every bound that the inference rests on, except those that are true at level 0, which it may leave out. The
///   bounds of level 0 are those of `Store.root`, not the domains as they were when something was made or posted.
/// - It implies what is asked by this one constraint, with start + duration = end of its tasks: no premise is left out
///   because another constraint implies it.
package protocol Propagator: AnyObject {
  var priority: Priority { get }

  /// Called once when the propagator is posted.
  ///
  /// - Returns: the signed variables whose lower bounds wake the propagator: x for a raised lower bound of x, -x for a
  ///   lowered upper bound.
  func attach(as id: PropagatorID) -> [IntegerVariable]

  /// Raises bounds in `store`. Called at level 0 once after posting, then whenever woken.
  func propagate(_ store: inout Store) throws(Conflict)

  /// Writes premises that imply `literal`, by `store.premise(_:)`.
  ///
  /// - Parameters:
  ///   - literal: what is asked for; possibly weaker than what was inferred, so premises can be weakened by the slack.
  ///   - position: the trail position of the inference: premises must be true before it; read bounds by
  ///     `store.lower(_:before:)`.
  ///   - payload: what the propagator left with the reason.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store)

  /// The rows of the proof whose sum an inference rests on, or a conflict: that of which the evidence says the number.
  func combination(_ number: Int32) -> [ProofLog.Row]

  /// Whether the constraint has no solution within `bounds`, as far as its definition shows without the code that filters
  /// and explains: every explanation is checked by that, right after it was written.
  func refutes(_ bounds: CheckedBounds) -> Bool
}

extension Propagator {
  package func combination(_ number: Int32) -> [ProofLog.Row] { [] }
}
