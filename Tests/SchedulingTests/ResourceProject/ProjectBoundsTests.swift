import Basics
import Testing

@testable import Scheduling

@Suite struct ResourceProjectBoundsTests {
  @Test func noBoundIsAboveTheOptimum() {
    var random = RandomSource(seed: 21)
    var tight: [String: Int] = [:]
    var aboveCriticalPath: [String: Int] = [:]
    for _ in 0..<600 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...6), &random)
      let optimum = ProjectOracle.optimum(of: instance)
      let data = ResourceProject.BoundData(instance)
      for bound in ResourceProject.LowerBound.allCases {
        let value = data.value(of: bound)
        #expect(value <= optimum)
        tight[bound.rawValue, default: 0] += value == optimum ? 1 : 0
        aboveCriticalPath[bound.rawValue, default: 0] += value > instance.criticalPathLength ? 1 : 0
      }
    }
    // Each bound is the only reason for some answers, so each must be worth something.
    for bound in ResourceProject.LowerBound.allCases {
      #expect(tight[bound.rawValue]! > 100)
      if bound != .criticalPath { #expect(aboveCriticalPath[bound.rawValue]! > 50) }
    }
  }

  @Test func subsetSumsAreThoseOfEnumeration() {
    var random = RandomSource(seed: 23)
    for _ in 0..<500 {
      let demands = (0..<random.within(0...8)).map { _ in random.within(0...60) }
      let capacity = random.within(0...200)
      var best = 0
      for subset in 0..<(1 << demands.count) {
        let sum = demands.indices.reduce(0) { $0 + (subset >> $1 & 1 == 1 ? demands[$1] : 0) }
        if sum <= capacity { best = max(best, sum) }
      }
      #expect(ResourceProject.largestSubsetSum(of: demands, within: capacity) == best)
    }
  }

  @Test func cliquesAreMaximalAndDisjoint() {
    var random = RandomSource(seed: 24)
    for _ in 0..<200 {
      let instance = ProjectOracle.randomInstance(count: random.within(2...12), &random)
      let disjunctions = ResourceProject.Disjunctions(of: instance, instance.closure)
      let cliques = disjunctions.cliques()
      for clique in cliques {
        #expect(clique == clique.sorted() && clique.count >= 2)
        for one in clique { for other in clique where one != other { #expect(disjunctions.areDisjoint(one, other)) } }
        for outside in 0..<instance.activityCount where !clique.contains(outside) {
          #expect(!clique.allSatisfy { disjunctions.areDisjoint(outside, $0) })
        }
      }
      // All pairs are covered while the limit is not met.
      for (first, second) in disjunctions.incompatiblePairs where cliques.count < 50 {
        #expect(cliques.contains { $0.contains(first) && $0.contains(second) })
      }
      #expect(Set(cliques).count == cliques.count)
    }
  }

  @Test func energyCountsOnlyWhatCanBeUsedTogether() throws {
    // Three activities of 2 out of 3, 4 time units each: one at a time.
    let instance = try ResourceProject.Instance(
      name: "odd", durations: [4, 4, 4], demands: [[2], [2], [2]], successors: [[], [], []], capacities: [3])
    #expect(ResourceProject.BoundData(instance).value(of: .energy) == 12)
  }

  /// Four activities of 2 x 3 out of 5, then one of demand 2 that would fill the capacity beside them. Before time 2 it
  /// cannot run: [0, 5) offers 2 * 3 + 3 * 5 for an energy of 24, so 7 is no makespan; [0, 6) has room.
  @Test func energeticReasoningCountsOnlyWhatMayRunAtATime() throws {
    let instance = try ResourceProject.Instance(
      name: "filler", durations: [2, 2, 2, 2, 2], demands: [[3], [3], [3], [3], [2]],
      successors: [[4], [4], [4], [4], []], capacities: [5])
    #expect(ResourceProject.BoundData(instance).value(of: .energeticReasoning) == 8)
  }
}
