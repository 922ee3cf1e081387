/// The longest chains of activities in front of and behind each one.
struct LongestPaths: Sendable {
  /// By activity: no schedule starts it earlier.
  let heads: [Int]
  /// By activity: what must follow its end.
  let tails: [Int]
  /// Of the longest chain: no schedule is shorter.
  let length: Int

  /// - Parameters:
  ///   - durations: by activity.
  ///   - precedences: those that lead to an activity come before those that leave it.
  /// - Complexity: O(n + m) for m precedences.
  init(durations: [Int], _ precedences: [Precedence]) {
    var heads = [Int](repeating: 0, count: durations.count)
    for link in precedences {
      heads[link.after] = max(heads[link.after], heads[link.before] + durations[link.before] + link.lag)
    }
    var tails = [Int](repeating: 0, count: durations.count)
    for link in precedences.reversed() {
      tails[link.before] = max(tails[link.before], link.lag + durations[link.after] + tails[link.after])
    }
    self.heads = heads
    self.tails = tails
    length = zip(heads, durations).reduce(0) { max($0, $1.0 + $1.1) }
  }
}
