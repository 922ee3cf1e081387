import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct TemporalTests {
  private typealias Relation = @Sendable (Model, IntervalVar, IntervalVar, LinearExpression, BoolVar) -> Void

  /// Each relation, beside what it compares: whether the sides are ends, and whether they are equal.
  private static let relations: [(post: Relation, isEnd: (Bool, Bool), isExact: Bool)] = [
    ({ $0.startBeforeStart($1, $2, delay: $3, if: $4) }, (false, false), false),
    ({ $0.startBeforeEnd($1, $2, delay: $3, if: $4) }, (false, true), false),
    ({ $0.endBeforeStart($1, $2, delay: $3, if: $4) }, (true, false), false),
    ({ $0.endBeforeEnd($1, $2, delay: $3, if: $4) }, (true, true), false),
    ({ $0.startAtStart($1, $2, delay: $3, if: $4) }, (false, false), true),
    ({ $0.startAtEnd($1, $2, delay: $3, if: $4) }, (false, true), true),
    ({ $0.endAtStart($1, $2, delay: $3, if: $4) }, (true, false), true),
    ({ $0.endAtEnd($1, $2, delay: $3, if: $4) }, (true, true), true),
  ]

  @Test(arguments: 0..<8)
  func agreesWithBruteForce(_ number: Int) {
    let relation = Self.relations[number]
    Specimen.check(seeds: 1...25) { random in
      let model = Model()
      let tasks = random.intervals(2, in: model)
      let condition = random.literal(of: [model.boolean()])
      let delay =
        random.chance(30) ? random.within(1...2) * model.integer(-1...1) : random.within(-2...2).linearExpression
      let second = random.chance(10) ? tasks[0] : tasks[1]
      relation.post(model, tasks[0], second, delay, condition)
      return Specimen(model) { values in
        guard values[condition], let a = values[tasks[0]], let b = values[second] else { return true }
        let early = (relation.isEnd.0 ? a.upperBound : a.lowerBound) + values[delay]
        let late = relation.isEnd.1 ? b.upperBound : b.lowerBound
        return relation.isExact ? early == late : early <= late
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 2, name: "b"))
    model.startAtEnd(a, b, delay: 4)
    model.endBeforeEnd(a, b)
    #expect(try model.words(2, 4) == nil)
    #expect(try model.words(2, 5) == "constraint 0: a starts at 2, b ends at 7")
    #expect(try model.words(2, 4) == nil)
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let a = model.interval(duration: 1)
    Model().startAtStart(a, a)
    model.startAtStart(a, a, delay: 1 << 61)
    #expect(model.errors == [.overflow("the delay of a relation of two intervals")])
  }

  /// Concrete is poured for 5, smoothed from 2 after its start to 1 after its end, and covered where smoothing ends.
  @Test func aSiteInBothEngines() throws {
    let model = Model()
    let pour = model.interval(duration: 5)
    let smooth = model.interval(duration: model.integer(1...10))
    let cover = model.interval(duration: 2)
    model.startBeforeStart(pour, smooth, delay: 2)
    model.endAtEnd(pour, smooth, delay: 1)
    model.endAtStart(smooth, cover)
    model.minimize(cover.end)
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 8)
    }
  }
}
