/// Jobs that each run on one of several machines, for a time that depends on both; the largest load is minimised.
package struct ParallelMachines: Sendable {
  package let jobCount: Int
  package let machineCount: Int
  /// Job after job, its duration on each machine; `forbidden` where it cannot run there.
  let times: [Int]

  static let forbidden = Int.max
  /// The sum of the jobs' largest durations stays below this, so that no sum of times overflows.
  package static let workLimit = 1 << 40

  /// - Parameters:
  ///   - jobCount: how many jobs there are, or none.
  ///   - machineCount: how many machines there are; none only where there is no job.
  ///   - durations: job after job, one for each machine, none negative, and nil where the job cannot run there; every
  ///     job can run somewhere, and the sum of the jobs' largest durations is below `workLimit`.
  package init(jobCount: Int, machineCount: Int, durations: [Int?]) {
    precondition(jobCount >= 0 && machineCount >= 0, "counts are not negative")
    precondition(durations.count == jobCount * machineCount, "a duration for each job and machine")
    var work = 0
    for job in 0..<jobCount {
      let possible = durations[job * machineCount..<(job + 1) * machineCount].compactMap { $0 }
      guard let longest = possible.max() else { preconditionFailure("every job can run somewhere") }
      precondition(possible.allSatisfy { (0..<Self.workLimit).contains($0) }, "durations are not negative")
      work += longest
      precondition(work < Self.workLimit, "the total work stays below the limit")
    }
    self.jobCount = jobCount
    self.machineCount = machineCount
    times = durations.map { $0 ?? Self.forbidden }
  }

  /// The machine of each job.
  package struct Candidate: Sendable, Equatable {
    package var machines: [Int]

    package init(machines: [Int]) { self.machines = machines }
  }

  /// The largest load of a candidate; nil where it breaks a rule.
  package func makespan(of candidate: Candidate) -> Int? {
    guard candidate.machines.count == jobCount else { return nil }
    var loads = [Int](repeating: 0, count: machineCount)
    for (job, machine) in candidate.machines.enumerated() {
      guard (0..<machineCount).contains(machine) else { return nil }
      let time = times[job * machineCount + machine]
      guard time != Self.forbidden else { return nil }
      loads[machine] += time
    }
    return loads.max() ?? 0
  }

  /// Each job, the one that takes longest at its best first, where it ends first.
  func leastEnds() -> Candidate {
    let shortest = (0..<jobCount).map { times[$0 * machineCount..<($0 + 1) * machineCount].min() ?? 0 }
    var loads = [Int](repeating: 0, count: machineCount)
    var machines = [Int](repeating: 0, count: jobCount)
    for job in (0..<jobCount).sorted(by: { (shortest[$1], $0) < (shortest[$0], $1) }) {
      var end = Int.max
      for machine in 0..<machineCount {
        let time = times[job * machineCount + machine]
        if time != Self.forbidden, loads[machine] + time < end {
          end = loads[machine] + time
          machines[job] = machine
        }
      }
      loads[machines[job]] = end
    }
    return Candidate(machines: machines)
  }
}
