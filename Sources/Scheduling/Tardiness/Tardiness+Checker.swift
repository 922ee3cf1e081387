import Basics
import Race

extension Tardiness {
  /// The independent checker: every job once, in the order given, released, without overlap, and the sum as claimed.
  /// A job without processing time takes no capacity; it is in the sequence where it completes.
  ///
  /// - Returns: the total weighted tardiness.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: O(n).
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let count = instance.jobs.count
    guard solution.sequence.count == count else {
      throw CheckFailure(
        "the sequence has \(counted(solution.sequence.count, "job")), the instance \(count)")
    }
    guard solution.completions.count == count else {
      throw CheckFailure(
        "\(counted(solution.completions.count, "completion time")) for \(counted(count, "job"))")
    }
    var isDone = [Bool](repeating: false, count: count)
    var previous: (job: Int, end: Int)?
    var total = 0
    var latest = Int.min
    for job in solution.sequence {
      guard (0..<count).contains(job) else { throw CheckFailure("there is no job \(job)") }
      guard !isDone[job] else { throw CheckFailure("job \(job) is in the sequence twice") }
      isDone[job] = true
      let data = instance.jobs[job]
      let end = solution.completions[job]
      let (start, overflows) = end.subtractingReportingOverflow(data.processingTime)
      guard !overflows, start >= 0 else { throw CheckFailure("job \(job) completes at \(end), before it could") }
      guard start >= data.releaseDate else {
        throw CheckFailure("job \(job) starts at \(start), before its release at \(data.releaseDate)")
      }
      if data.processingTime > 0 {
        if let previous, start < previous.end {
          throw CheckFailure("job \(job) starts at \(start), before job \(previous.job) completes at \(previous.end)")
        }
        previous = (job, end)
      }
      guard end >= latest else {
        throw CheckFailure("job \(job) completes at \(end), before the job that precedes it in the sequence")
      }
      latest = end
      let (late, tooLate) = end.subtractingReportingOverflow(data.dueDate)
      let (cost, tooDear) = max(0, late).multipliedReportingOverflow(by: data.weight)
      let (sum, tooMuch) = total.addingReportingOverflow(cost)
      guard !tooLate, !tooDear, !tooMuch else { throw CheckFailure("job \(job) completes at \(end), out of range") }
      total = sum
    }
    guard solution.totalTardiness == total else {
      throw CheckFailure("the solution says total tardiness \(solution.totalTardiness), but it is \(total)")
    }
    return Objective(total)
  }
}
