import Basics

/// The first relaxation: schedules of total length P in which a job may stand several times or never, but not twice in
/// a row. Both passes take O(nP) time and O(P) memory.
///
/// Costs are scaled and reduced by the multipliers; a pass over the best two last jobs of each time is enough to keep
/// a job from following itself.
/// - Source: Abdul-Razaq, Potts 1988, "Dynamic programming state-space relaxation for single-machine scheduling";
///   Tanaka, Fujikuma, Araki 2009.
struct TimeIndexedBound: ~Copyable {
  /// The best two costs at a time, with different jobs at the border.
  struct Best: BitwiseCopyable {
    var first, second: Int
    var firstJob, secondJob: Int32

    static let none = Best(
      first: TimeIndexedBound.infinite, second: TimeIndexedBound.infinite, firstJob: -1, secondJob: -1)

    @inline(__always)
    func without(_ job: Int) -> Int { firstJob == Int32(truncatingIfNeeded: job) ? second : first }

    @inline(__always)
    mutating func offer(_ cost: Int, _ job: Int) {
      if cost < first {
        second = first
        secondJob = firstJob
        first = cost
        firstJob = Int32(truncatingIfNeeded: job)
      } else if cost < second {
        second = cost
        secondJob = Int32(truncatingIfNeeded: job)
      }
    }
  }

  static let infinite = 1 << 60
  /// Some milliseconds.
  private static let stepsBetweenLooks = 1 << 24

  /// By completion time, over the last job; by start time, over the next job.
  var upTo: Buffer<Best>
  var from: Buffer<Best>
  var visits: Buffer<Int32>

  init(_ jobs: borrowing WeightedJobs) {
    upTo = Buffer(repeating: .none, count: jobs.totalTime + 1)
    from = Buffer(repeating: .none, count: jobs.totalTime + 1)
    visits = Buffer(repeating: 0, count: jobs.count)
  }

  /// The least reduced cost of a schedule; nil when stopped.
  func forward(
    _ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers, shouldStop: () -> Bool = { false }
  ) -> Int? {
    let untilLook = 1 + Self.stepsBetweenLooks / (jobs.count + 1)
    let table = upTo.pointer
    table[0] = Best(first: 0, second: 0, firstJob: -1, secondJob: -1)
    for time in stride(from: 1, through: jobs.totalTime, by: 1) {
      if time % untilLook == 0, shouldStop() { return nil }
      var best = Best.none
      for job in 0..<jobs.count {
        if time < jobs.earliestCompletion[job] || time > jobs.latestCompletion[job] { continue }
        let before = table[time - jobs.processing[job]].without(job)
        best.offer(before + jobs.cost(job, time) * Multipliers.scale - multipliers.values[job], job)
      }
      table[time] = best
    }
    return table[jobs.totalTime].first
  }

  /// The costs to go, in `from`.
  func backward(_ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers) {
    let table = from.pointer
    table[jobs.totalTime] = Best(first: 0, second: 0, firstJob: -1, secondJob: -1)
    for time in stride(from: jobs.totalTime - 1, through: 0, by: -1) {
      var best = Best.none
      for job in 0..<jobs.count {
        let end = time + jobs.processing[job]
        if end < jobs.earliestCompletion[job] || end > jobs.latestCompletion[job] { continue }
        best.offer(table[end].without(job) + jobs.cost(job, end) * Multipliers.scale - multipliers.values[job], job)
      }
      table[time] = best
    }
  }

  /// Counts in `visits` how often each job stands in the schedule that the forward pass found.
  func countVisits(_ jobs: borrowing WeightedJobs) {
    visits.fill(0)
    var time = jobs.totalTime
    var next: Int32 = -1
    while time > 0 {
      let best = upTo[time]
      let job = best.firstJob == next ? best.secondJob : best.firstJob
      visits[job] += 1
      time -= jobs.processing[job]
      next = job
    }
  }
}
