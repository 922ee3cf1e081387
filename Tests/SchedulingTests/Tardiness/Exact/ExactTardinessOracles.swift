import Basics

/// A small tardiness instance, and its optimum by methods too simple to be wrong.
struct TardinessCase: CustomStringConvertible {
  var processing: [Int]
  var due: [Int]
  var weight: [Int]

  var description: String { "p = \(processing), d = \(due), w = \(weight)" }
  var count: Int { processing.count }

  func total(_ sequence: [Int]) -> Int {
    var time = 0
    var total = 0
    for job in sequence {
      time += processing[job]
      total += weight[job] * max(0, time - due[job])
    }
    return total
  }

  /// The optimum over all n! sequences.
  var optimumByEnumeration: Int {
    var sequence = Array(0..<count)
    var best = total(sequence)
    func permute(_ k: Int) {
      if k < 2 {
        best = min(best, total(sequence))
        return
      }
      for i in 0..<k {
        permute(k - 1)
        sequence.swapAt(k % 2 == 0 ? i : 0, k - 1)
      }
    }
    permute(count)
    return best
  }

  /// The optimum over all sets of first jobs (Held, Karp 1962).
  var optimumOverSubsets: Int {
    var best = [Int](repeating: .max, count: 1 << count)
    var length = [Int](repeating: 0, count: 1 << count)
    best[0] = 0
    best.withUnsafeMutableBufferPointer { best in
      length.withUnsafeMutableBufferPointer { length in
        for set in 1..<best.count {
          let first = set.trailingZeroBitCount
          length[set] = length[set & (set - 1)] + processing[first]
          var rest = set
          while rest != 0 {
            let last = rest.trailingZeroBitCount
            rest &= rest - 1
            let late = weight[last] * max(0, length[set] - due[last])
            best[set] = min(best[set], best[set ^ (1 << last)] + late)
          }
        }
      }
    }
    return best[(1 << count) - 1]
  }

  /// Many ties, due dates from far too early to far too late, durations of 0: where exchange arguments break.
  static func random(_ random: inout RandomSource, jobs: ClosedRange<Int>, weights: ClosedRange<Int>) -> TardinessCase {
    let count = random.within(jobs)
    let longest = [1, 2, 3, 5, 10, 100][random.below(6)]
    let shortest = random.below(4) == 0 ? 0 : 1
    let processing = (0..<count).map { _ in random.within(shortest...longest) }
    let sum = processing.reduce(0, +)
    let early = [-5, 0, sum / 4, sum / 2][random.below(4)]
    let span = [0, 1, 3, sum / 4, sum / 2, sum][random.below(6)]
    return TardinessCase(
      processing: processing, due: (0..<count).map { _ in random.within(early...early + span) },
      weight: (0..<count).map { _ in random.within(weights) })
  }

  /// The scheme of Potts and Van Wassenhove 1982, due dates rounded down and not below 0.
  static func pottsVanWassenhove(
    jobs count: Int, range: Int, tardiness: Int, seed: Int, weighted: Bool = false
  ) -> TardinessCase {
    var source = SplitMix64(state: UInt64(1_000_000 * seed + 100 * count + 10 * range + tardiness))
    let processing = (0..<count).map { _ in 1 + Int(source.next() % 100) }
    let sum = processing.reduce(0, +)
    // In units of 1 / 10 of the sum: range and tardiness are five times RDD and TF.
    let due = (0..<count).map { _ in
      let share = Double(source.next() >> 11) * 0x1p-53
      return max(
        0, Int((Double(sum) * (Double(10 - 2 * tardiness - range) + 2 * Double(range) * share) / 10).rounded(.down)))
    }
    let weight = (0..<count).map { _ in weighted ? 1 + Int(source.next() % 10) : 1 }
    return TardinessCase(processing: processing, due: due, weight: weight)
  }
}
