import Basics
import Presolve
import Statements
import TestSupport
import Testing

/// One of two constraints as a kind of its own, which presolve has never heard of.
private struct Disguise: Constraint {
  static let name = "disguise"
  static let blank = Disguise()
  var resource: NoOverlapConstraint?
  var count: CountConstraint?
  var clause: ClauseConstraint?

  mutating func visitParts(_ visitor: inout some PartVisitor) {
    resource?.visitParts(&visitor)
    count?.visitParts(&visitor)
    clause?.visitParts(&visitor)
  }

  func violation(of values: [Int], in data: ModelData) -> String? {
    resource?.violation(of: values, in: data) ?? count?.violation(of: values, in: data)
      ?? clause?.violation(of: values, in: data)
  }

  init() {}

  init?(_ constraint: any Constraint) {
    switch constraint {
    case let known as NoOverlapConstraint: resource = known
    case let known as CountConstraint: count = known
    case let known as ClauseConstraint: clause = known
    default: return nil
    }
  }
}

/// Presolve makes what stands around unknown constraints smaller, and writes these over what is left.
@Suite struct UnknownConstraintTests {
  @Test(arguments: [true, false])
  func theOptimumStays(keepsAllSolutions: Bool) {
    var options = PresolveOptions()
    options.keepsAllSolutions = keepsAllSolutions
    var reduced = 0
    for (label, original) in PresolveTests.models(200) {
      var data = original
      data.constraints = data.constraints.map { Disguise($0) ?? $0 }
      guard data.constraints.contains(where: { $0 is Disguise }), let report = check(data, options, label) else {
        continue
      }
      if report.variablesAfter < report.variablesBefore { reduced += 1 }
    }
    #expect(reduced > 30)
  }

  /// An interval that is absent for good stays one of an unknown constraint, absent.
  @Test func anAbsentIntervalStaysAbsent() throws {
    let model = Model(horizon: 5)
    let isThere = model.boolean()
    let pair = [model.interval(duration: 3), model.interval(duration: 3, presence: isThere)]
    model.noOverlap(pair)
    model.atLeastOne(of: [!isThere])
    model.minimize(pair[0].start)
    var data = try model.validated()
    data.constraints = data.constraints.map { $0 is NoOverlapConstraint ? Disguise($0) ?? $0 : $0 }
    let presolved = presolve(data)
    #expect(presolved.data.intervals.count == 2)
    let solutions = BruteForce(presolved.data).solutions
    #expect(!solutions.isEmpty && solutions.allSatisfy { !presolved.data.isPresent(1, $0) })
  }
}
