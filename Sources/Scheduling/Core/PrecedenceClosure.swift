/// Who comes before whom, directly or through others, as one row of bits per activity.
struct PrecedenceClosure: Sendable {
  private let wordsPerRow: Int
  private var bits: [UInt64]

  /// - Parameter precedences: those that lead to an activity come before those that leave it.
  /// - Complexity: O(n·m / 64) time for m precedences, n² / 8 bytes.
  init(activityCount: Int, _ precedences: [Precedence]) {
    wordsPerRow = (activityCount + 63) / 64
    bits = [UInt64](repeating: 0, count: wordsPerRow * activityCount)
    // With a lag below 0, the one may start before the other ends.
    for link in precedences.reversed() where link.lag >= 0 {
      let row = link.before * wordsPerRow
      bits[row + link.after / 64] |= 1 << UInt64(link.after % 64)
      for word in 0..<wordsPerRow { bits[row + word] |= bits[link.after * wordsPerRow + word] }
    }
  }

  /// Whether `before` must end before `after` starts.
  func precedes(_ before: Int, _ after: Int) -> Bool {
    bits[before * wordsPerRow + after / 64] >> UInt64(after % 64) & 1 == 1
  }

  /// The number of direct and indirect successors.
  func successorCount(of activity: Int) -> Int {
    bits[activity * wordsPerRow..<(activity + 1) * wordsPerRow].reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
