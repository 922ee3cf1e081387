import Basics
import Modeling
import Race
import TestSupport
import Testing
import UserModels

/// The search that a user says leads to the same results as any other, along the way that was said.
@Suite struct SearchPhaseTests {
  typealias Phase = Model.SearchPhase

  /// Says phases of all and of some of the variables, opposites and numbers among them.
  private func guide(_ model: Model, _ selection: Phase.Selection, _ choice: Phase.Choice, _ random: inout RandomSource)
  {
    let all = (0..<model.data.variableCount).map { model.variable(at: $0) }
    var some: [any LinearExpressible] = [7]
    for x in all where random.chance(60) {
      some.append(random.chance(50) ? -x + random.within(-3...3) : x + random.within(0...2))
    }
    model.decide([Phase(some, selection, choice), Phase(all, .inputOrder, choice)])
  }

  @Test(arguments: Phase.Selection.allCases, Phase.Choice.allCases)
  func allWaysAgreeWithEnumeration(_ selection: Phase.Selection, _ choice: Phase.Choice) throws {
    var random = RandomSource(seed: 5)
    for seed in UInt64(0)..<4 {
      let place =
        UInt64(Phase.Selection.allCases.firstIndex(of: selection) ?? 0) * 100
        + UInt64(Phase.Choice.allCases.firstIndex(of: choice) ?? 0) * 10
      let model = RandomModel(seed: 7_000 + place + seed).model
      let truth = BruteForce(try model.validated())
      guide(model, selection, choice, &random)
      var options = Model.Options()
      options.seed = seed
      options.searchUse = .only
      try expect(model, options, truth, "seed \(seed), only")
      options.searchUse = .beside
      for workers in 1...3 {
        options.workers = workers
        try expect(model, options, truth, "seed \(seed), \(workers) workers")
      }
    }
  }

  private func expect(_ model: Model, _ options: Model.Options, _ truth: BruteForce, _ what: String) throws {
    let result = try model.solve(options)
    #expect(result.status == (truth.solutions.isEmpty ? .infeasible : .optimal), "\(what)")
    guard let solution = result.solution else { return }
    #expect(model.violation(of: solution) == nil, "\(what)")
    if let objective = model.data.objective {
      #expect(result.objective == truth.leastCost.map(objective.inUserSense), "\(what)")
    }
  }

  /// The first solution that is found, by this search alone.
  private func first(_ model: Model, seed: UInt64 = 1) throws -> [Int]? {
    var options = Model.Options()
    options.searchUse = .only
    options.seed = seed
    var first: [Int]?
    options.onSolution = { if first == nil { first = $0.values } }
    _ = try model.solve(options)
    return first
  }

  @Test(arguments: [Phase.Choice.least, .split, .interval, .greatest, .reverseSplit])
  func inputOrderLeadsToTheFirstSolutionOrTheLast(_ choice: Phase.Choice) throws {
    for seed in UInt64(0)..<60 {
      let model = RandomModel(seed: 20_000 + seed).model
      let truth = BruteForce(try model.validated())
      let all = (0..<model.data.variableCount).map { model.variable(at: $0) }
      model.decide([Phase(all, .inputOrder, choice)])
      let isFirst = choice != .greatest && choice != .reverseSplit
      let expected = isFirst ? truth.solutions.first : truth.solutions.last
      #expect(try first(model) == expected, "seed \(seed)")
    }
  }

  /// The same from the last variable to the first and of their opposites.
  @Test func oppositesTurnTheOrder() throws {
    for seed in UInt64(0)..<60 {
      let model = RandomModel(seed: 30_000 + seed).model
      let truth = BruteForce(try model.validated())
      let all = (0..<model.data.variableCount).reversed().map { 3 - model.variable(at: $0) }
      model.decide([Phase(all, .inputOrder, .least)])
      let last = truth.solutions.max { $0.reversed().lexicographicallyPrecedes($1.reversed()) }
      #expect(try first(model) == last, "seed \(seed)")
    }
  }

  /// Whoever is decided first takes as much as there is.
  @Test(arguments: [
    (Phase.Selection.inputOrder, [5, 6, 1]), (.firstFail, [5, 4, 3]), (.antiFirstFail, [2, 9, 1]),
    (.smallest, [5, 4, 3]), (.largest, [0, 9, 3]), (.occurrence, [0, 9, 3]), (.mostConstrained, [5, 4, 3]),
    (.maxRegret, [5, 6, 1]), (.weightedDegree, [5, 4, 3]),
  ])
  func selectionsSayWhoComesFirst(_ selection: Phase.Selection, _ values: [Int]) throws {
    let model = Model()
    let x = [0...5, 2...9, 1...3].map { model.integer($0) }
    model.add(sum(of: x) <= 12)
    let other = model.boolean()
    model.add(x[1] + other <= 10)
    model.add(x[1] + x[2] + other <= 20)
    model.decide([Phase(x, selection, .greatest)])
    #expect(try first(model)?.prefix(3) == values[...])
  }

  @Test(arguments: [
    (Phase.Choice.least, 1), (.greatest, 20), (.split, 1), (.reverseSplit, 20), (.median, 4), (.middle, 5),
    (.interval, 1),
  ])
  func choicesTakeOneOfTheValues(_ choice: Phase.Choice, _ value: Int) throws {
    for factor in [1, 5_000] {
      let model = Model()
      let x = model.integer(values: [1, 4, 5, 20].map { $0 * factor })
      model.decide([Phase([x + 3], .inputOrder, choice)])
      #expect(try first(model) == [value * factor])
    }
  }

  @Test func anyValueIsTakenByTheSeed() throws {
    let model = Model()
    let x = (0..<6).map { _ in model.integer(values: [1, 4, 5, 20]) }
    let wide = (0..<2).map { _ in model.integer(-100_000...100_000) }
    model.decide([Phase(x + wide, .firstFail, .random)])
    var found = Set<[Int]>()
    for seed in UInt64(0)..<20 {
      let values = try #require(try first(model, seed: seed))
      #expect(try first(model, seed: seed) == values)
      found.insert(values)
    }
    #expect(found.count > 15)
    #expect(Set(found.flatMap { $0.prefix(6) }) == [1, 4, 5, 20])
  }

  @Test func phasesFollowEachOtherAndReplaceEarlierOnes() throws {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(0...9) }
    model.allDifferent(x)
    model.decide([Phase([x[0]], .inputOrder, .greatest)])
    model.decide([Phase([x[2]], .inputOrder, .greatest), Phase([x[1]], .inputOrder, .greatest), Phase(x)])
    #expect(try first(model) == [0, 8, 9])
    model.decide([])
    #expect(model.data.search.isEmpty)
  }

  /// Nothing else runs, and the same seed gives the same search.
  @Test func aloneItIsAlone() throws {
    let model = Model()
    let x = (0..<6).map { _ in model.integer(0...7) }
    model.allDifferent(x)
    model.allDifferent(x.enumerated().map { $1 + $0 })
    model.minimize(sum(of: x.enumerated().map { ($0 % 3 - 1) * $1 }))
    model.decide([Phase(x, .weightedDegree, .random)])
    var runs: [[String]] = []
    for workers in [1, 1, 3] {
      var options = Model.Options()
      options.workers = workers
      options.searchUse = .only
      options.isDeterministic = true
      var events: [String] = []
      options.onEvent = { event in
        events.append("\(event.source) \(event.kind) \(event.objective?.first ?? 0) \(event.bound?.first ?? 0)")
        #expect(["search phases", "domains"].contains(event.source))
      }
      #expect(try model.solve(options).status == .optimal)
      runs.append(events)
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
  }

  @Test func onlyVariablesAreDecided() {
    for make: (Model, IntVar, IntVar) -> any LinearExpressible in [{ $1 + $2 }, { 2 * $1 + 0 * $2 }] {
      let model = Model()
      let (x, y) = (model.integer(0...5, "x"), model.integer(0...5, "y"))
      model.decide([Phase([x, make(model, x, y)])])
      #expect { try model.solve() } throws: {
        "\($0)".hasPrefix("a search phase decides variables") && "\($0)".contains("expression of x")
      }
    }
    let model = Model()
    model.decide([Phase([Model().boolean()])])
    #expect(throws: ModelError.foreignVariable("a search phase")) { try model.solve() }
  }

  @Test func numbersAndOppositesMayStandThere() throws {
    let model = Model()
    let b = model.boolean()
    let task = model.interval(start: 2...9, duration: 3)
    model.decide([Phase([4, !b, task.end, -3]), Phase([]), Phase([1])])
    #expect(model.data.search.map(\.forms.count) == [2, 0, 0])
    #expect(try first(model) == [1, 2])
  }
}
