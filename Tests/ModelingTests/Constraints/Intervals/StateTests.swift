import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct StateTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let states = tasks.map { _ in random.below(3) }
      let times: [[Int?]]? =
        random.chance(40) ? nil : (0..<3).map { _ in (0..<3).map { _ in random.chance(15) ? nil : random.below(3) } }
      model.state(tasks, requires: states, transitions: times)
      return Specimen(model) { values in
        tasks.indices.allSatisfy { j in
          (0..<j).allSatisfy { i in
            guard states[i] != states[j], let a = values[tasks[i]], let b = values[tasks[j]] else { return true }
            let forward = times.map { $0[states[i]][states[j]] } ?? 0
            let backward = times.map { $0[states[j]][states[i]] } ?? 0
            return forward.map { a.upperBound + $0 <= b.lowerBound } ?? false
              || backward.map { b.upperBound + $0 <= a.lowerBound } ?? false
          }
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let tasks = ["a", "b", "c"].map { model.interval(duration: 3, name: $0) }
    model.state(tasks, requires: [70, -4, 70])
    #expect(try model.words(0, 3, 0) == nil && model.words(4, 0, 3) == nil)
    #expect(try model.words(1, 3, 0) == "constraint 0: a and b are too close to each other")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let a = model.interval(duration: 1, name: "a")
    model.state([a], requires: [])
    model.state([a], requires: [2], transitions: [[0]])
    model.state([a, a], requires: [0, 0])
    #expect(
      model.errors == [
        .mismatchedCounts("a state: 1 intervals, 0 kinds"), .mismatchedCounts("a state: 1 rows of times, a kind 2"),
        .duplicateInterval("a"),
      ])
  }

  /// An oven bakes two at a time. Three cold bakes of 4 and two hot ones of 3, heating takes 2, cooling 6.
  @Test func anOvenInBothEngines() throws {
    let model = Model()
    let bakes = [4, 4, 4, 3, 3].map { model.interval(duration: $0) }
    model.cumulative(bakes, demands: [1, 1, 1, 1, 1], capacity: 2)
    model.state(bakes, requires: [0, 0, 0, 1, 1], transitions: [[0, 2], [6, 0]])
    model.minimize(model.maximum(of: bakes.map(\.end)))
    // By hand: the cold ones take 8, then 2, then 3.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 13)
    }
  }
}
