import Basics

/// Numbered lists of indices in one buffer, each of which may grow: a full one moves to the end.
struct GrowingLists: ~Copyable {
  private var starts = Buffer<Int32>()
  private var lengths = Buffer<Int32>()
  private var capacities = Buffer<Int32>()
  private var entries = Buffer<Int32>()
  /// Where the list of the last append stood before it moved; -1 where it did not.
  private(set) var movedFrom = -1

  var count: Int { starts.count }
  var storageCount: Int { entries.count }

  mutating func clear(count: Int) {
    entries.removeAll()
    starts.resize(to: count, filling: 0)
    lengths.resize(to: count, filling: 0)
    lengths.fill(0)
    capacities.resize(to: count, filling: 0)
    capacities.fill(0)
  }

  @inline(__always) func begin(_ list: Int) -> Int { Int(starts[list]) }
  @inline(__always) func length(_ list: Int) -> Int { Int(lengths[list]) }
  @inline(__always) func entry(_ k: Int) -> Int32 { entries[k] }

  mutating func append(_ value: Int32, to list: Int) {
    movedFrom = -1
    if lengths[list] == capacities[list] { grow(list) }
    entries[begin(list) + length(list)] = value
    lengths[list] += 1
  }

  private mutating func grow(_ list: Int) {
    let (old, length) = (begin(list), length(list))
    let larger = max(4, 2 * length)
    starts[list] = Int32(entries.count)
    capacities[list] = Int32(larger)
    entries.resize(to: entries.count + larger, filling: 0)
    for k in 0..<length { entries[begin(list) + k] = entries[old + k] }
    if length > 0 { movedFrom = old }
  }

  /// Removes the entry at `k`; the last one of the list takes its place.
  mutating func removeEntry(_ k: Int, of list: Int) {
    lengths[list] -= 1
    entries[k] = entries[begin(list) + length(list)]
  }

  /// Removes a value that the list has.
  mutating func remove(_ value: Int32, from list: Int) {
    var k = begin(list)
    while entries[k] != value { k += 1 }
    removeEntry(k, of: list)
  }

  mutating func empty(_ list: Int) { lengths[list] = 0 }
}

/// Items in doubly linked lists by length.
struct LengthLists: ~Copyable {
  private var heads = Buffer<Int32>()
  private var nexts = Buffer<Int32>()
  private var previous = Buffer<Int32>()
  private var lengths = Buffer<Int32>()
  /// No item is longer.
  private(set) var longest = 0

  mutating func clear(count: Int, lengths most: Int) {
    heads.resize(to: most + 1, filling: -1)
    heads.fill(-1)
    nexts.resize(to: count, filling: -1)
    previous.resize(to: count, filling: -1)
    lengths.resize(to: count, filling: -1)
    lengths.fill(-1)
    longest = 0
  }

  @inline(__always) func first(_ length: Int) -> Int32 { length < heads.count ? heads[length] : -1 }
  @inline(__always) func next(_ item: Int32) -> Int32 { nexts[item] }

  mutating func insert(_ item: Int, _ length: Int) {
    let head = heads[length]
    nexts[item] = head
    previous[item] = -1
    if head >= 0 { previous[head] = Int32(item) }
    heads[length] = Int32(item)
    lengths[item] = Int32(length)
    longest = max(longest, length)
  }

  /// Takes an item out, if it is in.
  mutating func remove(_ item: Int) {
    if lengths[item] < 0 { return }
    let (before, after) = (previous[item], nexts[item])
    if before >= 0 { nexts[before] = after } else { heads[lengths[item]] = after }
    if after >= 0 { previous[after] = before }
    lengths[item] = -1
  }

  mutating func move(_ item: Int, to length: Int) {
    if Int(lengths[item]) == length || lengths[item] < 0 { return }
    remove(item)
    insert(item, length)
  }
}
