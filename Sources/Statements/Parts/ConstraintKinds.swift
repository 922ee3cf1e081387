/// All kinds of constraints, family by family: what a model's text may contain.
package enum ConstraintKinds {
  private static let linear: [any Constraint.Type] = [
    LinearConstraint.self, DomainConstraint.self, IndicatorConstraint.self, ReifiedLinearConstraint.self,
    MembershipConstraint.self,
  ]

  private static let logic: [any Constraint.Type] = [
    ClauseConstraint.self, AtMostOneConstraint.self, ConjunctionConstraint.self, ParityConstraint.self,
    FormulaConstraint.self,
  ]

  private static let arithmetic: [any Constraint.Type] = [
    MaximumConstraint.self, IndexOfMaximumConstraint.self, ArithmeticConstraint.self,
  ]

  private static let counting: [any Constraint.Type] = [
    CountConstraint.self, AllDifferentConstraint.self, InverseConstraint.self, AmongConstraint.self,
    CardinalitiesConstraint.self, DistinctCountConstraint.self,
  ]

  private static let extensional: [any Constraint.Type] = [
    ElementConstraint.self, MatrixElementConstraint.self, TableConstraint.self, ForbiddenRowsConstraint.self,
    AutomatonConstraint.self, CostAutomatonConstraint.self,
  ]

  private static let ordering: [any Constraint.Type] = [
    LexicographicConstraint.self, ValuePrecedenceConstraint.self, SortConstraint.self, SortedIndicesConstraint.self,
    SlidingSumConstraint.self,
  ]

  private static let intervals: [any Constraint.Type] = [
    NoOverlapConstraint.self, CumulativeConstraint.self, PrecedenceConstraint.self, AlternativeConstraint.self,
    TransitionConstraint.self, DirectTransitionConstraint.self, SequenceConstraint.self, StateConstraint.self,
    TemporalConstraint.self, SpanConstraint.self, SynchronizeConstraint.self, SelectionConstraint.self,
    ReservoirConstraint.self, CalendarConstraint.self, CalendarOpenTimesConstraint.self,
  ]

  private static let graphs: [any Constraint.Type] = [
    CircuitConstraint.self, ArcCircuitConstraint.self, FlowConstraint.self,
  ]

  private static let packing: [any Constraint.Type] = [
    NoOverlap2DConstraint.self, PackConstraint.self, BinCapacityConstraint.self, BinLoadConstraint.self,
    KnapsackConstraint.self,
  ]

  package static let all: [any Constraint.Type] =
    linear + logic + arithmetic + counting + extensional + ordering + intervals + graphs + packing

  private static let byKeyword = Dictionary(uniqueKeysWithValues: all.map { ($0.keyword, $0) })

  /// The kind whose line begins with a word; nil where there is none.
  package static func kind(_ keyword: some StringProtocol) -> (any Constraint.Type)? { byKeyword[String(keyword)] }
}
