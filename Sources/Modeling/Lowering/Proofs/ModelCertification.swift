import Kernel
import Statements

/// Which models' inferences the verifier can follow: those of constraints whose bounds it propagates as the kernel does,
/// and of others where it can try all values.
package enum ModelCertification {
  /// Of the sizes of the domains of a constraint's variables, where values are tried.
  static let largestProduct = 4_000

  /// Tells the tracer which constraint of the text each constraint of the lowered model is a part of.
  ///
  /// - Returns: why it cannot be; nil where the proof has begun.
  package static func begin(_ data: ModelData, _ proof: ProofTracer) -> String? {
    if let reason = refusal(data) { return reason }
    proof.log.begin(
      variables: data.variableCount, constraints: data.constraints.count, hasObjective: data.objective != nil,
      isMaximised: data.objective?.isMaximised ?? false)
    proof.sources = data.constraints.indices.map(Int32.init)
    proof.objectiveRows = [ProofLog.Row(data.constraints.count, times: 1)]
    for (number, constraint) in data.constraints.enumerated() where !isFollowed(constraint) {
      proof.tried.insert(Int32(number))
    }
    return nil
  }

  /// Why proofs of a model cannot be checked; nil where they can.
  package static func refusal(_ data: ModelData) -> String? {
    for constraint in data.constraints {
      let type = type(of: constraint)
      if let machine = constraint as? NoOverlapConstraint,
        machine.members.contains(where: { data.range(of: data.intervals[$0].duration).lowerBound < 1 })
      {
        return "the verifier has no rule for noOverlap of intervals that may take no time"
      }
      if isFollowed(constraint) { continue }
      guard tried.contains(where: { $0 == type }) else { return "the verifier has no rule for \(type.keyword)" }
      var visited = Set<Int>()
      var product = 1
      constraint.forEachVariable(data.intervals) { variable in
        if visited.insert(variable).inserted {
          product = min(1 << 30, product * min(1 << 30, data.upper[variable] - data.lower[variable] + 1))
        }
      }
      if product > largestProduct { return "the verifier would have to try too many values of \(type.keyword)" }
    }
    return nil
  }

  private static func isFollowed(_ constraint: any Constraint) -> Bool {
    let type = type(of: constraint)
    return followed.contains { $0 == type }
  }

  /// Their bounds are enough.
  private static let followed: [any Constraint.Type] = [
    LinearConstraint.self, ReifiedLinearConstraint.self, DomainConstraint.self, IndicatorConstraint.self,
    ClauseConstraint.self, AtMostOneConstraint.self, MaximumConstraint.self, PrecedenceConstraint.self,
    NoOverlapConstraint.self, CumulativeConstraint.self, AlternativeConstraint.self, ConjunctionConstraint.self,
    AllDifferentConstraint.self,
  ]

  /// All values of their variables are tried.
  private static let tried: [any Constraint.Type] = [
    ElementConstraint.self, TableConstraint.self, ForbiddenRowsConstraint.self, ArithmeticConstraint.self,
    CountConstraint.self, AmongConstraint.self, ParityConstraint.self, MembershipConstraint.self,
    MatrixElementConstraint.self, CardinalitiesConstraint.self, LexicographicConstraint.self, BinLoadConstraint.self,
    BinCapacityConstraint.self, PackConstraint.self, KnapsackConstraint.self, TemporalConstraint.self,
  ]
}
