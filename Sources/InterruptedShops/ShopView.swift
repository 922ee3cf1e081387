import Shops

/// What is known at a moment: where the jobs are, what they have left, and which machines are down until when.
///
/// The future is not in it: a downtime is there once it has begun, with its end.
package struct ShopView: Sendable {
  /// The jobs, which are known from the beginning.
  package let chains: JobChains
  /// The moment.
  package internal(set) var now = 0
  /// By job, the operation that it starts next; the end of its operations when all have started.
  package internal(set) var next: [Int]
  /// By job, the operation whose machine it is on; −1 before its first one and after its last one.
  package internal(set) var held: [Int]
  /// By job, the work left of the operation whose machine it is on.
  package internal(set) var remaining: [Int]
  /// By job, since when it waits for its next machine, or when it began to move last.
  package internal(set) var ready: [Int]
  /// By machine, the job on it; −1 where it is free.
  package internal(set) var occupant: [Int]
  /// By machine, when its present downtime ends; not after now where it is up.
  package internal(set) var downUntil: [Int]
  /// The downtimes that have begun, by their beginnings.
  package internal(set) var seen: [(machine: Int, start: Int, end: Int)] = []
  /// By operation, its start; −1 before it.
  package internal(set) var starts: [Int]

  init(_ chains: JobChains) {
    self.chains = chains
    next = Array(chains.offsets.dropLast())
    held = [Int](repeating: -1, count: chains.jobCount)
    remaining = [Int](repeating: 0, count: chains.jobCount)
    ready = [Int](repeating: 0, count: chains.jobCount)
    occupant = [Int](repeating: -1, count: chains.machineCount)
    downUntil = [Int](repeating: 0, count: chains.machineCount)
    starts = [Int](repeating: -1, count: chains.operationCount)
  }

  /// Whether a job has operations to start, and nothing to do where it is.
  package func isWaiting(_ job: Int) -> Bool {
    next[job] < chains.offsets[job + 1] && remaining[job] == 0
  }

  /// The machine of a job's next operation, of a job that has one.
  package func nextMachine(of job: Int) -> Int { chains.machines[next[job]] }

  /// Whether a machine does work now.
  package func isUp(_ machine: Int) -> Bool { downUntil[machine] <= now }

  /// Operations of a job that have not started.
  package func unstarted(of job: Int) -> Range<Int> { next[job]..<chains.offsets[job + 1] }
}
