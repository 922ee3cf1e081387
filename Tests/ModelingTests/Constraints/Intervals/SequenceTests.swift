import Basics
import GLPKSolver
import Modeling
import TestSupport
import Testing

@Suite struct SequenceTests {
  private static func isKept(_ sequence: IntervalSequence, _ values: Assignment) -> Bool {
    let ranges = sequence.intervals.map { values[$0] }
    let order = ranges.indices.filter { ranges[$0] != nil }.sorted {
      let (a, b) = (ranges[$0]!, ranges[$1]!)
      return (a.lowerBound, a.upperBound, $0) < (b.lowerBound, b.upperBound, $1)
    }
    let pairs = Array(zip(order, order.dropFirst()))
    return pairs.allSatisfy { ranges[$0]!.upperBound <= ranges[$1]!.lowerBound }
      && ranges.indices.allSatisfy { i in
        values[sequence.isFirst[i]] == (order.first == i) && values[sequence.isLast[i]] == (order.last == i)
          && ranges.indices.allSatisfy { j in
            values[sequence.next[i][j]] == pairs.contains { $0 == i && $1 == j }
          }
      }
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let count = random.within(1...2)
      let tasks = (0..<count).map { place in
        let start = random.below(3)
        let presence = random.chance(30) ? model.boolean() : nil
        return place == 0 && count == 1
          ? model.interval(start: start...(start + 1), duration: model.integer(0...1), presence: presence)
          : model.interval(start: start...(start + 2), duration: random.below(3), presence: presence)
      }
      let sequence = model.sequence(of: tasks)
      return Specimen(model) { Self.isKept(sequence, $0) }
    }
  }

  @Test func threeIntervalsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...6) { random in
      let model = Model()
      let presence = random.chance(50) ? model.boolean() : nil
      let tasks = (0..<3).map { place in
        let first = random.below(4)
        return model.interval(
          start: first...(place == 0 && presence == nil ? first + 1 : first), duration: random.below(3),
          presence: place == 1 ? presence : nil)
      }
      let sequence = model.sequence(of: tasks)
      return Specimen(model) { Self.isKept(sequence, $0) }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 9)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 2, name: "b"))
    _ = model.sequence(of: [a, b])
    // The starts, the constant, then whether each is first, last, and next after the other.
    #expect(try model.words(0, 3, 0, 1, 0, 0, 1, 1, 0) == nil)
    #expect(try model.words(0, 2, 0, 1, 0, 0, 1, 1, 0) == "constraint 0: a and b overlap")
    #expect(try model.words(0, 3, 0, 0, 1, 0, 1, 1, 0) == "constraint 0: whether a is first or last is wrong")
    #expect(try model.words(0, 3, 0, 1, 0, 0, 1, 0, 0) == "constraint 0: whether b is next after a is wrong")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let a = model.interval(duration: 1, name: "a")
    _ = model.sequence(of: [a, a])
    let foreign = Model()
    let order = foreign.sequence(of: [a])
    _ = model.cost(of: order, [[1, 2]])
    _ = model.cost(of: order, [[1]], kinds: [0, 0])
    _ = model.cost(of: order, [[1]], kinds: [1])
    #expect(foreign.errors == [.foreignVariable("a sequence")])
    #expect(
      model.errors == [
        .duplicateInterval("a"), .mismatchedCounts("costs of a sequence: 1 intervals, 1 kinds, 1 rows"),
        .mismatchedCounts("costs of a sequence: 1 intervals, 2 kinds, 1 rows"),
        .mismatchedCounts("costs of a sequence: 1 intervals, 1 kinds, 1 rows"),
      ])
  }

  /// Rows of the relaxation exclude no solution.
  @Test func solutionsKeepTheRelaxation() throws {
    var rowCount = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      _ = model.sequence(of: random.intervals(2, in: model))
      let data = try model.validated()
      let rows = RelaxedModel(data).rows
      rowCount += rows.count
      for values in BruteForce(data).solutions {
        for row in rows {
          let sum = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * values[Int($1.0)] }
          #expect(sum >= row.lower && sum <= row.upper, "seed \(seed): \(values)")
        }
      }
    }
    #expect(rowCount > 60)
  }

  /// The travelling salesman of five towns: costs of a round trip that begins and ends at the first one.
  @Test func costsOfSuccessionsInBothEngines() throws {
    let costs = [[0, 3, 9, 8, 7], [3, 0, 4, 9, 9], [9, 4, 0, 2, 9], [8, 9, 2, 0, 5], [7, 9, 9, 5, 0]]
    var best = Int.max
    func walk(_ path: [Int], _ cost: Int) {
      if path.count == 5 { best = min(best, cost + costs[path[4]][0]) }
      for next in 0..<5 where !path.contains(next) { walk(path + [next], cost + costs[path[path.count - 1]][next]) }
    }
    walk([0], 0)
    let model = Model(horizon: 5)
    let towns = (0..<5).map { _ in model.interval(duration: 1) }
    let order = model.sequence(of: towns)
    model.add(order.isFirst[0] == 1)
    model.minimize(
      model.cost(of: order, costs) + sum(of: (0..<5).map { costs[$0][0] * order.isLast[$0] }))
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == best)
    }
  }
}
