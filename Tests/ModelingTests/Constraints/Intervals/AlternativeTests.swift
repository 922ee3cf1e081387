import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct AlternativeTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      func interval(isVariable: Bool, optional: Int) -> IntervalVar {
        let first = random.below(3)
        let start = first...(first + 1 + random.below(2))
        var presence: BoolVar?
        if random.chance(optional) { presence = random.chance(20) ? !model.boolean() : model.boolean() }
        return isVariable
          ? model.interval(start: start, duration: model.integer(1...2), presence: presence)
          : model.interval(start: start, duration: 1 + random.below(2), presence: presence)
      }
      // No duration is variable, or that of the main interval, or that of an option.
      let variable = random.below(3)
      let main = interval(isVariable: variable == 1, optional: 50)
      let options = (0..<random.within(1...(variable == 0 ? 3 : 2))).map {
        interval(isVariable: variable == 2 && $0 == 0, optional: 90)
      }
      model.alternative(main, of: options)
      return Specimen(model) { values in
        let present = options.compactMap { values[$0] }
        return present == (values[main].map { [$0] } ?? [])
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 9)
    let (onA, onB, isDone) = (model.boolean(), model.boolean(), model.boolean())
    let job = model.interval(duration: 2, presence: isDone, name: "job")
    let a = model.interval(duration: 2, presence: onA, name: "a")
    let b = model.interval(duration: 3, presence: onB, name: "b")
    model.alternative(job, of: [a, b])
    // Presences of a, b and the job, then the starts of the job, a and b.
    #expect(try model.words(1, 0, 1, 4, 4, 0) == nil && model.words(0, 0, 0, 4, 3, 2) == nil)
    #expect(try model.words(1, 0, 0, 4, 4, 0) == "constraint 0: job is absent, a is present")
    #expect(try model.words(0, 0, 1, 4, 4, 0) == "constraint 0: job is present with 0 of its options")
    #expect(try model.words(1, 1, 1, 4, 4, 4) == "constraint 0: job is present with 2 of its options")
    #expect(try model.words(1, 0, 1, 4, 5, 0) == "constraint 0: job and a are not at the same time")
    #expect(try model.words(0, 1, 1, 4, 0, 4) == "constraint 0: job and b are not at the same time")
  }

  @Test func mistakesAreNoted() {
    let none = Model()
    none.alternative(none.interval(duration: 1), of: [])
    #expect(none.errors == [.emptyOperands("an alternative")])
    let twice = Model()
    let a = twice.interval(duration: 1, name: "a")
    twice.alternative(a, of: [a])
    #expect(twice.errors == [.duplicateInterval("a")])
    let foreign = Model()
    foreign.alternative(foreign.interval(duration: 1), of: [a])
    #expect(foreign.errors == [.foreignVariable("an alternative")])
  }

  /// Three jobs, each on a fast or on a slow machine.
  private func flexible() -> (model: Model, jobs: [IntervalVar], ways: [[IntervalVar]]) {
    let model = Model()
    let durations = [[4, 7], [3, 6], [5, 8]]
    let ways = durations.map { $0.map { model.interval(duration: $0, presence: model.boolean()) } }
    let jobs = durations.map { model.interval(duration: model.integer($0[0]...$0[1])) }
    for (job, ways) in zip(jobs, ways) { model.alternative(job, of: ways) }
    for machine in 0..<2 { model.noOverlap(ways.map { $0[machine] }) }
    model.minimize(model.maximum(of: jobs.map(\.end)))
    return (model, jobs, ways)
  }

  @Test func aFlexibleJobShopInBothEngines() throws {
    let (model, jobs, ways) = flexible()
    // By hand: 4 + 3 on the fast machine, 8 on the slow one; with all on the fast one, 12, with 4 + 5 there, 9.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 8)
      for (job, ways) in zip(jobs, ways) { #expect(ways.compactMap { result[$0] } == [result[job]]) }
    }
  }

  /// The options alone are hinted: the jobs follow from these, and what is not chosen is absent.
  @Test func theMainIntervalFollowsFromHintsOfItsOptions() throws {
    for (starts, makespan) in [([6, 3, 10], 15), ([6, 4, 10], nil)] as [([Int], Int?)] {
      let (model, _, ways) = flexible()
      for (way, start) in zip(ways, starts) {
        model.hint(way[0].presence!, true)
        model.hint(way[0].start, start)
      }
      // At 4 for 3, the second runs into the first.
      #expect(try model.solve(timeLimit: 0).objective == makespan)
    }
  }
}
