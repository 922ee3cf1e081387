import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct TransitionTests {
  /// Whether intervals come one after the other with these times, in an order by start, end and place.
  private static func isDirect(_ ranges: [Range<Int>?], _ kinds: [Int], _ times: [[Int?]]) -> Bool {
    let order = ranges.indices.filter { ranges[$0] != nil }.sorted {
      let (a, b) = (ranges[$0]!, ranges[$1]!)
      return (a.lowerBound, a.upperBound, $0) < (b.lowerBound, b.upperBound, $1)
    }
    return zip(order, order.dropFirst()).allSatisfy { i, j in
      times[kinds[i]][kinds[j]].map { ranges[i]!.upperBound + $0 <= ranges[j]!.lowerBound } ?? false
    }
  }

  private static func isApart(_ ranges: [Range<Int>?], _ kinds: [Int], _ times: [[Int?]]) -> Bool {
    ranges.indices.allSatisfy { j in
      (0..<j).allSatisfy { i in
        guard let a = ranges[i], let b = ranges[j] else { return true }
        return a.upperBound + (times[kinds[i]][kinds[j]] ?? 0) <= b.lowerBound
          || b.upperBound + (times[kinds[j]][kinds[i]] ?? 0) <= a.lowerBound
      }
    }
  }

  private static func times(_ count: Int, forbidding share: Int, _ random: inout RandomSource) -> [[Int?]] {
    (0..<count).map { _ in (0..<count).map { _ in random.chance(share) ? nil : random.below(3) } }
  }

  @Test func timesBetweenAnyTwoAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let kinds = tasks.map { _ in random.below(2) }
      let times = Self.times(2, forbidding: 0, &random)
      model.noOverlap(tasks, setups: times, kinds: kinds)
      return Specimen(model) { values in Self.isApart(tasks.map { values[$0] }, kinds, times) }
    }
  }

  @Test func directTimesAgreeWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let kinds = tasks.indices.map { $0 }
      let times = Self.times(tasks.count, forbidding: 15, &random)
      model.noOverlap(tasks, setups: times, isDirect: true)
      return Specimen(model) { values in Self.isDirect(tasks.map { values[$0] }, kinds, times) }
    }
  }

  /// A forbidden succession is one of neighbours, also where times are between any two.
  @Test func forbiddenSuccessionsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let tasks = random.intervals(3, in: model)
      let kinds = tasks.map { _ in random.below(2) }
      let times = Self.times(2, forbidding: 30, &random)
      model.noOverlap(tasks, setups: times, kinds: kinds)
      return Specimen(model) { values in
        let ranges = tasks.map { values[$0] }
        return Self.isDirect(ranges, kinds, times) && Self.isApart(ranges, kinds, times)
      }
    }
  }

  @Test func strictNoOverlapAgreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      model.noOverlap(tasks, isStrict: true)
      return Specimen(model) { values in
        let ranges = tasks.compactMap { values[$0] }
        return ranges.indices.allSatisfy { i in
          ranges[..<i].allSatisfy { $0.upperBound <= ranges[i].lowerBound || ranges[i].upperBound <= $0.lowerBound }
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 2, name: "b"))
    model.noOverlap([a, b], setups: [[0, 1], [4, 0]])
    #expect(try model.words(0, 4) == nil && model.words(6, 0) == nil)
    #expect(try model.words(0, 3) == "constraint 0: a and b are too close to each other")
    #expect(try model.words(5, 0) == "constraint 0: a and b are too close to each other")
  }

  @Test func wordsOfDirectTimes() throws {
    let model = Model(horizon: 30)
    let tasks = ["a", "b", "c"].map { model.interval(duration: 1, name: $0) }
    // From a to c by way of b takes 1 + 1 + 1, directly 9.
    model.noOverlap(tasks, setups: [[0, 1, 9], [1, 0, 1], [nil, 1, 0]], isDirect: true)
    #expect(try model.words(0, 2, 4) == nil && model.words(2, 0, 12) == nil)
    #expect(try model.words(2, 0, 9) == "constraint 0: a and c are 6 apart, the transition takes 9")
    #expect(try model.words(6, 20, 0) == "constraint 0: a comes right after c")
  }

  @Test func mistakesAreNoted() {
    func errors(_ post: (Model, [IntervalVar]) -> Void) -> [ModelError] {
      let model = Model()
      post(model, [model.interval(duration: 1, name: "a"), model.interval(duration: 1, name: "b")])
      return model.errors
    }
    #expect(
      errors { $0.noOverlap($1, setups: [[0, 1]]) } == [.mismatchedCounts("noOverlap: 1 rows of times, one of 2")])
    #expect(
      errors { $0.noOverlap($1, setups: [[0]], kinds: [0]) } == [.mismatchedCounts("noOverlap: 2 intervals, 1 kinds")])
    #expect(
      errors { $0.noOverlap($1, setups: [[0]], kinds: [0, 1]) }
        == [.mismatchedCounts("noOverlap: 1 rows of times, a kind 1")])
    #expect(
      errors { $0.noOverlap($1, setups: [[-2]], kinds: [0, 0]) } == [.negativeQuantity("a time between intervals")])
    #expect(errors { $0.noOverlap($1, setups: [[1 << 40]], kinds: [0, 0]) } == [.overflow("a time between intervals")])
    #expect(errors { $0.noOverlap([$1[0], $1[0]], setups: [[0]], kinds: [0, 0]) } == [.duplicateInterval("a")])
    #expect(errors { $0.noOverlap($1, isStrict: true) } == [])
  }

  /// Times that no two intervals ask for decide nothing: here no detour is quicker, so no successors are needed.
  @Test func timesOfLoneKindsSayNothing() throws {
    let model = Model(horizon: 50)
    let tasks = (0..<3).map { _ in model.interval(duration: 2) }
    model.noOverlap(tasks, setups: [[nil, 1, 3], [2, 99, 2], [1, 2, nil]], isDirect: true)
    #expect(try model.linearModel().columns.count == 3 + 3)
  }

  /// Four jobs of 3 in two colours: 12 and one change of 2 or 4, without a horizon.
  @Test func coloursInBothEngines() throws {
    for (isMilling, best) in [(false, 14), (true, 15)] {
      let model = Model()
      let jobs = (0..<4).map { _ in model.interval(duration: 3) }
      model.noOverlap(jobs, setups: [[0, 2], [4, 0]], kinds: [1, 0, 1, 0])
      // The first job of the dark colour has to be started by then, which leaves no room for two in front.
      if isMilling { model.add(jobs[0].start <= 5) }
      model.minimize(model.maximum(of: jobs.map(\.end)))
      // By hand: light, light, dark, dark; else light, dark from 5, dark, then back to light: 3 + 2 + 6 + 4 + 3,
      // or dark, dark, light, light: 6 + 4 + 6.
      let expected = isMilling ? 16 : best
      for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
        #expect(result.status == .optimal && result.objective == expected)
      }
    }
  }

  /// Times that break the triangle inequality: by way of the second, the third is reached in 3 instead of 9.
  @Test func aDetourMayBeQuickerInBothEngines() throws {
    for (isDirect, best) in [(true, 5), (false, 12)] {
      let model = Model()
      let tasks = (0..<3).map { _ in model.interval(duration: 1) }
      model.noOverlap(tasks, setups: [[0, 1, 9], [9, 0, 1], [9, 9, 0]], isDirect: isDirect)
      model.minimize(model.maximum(of: tasks.map(\.end)))
      // Directly 1 + 1 + 1 + 1 + 1. Between any two: the first and the last are 9 apart at least in any order, so
      // 1 + 9 + 1, and the second, which is 9 behind one of them in all but this order, is there in between.
      let expected = isDirect ? best : 11
      for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
        #expect(result.status == .optimal && result.objective == expected)
      }
    }
  }

  @Test func hugeTimesAreRefusedOrHeld() throws {
    let model = Model()
    let tasks = (0..<4).map { _ in model.interval(duration: 1) }
    model.noOverlap(tasks, setups: tasks.map { _ in tasks.map { _ in 1 << 29 } })
    #expect(throws: ModelError.self) { try model.solve() }
    let short = Model(horizon: (1 << 30) - 10)
    let two = (0..<2).map { _ in short.interval(duration: 1) }
    short.noOverlap(two, setups: [[0]].map { $0.map { _ in 1 << 29 } }, kinds: [0, 0])
    short.minimize(short.maximum(of: two.map(\.end)))
    #expect(try short.solve().objective == (1 << 29) + 2)
  }
}
