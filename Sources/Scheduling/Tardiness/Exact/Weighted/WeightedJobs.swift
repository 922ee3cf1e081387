import Basics

/// Jobs of `1 || Σw_jT_j` with a duration, numbered by (due date, processing time, heavier first).
///
/// All constraints added to the relaxations hold for one schedule: among the optimal ones the lexicographically
/// smallest in this numbering. So they may be combined without care for ties.
struct WeightedJobs: ~Copyable {
  let count: Int
  let processing: Buffer<Int>
  let dueDate: Buffer<Int>
  let weight: Buffer<Int>
  /// The jobs' numbers in the input.
  let number: [Int]
  let totalTime: Int
  /// Bounds on completion times, from pairs of which one job is shorter, due earlier and heavier: exchanging them, the
  /// better job last, never costs less (Rinnooy Kan, Lageweg, Lenstra 1975).
  let earliestCompletion: Buffer<Int>
  let latestCompletion: Buffer<Int>

  /// - Complexity: O(n²).
  init(processingTimes: [Int], dueDates: [Int], weights: [Int]) {
    let number = processingTimes.indices.filter { processingTimes[$0] > 0 }.sorted {
      (dueDates[$0], processingTimes[$0], -weights[$0], $0) < (dueDates[$1], processingTimes[$1], -weights[$1], $1)
    }
    let p = number.map { processingTimes[$0] }
    let w = number.map { weights[$0] }
    let total = p.reduce(0, +)
    var earliest = p
    var latest = [Int](repeating: total, count: p.count)
    for after in p.indices {
      for before in 0..<after where p[before] <= p[after] && w[before] >= w[after] {
        earliest[after] += p[before]
        latest[before] -= p[after]
      }
    }
    count = p.count
    processing = Buffer(p)
    dueDate = Buffer(number.map { dueDates[$0] })
    weight = Buffer(w)
    self.number = number
    totalTime = total
    earliestCompletion = Buffer(earliest)
    latestCompletion = Buffer(latest)
  }

  /// No schedule costs more.
  var largestTotal: Double {
    (0..<count).reduce(0.0) { $0 + Double(weight[$1]) * max(0, Double(totalTime) - Double(dueDate[$1])) }
  }

  /// The cost of a sequence.
  func total(_ sequence: some Sequence<Int>) -> Int {
    var time = 0
    var total = 0
    for job in sequence {
      time += processing[job]
      total += cost(job, time)
    }
    return total
  }

  /// The cost of a job that completes at `time`.
  @inline(__always)
  func cost(_ job: Int, _ time: Int) -> Int { weight[job] * max(0, time - dueDate[job]) }

  /// Whether `job` right before `next`, which completes at `time`, may stand: the exchanged pair is not cheaper, nor of
  /// the same cost and lexicographically smaller.
  @inline(__always)
  func mayPrecede(_ job: Int, _ next: Int, completing time: Int) -> Bool {
    let asIs = cost(job, time - processing[next]) + cost(next, time)
    let exchanged = cost(next, time - processing[job]) + cost(job, time)
    return asIs < exchanged || (asIs == exchanged && job < next)
  }
}
