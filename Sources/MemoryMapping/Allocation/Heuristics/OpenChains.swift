/// Chains that another member may follow, for members that come in order of their starts: which one ended last?
struct OpenChains {
  /// Still live: a binary heap by end.
  private var live: [(end: Int, chain: Int)] = []
  /// Ended, the last one on top.
  private var ended: [(end: Int, chain: Int)] = []

  mutating func removeAll() {
    live.removeAll(keepingCapacity: true)
    ended.removeAll(keepingCapacity: true)
  }

  mutating func add(_ chain: Int, until end: Int) {
    live.append((end, chain))
    var child = live.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard live[child].end < live[parent].end else { break }
      live.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the chain that ended last, if that is at most `gap` before `start`; starts never decrease.
  mutating func latest(before start: Int, atMost gap: Int) -> Int? {
    while let first = live.first, first.end <= start {
      ended.append(first)
      removeFirst()
    }
    guard let last = ended.last, start - last.end <= gap else { return nil }
    ended.removeLast()
    return last.chain
  }

  private mutating func removeFirst() {
    let moved = live.removeLast()
    guard !live.isEmpty else { return }
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < live.count else { break }
      if child + 1 < live.count, live[child + 1].end < live[child].end { child += 1 }
      guard live[child].end < moved.end else { break }
      live[parent] = live[child]
      parent = child
    }
    live[parent] = moved
  }
}
