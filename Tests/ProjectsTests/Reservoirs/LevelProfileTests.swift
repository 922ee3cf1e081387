import Basics
import Testing

@testable import Projects

@Suite("Levels over time")
struct LevelProfileTests {
  @Test("the first start that keeps levels is found as by looking at every moment, after any comings and goings")
  func earliest() {
    var random = RandomSource(seed: 41)
    for _ in 0..<80 {
      let count = 5
      let width = 1 + random.below(2)
      let durations = (0..<count).map { _ in random.below(4) }
      func changesOf() -> [Int] { (0..<count * width).map { _ in random.within(-2...2) } }
      let reservoirs = Reservoirs(
        initial: (0..<width).map { _ in random.within(0...2) }, minimum: Array(repeating: 0, count: width),
        maximum: (0..<width).map { _ in random.chance(50) ? Reservoirs.unlimited : 3 },
        startChanges: changesOf(), endChanges: changesOf())
      let changes = LevelChanges(reservoirs, activities: count, backwards: false)
      var profile = LevelProfile(changes)
      var starts = Array(repeating: -1, count: count)
      for _ in 0..<15 {
        let i = random.below(count)
        if starts[i] >= 0 {
          profile.take(i, duration: durations[i], of: changes, at: starts[i], sign: -1)
          starts[i] = -1
        } else {
          let ready = random.below(6)
          let found = profile.earliest(i, duration: durations[i], of: changes, from: ready)
          let first = (ready...30).first { keeps(i, at: $0, starts, durations, reservoirs) }
          #expect(found == first ?? FreeProfile.never)
          if let first {
            starts[i] = first
            profile.take(i, duration: durations[i], of: changes, at: first)
          }
        }
        let placed = (0..<count).filter { starts[$0] >= 0 }
        let some = Reservoirs(
          initial: reservoirs.initial, minimum: reservoirs.minimum, maximum: reservoirs.maximum,
          startChanges: placed.flatMap { reservoirs.startChanges[$0 * width..<($0 + 1) * width] },
          endChanges: placed.flatMap { reservoirs.endChanges[$0 * width..<($0 + 1) * width] })
        #expect(
          profile.holds(changes)
            == some.hold(starts: placed.map { starts[$0] }, durations: placed.map { durations[$0] }))
      }
    }
  }

  /// Whether no moment is further out of its limits with the activity than without.
  private func keeps(_ i: Int, at start: Int, _ starts: [Int], _ durations: [Int], _ reservoirs: Reservoirs) -> Bool {
    func change(_ activity: Int, _ begin: Int, _ r: Int, _ moment: Int) -> Int {
      let place = activity * reservoirs.count + r
      return (begin <= moment ? reservoirs.startChanges[place] : 0)
        + (begin + durations[activity] <= moment ? reservoirs.endChanges[place] : 0)
    }
    return (0..<reservoirs.count).allSatisfy { r in
      (start...35).allSatisfy { moment in
        let others = starts.indices.filter { starts[$0] >= 0 }
        let level = others.reduce(reservoirs.initial[r]) { $0 + change($1, starts[$1], r, moment) }
        let own = change(i, start, r, moment)
        return own < 0 ? level + own >= reservoirs.minimum[r] : own == 0 || level + own <= reservoirs.maximum[r]
      }
    }
  }
}
