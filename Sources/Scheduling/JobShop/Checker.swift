import Basics
import Race

extension JobShop {
  /// The independent checker: counts, times, job order and machine capacity, from the definition alone.
  ///
  /// - Returns: the makespan.
  /// - Throws: the first rule that the schedule breaks.
  /// - Complexity: O(N log N) for N operations.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    guard solution.starts.count == instance.jobs.count else {
      throw CheckFailure(
        "the schedule has \(counted(solution.starts.count, "job")), the instance \(instance.jobs.count)")
    }
    /// What each machine does, as half-open intervals.
    var work = [[Interval]](repeating: [], count: instance.machineCount)
    var makespan = 0
    for (job, operations) in instance.jobs.enumerated() {
      let starts = solution.starts[job]
      guard starts.count == operations.count else {
        throw CheckFailure(
          "job \(job) has \(counted(starts.count, "start time")) for \(counted(operations.count, "operation"))"
        )
      }
      var free = 0
      for (position, operation) in operations.enumerated() {
        let start = starts[position]
        guard start >= 0 else {
          throw CheckFailure("operation \(position) of job \(job) starts at the negative time \(start)")
        }
        guard start >= free else {
          throw CheckFailure(
            "operation \(position) of job \(job) starts at \(start), before its predecessor ends at \(free)")
        }
        let (end, overflows) = start.addingReportingOverflow(operation.duration)
        guard !overflows else {
          throw CheckFailure("operation \(position) of job \(job) starts at \(start), which is out of range")
        }
        free = end
        work[operation.machine].append(Interval(start: start, end: end, job: job, position: position))
      }
      makespan = max(makespan, free)
    }
    for (machine, intervals) in work.enumerated() {
      try checkCapacity(of: machine, intervals)
    }
    guard solution.makespan == makespan else {
      throw CheckFailure("the schedule says makespan \(solution.makespan), but its last operation ends at \(makespan)")
    }
    return Objective(makespan)
  }

  private struct Interval {
    let start, end, job, position: Int
  }

  /// An operation without duration takes no capacity: it may stand anywhere, even inside another one.
  private static func checkCapacity(of machine: Int, _ intervals: [Interval]) throws(CheckFailure) {
    let ordered = intervals.filter { $0.start < $0.end }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    for (first, second) in zip(ordered, ordered.dropFirst()) where second.start < first.end {
      throw CheckFailure(
        "machine \(machine) runs operation \(first.position) of job \(first.job) until \(first.end), and operation "
          + "\(second.position) of job \(second.job) from \(second.start)")
    }
  }
}
