/// Which tasks end before which others start, by precedences that hold whatever the modes, directly or through others: a
/// row of bits a task.
struct TaskClosure: Sendable {
  private let count: Int
  private let wordsPerRow: Int
  private var bits: [UInt64]
  /// By task: its place in an order in which all that precede one come before it, as far as there is such an order.
  let ranks: [Int]

  /// More tasks than this get an empty closure: it would take too much memory.
  private static let taskLimit = 20_000

  init(_ network: TaskNetwork) {
    count = network.tasks.count
    let links = network.lags.filter(network.isPrecedence)
    var successors = [[Int]](repeating: [], count: count)
    var open = [Int](repeating: 0, count: count)
    for link in links {
      successors[link.before.task].append(link.after.task)
      open[link.after.task] += 1
    }
    var order = (0..<count).filter { open[$0] == 0 }
    var next = 0
    while next < order.count {
      for task in successors[order[next]] {
        open[task] -= 1
        if open[task] == 0 { order.append(task) }
      }
      next += 1
    }
    var ranks = [Int](repeating: count, count: count)
    for (place, task) in order.enumerated() { ranks[task] = place }
    self.ranks = ranks
    wordsPerRow = count <= Self.taskLimit && order.count == count ? (count + 63) / 64 : 0
    bits = [UInt64](repeating: 0, count: wordsPerRow * count)
    guard wordsPerRow > 0 else { return }
    for task in order.reversed() {
      let row = task * wordsPerRow
      for after in successors[task] {
        bits[row + after / 64] |= 1 << UInt64(after % 64)
        for word in 0..<wordsPerRow { bits[row + word] |= bits[after * wordsPerRow + word] }
      }
    }
  }

  /// Whether `before` must end before `after` starts.
  func precedes(_ before: Int, _ after: Int) -> Bool {
    wordsPerRow > 0 && bits[before * wordsPerRow + after / 64] >> UInt64(after % 64) & 1 == 1
  }
}

extension TaskNetwork {
  /// Whether a lag says, whatever the modes, that one task ends before another starts. A task between them must be sure
  /// to take place for that to pass on.
  func isPrecedence(_ lag: Lag) -> Bool {
    lag.before.isEnd && !lag.after.isEnd && lag.weight >= 0 && lag.beforeMode == nil && lag.afterMode == nil
      && !tasks[lag.before.task].canBeAbsent && !tasks[lag.after.task].canBeAbsent
  }
}
