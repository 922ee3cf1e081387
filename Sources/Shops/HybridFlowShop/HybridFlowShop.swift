/// Jobs that pass the same stages in the same order, each on one of the identical machines of the stage, any number of
/// them waiting between; the makespan is minimised.
package struct HybridFlowShop: Sendable {
  package let jobCount: Int
  /// Of each stage, how many machines it has.
  package let machineCounts: [Int]
  /// Job after job, its duration at each stage.
  package let durations: [Int]
  package var stageCount: Int { machineCounts.count }

  /// The total work stays below this, so that no sum of times overflows.
  package static let workLimit = 1 << 40

  /// - Parameters:
  ///   - jobCount: how many jobs there are, or none.
  ///   - machineCounts: at least one machine in each stage.
  ///   - durations: job after job, one for each stage, none negative; their sum is below `workLimit`.
  package init(jobCount: Int, machineCounts: [Int], durations: [Int]) {
    precondition(jobCount >= 0 && machineCounts.allSatisfy { $0 >= 1 }, "a stage has a machine")
    precondition(durations.count == jobCount * machineCounts.count, "a duration for each job and stage")
    var work = 0
    for duration in durations {
      precondition((0..<Self.workLimit).contains(duration), "a duration is neither negative nor above the limit")
      work += duration
      precondition(work < Self.workLimit, "the total work stays below the limit")
    }
    self.jobCount = jobCount
    self.machineCounts = machineCounts
    self.durations = durations
  }

  /// When each job starts at each stage, job after job, and on which of the stage's machines, numbered from zero.
  package struct Candidate: Sendable, Equatable {
    package var starts: [Int]
    package var machines: [Int]

    package init(starts: [Int], machines: [Int]) {
      self.starts = starts
      self.machines = machines
    }
  }

  /// The makespan of a candidate; nil where it breaks a rule. An operation without a duration takes no capacity.
  package func makespan(of candidate: Candidate) -> Int? {
    guard candidate.starts.count == durations.count, candidate.machines.count == durations.count else { return nil }
    var makespan = 0
    for stage in 0..<stageCount {
      for job in 0..<jobCount {
        let operation = job * stageCount + stage
        let start = candidate.starts[operation]
        guard (0..<Self.workLimit).contains(start) else { return nil }
        guard (0..<machineCounts[stage]).contains(candidate.machines[operation]) else { return nil }
        if stage > 0, start < candidate.starts[operation - 1] + durations[operation - 1] { return nil }
        makespan = max(makespan, start + durations[operation])
      }
      var ends = [Int](repeating: 0, count: machineCounts[stage])
      for job in jobs(of: candidate, at: stage) where durations[job * stageCount + stage] > 0 {
        let operation = job * stageCount + stage
        let machine = candidate.machines[operation]
        guard candidate.starts[operation] >= ends[machine] else { return nil }
        ends[machine] = candidate.starts[operation] + durations[operation]
      }
    }
    return makespan
  }

  /// The jobs in the order in which a candidate starts them at a stage; of equal starts the earlier end comes first.
  func jobs(of candidate: Candidate, at stage: Int) -> [Int] {
    let keys = (0..<jobCount).map { job in
      let operation = job * stageCount + stage
      return (candidate.starts[operation], durations[operation], job)
    }
    return keys.sorted(by: <).map(\.2)
  }

  /// The shop that runs backwards in time: a schedule of the one, mirrored, is a schedule of the other.
  var reversed: HybridFlowShop {
    var mirrored: [Int] = []
    mirrored.reserveCapacity(durations.count)
    for job in 0..<jobCount {
      mirrored.append(contentsOf: durations[job * stageCount..<(job + 1) * stageCount].reversed())
    }
    return HybridFlowShop(
      jobCount: jobCount, machineCounts: Array(machineCounts.reversed()), durations: mirrored)
  }
}
