import Basics
import Race
import Solving

extension MemoryMapping.Allocation {
  /// For each buffer the number of the pool that the placement names.
  static func poolNumbers(
    _ placement: MemoryMapping.Placement, _ set: MemoryMapping.BufferSet
  ) throws(CheckFailure) -> [Int] {
    guard !set.pools.isEmpty else {
      if placement.pools != nil { throw CheckFailure("the placement names pools, and the instance has none") }
      return [Int](repeating: 0, count: set.buffers.count)
    }
    guard let names = placement.pools, names.count == set.buffers.count else {
      throw CheckFailure("the placement does not name a pool for each of \(counted(set.buffers.count, "buffer"))")
    }
    var numbers: [Int] = []
    for (buffer, name) in zip(set.buffers, names) {
      guard let number = set.pools.firstIndex(where: { $0.name == name }) else {
        throw CheckFailure("buffer \(buffer.id) lies in '\(name)', which is no pool")
      }
      guard buffer.pools.isEmpty || buffer.pools.contains(number) else {
        throw CheckFailure("buffer \(buffer.id) may not lie in the pool \(name)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// - Returns: what the heights of the pools cost.
  static func checkPools(
    _ placement: MemoryMapping.Placement, _ heights: [Int], of set: MemoryMapping.BufferSet
  ) throws(CheckFailure) -> Int {
    var (height, cost) = (0, 0)
    for (pool, own) in zip(set.pools, heights) {
      if let capacity = pool.capacity, own > capacity {
        throw CheckFailure("the height in the pool \(pool.name) is \(own), above its capacity of \(capacity)")
      }
      let (added, overflows) = pool.cost.multipliedReportingOverflow(by: own)
      let (sum, overflowsToo) = cost.addingReportingOverflow(added)
      let (total, overflowsLast) = height.addingReportingOverflow(own)
      if overflows || overflowsToo || overflowsLast { throw CheckFailure("the heights of the pools are out of range") }
      (cost, height) = (sum, total)
    }
    guard placement.height == height else {
      throw CheckFailure("the placement says height \(placement.height), but that of all pools is \(height)")
    }
    guard placement.poolHeights == heights else {
      throw CheckFailure("the placement says pool heights \(placement.poolHeights ?? []), but they are \(heights)")
    }
    return cost
  }

  /// Names of one storage lie at one place, and of two buffers that use an address at a time, one is written over the
  /// other, at its very offset. A sweep over time that compares each box with all that live then.
  static func checkStorages(
    _ offsets: [Int], _ pools: [Int], of set: MemoryMapping.BufferSet
  ) throws(CheckFailure) {
    let buffers = set.buffers
    let labels = storageLabels(buffers)
    var first: [Int: Int] = [:]
    for (index, buffer) in buffers.enumerated() {
      guard let other = first[labels[index]] else {
        first[labels[index]] = index
        continue
      }
      guard offsets[index] == offsets[other], pools[index] == pools[other] else {
        throw CheckFailure("buffers \(buffers[other].id) and \(buffer.id) are one storage and lie apart")
      }
    }
    var boxes: [(time: Int, end: Int, low: Int, high: Int, buffer: Int)] = []
    for (index, buffer) in buffers.enumerated() where buffer.size > 0 {
      let at = offsets[index]
      var time = buffer.lower
      for gap in buffer.gaps {
        boxes.append((time, gap.lower, at, at + buffer.size, index))
        if let used = gap.used {
          boxes.append((gap.lower, gap.upper, at + used.lowerBound, at + used.upperBound, index))
        }
        time = gap.upper
      }
      boxes.append((time, buffer.upper, at, at + buffer.size, index))
    }
    boxes.removeAll { $0.time >= $0.end }
    boxes.sort { ($0.time, $0.buffer) < ($1.time, $1.buffer) }
    var live: [(time: Int, end: Int, low: Int, high: Int, buffer: Int)] = []
    for box in boxes {
      live.removeAll { $0.end <= box.time }
      for other in live where other.low < box.high && box.low < other.high && pools[other.buffer] == pools[box.buffer] {
        let (a, b) = (buffers[other.buffer], buffers[box.buffer])
        if labels[other.buffer] == labels[box.buffer] { continue }
        let isOver = a.inPlaceOf.contains(b.id) || b.inPlaceOf.contains(a.id)
        if isOver, offsets[other.buffer] == offsets[box.buffer] { continue }
        throw CheckFailure("buffers \(a.id) and \(b.id) overlap at time \(box.time)")
      }
      live.append(box)
    }
  }

  /// The same number for buffers that are names of one storage, by flooding from each buffer.
  private static func storageLabels(_ buffers: [MemoryMapping.MemoryBuffer]) -> [Int] {
    var labels = [Int](repeating: -1, count: buffers.count)
    guard buffers.contains(where: { $0.alias != nil }) else { return Array(buffers.indices) }
    // What a name holds together: those that have it as alias, and the buffer of that id.
    var holders: [String: [Int]] = [:]
    for (index, buffer) in buffers.enumerated() {
      if let alias = buffer.alias { holders[alias, default: []].append(index) }
      holders[buffer.id, default: []].append(index)
    }
    for start in buffers.indices where labels[start] < 0 {
      var open = [start]
      labels[start] = start
      while let index = open.popLast() {
        for name in [buffers[index].id, buffers[index].alias].compactMap({ $0 }) {
          for next in holders[name] ?? [] where labels[next] < 0 {
            labels[next] = start
            open.append(next)
          }
        }
      }
    }
    return labels
  }
}
