import Basics
import Modeling
import TestSupport
import Testing

/// Solving again after a model has grown: the same answers as from nothing, with what was there before.
@Suite struct SessionTests {
  private struct Failure: Error, CustomStringConvertible { let description: String }

  @Test func growthIsSolvedFromWhatIsThere() throws {
    let model = Model(horizon: 60)
    let jobs = [3, 5, 4, 6].map { model.interval(duration: $0) }
    model.noOverlap(jobs)
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let session = model.makeSession()
    #expect(try session.solve().objective == 18)
    // Another objective, which the bound on the first one must not hold back.
    model.maximize(jobs[0].start)
    #expect(try session.solve().objective == 60)
    let further = model.interval(duration: 2)
    model.precede(jobs[0], further)
    let late = model.boolean()
    model.add(makespan <= 20, if: !late)
    #expect(try session.solve().objective == 57)
    model.minimize(makespan + 50 * late)
    let last = try session.solve()
    #expect(last.status == .optimal && last.objective == 18 && !last[late])
    model.add(makespan <= 17)
    for _ in 0..<2 { #expect(try session.solve().status == .infeasible) }
    #expect(session.madeCount == 1)
  }

  @Test func theLastSolutionIsTheFirst() throws {
    let model = Model()
    let x = (0..<6).map { _ in model.integer(0...9) }
    model.add(sum(of: x) >= 20)
    model.minimize(sum(of: x.enumerated().map { (1 + $0) * $1 }))
    let session = model.makeSession()
    let first = try session.solve()
    let y = model.integer(0...50)
    model.add(y == sum(of: x) + 1)
    session.options.timeLimit = 0
    var told = 0
    session.options.onSolution = { _ in told += 1 }
    let second = try session.solve()
    #expect(second.solution != nil && second.objective == first.objective && second[y] == 21)
    #expect(told == 0)
    session.options.timeLimit = nil
    let third = try session.solve()
    #expect(third.status == .optimal && told == 0)
    model.add(x[0] <= 3)
    #expect(try session.solve().status == .optimal && told > 0)
    #expect(try model.solve().objective == session.solve().objective)
  }

  /// Intervals without a horizon may need a later one after each call; then the solver is made anew.
  @Test func openTimesMayGrow() throws {
    let model = Model()
    var jobs = [model.interval(duration: 3), model.interval(duration: 4)]
    let session = model.makeSession()
    for length in [5, 2, 7] {
      model.noOverlap(jobs)
      model.minimize(model.maximum(of: jobs.map(\.end)))
      #expect(try session.solve().objective == model.solve().objective)
      jobs.append(model.interval(duration: length))
    }
  }

  @Test func mistakesAreThrown() throws {
    let model = Model()
    let session = model.makeSession()
    let x = model.integer(0...3)
    #expect(try session.solve().status == .optimal)
    model.add(Model().integer(0...1) <= x)
    #expect(throws: ModelError.foreignVariable("linear constraint 0")) { try session.solve() }
  }

  /// Random growth: each answer is compared with enumeration of what was said so far.
  @Test(arguments: 0..<10)
  func everyAnswerIsTrueOfWhatWasSaid(batch: Int) throws {
    for seed in UInt64(batch * 12 + 1)...UInt64(batch * 12 + 12) {
      var caller = Caller(seed: seed)
      do { try run(&caller, seed) } catch {
        Issue.record("seed \(seed): \(error)\n\(caller.transcript.calls.joined(separator: "\n"))")
        return
      }
    }
  }

  private func run(_ caller: inout Caller, _ seed: UInt64) throws {
    var options = Model.Options()
    options.seed = seed
    options.workers = seed.isMultiple(of: 4) ? 2 : 1
    let session = caller.model.makeSession(options)
    for _ in 0..<6 {
      for _ in 0..<caller.random.within(1...5) { caller.say() }
      if caller.transcript.variableCount == 0 { continue }
      let truth = caller.transcript.solutions()
      let best = caller.transcript.best(of: truth)
      if caller.random.chance(20) { session.options.timeLimit = 0 }
      let result = try session.solve()
      if let values = result.solution?.values, !truth.contains(values) { throw Failure(description: "\(values)") }
      if session.options.timeLimit == nil || result.status == .optimal || result.status == .infeasible {
        guard result.status == (truth.isEmpty ? .infeasible : .optimal), result.objective == best else {
          throw Failure(description: "\(result.status), \(result.objective as Any); the best is \(best as Any)")
        }
      }
      session.options.timeLimit = nil
    }
    if session.madeCount > 1 { throw Failure(description: "\(session.madeCount) solvers") }
  }

  /// The same calls, the same run; with two workers where time is counted.
  @Test(arguments: 1...2)
  func sameSeedSameRun(workers: Int) throws {
    func run() throws -> [[Int]] {
      var caller = Caller(seed: 31)
      var options = Model.Options()
      options.workers = workers
      options.isDeterministic = true
      let session = caller.model.makeSession(options)
      var found: [[Int]] = []
      for _ in 0..<6 {
        for _ in 0..<5 { caller.say() }
        found.append(try session.solve().solution?.values ?? [])
      }
      return found
    }
    let first = try run()
    #expect(try run() == first)
  }
}
