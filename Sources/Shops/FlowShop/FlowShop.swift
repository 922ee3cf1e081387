/// A shop whose machines all work on the jobs in one order, as flat arrays.
///
/// Every job visits machine 0, 1, … in turn. With several factories, each has all the machines and an order of its own,
/// and a job is done wholly in one of them. A candidate is the order of each factory.
package struct FlowShop: Sendable, Equatable {
  /// A candidate: for every factory its jobs in order, every job once.
  package typealias Order = [[Int]]

  /// What jobs and machines may do between two operations.
  package enum Kind: Sendable, CaseIterable {
    /// Jobs wait in front of machines as long as they like.
    case permutation
    /// A job goes from machine to machine without a break.
    case noWait
    /// A job stays on its machine until the next one takes it.
    case blocking
    /// A machine works, setups included, without a break from its first job to its last.
    case noIdle
  }

  /// What is minimised; sums count a job's completion on the last machine by the job's weight.
  package enum Objective: Sendable, CaseIterable {
    case makespan, totalCompletion, totalTardiness
  }

  package let jobs, machines, factories: Int
  package let kind: Kind
  package let objective: Objective
  /// The duration of job j on machine i at `j * machines + i`.
  package let durations: [Int]
  /// What machine i takes between neighbours j and k, at `(i * jobs + j) * jobs + k`, whether the job is there or not;
  /// empty where it is always 0. No job has a setup before the first one.
  package let setups: [Int]
  /// A weight a job; empty where all are 1.
  package let weights: [Int]
  /// A due date a job; may be empty for the other objectives.
  package let dueDates: [Int]

  /// - Parameters:
  ///   - machines: at least 1.
  ///   - durations: not negative, `jobs * machines`, job by job.
  ///   - setups: none or `machines * jobs * jobs` numbers, not negative; diagonals play no part.
  ///   - weights: none or one a job, not negative, below 2^20 together.
  ///   - dueDates: one a job for tardiness, else these or none; between ±2^40.
  ///
  /// All durations and the longest setup between all operations stay below 2^40 together, so that no sum overflows.
  package init(
    jobs: Int, machines: Int, durations: [Int], setups: [Int] = [], weights: [Int] = [], dueDates: [Int] = [],
    factories: Int = 1, kind: Kind = .permutation, objective: Objective = .makespan
  ) {
    precondition(jobs >= 0 && jobs < 1 << 20 && machines >= 1 && factories >= 1, "sizes of a flow shop")
    precondition(durations.count == jobs * machines, "a duration for every job on every machine")
    precondition(setups.isEmpty || setups.count == machines * jobs * jobs, "a setup for every pair on every machine")
    precondition(weights.isEmpty || weights.count == jobs, "a weight for every job")
    precondition(dueDates.count == jobs || dueDates.isEmpty && objective != .totalTardiness, "a due date for every job")
    let limit = 1 << 40
    precondition(
      durations.allSatisfy { $0 >= 0 && $0 < limit } && setups.allSatisfy { $0 >= 0 && $0 < limit }
        && weights.allSatisfy { $0 >= 0 && $0 < 1 << 20 }, "numbers of a flow shop are not negative")
    precondition(dueDates.allSatisfy { abs($0) <= limit }, "due dates stay below 2^40")
    let work = durations.reduce(into: 0) { $0 = min($0 + $1, limit) }
    let (setupWork, overflow) = (setups.max() ?? 0).multipliedReportingOverflow(by: jobs * machines)
    precondition(!overflow && setupWork < limit - work, "the work of a flow shop stays below 2^40")
    precondition(weights.reduce(0, +) < 1 << 20, "weights stay below 2^20 together")
    self.jobs = jobs
    self.machines = machines
    self.factories = factories
    self.kind = kind
    self.objective = objective
    self.durations = durations
    self.setups = setups.contains { $0 > 0 } ? setups : []
    self.weights = weights
    self.dueDates = dueDates
  }

  func duration(_ job: Int, _ machine: Int) -> Int { durations[job * machines + machine] }

  func setup(_ machine: Int, _ job: Int, _ next: Int) -> Int {
    setups.isEmpty ? 0 : setups[(machine * jobs + job) * jobs + next]
  }

  func weight(_ job: Int) -> Int { weights.isEmpty ? 1 : weights[job] }

  /// What a job adds to a sum when it ends at this time.
  func cost(_ job: Int, completion: Int) -> Int {
    switch objective {
    case .makespan: completion
    case .totalCompletion: weight(job) * completion
    case .totalTardiness: weight(job) * max(0, completion - dueDates[job])
    }
  }

  /// The work of a job on all machines.
  func total(_ job: Int) -> Int { durations[job * machines..<(job + 1) * machines].reduce(0, +) }
}
