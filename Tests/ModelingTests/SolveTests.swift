import GLPKSolver
import Modeling
import Testing

/// What `solve` promises: honest status, objective, bound and gap; limits, hints, listeners, reproducibility.
@Suite struct SolveTests {
  /// The example of the README.
  @Test func twoMachinesInTenLines() throws {
    let model = Model()
    let cut = model.interval(duration: 3, name: "cut")
    let drill = model.interval(duration: 4, name: "drill")
    let paint = model.interval(duration: 2, name: "paint")
    model.noOverlap([cut, drill])
    model.precede(drill, paint, delay: 1)
    let makespan = model.maximum(of: [cut.end, paint.end])
    model.minimize(makespan)
    let result = try model.solve(timeLimit: 5)
    #expect(result.status == .optimal && result.objective == 7 && result.bound == 7 && result.gap == 0)
    #expect(result[drill] == 0..<4 && result[cut.start] == 4 && result[paint.end] == 7 && result[makespan] == 7)
    #expect(try model.solve(using: GLPKSolver()).objective == 7)
  }

  @Test func knapsack() throws {
    let model = Model()
    let take = (0..<4).map { model.boolean("take \($0)") }
    let weights = [5, 4, 3, 2]
    let values = [10, 8, 5, 3]
    model.add(sum(of: zip(weights, take).map { $0 * $1 }) <= 9)
    model.maximize(sum(of: zip(values, take).map { $0 * $1 }))
    let result = try model.solve()
    #expect(result.status == .optimal && result.objective == 18)
    #expect(take.map { result[$0] } == [true, true, false, false])
    #expect(try model.solve(using: GLPKSolver()).objective == 18)
  }

  @Test func aQuestionWithoutObjectiveEndsOptimalOrInfeasible() throws {
    let model = Model()
    let x = model.integer(0...10)
    model.add(2 * x == 6)
    let result = try model.solve()
    #expect(result.status == .optimal && result[x] == 3)
    #expect(result.objective == nil && result.bound == nil && result.gap == nil)
    model.add(x != 3)
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .infeasible && result.solution == nil)
    }
  }

  @Test func maximisationBoundsFromAbove() throws {
    let model = hard(tasks: 30)
    var bounds: [Int] = []
    var options = Model.Options()
    options.conflictLimit = 100
    options.onBound = { bounds.append($0) }
    let result = try model.solve(options)
    #expect(result.status == .feasible)
    let objective = try #require(result.objective)
    #expect(try #require(result.bound) > objective)
    #expect(try #require(result.gap) > 0)
    #expect(bounds == bounds.sorted(by: >) && bounds.last == result.bound)
  }

  @Test func solutionsOnlyGetBetter() throws {
    let model = hard(tasks: 8)
    var seen: [Int] = []
    var options = Model.Options()
    options.onSolution = { solution in
      #expect(model.violation(of: solution) == nil)
      seen.append(solution.objective ?? .min)
    }
    let result = try model.solve(options)
    #expect(result.status == .optimal && result.bound == result.objective)
    #expect(!seen.isEmpty && seen == Array(Set(seen)).sorted() && seen.last == result.objective)
  }

  @Test func anExpiredClockFindsNothingAndClaimsNothing() throws {
    let result = try hard(tasks: 14).solve(timeLimit: 0)
    #expect(result.status == .unknown && result.solution == nil && result.gap == nil)
  }

  @Test func timeLimitIsObeyed() throws {
    let clock = ContinuousClock()
    let elapsed = try clock.measure { _ = try hard(tasks: 40).solve(timeLimit: 0.3) }
    #expect(elapsed < .seconds(5))
  }

  @Test func stopEndsTheSolve() throws {
    var options = Model.Options()
    var asked = 0
    options.stop = {
      asked += 1
      return asked > 3
    }
    #expect(try hard(tasks: 40).solve(options).status != .optimal)
  }

  @Test func sameSeedSameRun() throws {
    func run(seed: UInt64) throws -> [Int] {
      var trace: [Int] = []
      var options = Model.Options()
      options.seed = seed
      options.conflictLimit = 300
      options.onSolution = { trace += $0.values }
      options.onBound = { trace.append($0) }
      _ = try hard(tasks: 14).solve(options)
      return trace
    }
    #expect(try run(seed: 7) == run(seed: 7))
  }

  @Test func completeHintsAreTheFirstSolution() throws {
    let model = Model(horizon: 50)
    let jobs = [3, 5, 4].map { model.interval(duration: $0) }
    model.noOverlap(jobs)
    let makespan = model.maximum(of: jobs.map(\.end))
    model.add(makespan <= 40)
    model.minimize(makespan)
    for (job, start) in zip(jobs, [10, 0, 20]) { model.hint(job.start, start) }
    var first: Int?
    var options = Model.Options()
    options.onSolution = { if first == nil { first = $0.objective } }
    let result = try model.solve(options)
    #expect(first == 24)
    #expect(result.objective == 12)
    options.conflictLimit = 0
    let limited = try model.solve(options)
    #expect(try #require(limited.objective) <= 24)
  }

  /// A maximum of at least 3 that nothing else looks at: what is below has to rise, it is not enough that the target does.
  @Test func aBoundOfAMaximumIsOneOfItsOperands() throws {
    for workers in 1...2 {
      let model = Model()
      let x = (0..<3).map { _ in model.integer(0...4) }
      let largest = model.maximum(of: x)
      model.add(largest >= 3)
      model.minimize(10 * largest + x[0] + 2 * x[1] + 3 * x[2])
      let result = try model.solve(workers: workers, timeLimit: 20)
      #expect(result.status == .optimal && result.objective == 33 && result[largest] == 3)
    }
  }

  @Test func someHintsSteerTheFirstSolution() throws {
    let model = Model()
    let x = (0..<6).map { _ in model.integer(0...9) }
    let b = model.boolean()
    model.add(sum(of: x) >= 5)
    for v in x.dropLast() { model.hint(v, 7) }
    model.hint(!b, false)
    let result = try model.solve()
    #expect(x.dropLast().allSatisfy { result[$0] == 7 })
    #expect(result[b])
  }

  @Test func wrongHintsDoNoHarm() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    model.add(x + y <= 5)
    model.hint(x, 9)
    model.hint(y, 9)
    model.maximize(x + 2 * y)
    let result = try model.solve()
    #expect(result.status == .optimal && result.objective == 10)
  }

  @Test func bytesAreDividedByTheirCommonDivisor() throws {
    let model = Model(horizon: 20)
    let gigabyte = 1 << 30
    let jobs = (0..<4).map { _ in model.interval(duration: 2) }
    model.cumulative(jobs, demands: [3, 2, 2, 1].map { $0 * gigabyte }, capacity: 4 * gigabyte + 1)
    let choices = (0..<2).map { _ in model.boolean() }
    model.add(5 * gigabyte * choices[0] + 3 * gigabyte * choices[1] <= 7 * gigabyte + 1)
    model.minimize(model.maximum(of: jobs.map(\.end)))
    let result = try model.solve()
    #expect(result.status == .optimal && result.objective == 4)
    #expect(!(result[choices[0]] && result[choices[1]]))
  }

  @Test func absentIntervalsHaveNoRange() throws {
    let model = Model(horizon: 10)
    let presence = model.boolean()
    let a = model.interval(start: 0...3, duration: 5, end: 0...4, presence: presence)
    let result = try model.solve()
    #expect(result[a] == nil && !result[presence])
  }

  /// Weighted starts on one machine with release times and due dates: no relaxation settles it at once.
  private func hard(tasks: Int) -> Model {
    let model = Model(horizon: 400)
    let jobs = (0..<tasks).map { model.interval(start: ($0 * 7 % 11)...400, duration: 3 + $0 * 5 % 9) }
    model.noOverlap(jobs)
    model.maximize(-sum(of: jobs.enumerated().map { (1 + $0 * 3 % 7) * $1.end }))
    return model
  }
}
