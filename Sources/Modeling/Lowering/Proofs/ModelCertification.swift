import Kernel
import Statements

/// Which models' inferences the verifier can follow: those of constraints whose bounds it propagates as the kernel does,
/// and of others where it can try all values.
package enum ModelCertification {
  /// The model with constraints that the verifier can follow: what it has no bounds for becomes a table. Each stays at
  /// its place, so that its number in the proof is that of the constraint in the text.
  package static func followable(_ data: ModelData) -> ModelData {
    var followable = data
    for (place, constraint) in data.constraints.enumerated() where !isFollowed(constraint, in: data) {
      if let table = Tabulation.table(of: constraint, in: data) { followable.constraints[place] = table }
    }
    return followable
  }

  /// Tells the tracer which constraint of the text each constraint of the lowered model is a part of.
  ///
  /// - Parameter data: what `followable` gave.
  /// - Returns: why it cannot be; nil where the proof has begun.
  package static func begin(_ data: ModelData, _ proof: ProofTracer) -> String? {
    if let reason = refusal(data) { return reason }
    proof.log.begin(
      variables: data.variableCount, constraints: data.constraints.count, hasObjective: data.objective != nil,
      isMaximised: data.objective?.isMaximised ?? false)
    proof.sources = data.constraints.indices.map(Int32.init)
    proof.objectiveRows = [ProofLog.Row(data.constraints.count, times: 1)]
    for (number, constraint) in data.constraints.enumerated() {
      // What values that all differ leave to each other, bounds say in part.
      let isHall = constraint is AllDifferentConstraint && Tabulation.isPossible(constraint, in: data)
      if isHall || !isFollowed(constraint, in: data) { proof.tried.insert(Int32(number)) }
    }
    return nil
  }

  /// Why proofs of a model cannot be checked; nil where they can.
  package static func refusal(_ data: ModelData) -> String? {
    for constraint in data.constraints where !isFollowed(constraint, in: data) {
      let keyword = type(of: constraint).keyword
      guard isRead(constraint) else { return "the verifier has no rule for \(keyword)" }
      if !Tabulation.isPossible(constraint, in: data) {
        return "the verifier would have to try too many values of \(keyword)"
      }
    }
    return nil
  }

  private static func isFollowed(_ constraint: any Constraint, in data: ModelData) -> Bool {
    if let machine = constraint as? NoOverlapConstraint,
      machine.members.contains(where: { data.range(of: data.intervals[$0].duration).lowerBound < 1 })
    {
      return false
    }
    if let different = constraint as? AllDifferentConstraint, !different.exceptions.isEmpty { return false }
    let type = type(of: constraint)
    return followed.contains { $0 == type }
  }

  private static func isRead(_ constraint: any Constraint) -> Bool {
    let type = type(of: constraint)
    return followed.contains { $0 == type } || tried.contains { $0 == type }
  }

  /// Their bounds are enough.
  private static let followed: [any Constraint.Type] = [
    LinearConstraint.self, ReifiedLinearConstraint.self, DomainConstraint.self, IndicatorConstraint.self,
    ClauseConstraint.self, AtMostOneConstraint.self, MaximumConstraint.self, PrecedenceConstraint.self,
    NoOverlapConstraint.self, CumulativeConstraint.self, AlternativeConstraint.self, ConjunctionConstraint.self,
    AllDifferentConstraint.self, KnapsackConstraint.self,
  ]

  /// All values of their variables are tried.
  private static let tried: [any Constraint.Type] = [
    ElementConstraint.self, TableConstraint.self, ForbiddenRowsConstraint.self, ArithmeticConstraint.self,
    CountConstraint.self, AmongConstraint.self, ParityConstraint.self, MembershipConstraint.self,
    MatrixElementConstraint.self, CardinalitiesConstraint.self, LexicographicConstraint.self, BinLoadConstraint.self,
    BinCapacityConstraint.self, PackConstraint.self, TemporalConstraint.self, CircuitConstraint.self,
    DistinctCountConstraint.self, IndexOfMaximumConstraint.self, SelectionConstraint.self, SpanConstraint.self,
    SynchronizeConstraint.self,
  ]
}
