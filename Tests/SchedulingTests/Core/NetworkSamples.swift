import Basics
import Solving

@testable import Scheduling

/// Small random networks and what enumeration says about them, sharing nothing with the code under test.
enum NetworkSamples {
  /// Precedences with lags from `lags` lead from smaller to larger numbers; machines come before other resources.
  static func random(
    count: Int, machines: Int, renewables: Int, lags: ClosedRange<Int>, _ random: inout RandomSource
  ) -> ActivityNetwork {
    var precedences: [Precedence] = []
    for before in 0..<count {
      for after in before + 1..<max(count, before + 1) where random.below(4) == 0 {
        precedences.append(Precedence(before: before, after: after, lag: random.within(lags)))
      }
    }
    let capacities = (0..<renewables).map { _ in random.within(1...4) }
    let activities = (0..<count).map { number in
      let duration = random.within(0...4)
      var demands: [Demand] = []
      if machines > 0 { demands.append(Demand(resource: random.below(machines), amount: 1)) }
      for (index, capacity) in capacities.enumerated() where duration > 0 && random.below(2) == 0 {
        demands.append(Demand(resource: machines + index, amount: random.within(1...capacity)))
      }
      return Activity(name: "activity \(number)", modes: [Mode(duration: duration, demands: demands)])
    }
    return ActivityNetwork(
      name: "tiny", activities: activities,
      resources: (0..<machines).map { Resource(name: "machine \($0)", kind: .machine) }
        + capacities.enumerated().map { Resource(name: "R\($0 + 1)", kind: .renewable(capacity: $1)) },
      precedences: precedences)
  }

  static func duration(_ activity: Int, _ network: ActivityNetwork) -> Int {
    network.activities[activity].modes[0].duration
  }

  /// Whether the starts keep all precedences and capacities, moment by moment.
  static func isSchedule(_ starts: [Int], _ network: ActivityNetwork) -> Bool {
    for link in network.precedences
    where starts[link.after] < starts[link.before] + duration(link.before, network) + link.lag {
      return false
    }
    let end = starts.indices.map { starts[$0] + duration($0, network) }.max() ?? 0
    for time in 0..<end {
      var free = network.resources.map(\.capacity)
      for activity in starts.indices
      where starts[activity] <= time && time < starts[activity] + duration(activity, network) {
        for demand in network.activities[activity].modes[0].demands { free[demand.resource] -= demand.amount }
      }
      if free.contains(where: { $0 < 0 }) { return false }
    }
    return true
  }

  /// The least makespan, over all starts up to `horizon`; nil where nothing ends by then.
  static func optimum(_ network: ActivityNetwork, horizon: Int) -> Int? {
    var starts: [Int] = []
    var best: Int?
    func place() {
      let number = starts.count
      guard number < network.activities.count else {
        let makespan = starts.indices.map { starts[$0] + duration($0, network) }.max() ?? 0
        if makespan < best ?? .max, isSchedule(starts, network) { best = makespan }
        return
      }
      for start in 0...horizon where start + duration(number, network) <= min(horizon, (best ?? .max) - 1) {
        starts.append(start)
        place()
        starts.removeLast()
      }
    }
    place()
    return best
  }

  /// The length of every path that ends where `activity` starts, by following all of them back.
  static func longestChain(before activity: Int, _ network: ActivityNetwork) -> Int {
    network.precedences.filter { $0.after == activity }
      .map { longestChain(before: $0.before, network) + duration($0.before, network) + $0.lag }
      .reduce(0, max)
  }

  static func longestChain(behind activity: Int, _ network: ActivityNetwork) -> Int {
    network.precedences.filter { $0.before == activity }
      .map { $0.lag + duration($0.after, network) + longestChain(behind: $0.after, network) }
      .reduce(0, max)
  }
}
