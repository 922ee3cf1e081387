/// The jobs of a shop as chains of operations, each with its machine and its duration: flat arrays, checked once.
///
/// A job may visit a machine more than once or not at all, have no operation, and durations may be 0.
package struct JobChains: Sendable {
  /// The number of machines; they are numbered from 0.
  package let machineCount: Int
  /// Job j has the operations `offsets[j]..<offsets[j + 1]`, in this order; one entry more than jobs.
  package let offsets: [Int]
  /// The machine of each operation.
  package let machines: [Int]
  /// The duration of each operation.
  package let durations: [Int]
  /// The job of each operation.
  package let jobs: [Int]

  /// The largest total work: sums of a few of such numbers, also weighted moderately, stay far from overflow.
  package static let workLimit = 1 << 40

  /// - Precondition: `offsets` starts with 0, never falls and ends with the number of operations; machines lie in
  ///   `0..<machineCount`; durations are at least 0 and together below `workLimit`.
  package init(machineCount: Int, offsets: [Int], machines: [Int], durations: [Int]) {
    precondition(offsets.first == 0 && offsets.last == machines.count, "offsets do not span the operations")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "offsets fall")
    precondition(durations.count == machines.count, "one duration an operation")
    precondition(machines.allSatisfy { $0 >= 0 && $0 < machineCount }, "machine outside the shop")
    precondition(durations.allSatisfy { $0 >= 0 && $0 < Self.workLimit }, "duration outside the limits")
    var work = 0
    for duration in durations {
      work += duration
      precondition(work < Self.workLimit, "total work above the limit")
    }
    self.machineCount = machineCount
    self.offsets = offsets
    self.machines = machines
    self.durations = durations
    var jobs = [Int](repeating: 0, count: machines.count)
    for job in 0..<(offsets.count - 1) {
      for operation in offsets[job]..<offsets[job + 1] { jobs[operation] = job }
    }
    self.jobs = jobs
  }

  /// The number of jobs.
  package var jobCount: Int { offsets.count - 1 }

  /// The number of operations.
  package var operationCount: Int { machines.count }

  /// The operations of a job.
  package func operations(of job: Int) -> Range<Int> { offsets[job]..<offsets[job + 1] }

  /// The total work of a job.
  package func work(of job: Int) -> Int { durations[operations(of: job)].reduce(0, +) }

  /// The operations of each machine, in the order of their numbers.
  package var operationsByMachine: [[Int]] {
    var lists = [[Int]](repeating: [], count: machineCount)
    for operation in 0..<operationCount { lists[machines[operation]].append(operation) }
    return lists
  }
}
