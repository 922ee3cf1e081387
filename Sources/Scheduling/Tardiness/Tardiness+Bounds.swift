import Basics
import Race

extension Tardiness {
  /// A lower bound of the total weighted tardiness, in no time.
  ///
  /// Of unit weights: no schedule completes k jobs before the k-th completion of the preemptive schedule that always
  /// runs the job with the shortest remaining time, and to give the k-th completion to the k-th due date is then the
  /// cheapest assignment. Of general weights: the objective is the sum over weight levels v of the tardiness of the
  /// jobs with w ≥ v times the step to the level below, and each of these sums is bounded as above, without the other
  /// jobs. Jobs without a duration cost what they cost, and no job completes before its release and its duration.
  /// - Parameter shouldStop: asked at each weight; what is summed up to a stop is a bound too.
  /// - Complexity: O(v n log n) for v different weights.
  public static func lowerBound(of instance: Instance, shouldStop: () -> Bool = { false }) -> Int {
    instantCost(of: instance)
      + lowerBound(of: instance.jobs.filter { $0.processingTime > 0 }, shouldStop: shouldStop)
  }

  /// What the jobs without a duration cost.
  static func instantCost(of instance: Instance) -> Int {
    instance.jobs.reduce(0) { sum, job in
      sum + (job.processingTime > 0 ? 0 : job.weight * max(0, job.releaseDate - job.dueDate))
    }
  }

  /// The same of jobs with a duration.
  static func lowerBound(of jobs: [Job], shouldStop: () -> Bool = { false }) -> Int {
    let alone = jobs.reduce(0) { sum, job in
      sum + job.weight * max(0, job.releaseDate + job.processingTime - job.dueDate)
    }
    var bound = 0
    var level = 0
    for weight in Set(jobs.map(\.weight)).sorted() where weight > 0 {
      if shouldStop() { break }
      let heavy = jobs.filter { $0.weight >= weight }
      bound += (weight - level) * unweightedBound(of: heavy)
      level = weight
    }
    return max(bound, alone)
  }

  private static func unweightedBound(of jobs: [Job]) -> Int {
    zip(preemptiveCompletions(of: jobs), jobs.map(\.dueDate).sorted()).reduce(0) { $0 + max(0, $1.0 - $1.1) }
  }

  /// The completions, in order, of the schedule by shortest remaining processing time.
  ///
  /// - Source: Schrage 1968, "A proof of the optimality of the shortest remaining processing time discipline".
  private static func preemptiveCompletions(of jobs: [Job]) -> [Int] {
    let arrivals = jobs.sorted { ($0.releaseDate, $0.processingTime) < ($1.releaseDate, $1.processingTime) }
    /// Remaining times of those that are there.
    var waiting = MinHeap<Int>()
    var completions: [Int] = []
    var next = 0
    var time = 0
    while completions.count < jobs.count {
      if waiting.isEmpty { time = max(time, arrivals[next].releaseDate) }
      while next < arrivals.count, arrivals[next].releaseDate <= time {
        waiting.push(arrivals[next].processingTime)
        next += 1
      }
      guard let remaining = waiting.pop() else { break }
      let arrival = next < arrivals.count ? arrivals[next].releaseDate : Int.max
      if remaining <= arrival - time {
        time += remaining
        completions.append(time)
      } else {
        waiting.push(remaining - (arrival - time))
        time = arrival
      }
    }
    return completions
  }

  /// Tells the scoreboard the lower bound.
  struct BoundStrategy: Strategy {
    let name = "assignment bound"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      scoreboard.prove(Objective(lowerBound(of: instance) { scoreboard.shouldStop }), by: name)
    }
  }
}

extension Tardiness {
  /// What each job costs if it is alone.
  public static func trivialBound(of instance: Instance) -> Objective? {
    Objective(
      instance.jobs.reduce(0) { sum, job in
        sum + job.weight * max(0, job.releaseDate + job.processingTime - job.dueDate)
      })
  }
}
