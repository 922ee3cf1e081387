/// A job shop whose jobs have weights, due dates and releases; the total weighted tardiness is to be least.
///
/// With due dates 0 that is the total weighted completion time.
/// - Source: Singer, Pinedo 1998, "A computational study of branch and bound techniques for minimizing the total
///   weighted tardiness in job shops".
package struct TardyShop: Sendable {
  /// The jobs.
  package let chains: JobChains
  /// What a job's tardiness costs a unit of time.
  package let weights: [Int]
  /// When a job should have ended.
  package let dueDates: [Int]
  /// When a job may start.
  package let releases: [Int]

  /// The largest sum of weights: with times below four times the limit of work, objectives stay below 2^62.
  package static let weightLimit = 1 << 20

  /// - Precondition: one weight, due date and release a job; weights at least 0 with a sum below `weightLimit`; dates at
  ///   least 0 and below `JobChains.workLimit`. A job without operations ends at its release.
  package init(_ chains: JobChains, weights: [Int], dueDates: [Int], releases: [Int]) {
    let jobs = chains.jobCount
    precondition(weights.count == jobs && dueDates.count == jobs && releases.count == jobs, "one entry a job")
    precondition(weights.allSatisfy { $0 >= 0 && $0 < Self.weightLimit }, "weight outside the limits")
    precondition(weights.reduce(0, +) < Self.weightLimit, "weights above the limit")
    let dates = 0..<JobChains.workLimit
    precondition(dueDates.allSatisfy(dates.contains) && releases.allSatisfy(dates.contains), "date outside the limits")
    self.chains = chains
    self.weights = weights
    self.dueDates = dueDates
    self.releases = releases
  }

  /// The objective of these starts of the operations, or nothing where they break a rule: from the definition.
  package func tardiness(of starts: [Int]) -> Int? {
    guard starts.count == chains.operationCount, starts.allSatisfy({ $0 >= 0 && $0 < 2 * JobChains.workLimit }) else {
      return nil
    }
    var total = 0
    for job in 0..<chains.jobCount {
      var time = releases[job]
      for operation in chains.operations(of: job) {
        guard starts[operation] >= time else { return nil }
        time = starts[operation] + chains.durations[operation]
      }
      total += weights[job] * max(0, time - dueDates[job])
    }
    for order in orders(of: starts) {
      for (x, y) in zip(order, order.dropFirst()) where starts[x] + chains.durations[x] > starts[y] { return nil }
    }
    return total
  }

  /// The operations of each machine by start, empty ones first where they start together.
  func orders(of starts: [Int]) -> [[Int]] {
    chains.operationsByMachine.map { operations in
      operations.sorted { (starts[$0], chains.durations[$0], $0) < (starts[$1], chains.durations[$1], $1) }
    }
  }
}
