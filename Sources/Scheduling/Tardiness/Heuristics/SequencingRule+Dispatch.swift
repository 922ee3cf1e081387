#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The rules that choose the next job by an index that depends on the time.
extension Tardiness.SequencingRule {
  /// What a dispatching rule may look at besides the job: the time and the unscheduled jobs.
  private struct Moment {
    var time = 0
    var work: Int
    var longest: Int
    var count: Int

    /// Of the processing times of the unscheduled jobs.
    var mean: Double { Double(work) / Double(count) }
  }

  /// - Complexity: O(n²).
  func dispatch(_ jobs: Tardiness.SequencingJobs, _ shouldStop: () -> Bool) -> [Int] {
    var waiting = startOrder(of: jobs)
    var order: [Int] = []
    order.reserveCapacity(waiting.count)
    var moment = Moment(work: jobs.times.reduce(0, +), longest: 0, count: waiting.count)
    while !waiting.isEmpty {
      if order.count % 64 == 0, shouldStop() { return order + waiting }
      moment.longest = waiting.reduce(0) { max($0, jobs.times[$1]) }
      moment.count = waiting.count
      var best = 0
      var bestIndex = Double.infinity
      for (place, job) in waiting.enumerated() {
        let index = index(of: job, jobs, moment)
        if index < bestIndex { (best, bestIndex) = (place, index) }
      }
      let job = waiting.remove(at: best)
      order.append(job)
      moment.time += jobs.times[job]
      moment.work -= jobs.times[job]
    }
    return order
  }

  /// The order in which the first one among equals is the one that is meant.
  private func startOrder(of jobs: Tardiness.SequencingJobs) -> [Int] {
    let all = Array(0..<jobs.count)
    switch self {
    case .mddc:
      return all.sorted { (jobs.dueDates[$0], jobs.times[$0], $0) < (jobs.dueDates[$1], jobs.times[$1], $1) }
    case .panneerselvam: return all.reversed()
    default: return all
    }
  }

  /// The job with the least index is next.
  private func index(of job: Int, _ jobs: Tardiness.SequencingJobs, _ moment: Moment) -> Double {
    let p = Double(jobs.times[job])
    let d = Double(jobs.dueDates[job])
    let w = Double(jobs.weights[job])
    let t = Double(moment.time)
    switch self {
    case .wmdd: return max(p, d - t) / w
    case .atc:
      // The logarithm of the index, which unlike the index itself never runs out of exponent.
      return max(0, d - p - t) / (2 * moment.mean) - log(w / p)
    case .mddc:
      let modifiedDueDate = max(1.1 * p + t, d)
      let share = min(p / (t + Double(moment.longest)), 1)
      let penalty = share * share / (1 + share * share)
      return modifiedDueDate * (1 + penalty) + p / (t + moment.mean)
    case .panneerselvam: return (d - Double(moment.work)) / p
    default: return max(t + p, d)
    }
  }
}
