import Basics
import GLPKSolver
import Modeling
import Testing

/// Capacities and least sums of demands that change over time, and intervals over the user's own variables.
@Suite struct CalendarProfilesTests {
  private func demand(_ tasks: [IntervalVar], _ demands: [Int], at time: Int, _ values: Assignment) -> Int {
    zip(tasks, demands).reduce(0) { $0 + (values[$1.0]?.contains(time) == true ? $1.1 : 0) }
  }

  @Test func stepsAreThoseGiven() {
    let crew = Model.StepFunction(2, then: [(17, 3), (8, 5), (8, 4)])
    #expect([7, 8, 16, 17, 900].map { crew.value(at: $0) } == [2, 4, 4, 3, 3])
    #expect(crew.pieces(in: 10..<20).map(\.stretch) == [10..<17, 17..<20])
    #expect(crew.pieces(in: 10..<20).map(\.value) == [4, 3] && crew.pieces(in: 5..<5).isEmpty)
  }

  @Test func aChangingCapacityAgreesWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let demands = tasks.map { _ in random.within(0...3) }
      let capacity = Model.StepFunction(
        random.below(4), then: (0..<random.below(3)).map { _ in (random.within(0...6), random.below(4)) })
      model.cumulative(tasks, demands: demands, capacity: capacity)
      return Specimen(model) { values in
        (-1...12).allSatisfy { demand(tasks, demands, at: $0, values) <= capacity.value(at: $0) }
      }
    }
  }

  @Test func aLeastSumAgreesWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let demands = tasks.map { _ in random.within(0...2) }
      let begin = random.within(1...4)
      let window = begin..<(begin + random.below(3))
      let level = random.within(0...2)
      model.cumulative(tasks, demands: demands, atLeast: level, during: window)
      return Specimen(model) { values in
        window.allSatisfy { demand(tasks, demands, at: $0, values) >= level }
      }
    }
  }

  @Test func ownVariablesAgreeWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let x = random.integer(in: model)
      let start: LinearExpression = random.chance(50) ? x.linearExpression : 2 * x + 1
      let duration: LinearExpression =
        random.chance(50) ? 2.linearExpression : model.integer(0...2).linearExpression
      let presence = random.chance(50) ? model.boolean() : nil
      let end: IntVar? = random.chance(50) ? model.integer(0...4) : nil
      let task = model.interval(start: start, duration: duration, end: end, presence: presence)
      let other = model.interval(start: 0...3, duration: 1)
      model.noOverlap([task, other])
      return Specimen(model) { values in
        // Variables that stand for a start or an end are functions of the user's, wherever they matter or not.
        guard values[task.start] == values[start] else { return false }
        if end == nil, values[task.end] != values[start] + values[duration] { return false }
        guard let time = presence.map({ values[$0] }) ?? true ? values[start] : nil else { return true }
        let last = end.map { values[$0] } ?? time + values[duration]
        if last != time + values[duration] { return false }
        return !(time..<last).overlaps(values[other.start]..<values[other.start] + 1)
      }
    }
  }

  /// On open times only: what pauses holds nothing, so that others may work elsewhere; the variables in between follow.
  @Test func releasingDuringBreaksAgreesWithAnEnumeration() throws {
    for seed in 1...25 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let begin = random.within(1...3)
      let calendar = Model.Calendar(openings: [0..<begin, begin + 1..<begin + 3, begin + 5..<begin + 7])
      let works = (0..<3).map { _ in random.within(0...3) }
      let demands = (0..<3).map { _ in random.within(1...2) }
      let starts = 0...5
      let tasks = works.map { _ in model.interval(start: starts, duration: model.integer(0...12)) }
      model.cumulative(tasks, work: works, demands: demands, capacity: 2, releasingDuringBreaksOf: calendar)
      model.minimize(sum(of: tasks.map(\.end)))
      var best: Int?
      for code in 0..<6 * 6 * 6 {
        let begins = [code % 6, code / 6 % 6, code / 36]
        let ends = zip(begins, works).map { calendar.end(of: $1, from: $0) }
        guard !ends.contains(nil) else { continue }
        let times = zip(begins, ends).map { $0..<($1 ?? 0) }
        let fits = (0..<20).filter { calendar.isOpen(at: $0) }.allSatisfy { time in
          zip(times, demands).reduce(0) { $0 + ($1.0.contains(time) ? $1.1 : 0) } <= 2
        }
        if fits { best = min(best ?? .max, times.reduce(0) { $0 + $1.upperBound }) }
      }
      let result = try model.solve()
      #expect(result.objective == best && (best == nil) == (result.status == .infeasible), "seed \(seed)")
    }
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let task = model.interval(duration: 3, name: "a")
    model.cumulative([task], demands: [1], capacity: Model.StepFunction(0, then: [(3, -1)]))
    model.cumulative([task], demands: [1], capacity: Model.StepFunction(2, then: [(3, 1)]))
    model.cumulative([task], demands: [], atLeast: 2, during: 0..<4)
    model.cumulative([task], demands: [1], atLeast: Model.StepFunction(1, then: []))
    _ = model.interval(start: 3, duration: model.integer(-1...2), name: "b")
    #expect(
      model.errors == [
        .negativeQuantity("a capacity"), .needsHorizon("a capacity that ends below its largest value"),
        .mismatchedCounts("cumulative: 1 intervals, 0 demands"),
        .emptyDomain("a least sum of demands before its first step"), .negativeDuration("b"),
      ])
  }

  /// By hand: two people until 4, one until 6, three from then on; jobs of 2 for 3 people, 3 for 2 and 4 for 1. The first
  /// waits for 6, the second too or it runs until 3 with nobody left, the third takes the second place where it can.
  @Test func aCrewThatChangesInBothEngines() throws {
    let model = Model()
    let jobs = [2, 3, 4].map { model.interval(duration: $0) }
    model.cumulative(jobs, demands: [3, 2, 1], capacity: Model.StepFunction(2, then: [(4, 1), (6, 3)]))
    model.minimize(model.maximum(of: jobs.map(\.end)))
    // 0 ... 3 the second, 3 ... 7 the third, 7 ... 9 the first; or 6 ... 8 the first and the third after it.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 9)
    }
  }

  /// One at a time is needed from 2 to 9, by shifts of 4, of which the fewest are to be worked.
  @Test func aStaffingInBothEngines() throws {
    let model = Model()
    let shifts = (0..<3).map { _ in model.interval(start: 0...8, duration: 4, presence: model.boolean()) }
    model.cumulative(shifts, demands: shifts.map { _ in 1 }, atLeast: 1, during: 2..<9)
    model.minimize(sum(of: shifts.compactMap(\.presence)))
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 2)
    }
  }
}
