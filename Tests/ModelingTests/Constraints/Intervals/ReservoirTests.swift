import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct ReservoirTests {
  /// Whether the level stays in the range, by looking at every time.
  static func isKept(
    _ events: [Model.Event], _ level: ClosedRange<Int>, _ initial: Int, _ values: Assignment
  ) -> Bool {
    let happened = events.filter { $0.presence.map { values[$0] } ?? true }
    return (-20...40).allSatisfy { time in
      level.contains(
        happened.filter { values[$0.time] <= time }.reduce(initial) { $0 + values[$1.amount] })
    }
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let first = model.integer(0...random.within(1...3))
      var events: [Model.Event] = []
      for place in 0..<random.within(0...3) {
        let time = place == 0 ? first : model.integer(0...random.within(0...3))
        let presence = random.chance(30) ? random.literal(of: [model.boolean()]) : nil
        if random.chance(25) {
          let low = random.within(-2...1)
          events.append(
            Model.Event(time: time, amount: model.integer(low...(low + 1)) + random.within(-1...1), presence: presence))
        } else {
          events.append(
            Model.Event(time: random.term(time), amount: random.within(-3...3), presence: presence))
        }
      }
      if events.count > 1, random.chance(15) { events[1].time = events[0].time }
      let initial = random.within(-1...2)
      let level = (initial - random.below(3))...(initial + random.below(4))
      model.reservoir(events, level: level, initial: initial)
      return Specimen(model) { Self.isKept(events, level, initial, $0) }
    }
  }

  @Test func words() throws {
    let model = Model()
    let times = (0..<3).map { _ in model.integer(0...9) }
    model.reservoir(zip(times, [4, -2, 3]).map { Model.Event(time: $0, amount: $1) }, level: 0...6, initial: 1)
    #expect(try model.words(0, 1, 2) == nil)
    // What happens at the same time adds up.
    #expect(try model.words(3, 3, 3) == nil && model.words(5, 5, 1) == nil)
    #expect(try model.words(4, 9, 7) == "constraint 0: the level is 8 at 7, not within 0 ... 6")
    #expect(try model.words(4, 2, 7) == "constraint 0: the level is -1 at 2, not within 0 ... 6")
  }

  @Test func mistakesAreNoted() {
    let (model, other) = (Model(), Model())
    model.reservoir([], level: 1...4)
    model.reservoir([Model.Event(time: other.integer(0...1), amount: 1)], level: 0...4)
    model.reservoir([Model.Event(time: 0, amount: 1, presence: other.boolean())], level: 0...4)
    model.reservoir([Model.Event(time: 0, amount: 1 << 59), Model.Event(time: 0, amount: 1 << 59)], level: 0...4)
    #expect(
      model.errors == [
        .emptyDomain("the level of a reservoir before its first event"), .foreignVariable("the time of an event"),
        .foreignVariable("the presence of an event"), .overflow("a reservoir"),
      ])
  }

  @Test func whatNoMethodPostsIsAFlaw() throws {
    let data = try Model().validated()
    func flaw(_ times: Int, _ amounts: Int) -> String? {
      func forms(_ count: Int) -> [LinearForm] { Array(repeating: LinearForm(), count: count) }
      return ReservoirConstraint(
        times: forms(times), amounts: forms(amounts), presences: [], levels: 0...1, initial: 0
      ).flaw(in: data)
    }
    #expect(flaw(2, 2) == nil && flaw(2, 1) == "2 times, 1 amounts")
  }

  /// Amounts of many bytes leave 32 bits; their divisor brings them back.
  @Test func largeAmountsAreDivided() throws {
    let model = Model()
    let gigabyte = 1 << 33
    let first = model.integer(0...5)
    let second = model.integer(0...5)
    model.reservoir(
      [
        Model.Event(time: 2, amount: gigabyte), Model.Event(time: first, amount: -gigabyte),
        Model.Event(time: second, amount: -3 * gigabyte), Model.Event(time: 4, amount: 3 * gigabyte + gigabyte),
      ], level: 0...(4 * gigabyte + 5))
    model.minimize(first + second)
    #expect(try model.solve().objective == 6)
  }

  /// A tank of 10 with 2 in it. Three deliveries of 6, each of which ends a journey of 4 by the one truck; two batches of
  /// 8 and one of 3, at least 1 apart.
  @Test func aTankInBothEngines() throws {
    let model = Model(horizon: 30)
    let journeys = (0..<3).map { _ in model.interval(duration: 4) }
    model.noOverlap(journeys)
    let batches = [8, 8, 3].map { (time: model.integer(0...30), amount: $0) }
    let events =
      journeys.map { Model.Event(time: $0.end, amount: 6) }
      + batches.map { Model.Event(time: $0.time, amount: -$0.amount) }
    model.reservoir(events, level: 0...10, initial: 2)
    model.minimize(model.maximum(of: batches.map(\.time)))
    // By hand: deliveries come at 4, 8 and 12 at the earliest, 20 in all with the 2, of which 19 are needed; the last
    // batch waits for the third.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 12)
    }
  }

  /// Without a horizon: what is withdrawn waits for the last delivery.
  @Test func openTimesHaveAHorizonOfTheirOwn() throws {
    let model = Model()
    let (work, use) = (model.interval(duration: 7), model.interval(duration: 2))
    model.reservoir([Model.Event(time: work.end, amount: 1), Model.Event(time: use.start, amount: -1)], level: 0...1)
    model.minimize(use.end)
    #expect(try model.solve().objective == 9)
  }
}
