import Basics
import Modeling
import TestSupport
import Testing
import UserModels

/// Solving under assumptions: the truth about these, and a core of which nothing can be left out.
@Suite struct AssumptionTests {
  @Test func aCoreIsMinimal() throws {
    let model = Model()
    let take = (0..<4).map { model.boolean("take \($0)") }
    model.add(5 * take[0] + 4 * take[1] + 3 * take[2] + take[3] <= 8)
    model.maximize(sum(of: take))
    let fits = try model.solve(assuming: [take[0], take[2], !take[1]])
    #expect(fits.status == .optimal && fits.objective == 2 && fits[take[0]] && !fits[take[1]] && fits.core.isEmpty)
    let fails = try model.solve(assuming: [take[3], take[0], take[1], !take[2]])
    #expect(fails.status == .infeasible && fails.solution == nil && fails.bound == nil && fails.isCoreMinimal)
    #expect(fails.core.map(\.variable.index) == [0, 1])
    // The model stays as it is.
    #expect(try model.solve().objective == 3)
  }

  @Test func oppositesAreACore() throws {
    let model = Model()
    let (a, b) = (model.boolean(), model.boolean())
    let result = try model.solve(assuming: [b, a, !b, b])
    #expect(result.status == .infeasible && result.isCoreMinimal)
    #expect(result.core.map(\.variable.index) == [1, 1])
    #expect(result.core.count { $0.isNegated } == 1)
  }

  @Test func aModelWithoutSolutionNeedsNone() throws {
    let model = Model()
    let (a, x) = (model.boolean(), model.integer(0...3))
    model.add(2 * x == 3)
    let result = try model.solve(assuming: [a])
    #expect(result.status == .infeasible && result.core.isEmpty && result.isCoreMinimal)
    #expect(try model.solve(assuming: []).status == .infeasible)
    #expect(throws: ModelError.foreignVariable("an assumption")) {
      try model.solve(assuming: [a, Model().boolean()])
    }
  }

  @Test func limitsClaimNothing() throws {
    let model = Model()
    let a = (0..<3).map { _ in model.boolean() }
    model.atMostOne(of: a)
    let options = Model.Options(timeLimit: 0)
    #expect(try model.solve(assuming: a, options).status == .unknown)
    // What is contradictory in itself needs no time; which of it is needed would.
    let opposites = try model.solve(assuming: [a[0], a[1], !a[0]], options)
    #expect(opposites.status == .infeasible && opposites.core.count == 3 && !opposites.isCoreMinimal)
  }

  /// Status, optimum and core on random models, against enumeration.
  @Test(arguments: 0..<10)
  func assumptionsOfRandomModels(batch: Int) throws {
    var cores = 0
    for seed in UInt64(batch * 25)..<UInt64(batch * 25 + 25) {
      let model = RandomModel(seed: seed).model
      let data = try model.validated()
      let truth = BruteForce(data).solutions
      var random = RandomSource(seed: seed + 7)
      let variables = model.allVariables
      let assumptions = (0..<random.within(1...5)).compactMap { _ in random.literal(among: variables, of: model) }
      func solutions(_ kept: [BoolVar]) -> [[Int]] {
        truth.filter { values in kept.allSatisfy { data.holds($0, values) } }
      }
      var options = Model.Options()
      options.seed = seed
      options.workers = seed.isMultiple(of: 5) ? 2 : 1
      let result = try model.solve(assuming: assumptions, options)
      let allowed = solutions(assumptions)
      #expect(result.status == (allowed.isEmpty ? .infeasible : .optimal), "seed \(seed)")
      if let objective = data.objective, !allowed.isEmpty {
        #expect(result.objective == allowed.compactMap(data.cost(of:)).min().map(objective.inUserSense), "seed \(seed)")
      }
      if !allowed.isEmpty { continue }
      #expect(result.isCoreMinimal && solutions(result.core).isEmpty, "seed \(seed)")
      for place in result.core.indices {
        var others = result.core
        others.remove(at: place)
        #expect(!solutions(others).isEmpty, "seed \(seed)")
      }
      if !result.core.isEmpty { cores += 1 }
    }
    #expect(cores > 0)
  }
}
