/// The number that a row of a model's words begins with, as `dovetail.h` has them; none is ever used for something else.
package enum RowCode: Int, CaseIterable, Sendable {
  case variables = 1
  case derived = 2
  case interval = 3
  case objective = 4
  case hints = 5
  case group = 6

  /// How a variable of a `derived` row gets its bounds.
  package enum Derivation: Int, CaseIterable, Sendable {
    case start, end, largest, smallest, oneOf, product, quotient, remainder, power
  }

  /// What an `objective` row asks for.
  package enum Sense: Int, CaseIterable, Sendable { case minimize, maximize, satisfy }

  private static let constraints: [(code: Int, kind: any Constraint.Type)] = [
    (16, LinearConstraint.self), (17, ReifiedLinearConstraint.self), (18, DomainConstraint.self),
    (19, MembershipConstraint.self), (20, IndicatorConstraint.self),
    (24, ClauseConstraint.self), (25, AtMostOneConstraint.self), (26, ConjunctionConstraint.self),
    (27, ParityConstraint.self), (28, FormulaConstraint.self),
    (32, MaximumConstraint.self), (33, IndexOfMaximumConstraint.self), (34, ArithmeticConstraint.self),
    (40, CountConstraint.self), (41, AllDifferentConstraint.self), (42, InverseConstraint.self),
    (43, AmongConstraint.self), (44, CardinalitiesConstraint.self), (45, DistinctCountConstraint.self),
    (48, ElementConstraint.self), (49, MatrixElementConstraint.self), (50, TableConstraint.self),
    (51, ForbiddenRowsConstraint.self), (52, AutomatonConstraint.self), (53, CostAutomatonConstraint.self),
    (56, LexicographicConstraint.self), (57, ValuePrecedenceConstraint.self), (58, SortConstraint.self),
    (59, SortedIndicesConstraint.self), (60, SlidingSumConstraint.self),
    (64, NoOverlapConstraint.self), (65, CumulativeConstraint.self), (66, PrecedenceConstraint.self),
    (67, AlternativeConstraint.self), (68, TransitionConstraint.self), (69, DirectTransitionConstraint.self),
    (70, SequenceConstraint.self), (71, StateConstraint.self), (72, TemporalConstraint.self),
    (73, SpanConstraint.self), (74, SynchronizeConstraint.self), (75, SelectionConstraint.self),
    (76, ReservoirConstraint.self), (77, CalendarConstraint.self), (78, CalendarOpenTimesConstraint.self),
    (80, CircuitConstraint.self), (81, ArcCircuitConstraint.self), (82, FlowConstraint.self),
    (88, NoOverlap2DConstraint.self), (89, PackConstraint.self), (90, BinCapacityConstraint.self),
    (91, BinLoadConstraint.self), (92, KnapsackConstraint.self),
  ]

  private static let kinds = Dictionary(uniqueKeysWithValues: constraints.map { ($0.code, $0.kind) })
  private static let codes = Dictionary(uniqueKeysWithValues: constraints.map { (ObjectIdentifier($0.kind), $0.code) })

  /// Of the commonest kind, which is read without a look at the list.
  package static let linear = 16

  /// The kind of constraint whose rows begin with a number; nil where there is none.
  package static func kind(_ code: Int) -> (any Constraint.Type)? { kinds[code] }

  /// The number that rows of a kind begin with; nil where it has none.
  package static func code(of kind: any Constraint.Type) -> Int? { codes[ObjectIdentifier(kind)] }
}
