extension ResourceProject {
  struct OneMachineJob {
    let head, duration, tail: Int
  }

  /// Jackson's preemptive schedule: one machine works at each time on the available job of largest tail.
  ///
  /// - Parameter jobs: durations above 0.
  /// - Returns: max over sets of jobs of smallest head + durations + smallest tail, a lower bound on every schedule of
  ///   pairwise disjoint jobs.
  /// - Complexity: O(n²) for n jobs.
  /// - Source: Jackson 1955; Carlier 1982, "The one-machine sequencing problem".
  static func jacksonPreemptiveBound(_ jobs: [OneMachineJob]) -> Int {
    let byHead = jobs.sorted { $0.head < $1.head }
    var rest = byHead.map(\.duration)
    var bound = 0
    var time = 0
    var released = 0
    var open: [Int] = []  // released, unfinished jobs
    while released < byHead.count || !open.isEmpty {
      if open.isEmpty { time = max(time, byHead[released].head) }
      while released < byHead.count, byHead[released].head <= time {
        open.append(released)
        released += 1
      }
      let place = open.indices.max { byHead[open[$0]].tail < byHead[open[$1]].tail }!
      let job = open[place]
      let pause = released < byHead.count ? byHead[released].head : Int.max
      let end = min(time + rest[job], pause)
      rest[job] -= end - time
      time = end
      if rest[job] == 0 {
        open.remove(at: place)
        bound = max(bound, time + byHead[job].tail)
      }
    }
    return bound
  }
}
