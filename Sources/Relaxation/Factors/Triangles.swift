import Basics

/// Lists of entries one after the other: the columns or the rows of a triangular factor.
struct EntryLists: ~Copyable {
  private(set) var start = Buffer<Int32>(repeating: 0, count: 1)
  private(set) var index = Buffer<Int32>()
  private(set) var value = Buffer<Double>()

  var count: Int { start.count - 1 }
  var entryCount: Int { index.count }

  mutating func removeAll() {
    start.truncate(to: 1)
    index.removeAll()
    value.removeAll()
  }

  @inline(__always) mutating func append(_ index: Int32, _ value: Double) {
    self.index.append(index)
    self.value.append(value)
  }

  /// Whether entries were appended since the last list was closed.
  var hasOpenEntries: Bool { index.count > Int(start.last) }

  /// Ends the list of the entries appended since the last one.
  mutating func close() { start.append(Int32(truncatingIfNeeded: index.count)) }

  /// Makes these the lists that `lists` has by columns, by rows: entry (index i, value) of list k becomes (k', value) of
  /// list i, k' what `name` has for k.
  mutating func transpose(_ lists: borrowing EntryLists, count: Int, names: borrowing Buffer<Int32>) {
    start.resize(to: count + 1, filling: 0)
    start.fill(0)
    index.resize(to: lists.entryCount, filling: 0)
    value.resize(to: lists.entryCount, filling: 0)
    let next = start.pointer
    for e in 0..<lists.entryCount { next[Int(lists.index[e]) + 1] += 1 }
    for i in 0..<count { next[i + 1] += next[i] }
    for k in 0..<lists.count {
      for e in Int(lists.start[k])..<Int(lists.start[k + 1]) {
        let i = Int(lists.index[e])
        index[next[i]] = names[k]
        value[next[i]] = lists.value[e]
        next[i] += 1
      }
    }
    var i = count
    while i > 0 {
      next[i] = next[i - 1]
      i -= 1
    }
    next[0] = 0
  }
}
