import Basics
import Projects
import Testing

@Suite("The closure of minimum and maximum lags")
struct TemporalClosureTests {
  /// The longest path of at most `count` arcs by trying ever longer ones; nil where a longer one is longer still.
  private func slowDistances(_ count: Int, _ arcs: [TemporalArc]) -> [[Int?]]? {
    var distance: [[Int?]] = (0..<count).map { i in (0..<count).map { $0 == i ? 0 : nil } }
    for round in 0...count {
      var next = distance
      for arc in arcs {
        for i in 0..<count {
          guard let so = distance[i][arc.from] else { continue }
          next[i][arc.to] = max(next[i][arc.to] ?? .min, so + arc.weight)
        }
      }
      if next == distance { return distance }
      if round == count { return nil }
      distance = next
    }
    return nil
  }

  private func randomArcs(_ random: inout RandomSource, count: Int) -> [TemporalArc] {
    (0..<random.below(3 * count)).map { _ in
      TemporalArc(from: random.below(count), to: random.below(count), weight: random.within(-9...4))
    }
  }

  @Test("is the longest path between each two nodes, or names a cycle that is positive")
  func longestPaths() throws {
    var random = RandomSource(seed: 1)
    var cycles = 0
    for _ in 0..<600 {
      let count = 1 + random.below(7)
      let arcs = randomArcs(&random, count: count)
      guard let expected = slowDistances(count, arcs) else {
        cycles += 1
        #expect(isPositive(try #require(failure(count, arcs)), arcs))
        continue
      }
      let closure = try TemporalClosure(count: count, arcs: arcs)
      for i in 0..<count {
        for j in 0..<count {
          #expect(closure.connects(i, j) == (expected[i][j] != nil))
          if let distance = expected[i][j] { #expect(closure[i, j] == distance) }
        }
      }
    }
    #expect(cycles > 50)
  }

  private func failure(_ count: Int, _ arcs: [TemporalArc]) -> PositiveCycle? {
    do {
      _ = try TemporalClosure(count: count, arcs: arcs)
      return nil
    } catch {
      return error
    }
  }

  private func isPositive(_ cycle: PositiveCycle, _ arcs: [TemporalArc]) -> Bool {
    var sum = 0
    for (node, next) in zip(cycle.nodes, cycle.nodes.dropFirst() + cycle.nodes.prefix(1)) {
      guard let lag = arcs.filter({ $0.from == node && $0.to == next }).map(\.weight).max() else { return false }
      sum += lag
    }
    return sum > 0 && Set(cycle.nodes).count == cycle.nodes.count
  }

  @Test("takes arcs in one by one as if they had been there from the start")
  func additions() throws {
    var random = RandomSource(seed: 2)
    for _ in 0..<300 {
      let count = 1 + random.below(6)
      var taken: [TemporalArc] = []
      var closure = try TemporalClosure(count: count, arcs: [])
      for arc in randomArcs(&random, count: count) {
        let accepted = closure.add(arc)
        #expect(accepted == (slowDistances(count, taken + [arc]) != nil))
        if accepted { taken.append(arc) }
        #expect(closure.distances == (try TemporalClosure(count: count, arcs: taken)).distances)
      }
    }
  }

  @Test("is the same without memory for pairs where all may start at 0")
  func singleSource() throws {
    var random = RandomSource(seed: 3)
    for _ in 0..<300 {
      let count = 1 + random.below(6)
      let arcs = randomArcs(&random, count: count)
      let releases = (0..<count).map { _ in random.below(5) }
      guard let distances = slowDistances(count, arcs) else { continue }
      let paths = try LongestPaths(count: count, arcs: arcs, releases: releases)
      for j in 0..<count {
        #expect(paths.times[j] == (0..<count).compactMap { i in distances[i][j].map { $0 + releases[i] } }.max())
      }
    }
  }

  @Test("nothing has a closure of nothing, and an arc to itself is a cycle where it is positive")
  func corners() throws {
    #expect(try TemporalClosure(count: 0, arcs: []).distances.isEmpty)
    #expect(try LongestPaths(count: 0, arcs: []).times.isEmpty)
    #expect(failure(2, [TemporalArc(from: 1, to: 1, weight: 1)])?.nodes == [1])
    #expect(failure(2, [TemporalArc(from: 1, to: 1, weight: 0)]) == nil)
  }

  @Test("strong components are nodes that lead to each other, those led to first")
  func components() {
    var random = RandomSource(seed: 4)
    for _ in 0..<300 {
      let count = 1 + random.below(7)
      let arcs = randomArcs(&random, count: count).map { TemporalArc(from: $0.from, to: $0.to, weight: 0) }
      guard let distances = slowDistances(count, arcs) else { continue }
      let components = StrongComponents(count: count, arcs: arcs)
      for i in 0..<count {
        #expect(components.members(components.number[i]).contains(i))
        for j in 0..<count where distances[i][j] != nil {
          #expect(components.number[i] >= components.number[j])
          #expect((components.number[i] == components.number[j]) == (distances[j][i] != nil))
        }
      }
    }
  }
}
