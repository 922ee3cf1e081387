import Basics

/// A clause waits for a literal to become false. If the blocker is true there is nothing to do.
struct Watch: BitwiseCopyable {
  /// The offset of the clause, or `binary` for the clause (falsified literal, blocker).
  var clause: UInt32
  var blocker: Literal

  static let binary = UInt32.max
}

/// The watches of a node, by the bound they wait for.
///
/// The literal (n, v) becomes false when the lower bound of node n ^ 1 reaches 1 - v. So its watches stand at that
/// node, in the slot of that threshold, and a bound that moves from a to b visits exactly the slots in a+1 ... b.
struct WatchTable: ~Copyable {
  struct Slot: BitwiseCopyable {
    var threshold: Int32
    var watches: PooledList
  }

  var slots = ListPool<Slot>(filler: Slot(threshold: 0, watches: PooledList()))
  var watches = ListPool<Watch>(filler: Watch(clause: 0, blocker: .always))
  /// The slots of each node, by increasing threshold.
  var slotsOfNode = Buffer<PooledList>()

  init() {}

  mutating func addNodes(_ count: Int) {
    slotsOfNode.resize(to: slotsOfNode.count + count, filling: PooledList())
  }

  mutating func removeAll() {
    slots.removeAll()
    watches.removeAll()
    slotsOfNode.fill(PooledList())
  }

  /// Adds a watch for `literal` becoming false.
  @inline(__always)
  mutating func add(_ watch: Watch, for literal: Literal) {
    let node = literal.node ^ 1
    let threshold = 1 - literal.bound
    let index = firstSlot(of: node, reaching: threshold)
    let list = slotsOfNode[node]
    if index == list.count || slots.pointer(of: list)[index].threshold != threshold {
      slots.insert(Slot(threshold: threshold, watches: PooledList()), at: index, of: &slotsOfNode[node])
    }
    let slot = slots.pointer(of: slotsOfNode[node]) + index
    watches.append(watch, to: &slot.pointee.watches)
  }

  /// Whether the clause of these two literals is there.
  func hasBinary(_ first: Literal, _ second: Literal) -> Bool {
    let node = first.node ^ 1
    let threshold = 1 - first.bound
    let index = firstSlot(of: node, reaching: threshold)
    guard index < slotsOfNode[node].count else { return false }
    let slot = slots.pointer(of: slotsOfNode[node])[index]
    guard slot.threshold == threshold else { return false }
    let base = watches.pointer(of: slot.watches)
    for i in 0..<slot.watches.count where base[i].clause == Watch.binary && base[i].blocker == second { return true }
    return false
  }

  /// Whether there is a clause of `first` and a literal that implies `conclusion`.
  func hasBinary(_ first: Literal, implying conclusion: Literal) -> Bool {
    let node = first.node ^ 1
    let index = firstSlot(of: node, reaching: 1 - first.bound)
    guard index < slotsOfNode[node].count else { return false }
    let slot = slots.pointer(of: slotsOfNode[node])[index]
    guard slot.threshold == 1 - first.bound else { return false }
    let base = watches.pointer(of: slot.watches)
    return (0..<slot.watches.count).contains { i in
      base[i].clause == Watch.binary && base[i].blocker.variable == conclusion.variable
        && base[i].blocker.bound >= conclusion.bound
    }
  }

  /// The index of the first slot of `node` whose threshold is at least `threshold`.
  @inline(__always)
  func firstSlot(of node: Int, reaching threshold: Int32) -> Int {
    let list = slotsOfNode[node]
    let base = slots.pointer(of: list)
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low &+ high) >> 1
      if base[middle].threshold < threshold { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
