import Basics
import Foundation
import GLPKSolver
import MIP
import Modeling
import TestSupport
import Testing
import UserModels

/// Small random models with every kind of constraint: enumeration, the native engine and GLPK agree on status and
/// objective, and no engine or linearisation loses a solution.
@Suite struct DifferentialTests {
  @Test(arguments: 0..<30)
  func nativeEngineAgreesWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let model = RandomModel(seed: seed).model
      let truth = BruteForce(try model.validated())
      var options = Model.Options()
      options.seed = seed
      let result = try model.solve(options)
      expect(result, model, truth, "seed \(seed)")
    }
  }

  /// How many models all ways are tried on: `DOVETAIL_RANDOM_MODELS` of the environment, a hundred without it.
  private static let batches =
    (ProcessInfo.processInfo.environment["DOVETAIL_RANDOM_MODELS"].flatMap { Int($0) } ?? 100) / 20

  /// One worker, two, the pieces that constraints break down into, and GLPK where there is a linear form.
  @Test(arguments: 0..<batches)
  func everyWayAgreesWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let model = RandomModel(seed: 100_000 + seed).model
      let data = try model.validated()
      let truth = BruteForce(data)
      expect(try model.solve(workers: 1), model, truth, "seed \(seed), one worker")
      expect(try model.solve(workers: 2, timeLimit: 20), model, truth, "seed \(seed), two workers")
      let pieces = Model(data.decomposed { DifferentialTests.plain.contains(ObjectIdentifier($0)) })
      expect(try pieces.solve(), pieces, truth, "seed \(seed), pieces")
      do { expect(try model.solve(using: GLPKSolver()), model, truth, "seed \(seed), GLPK") } catch ModelError.noForm {}
    }
  }

  /// What is left of constraints as simpler ones.
  private static let plain: Set<ObjectIdentifier> = [
    ObjectIdentifier(LinearConstraint.self), ObjectIdentifier(ClauseConstraint.self),
    ObjectIdentifier(AtMostOneConstraint.self), ObjectIdentifier(IndicatorConstraint.self),
    ObjectIdentifier(DomainConstraint.self), ObjectIdentifier(NoOverlapConstraint.self),
    ObjectIdentifier(CumulativeConstraint.self), ObjectIdentifier(PrecedenceConstraint.self),
    ObjectIdentifier(MaximumConstraint.self), ObjectIdentifier(ElementConstraint.self),
    ObjectIdentifier(AlternativeConstraint.self),
  ]

  @Test(arguments: 0..<10)
  func everySolutionHasAnImageInTheLinearModel(batch: Int) throws {
    for seed in UInt64(batch * 30)..<UInt64(batch * 30 + 30) {
      let data = try RandomModel(seed: seed).model.validated()
      let linearization = try Linearization(data)
      for values in BruteForce(data).solutions.prefix(200) {
        let columns = try #require(linearization.encode(values))
        #expect(linearization.linearModel.isFeasible(columns), "seed \(seed): \(values)")
        #expect(linearization.decode(columns) == data.completing(values, maxima: data.oneSidedMaxima))
        if let cost = data.cost(of: values) {
          #expect(linearization.linearModel.objective(of: columns) == Double(cost))
        }
      }
    }
  }

  @Test(arguments: 0..<15)
  func glpkAgreesWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let data = try RandomModel(seed: seed).model.validated()
      let truth = BruteForce(data)
      let linearization = try Linearization(data)
      let result = try GLPKSolver().solve(linearization.linearModel)
      if truth.solutions.isEmpty {
        #expect(result.status == .infeasible, "seed \(seed)")
      } else {
        #expect(result.status == .optimal, "seed \(seed)")
        let columns = try #require(result.values, "seed \(seed)")
        let values = try #require(linearization.decode(columns), "seed \(seed)")
        #expect(data.cost(of: values) == truth.leastCost, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<10)
  func solvingWithGLPKAgreesWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 15)..<UInt64(batch * 15 + 15) {
      let model = RandomModel(seed: seed).model
      expect(try model.solve(using: GLPKSolver()), model, BruteForce(try model.validated()), "seed \(seed)")
    }
  }

  private func expect(_ result: Model.Result, _ model: Model, _ truth: BruteForce, _ label: Comment) {
    #expect(result.status == (truth.solutions.isEmpty ? .infeasible : .optimal), label)
    guard let solution = result.solution, let objective = model.data.objective else { return }
    #expect(model.violation(of: solution) == nil, label)
    #expect(result.objective == truth.leastCost.map(objective.inUserSense), label)
    #expect(result.bound == result.objective, label)
  }
}
