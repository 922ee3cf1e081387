import Basics

extension BlockingOrders {
  /// Writes the pairs of neighbours (x directly before y, of different jobs) whose order makes a longest path.
  ///
  /// Only those whose reversal can shorten the makespan: any shorter schedule reverses one of them. The times are those
  /// of a finished evaluation. Inside a swap the path leaves the circle where a job arrives as late as it moves, or latest.
  /// - Parameter pairs: the later node of each pair, from the end of the path to its start.
  func criticalPairs(into pairs: inout Buffer<Int32>) {
    pairs.removeAll()
    var node = -1
    for job in 0..<jobCount where active[job] {
      let leaving = Int(jobNodes[job + 1]) - 1
      if node < 0 || head[leaving] > head[node] { node = leaving }
    }
    guard node >= 0 else { return }
    while true {
      let isFirst = node == Int(jobNodes[jobOf[node]])
      let comesInTime =
        hasDowntimes
        ? reached[node] >= since[node] : (isFirst ? 0 : head[node &- 1] &+ duration[node &- 1]) == head[node]
      if comesInTime {
        if isFirst { return }
        node &-= 1
        continue
      }
      let previous = before[node]
      guard previous >= 0 else { return }
      if jobOf[previous] != jobOf[node] { pairs.append(Int32(truncatingIfNeeded: node)) }
      node = Int(previous) &+ 1
    }
  }
}
