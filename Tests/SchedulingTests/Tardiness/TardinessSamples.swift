import Basics

@testable import Scheduling

/// Instances and an oracle for the tests of this folder.
enum TardinessSamples {
  /// The worked example of Çetinkaya et al. 2025, whose optimum is 141.
  static let workedExample = instance(times: [10, 11, 10, 10, 11, 10], dueDates: [15, 11, 13, 11, 12, 11])

  static func instance(
    times: [Int], dueDates: [Int], weights: [Int]? = nil, releaseDates: [Int]? = nil
  ) -> Tardiness.Instance {
    let jobs = times.indices.map {
      Tardiness.Job(
        processingTime: times[$0], dueDate: dueDates[$0], weight: weights?[$0] ?? 1,
        releaseDate: releaseDates?[$0] ?? 0)
    }
    guard let instance = try? Tardiness.Instance(name: "sample", jobs: jobs) else {
      preconditionFailure("a sample is invalid")
    }
    return instance
  }

  /// Small numbers, so that ties are frequent; due dates may be negative, and times and weights 0.
  static func random(
    jobs: Int, seed: UInt64, isWeighted: Bool = false, hasReleaseDates: Bool = false, times: ClosedRange<Int> = 0...9
  ) -> Tardiness.Instance {
    var random = RandomSource(seed: seed)
    let durations = (0..<jobs).map { _ in random.within(times) }
    let total = durations.reduce(0, +)
    return instance(
      times: durations, dueDates: (0..<jobs).map { _ in random.within(-3...max(1, total)) },
      weights: isWeighted ? (0..<jobs).map { _ in random.within(0...5) } : nil,
      releaseDates: hasReleaseDates ? (0..<jobs).map { _ in random.within(0...max(1, total / 2)) } : nil)
  }

  /// The least total weighted tardiness over all sequences.
  static func optimum(of instance: Tardiness.Instance) -> Int {
    var best = Int.max
    var isPlaced = [Bool](repeating: false, count: instance.jobCount)
    func extend(_ placed: Int, _ time: Int, _ cost: Int) {
      guard cost < best else { return }
      if placed == instance.jobCount {
        best = cost
        return
      }
      for number in instance.jobs.indices where !isPlaced[number] {
        let job = instance.jobs[number]
        let isInstant = job.processingTime == 0
        let end = isInstant ? job.releaseDate : max(time, job.releaseDate) + job.processingTime
        isPlaced[number] = true
        extend(placed + 1, isInstant ? time : end, cost + job.weight * max(0, end - job.dueDate))
        isPlaced[number] = false
      }
    }
    extend(0, 0, 0)
    return best
  }
}
