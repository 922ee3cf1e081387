import Basics
import Testing

@testable import Scheduling

@Suite struct LongestPathsTests {
  /// 0 takes 3, 1 takes 2, 2 takes 4; 0 before 1 with a lag of 5, 0 before 2 overlapping by 1, 1 before 2.
  @Test func aNetworkByHand() {
    let paths = LongestPaths(
      durations: [3, 2, 4],
      [.init(before: 0, after: 1, lag: 5), .init(before: 0, after: 2, lag: -1), .init(before: 1, after: 2)])
    #expect(paths.heads == [0, 8, 10])
    #expect(paths.tails == [11, 4, 0])
    #expect(paths.length == 14)
  }

  /// What must follow is never less than nothing, whatever a lag allows.
  @Test func aLagBelowTheDurationsLeavesZero() {
    let paths = LongestPaths(durations: [2, 3], [.init(before: 0, after: 1, lag: -4)])
    #expect(paths.heads == [0, 0] && paths.tails == [0, 0] && paths.length == 3)
  }

  @Test func noActivityHasNoLength() {
    #expect(LongestPaths(durations: [], []).length == 0)
  }

  @Test func headsAndTailsAreTheLongestOfAllPaths() {
    var random = RandomSource(seed: 41)
    for _ in 0..<300 {
      let network = NetworkSamples.random(
        count: random.within(1...8), machines: 0, renewables: 0, lags: -2...3, &random)
      let paths = network.longestPaths
      for activity in network.activities.indices {
        #expect(paths.heads[activity] == NetworkSamples.longestChain(before: activity, network))
        #expect(paths.tails[activity] == NetworkSamples.longestChain(behind: activity, network))
      }
    }
  }

  /// Bounds hold for whatever mode is chosen, so they count the shortest.
  @Test func modesCountWithTheirLeastDuration() {
    let activities = [[5, 2, 3], [1]].map { durations in
      Activity(name: "a", modes: durations.map { Mode(duration: $0, demands: []) })
    }
    let network = ActivityNetwork(
      name: "modes", activities: activities, resources: [], precedences: [.init(before: 0, after: 1)])
    #expect(network.longestPaths.heads == [0, 2] && network.longestPaths.length == 3)
  }

  /// The closure says what holds in every schedule: the end of one is at most the start of the other. Enumeration finds
  /// exactly those pairs where lags are not below 0.
  @Test func theClosureHoldsWhatLinksImply() {
    var random = RandomSource(seed: 42)
    for _ in 0..<300 {
      let network = NetworkSamples.random(
        count: random.within(1...8), machines: 0, renewables: 0, lags: -1...1, &random)
      let count = network.activities.count
      let closure = PrecedenceClosure(activityCount: count, network.precedences)
      func reaches(_ before: Int, _ after: Int) -> Bool {
        network.precedences.contains { link in
          link.before == before && link.lag >= 0 && (link.after == after || reaches(link.after, after))
        }
      }
      for before in 0..<count {
        #expect(closure.successorCount(of: before) == (0..<count).count { reaches(before, $0) })
        for after in 0..<count { #expect(closure.precedes(before, after) == reaches(before, after)) }
      }
    }
  }
}
