import Basics
import GLPKSolver
import Modeling
import TestSupport
import Testing

/// Intervals without a latest start: the horizon that the model finds for them excludes no solution worth finding.
@Suite struct HorizonTests {
  @Test func longTasksOneAfterTheOther() throws {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 600_000) }
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    let result = try model.solve(timeLimit: 20)
    #expect(result.status == .optimal && result.objective == 1_800_000)
    #expect(result.solution.map { model.violation(of: $0) == nil } == true)
  }

  @Test(arguments: [1_500_000, 900_000_000])
  func aReleaseOrADelayFarAway(time: Int) throws {
    let released = Model()
    let (first, second) = (released.interval(start: time...time, duration: 7), released.interval(duration: 2))
    released.precede(first, second)
    #expect(try released.solve()[second.start] == time + 7)

    let delayed = Model()
    let (a, b) = (delayed.interval(duration: 3), delayed.interval(duration: 1))
    delayed.precede(a, b, delay: time)
    delayed.minimize(b.end)
    #expect(try delayed.solve().objective == time + 4)

    let bounded = Model()
    let (x, c) = (bounded.integer(time...(time + 5)), bounded.interval(duration: 1))
    bounded.add(c.start >= x + 3)
    bounded.minimize(c.end)
    #expect(try bounded.solve().objective == time + 4)
  }

  @Test func sumsAndMultiplesOfStarts() throws {
    let sums = Model()
    let tasks = (0..<3).map { _ in sums.interval(duration: 1) }
    sums.add(sum(of: tasks.map(\.start)) >= 3_000_000)
    sums.minimize(sums.maximum(of: tasks.map(\.end)))
    #expect(try sums.solve(timeLimit: 20).objective == 1_000_001)

    // 2 · start of each <= start of the next: 5, 10, ..., 40960.
    let chain = Model()
    let links = (0..<5).map { _ in chain.interval(duration: 0) }
    chain.add(links[0].start >= 5)
    for (a, b) in zip(links, links.dropFirst()) { chain.add(2 * a.start <= b.start) }
    chain.minimize(links[4].start)
    #expect(try chain.solve(timeLimit: 20).objective == 80)
  }

  @Test func conditionsVariableDurationsAndCumulatives() throws {
    let model = Model()
    let wait = model.boolean()
    let length = model.integer(2_000_000...2_000_005)
    let (a, b) = (model.interval(duration: length), model.interval(duration: 1))
    model.cumulative([a, b], demands: [2, 1], capacity: 2)
    model.add(b.start >= 700_000_000, if: wait)
    model.add(wait == 1)
    model.add(a.start >= b.end)
    let result = try model.solve(timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[a].map { $0.lowerBound >= 700_000_001 && $0.count >= 2_000_000 } == true)
  }

  @Test func explicitHorizonsAndBoundsStay() throws {
    let model = Model(horizon: 4)
    let tasks = (0..<3).map { _ in model.interval(duration: 3) }
    model.noOverlap(tasks)
    #expect(try model.solve().status == .infeasible)
    let bounded = Model()
    let pair = (0..<2).map { _ in bounded.interval(start: 0...2, duration: 3) }
    bounded.noOverlap(pair)
    #expect(try bounded.solve().status == .infeasible)
  }

  @Test func whatDoesNotFitIsOneClearError() {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 500_000_000) }
    model.noOverlap(tasks)
    #expect { try model.solve() } throws: { error in
      "\(error)".contains("the latest start of an interval, up to 1500000000") && "\(error)".contains("2^30")
    }
    let negative = Model(horizon: -1)
    _ = negative.interval(duration: 1)
    #expect(throws: ModelError.boundsOutOfRange("a horizon of -1")) { try negative.solve() }
  }

  @Test func anObjectiveWithoutEndIsRefused() throws {
    let model = Model()
    let task = model.interval(duration: 3)
    model.maximize(task.end)
    #expect(throws: ModelError.unboundedObjective) { try model.solve() }
    model.add(task.end <= 12_000_000)
    #expect(try model.solve().objective == 12_000_000)
  }

  /// Late times that others hold back, or that the rest of the objective pays for.
  @Test func anObjectiveWithAnEndIsNotRefused() throws {
    let model = Model()
    let (a, b) = (model.interval(duration: 3), model.interval(duration: 4))
    model.precede(a, b, delay: 2)
    model.minimize(2 * b.end - a.start)
    #expect(try model.solve().objective == 18)
    // The wait between the two may be as long as it likes once nothing pays for the later one.
    model.minimize(a.end - b.start)
    #expect(throws: ModelError.unboundedObjective) { try model.solve() }
    model.noOverlap([a, b])
    model.add(b.start != 7)
    #expect(throws: ModelError.unboundedObjective) { try model.solve() }
    model.add(b.start <= a.end + 30)
    #expect(try model.solve().objective == -30)
  }

  @Test func aHintBeyondTheHorizonIsKept() throws {
    let model = Model()
    let tasks = (0..<2).map { _ in model.interval(duration: 5) }
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    model.hint(tasks[0].start, 0)
    model.hint(tasks[1].start, 5_000_000)
    var options = Model.Options()
    var first: Int?
    options.onSolution = { first = first ?? $0.objective }
    #expect(try model.solve(options).objective == 10)
    #expect(first == 5_000_005)
  }

  @Test func bothEnginesFindTheSame() throws {
    let model = Model()
    let tasks = [3, 5, 2].map { model.interval(duration: $0) }
    model.noOverlap(tasks)
    model.precede(tasks[1], tasks[2], delay: 4)
    model.minimize(model.maximum(of: tasks.map(\.end)) + model.minimum(of: tasks.map(\.start)))
    #expect(try model.solve().objective == 11)
    #expect(try model.solve(using: GLPKSolver()).objective == 11)
  }

  /// The same model with an explicit horizon far above any that could be needed gives the same answer.
  @Test(arguments: 0..<300)
  func nothingIsLostAgainstAWideHorizon(seed: Int) throws {
    let open = Self.random(UInt64(seed), Model())
    let wide = Self.random(UInt64(seed), Model(horizon: 4000))
    let found = try open.solve(timeLimit: 20)
    let expected = try wide.solve(timeLimit: 20)
    #expect(found.status == expected.status && found.objective == expected.objective)
    if let solution = found.solution { #expect(open.violation(of: solution) == nil) }
  }

  private static func random(_ seed: UInt64, _ model: Model) -> Model {
    var random = RandomSource(seed: seed)
    let switches = (0..<2).map { _ in model.boolean() }
    let x = model.integer(0...random.within(1...9))
    var tasks: [IntervalVar] = []
    for _ in 0..<random.within(2...4) {
      let presence = random.chance(25) ? switches[random.below(2)] : nil
      if random.chance(25) {
        let duration = model.integer(random.below(2)...random.within(2...4))
        tasks.append(model.interval(duration: duration, presence: presence))
      } else if random.chance(20) {
        tasks.append(model.interval(start: 3...random.within(3...9), duration: random.below(4), presence: presence))
      } else {
        tasks.append(model.interval(duration: random.below(5), presence: presence))
      }
    }
    func task() -> IntervalVar { tasks[random.below(tasks.count)] }
    for _ in 0..<random.within(2...6) {
      switch random.below(9) {
      case 0: model.noOverlap(tasks)
      case 1:
        let demands = tasks.map { _ in random.within(0...2) }
        model.cumulative(tasks, demands: demands, capacity: 2)
      case 2: model.precede(tasks[0], tasks[1], delay: random.within(-3...6), if: switches[0])
      case 3: model.add(task().start >= 2 * x + random.within(0...12))
      case 4: model.add(task().start - task().end == random.within(-6...6), conditions: [switches[1]])
      case 5: model.add(task().start != random.within(0...3))
      case 6: model.add(task().start + task().start >= random.within(0...20), conditions: [switches[0]])
      case 7: model.add(2 * task().start <= task().start + random.within(-9...9))
      default: model.atLeastOne(of: switches)
      }
    }
    switch random.below(3) {
    case 0: model.minimize(model.maximum(of: tasks.map(\.end)) - 2 * switches[0].linearExpression)
    case 1:
      // Wants the first task late, but no later than the last one ends.
      model.add(tasks[0].start <= tasks[1].end + 5)
      model.minimize(2 * tasks[1].end - tasks[0].start)
    default: break
    }
    return model
  }
}
