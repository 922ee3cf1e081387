import Race

/// Machines that change hands in a ring at one moment, where that is not allowed.
extension GeneralSchedule.Checker {
  /// Where a task starts on a machine at the moment at which the last one leaves it, having waited for its next machine,
  /// the task that starts there goes before. Tasks that go before each other start at one moment, so one search over all
  /// of them finds the rings of each moment.
  func checkSwaps() throws(CheckFailure) {
    guard !description.allowsSwaps else { return }
    let following = followers()
    var nexts = [[Int]](repeating: [], count: placements.count)
    for sequence in sequences {
      for (task, next) in zip(sequence, sequence.dropFirst()) where end(task) == start(next) {
        for freeing in following[task] where freeing != next { nexts[freeing].append(next) }
      }
    }
    // Those that none goes before are taken away until the rest, if any, is rings and what hangs on them.
    var predecessors = [Int](repeating: 0, count: placements.count)
    for next in nexts.joined() { predecessors[next] += 1 }
    var free = placements.indices.filter { predecessors[$0] == 0 }
    var left = placements.count - free.count
    while let task = free.popLast() {
      for next in nexts[task] {
        predecessors[next] -= 1
        guard predecessors[next] == 0 else { continue }
        free.append(next)
        left -= 1
      }
    }
    guard left > 0 else { return }
    let ring = ring(nexts, among: predecessors)
    throw CheckFailure(
      "tasks \(ring.map(name).joined(separator: ", ")) take machines over from each other in a ring at "
        + "\(start(ring[0])), which is not allowed")
  }

  /// By task, those that start where it ends by a lag of exactly 0, whichever of both the lag names first.
  private func followers() -> [[Int]] {
    var following = [[Int]](repeating: [], count: placements.count)
    for lag in description.lags where lag.minimum == 0 && lag.maximum == 0 {
      guard lag.before.isEnd != lag.after.isEnd else { continue }
      let (task, next) = lag.before.isEnd ? (lag.before.task, lag.after.task) : (lag.after.task, lag.before.task)
      guard task != next, placements[task] != nil, placements[next] != nil else { continue }
      following[task].append(next)
    }
    return following
  }

  /// Some ring of what is left, in which each has a predecessor that is left: found backwards.
  private func ring(_ nexts: [[Int]], among predecessors: [Int]) -> [Int] {
    var before = [Int](repeating: -1, count: nexts.count)
    for task in nexts.indices where predecessors[task] > 0 { for next in nexts[task] { before[next] = task } }
    var walk: [Int] = []
    var places: [Int: Int] = [:]
    var task = predecessors.firstIndex { $0 > 0 } ?? 0
    while places[task] == nil {
      places[task] = walk.count
      walk.append(task)
      task = before[task]
    }
    return walk[(places[task] ?? 0)...].reversed()
  }
}
