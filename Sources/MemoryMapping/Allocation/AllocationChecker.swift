import Basics
import Race

extension MemoryMapping.Allocation {
  /// The independent checker: a sweep over time with the live buffers in order of address, each compared with its
  /// neighbours only, all in 64 bits.
  ///
  /// - Returns: the height, or the capacity where the question is whether the buffers fit in one; of several pools the
  ///   sum of their heights, each times its cost.
  /// - Throws: the first rule that the placement breaks.
  /// - Complexity: O(n log n) for n buffers and gaps.
  public static func check(
    _ placement: MemoryMapping.Placement, of set: MemoryMapping.BufferSet
  ) throws(CheckFailure) -> Objective {
    let buffers = set.buffers
    guard placement.offsets.count == buffers.count else {
      throw CheckFailure(
        "\(counted(placement.offsets.count, "offset")) for \(counted(buffers.count, "buffer"))")
    }
    let pools = try poolNumbers(placement, set)
    var heights = [Int](repeating: 0, count: max(1, set.pools.count))
    for (index, (buffer, offset)) in zip(buffers, placement.offsets).enumerated() {
      guard offset >= 0 else { throw CheckFailure("buffer \(buffer.id) lies at the negative offset \(offset)") }
      guard offset % buffer.alignment == 0 else {
        throw CheckFailure("buffer \(buffer.id) lies at \(offset), not a multiple of \(buffer.alignment)")
      }
      if let fixed = buffer.fixedOffset, fixed != offset {
        throw CheckFailure("buffer \(buffer.id) lies at \(offset), but is fixed at \(fixed)")
      }
      let (end, overflows) = offset.addingReportingOverflow(buffer.size)
      guard !overflows else { throw CheckFailure("buffer \(buffer.id) lies at \(offset), out of range") }
      if !buffer.isNothing { heights[pools[index]] = max(heights[pools[index]], end) }
    }
    if !set.isPlain { try checkStorages(placement.offsets, pools, of: set) }
    if !set.pools.isEmpty { return Objective(try checkPools(placement, heights, of: set)) }
    let height = heights[0]
    if let capacity = set.capacity ?? placement.capacity, height > capacity {
      throw CheckFailure("the height is \(height), above the capacity of \(capacity)")
    }
    guard placement.height == height else {
      throw CheckFailure("the placement says height \(placement.height), but it is \(height)")
    }
    if set.isPlain, let (first, second, time) = collision(buffers, placement.offsets) {
      throw CheckFailure("buffers \(buffers[first].id) and \(buffers[second].id) overlap at time \(time)")
    }
    return Objective(set.capacity ?? placement.capacity ?? height)
  }

  /// Two buffers that share an address at a time, if there are any.
  private static func collision(
    _ buffers: [MemoryMapping.MemoryBuffer], _ offsets: [Int]
  ) -> (first: Int, second: Int, time: Int)? {
    var events: [Event] = []
    events.reserveCapacity(2 * buffers.count)
    for (index, buffer) in buffers.enumerated() {
      var birth = buffer.lower
      for gap in buffer.gaps {
        events.append(Event(time: birth, isBirth: true, buffer: Int32(index)))
        events.append(Event(time: gap.lower, isBirth: false, buffer: Int32(index)))
        birth = gap.upper
      }
      events.append(Event(time: birth, isBirth: true, buffer: Int32(index)))
      events.append(Event(time: buffer.upper, isBirth: false, buffer: Int32(index)))
    }
    events.sort { ($0.time, $0.isBirth ? 1 : 0, $0.buffer) < ($1.time, $1.isBirth ? 1 : 0, $1.buffer) }
    var live = AddressTreap(capacity: buffers.count)
    for event in events {
      let index = Int(event.buffer)
      guard event.isBirth else {
        live.remove(offsets[index])
        continue
      }
      // Intervals apart from each other that do not meet the neighbours' of the new one meet nobody's.
      let (below, above) = live.neighbours(of: offsets[index])
      if let below, offsets[below] + buffers[below].size > offsets[index] { return (below, index, event.time) }
      if let above, offsets[index] + buffers[index].size > offsets[above] { return (index, above, event.time) }
      live.insert(index, at: offsets[index])
    }
    return nil
  }

  private struct Event {
    let time: Int
    let isBirth: Bool
    let buffer: Int32
  }
}
