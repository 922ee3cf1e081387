import Basics
import GLPKSolver
import MIP
import Testing

/// Branch and cut against brute force, under limits, with injected solutions, and on several threads at once.
@Suite struct BranchAndCutTests {
  @Test(arguments: [(cuts: true, presolve: false), (cuts: false, presolve: false), (cuts: true, presolve: true)])
  func agreesWithBruteForce(cuts: Bool, presolve: Bool) throws {
    var options = MIPOptions()
    options.usesCuts = cuts
    options.usesPresolve = presolve
    var relaxation = MIPOptions()
    relaxation.isRelaxationOnly = true
    var infeasible = 0
    for seed in 0..<300 {
      var source = RandomModels(seed: seed)
      let model = source.pureInteger()
      let recorder = Recorder()
      let result = try GLPKSolver().solve(model, options, monitor: recorder)
      let relaxed = try GLPKSolver().solve(model, relaxation)
      guard let best = RandomModels.bruteForce(model) else {
        infeasible += 1
        #expect(result.status == .infeasible, "seed \(seed)")
        #expect(result.objective == nil && recorder.found.isEmpty, "seed \(seed)")
        continue
      }
      #expect(result.status == .optimal && result.failure == nil, "seed \(seed), \(result.failure ?? "")")
      #expect(result.objective == best && result.bound == best, "seed \(seed)")
      #expect(result.values.map { model.isFeasible($0) } == true, "seed \(seed)")
      #expect(result.values.map { model.objective(of: $0) } == best, "seed \(seed)")
      #expect(recorder.found.last?.objective == best, "seed \(seed)")
      #expect(recorder.bounds.allSatisfy { $0 <= best } && recorder.bounds.last == best, "seed \(seed)")
      #expect(relaxed.bound! <= best, "seed \(seed)")
    }
    #expect(infeasible > 30 && infeasible < 200, "the random models are of both kinds")
  }

  @Test(arguments: [false, true])
  func ordersOneMachineBySmithsRule(presolve: Bool) throws {
    var options = MIPOptions()
    options.usesPresolve = presolve
    for seed in 0..<12 {
      var source = RandomModels(seed: seed)
      let problem = source.oneMachine(jobs: 2 + seed % 4)
      let model = problem.model
      let recorder = Recorder()
      let result = try GLPKSolver().solve(model, options, monitor: recorder)
      #expect(result.status == .optimal && result.failure == nil, "seed \(seed), \(result.failure ?? "")")
      #expect(result.objective == Double(problem.optimum) && result.bound == result.objective, "seed \(seed)")
      #expect(recorder.bounds.allSatisfy { $0 <= Double(problem.optimum) }, "seed \(seed)")
      #expect(recorder.found.allSatisfy { model.isFeasible($0.values) }, "seed \(seed)")
    }
  }

  @Test func incumbentsAndBoundsComeWhileItRuns() throws {
    var source = RandomModels(seed: 1)
    let model = source.marketSplit(rows: 3)
    let recorder = Recorder()
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: recorder)
    #expect(result.status == .optimal)
    let objectives = recorder.found.map(\.objective)
    #expect(objectives.count > 1 && objectives == objectives.sorted(by: >))
    #expect(recorder.bounds == recorder.bounds.sorted())
    #expect(recorder.found.allSatisfy { model.isFeasible($0.values) })
  }

  @Test(arguments: [false, true])
  func aTimeLimitIsObeyed(presolve: Bool) throws {
    var source = RandomModels(seed: 2)
    let model = source.marketSplit(rows: 5)
    var options = MIPOptions()
    options.timeLimit = 0.5
    options.usesPresolve = presolve
    let start = ContinuousClock.now
    let result = try GLPKSolver().solve(model, options)
    let elapsed = start.duration(to: .now)
    #expect(elapsed > .milliseconds(450) && elapsed < .milliseconds(1500))
    #expect(result.status == .feasible)
    #expect(result.bound! >= 0 && result.bound! < result.objective!)
    #expect(model.isFeasible(result.values!))
  }

  @Test func aStopIsObeyed() throws {
    var source = RandomModels(seed: 3)
    let model = source.marketSplit(rows: 5)
    let start = ContinuousClock.now
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: Recorder(stopAfter: .milliseconds(300)))
    #expect(start.duration(to: .now) < .milliseconds(3000))
    #expect(result.status == .feasible || result.status == .unknown)
  }

  @Test func aStopIsObeyedInsideALongRelaxation() throws {
    // A dense LP that takes GLPK far longer than the test waits.
    var random = RandomSource(seed: 4)
    var model = LinearModel(name: "dense")
    for index in 0..<600 {
      model.addColumn("x\(index)", .integer, from: 0, to: 1000, cost: Double(random.within(1...99)))
    }
    for index in 0..<600 {
      model.addRow(
        "r\(index)", (0..<600).map { .init($0, Double(random.within(1...99))) }, from: 100_000 * random.unit())
    }
    let start = ContinuousClock.now
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: Recorder(stopAfter: .milliseconds(300)))
    #expect(start.duration(to: .now) < .milliseconds(3000))
    #expect(result.status == .unknown || result.status == .feasible)
  }

  @Test(arguments: [200, 1000, 3000])
  func aStopIsObeyedInALargeModel(milliseconds: Int) throws {
    var source = RandomModels(seed: 7)
    let model = source.oneMachine(jobs: 120).model
    let start = ContinuousClock.now
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: Recorder(stopAfter: .milliseconds(milliseconds)))
    #expect(start.duration(to: .now) < .milliseconds(milliseconds + 1000))
    #expect(result.status == .unknown || result.status == .feasible)
  }

  /// A binary of 5e-11 passes for 0, and with a big-M of 1e9 it lets 0.05 through. What GLPK takes for a solution of
  /// cost 0 is none, and its end of search no proof.
  @Test func aSolutionThatHoldsOnlyWithinToleranceIsNotBelieved() throws {
    var model = LinearModel(name: "big M")
    model.addColumn("amount", .continuous, from: 0.05, to: 10)
    model.addColumn("open", .binary, from: 0, to: 1, cost: 1)
    model.addRow("only when open", [.init(0, 1), .init(1, -1e9)], to: 0)
    let recorder = Recorder()
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: recorder)
    #expect(recorder.found.allSatisfy { $0.objective == 1 })
    #expect(result.objective == nil || result.objective == 1)
    #expect(result.status == .unknown || result.status == .optimal)
    #expect(result.bound! <= 1)
  }

  /// As above, but with its integers held the solution can be mended: the amount goes to 0.
  @Test func aSolutionThatHoldsOnlyWithinToleranceIsMended() throws {
    var model = LinearModel(name: "big M")
    model.addColumn("amount", .continuous, from: 0, to: 0.05, cost: -1)
    model.addColumn("open", .binary, from: 0, to: 1, cost: 1)
    model.addRow("only when open", [.init(0, 1), .init(1, -1e9)], to: 0)
    let result = try GLPKSolver().solve(model)
    #expect(result.values == [0, 0] && result.objective == 0)
    // GLPK's -0.05 is not attained, so the search has not proved 0.
    #expect(result.status == .feasible && result.bound! <= -0.05)
  }

  @Test func aGapLimitEndsTheSearchWithoutAClaim() throws {
    var source = RandomModels(seed: 1)
    var options = MIPOptions()
    options.relativeGap = 1
    let result = try GLPKSolver().solve(source.marketSplit(rows: 3), options)
    #expect(result.status == .feasible)
    #expect(result.bound! < result.objective!)
  }

  @Test func anInjectedSolutionIsTakenAndReported() throws {
    var source = RandomModels(seed: 5)
    let model = source.marketSplit(rows: 3)
    let best = try GLPKSolver().solve(model)
    let recorder = Recorder(offers: [best.values!])
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: recorder)
    #expect(recorder.found.first?.values == best.values)
    #expect(result.status == .optimal && result.objective == best.objective)
  }

  @Test func aWrongOfferIsTurnedDown() throws {
    var source = RandomModels(seed: 5)
    let model = source.marketSplit(rows: 3)
    let zeros = model.columns.map { _ in 0.0 }
    var fractional = zeros
    fractional[0] = 0.5
    var strange = zeros
    strange[0] = .nan
    let recorder = Recorder(offers: [zeros, fractional, strange, [], [1]])
    let result = try GLPKSolver().solve(model, MIPOptions(), monitor: recorder)
    #expect(result.status == .optimal)
    #expect(recorder.found.allSatisfy { model.isFeasible($0.values) })
  }

  @Test func severalThreadsSolveAtOnce() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask {
          for seed in 0..<60 {
            var source = RandomModels(seed: 1000 * thread + seed)
            let model = source.pureInteger()
            let result = try GLPKSolver().solve(model)
            #expect(result.objective == RandomModels.bruteForce(model), "seed \(seed) of thread \(thread)")
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
