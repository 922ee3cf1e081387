import Basics

/// Jobs that visit every machine once, in any order; neither a job nor a machine does two things at once, and the
/// makespan is minimised.
package struct OpenShop: Sendable {
  package let jobCount: Int
  package let machineCount: Int
  /// Job after job, its duration on each machine.
  package let durations: [Int]

  /// The total work stays below this, so that no sum of times overflows.
  package static let workLimit = 1 << 40

  /// - Parameters:
  ///   - jobCount: how many jobs there are, or none.
  ///   - machineCount: how many machines there are, or none.
  ///   - durations: job after job, one for each machine, none negative; their sum is below `workLimit`.
  package init(jobCount: Int, machineCount: Int, durations: [Int]) {
    precondition(jobCount >= 0 && machineCount >= 0, "counts are not negative")
    precondition(durations.count == jobCount * machineCount, "a duration for each job and machine")
    var work = 0
    for duration in durations {
      precondition((0..<Self.workLimit).contains(duration), "a duration is neither negative nor above the limit")
      work += duration
      precondition(work < Self.workLimit, "the total work stays below the limit")
    }
    self.jobCount = jobCount
    self.machineCount = machineCount
    self.durations = durations
  }

  /// When each job starts on each machine, job after job.
  package struct Candidate: Sendable, Equatable {
    package var starts: [Int]

    package init(starts: [Int]) { self.starts = starts }
  }

  /// The makespan of a candidate; nil where it breaks a rule. An operation without a duration takes no capacity.
  package func makespan(of candidate: Candidate) -> Int? {
    guard candidate.starts.count == durations.count,
      candidate.starts.allSatisfy({ (0..<Self.workLimit).contains($0) })
    else { return nil }
    var jobEnds = [Int](repeating: 0, count: jobCount)
    var machineEnds = [Int](repeating: 0, count: machineCount)
    var makespan = 0
    for operation in durations.indices.sorted(by: { candidate.starts[$0] < candidate.starts[$1] }) {
      let start = candidate.starts[operation]
      let end = start + durations[operation]
      makespan = max(makespan, end)
      guard durations[operation] > 0 else { continue }
      let job = operation / machineCount
      let machine = operation % machineCount
      guard start >= jobEnds[job], start >= machineEnds[machine] else { return nil }
      jobEnds[job] = end
      machineEnds[machine] = end
    }
    return makespan
  }

  /// The largest work of a job or a machine, which no makespan is below.
  package var lowerBound: Int {
    let jobs = (0..<jobCount).map { durations[$0 * machineCount..<($0 + 1) * machineCount].reduce(0, +) }
    let machines = (0..<machineCount).map { machine in
      (0..<jobCount).reduce(0) { $0 + durations[$1 * machineCount + machine] }
    }
    return max(jobs.max() ?? 0, machines.max() ?? 0)
  }
}

/// Tells the board the largest work of a job or a machine.
package struct OpenShopBound: Sendable {
  private let view: OpenShop

  package init(_ view: OpenShop) { self.view = view }

  package func run(on board: SearchBoard<OpenShop.Candidate>) { board.prove(view.lowerBound) }
}
