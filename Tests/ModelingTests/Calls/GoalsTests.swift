import Basics
import Modeling
import TestSupport
import Testing
import UserModels

/// Goals in order: each is best among what the goals before it have left.
@Suite struct GoalsTests {
  /// Two crews, jobs of 3, 5, 7 and 9 hours: the longer day is 12 hours at least; then few changes.
  @Test func theSecondGoalDecidesAmongTheBest() throws {
    for workers in 1...2 {
      let model = Model()
      let hours = [3, 5, 7, 9]
      let second = hours.indices.map { model.boolean("job \($0) by crew 2") }
      let load = sum(of: zip(hours, second).map { $0 * $1 })
      let day = model.maximum(of: [load, 24 - load])
      var options = Model.Options(timeLimit: 20)
      options.workers = workers
      let result = try model.optimize([.minimize(day), .maximize(2 * second[0] + second[3])], options)
      #expect(result.status == .optimal && result.objectives == [12, 3] && result.bounds == [12, 3])
      #expect(result.statuses == [.optimal, .optimal])
      #expect(result[second[0]] && !result[second[1]] && !result[second[2]] && result[second[3]])
      #expect(result[load] == 12 && result[day] == 12 && result.solution?.objective == 12)
    }
  }

  @Test func tolerancesGiveWay() throws {
    let model = Model()
    let (x, y) = (model.integer(0...100), model.integer(0...100))
    model.add(x + y <= 100)
    func ends(_ first: Model.Goal) throws -> [Int] {
      let result = try model.optimize([first, .minimize(-y, tolerance: -3)])
      #expect(result.status == .optimal)
      return result.objectives
    }
    #expect(try ends(.maximize(x)) == [100, 0])
    #expect(try ends(.maximize(x, tolerance: 7)) == [93, -7])
    #expect(try ends(.maximize(x, relativeTolerance: 0.255)) == [75, -25])
    #expect(try ends(.maximize(x, tolerance: 40, relativeTolerance: 0.3)) == [60, -40])
    #expect(try ends(.maximize(x, tolerance: .max, relativeTolerance: 1e300)) == [0, -100])
    #expect(try ends(.minimize(5)) == [5, -100])
    #expect(model.data.objective == nil && model.data.constraints.count == 1)
  }

  @Test func withoutGoalsOrSolutions() throws {
    let model = Model()
    let x = model.integer(0...9)
    model.add(2 * x == 6)
    let some = try model.optimize([])
    #expect(some.status == .optimal && some.objectives.isEmpty && some[x] == 3)
    model.add(x != 3)
    for goals in [[], [Model.Goal.minimize(x), .maximize(x)], [.minimize(1)]] {
      let none = try model.optimize(goals)
      #expect(none.status == .infeasible && none.solution == nil && none.objectives.isEmpty)
      #expect(none.statuses == goals.map { _ in .infeasible } && none.bounds == goals.map { _ in nil })
    }
    #expect(throws: ModelError.foreignVariable("goal 1")) {
      try model.optimize([.minimize(x), .minimize(Model().boolean())])
    }
    #expect(throws: ModelError.overflow("goal 0")) { try model.optimize([.minimize(Int.max * x)]) }
  }

  @Test func limitsClaimNothing() throws {
    let model = Model(horizon: 300)
    let jobs = (0..<25).map { model.interval(start: ($0 * 7 % 11)...300, duration: 3 + $0 * 5 % 9) }
    model.noOverlap(jobs)
    let late = sum(of: jobs.enumerated().map { (1 + $0 * 3 % 7) * $1.end })
    let none = try model.optimize([.minimize(late), .minimize(jobs[0].start)], Model.Options(timeLimit: 0))
    #expect(none.status == .unknown && none.objectives.isEmpty && none.statuses == [.unknown, .unknown])
    var options = Model.Options(timeLimit: 0.2)
    options.isDeterministic = true
    let some = try model.optimize([.minimize(late), .minimize(jobs[0].start)], options)
    #expect(some.status == .feasible && some.objectives.count == 2 && some.statuses[0] == .feasible)
    let values = try #require(some.solution)
    #expect(model.violation(of: values) == nil && values[late] == some.objectives[0])
    #expect(try #require(some.bounds[0]) < some.objectives[0])
  }

  @Test func intervalsWithoutAHorizon() throws {
    let model = Model()
    let jobs = [3, 4, 2].map { model.interval(duration: $0) }
    model.noOverlap(jobs)
    let result = try model.optimize([
      .minimize(model.maximum(of: jobs.map(\.end))), .minimize(sum(of: jobs.map(\.end))), .maximize(jobs[0].start),
    ])
    #expect(result.status == .optimal && result.objectives == [9, 16, 2])
    #expect(throws: ModelError.unboundedObjective) { try model.optimize([.maximize(jobs[0].start)]) }
  }

  @Test func sameSeedSameRun() throws {
    func run() throws -> [Int] {
      var options = Model.Options(timeLimit: 3)
      options.isDeterministic = true
      options.workers = 2
      options.seed = 3
      var trace: [Int] = []
      options.onSolution = { trace += $0.values }
      options.onBound = { trace.append($0) }
      let model = Model(horizon: 90)
      let jobs = (0..<7).map { model.interval(start: ($0 * 7 % 11)...90, duration: 3 + $0 * 5 % 9) }
      model.noOverlap(jobs)
      let late = sum(of: jobs.enumerated().map { (1 + $0 * 3 % 7) * $1.end })
      let result = try model.optimize([.minimize(late), .minimize(jobs[3].start), .maximize(jobs[1].end)], options)
      return trace + result.objectives
    }
    let first = try run()
    #expect(try run() == first)
  }

  /// Against enumeration: the best value of each goal among what the goals before it have left.
  @Test(arguments: 0..<10)
  func goalsOfRandomModels(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let model = RandomModel(seed: seed).model
      var left = BruteForce(try model.validated()).solutions
      var random = RandomSource(seed: seed + 11)
      let variables = model.allVariables
      var goals: [Model.Goal] = []
      var best: [Int] = []
      var allowed: [(LinearExpression, ClosedRange<Int>)] = []
      for _ in 0..<random.within(1...3) {
        let expression = random.sum(among: variables)
        let (tolerance, isMaximised) = (random.below(3), random.chance(50))
        goals.append(
          isMaximised ? .maximize(expression, tolerance: tolerance) : .minimize(expression, tolerance: tolerance))
        let values = left.map { Assignment(values: $0)[expression] }
        guard let value = isMaximised ? values.max() : values.min() else { continue }
        best.append(value)
        let range = isMaximised ? value - tolerance...value : value...value + tolerance
        allowed.append((expression, range))
        left = left.filter { range.contains(Assignment(values: $0)[expression]) }
      }
      var options = Model.Options()
      options.seed = seed
      options.workers = seed.isMultiple(of: 6) ? 2 : 1
      let result = try model.optimize(goals, options)
      #expect(result.status == (left.isEmpty ? .infeasible : .optimal), "seed \(seed)")
      guard let solution = result.solution else { continue }
      #expect(model.violation(of: solution) == nil && result.bounds == best, "seed \(seed)")
      #expect(result.objectives == allowed.map { solution[$0.0] }, "seed \(seed)")
      #expect(allowed.allSatisfy { $0.1.contains(solution[$0.0]) }, "seed \(seed)")
      #expect(result.objectives.last == best.last, "seed \(seed)")
    }
  }
}
