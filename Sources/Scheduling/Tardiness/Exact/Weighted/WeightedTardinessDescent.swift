import Basics

/// Iterated local search for `1 || Σw_jT_j`: insertions and exchanges, random exchanges as kicks.
///
/// It gives the exact method its upper bound, which on up to some 100 jobs is nearly always the optimum.
struct WeightedTardinessDescent: ~Copyable {
  private let count: Int
  private let processing: Buffer<Int>
  private let dueDate: Buffer<Int>
  private let weight: Buffer<Int>
  private var sequence: Buffer<Int>
  /// The completion time of the job at a position.
  private var completion: Buffer<Int>
  private var random: RandomSource

  init(_ jobs: borrowing WeightedJobs, seed: UInt64 = 1) {
    count = jobs.count
    processing = Buffer((0..<jobs.count).map { jobs.processing[$0] })
    dueDate = Buffer((0..<jobs.count).map { jobs.dueDate[$0] })
    weight = Buffer((0..<jobs.count).map { jobs.weight[$0] })
    sequence = Buffer(0..<jobs.count)
    completion = Buffer(repeating: 0, count: jobs.count)
    random = RandomSource(seed: seed)
  }

  /// The best sequence found and its cost.
  /// - Parameter kicks: descents after the first.
  mutating func search(kicks: Int, shouldStop: () -> Bool) -> (sequence: [Int], total: Int) {
    evaluate()
    var total = descend(shouldStop)
    var best = (sequence: (0..<count).map { sequence[$0] }, total: total)
    if count < 2 { return best }
    for kick in 0..<kicks where best.total > 0 {
      if kick % 16 == 15, shouldStop() { break }
      for _ in 0..<random.within(2...5) {
        // Near neighbours: far ones are undone at once.
        let from = random.below(count)
        let to = min(count - 1, max(0, from + random.within(-12...12)))
        sequence.swapAt(from, to)
      }
      evaluate()
      total = descend(shouldStop)
      if total <= best.total {
        best = ((0..<count).map { sequence[$0] }, total)
      } else {
        for (position, job) in best.sequence.enumerated() { sequence[position] = job }
      }
    }
    return best
  }

  /// The cost after descending from a given sequence, which is kept if better.
  mutating func improve(_ start: [Int]) -> (sequence: [Int], total: Int) {
    for (position, job) in start.enumerated() { sequence[position] = job }
    evaluate()
    let total = descend { false }
    return ((0..<count).map { sequence[$0] }, total)
  }

  @inline(__always)
  private func cost(_ job: Int, _ time: Int) -> Int { weight[job] * max(0, time - dueDate[job]) }

  private func evaluate() {
    var time = 0
    for position in 0..<count {
      time += processing[sequence[position]]
      completion[position] = time
    }
  }

  /// Applies the best insertion or exchange of each position in turn until none helps; returns the cost.
  private func descend(_ shouldStop: () -> Bool) -> Int {
    var unimproved = 0
    var position = 0
    while unimproved < count {
      // Short sequences are through in milliseconds.
      if count > 200, shouldStop() { break }
      if improve(position) { unimproved = 0 } else { unimproved += 1 }
      position = position + 1 == count ? 0 : position + 1
    }
    return (0..<count).reduce(0) { $0 + cost(sequence[$1], completion[$1]) }
  }

  private enum Move { case none, insertion, exchange }

  /// Makes the best move of the job at `from`; false if none helps.
  private func improve(_ from: Int) -> Bool {
    let job = sequence[from]
    let time = processing[job]
    let start = completion[from] - time
    let saved = cost(job, completion[from])
    var best = (gain: 0, move: Move.none, to: from)
    var shifted = 0
    for to in stride(from: from + 1, to: count, by: 1) {
      let other = sequence[to]
      let end = completion[to]
      let ownChange = cost(job, end) - saved
      shifted += cost(other, end - time) - cost(other, end)
      if shifted + ownChange < best.gain { best = (shifted + ownChange, .insertion, to) }
      // The exchange moves the jobs between by the difference of the two.
      let delta = processing[other] - time
      var change = ownChange + cost(other, start + processing[other]) - cost(other, end)
      for between in from + 1..<to where change < best.gain || delta < 0 {
        let middle = sequence[between]
        change += cost(middle, completion[between] + delta) - cost(middle, completion[between])
      }
      if change < best.gain { best = (change, .exchange, to) }
    }
    shifted = 0
    for to in stride(from: from - 1, through: 0, by: -1) {
      let other = sequence[to]
      let end = completion[to]
      shifted += cost(other, end + time) - cost(other, end)
      let change = shifted + cost(job, end - processing[other] + time) - saved
      if change < best.gain { best = (change, .insertion, to) }
    }
    switch best.move {
    case .none: return false
    case .exchange: sequence.swapAt(from, best.to)
    case .insertion:
      let step = best.to > from ? 1 : -1
      var position = from
      while position != best.to {
        sequence[position] = sequence[position + step]
        position += step
      }
      sequence[best.to] = job
    }
    var clock = min(from, best.to) == 0 ? 0 : completion[min(from, best.to) - 1]
    for position in min(from, best.to)...max(from, best.to) {
      clock += processing[sequence[position]]
      completion[position] = clock
    }
    return true
  }
}
