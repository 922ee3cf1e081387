/// The longest chains of tasks in front of and behind each one, by lags that hold in all modes and least durations: true of
/// every solution.
struct TaskPaths: Sendable {
  /// By task: no schedule starts it earlier.
  let heads: [Int]
  /// By task: what follows its end before all is over; `never` where nothing that counts follows.
  let tails: [Int]
  /// No schedule is over earlier; it may be before 0, and is `never` where nothing counts.
  let length: Int

  static let never = Int.min / 4

  /// - Parameter ends: what counts behind the end of a task, by task; nil for 0 behind each.
  init(_ network: TaskNetwork, ends: [Int: Int]? = nil) {
    let count = network.tasks.count
    var heads = zip(network.tasks, network.windows).map { task, windows in
      zip(task.modes, windows).reduce(Int.max) { $1.0.isAbsence ? $0 : min($0, $1.1.lowerBound) }
    }
    var tails = [Int](repeating: ends == nil ? 0 : Self.never, count: count)
    for (task, end) in ends ?? [:] { tails[task] = end }
    let durations = network.tasks.map(\.leastDuration)
    let links = network.forwardLags.filter { network.isRigid($0) }
    /// From the end of the one to the start of the other, with least durations.
    func weight(_ lag: TaskNetwork.Lag) -> Int {
      lag.weight - (lag.before.isEnd ? 0 : durations[lag.before.task])
        - (lag.after.isEnd ? durations[lag.after.task] : 0)
    }
    var followers = [[Int]](repeating: [], count: count)
    var open = [Int](repeating: 0, count: count)
    for (number, lag) in links.enumerated() {
      followers[lag.before.task].append(number)
      open[lag.after.task] += 1
    }
    var order = (0..<count).filter { open[$0] == 0 }
    var next = 0
    while next < order.count {
      let task = order[next]
      next += 1
      for number in followers[task] {
        let after = links[number].after.task
        heads[after] = max(heads[after], heads[task] + durations[task] + weight(links[number]))
        open[after] -= 1
        if open[after] == 0 { order.append(after) }
      }
    }
    for task in order.reversed() {
      for number in followers[task] {
        let after = links[number].after.task
        if tails[after] == Self.never { continue }
        tails[task] = max(tails[task], weight(links[number]) + durations[after] + tails[after])
      }
    }
    self.heads = heads
    self.tails = tails
    length = (0..<count).reduce(Self.never) {
      tails[$1] == Self.never || network.tasks[$1].canBeAbsent ? $0 : max($0, heads[$1] + durations[$1] + tails[$1])
    }
  }
}

extension TaskNetwork {
  /// Whether a lag between tasks that are sure to take place holds in all modes, and least durations tell all of it.
  func isRigid(_ lag: Lag) -> Bool {
    let (before, after) = (tasks[lag.before.task], tasks[lag.after.task])
    return lag.beforeMode == nil && lag.afterMode == nil && !before.canBeAbsent && !after.canBeAbsent
      && (lag.before.isEnd || before.leastDuration == before.longestDuration)
      && (!lag.after.isEnd || after.leastDuration == after.longestDuration)
  }
}
