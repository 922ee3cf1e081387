import Basics

extension MemoryMapping {
  /// What the search for placements with little waste reads: buffers over sections, in units of their common divisor,
  /// and the waste that each section can bear.
  final class TightInstance {
    let count, sectionCount: Int
    /// The capacity and the sizes, in units.
    let capacity: Int
    let sizes: Buffer<Int>
    /// A unit in the user's numbers.
    let unit: Int
    /// Buffer b lives in the sections firsts[b] ..< ends[b].
    let firsts, ends: Buffer<Int32>
    /// The capacity less the load, for each section.
    let slacks: Buffer<Int>
    /// The buffers that begin at each border of sections, and those that end there: those of border t are
    /// `starters[starterStart[t] ..< starterStart[t + 1]]`. Border t is below section t; there is one more than sections.
    let starterStart, enderStart: Buffer<Int32>
    let starters, enders: Buffer<Int32>
    /// From the first section of those that end at a border to the end of those that begin there.
    let reachFirst, reachEnd: Buffer<Int32>
    /// The buffer before this one among those equal to it; -1 for none.
    let equalPredecessor: Buffer<Int32>

    /// Nil where a buffer has a gap, a fixed offset or an alignment that offsets in units may break, where the load
    /// exceeds the capacity, and where more than `wasteLimit` of the memory would be waste.
    init?(_ instance: Allocation.Prepared, capacity limit: Int, wasteLimit: Double) {
      guard let unit = Self.unit(of: instance, capacity: limit, wasteLimit: wasteLimit) else { return nil }
      let buffers = instance.set.buffers
      let sections = instance.sections
      self.unit = unit
      let capacity = limit / unit
      self.capacity = capacity
      count = buffers.count
      sectionCount = sections.count
      sizes = Buffer(buffers.lazy.map { $0.size / unit })
      slacks = Buffer(sections.loads.lazy.map { capacity - $0 / unit })
      let hulls = buffers.indices.map { sections.hull(of: $0) }
      firsts = Buffer(hulls.lazy.map { Int32($0.lowerBound) })
      ends = Buffer(hulls.lazy.map { Int32($0.upperBound) })
      starterStart = Self.starts(of: hulls.map(\.lowerBound), sections.count)
      starters = Buffer(RadixOrder.ascending(hulls.map(\.lowerBound)))
      enderStart = Self.starts(of: hulls.map(\.upperBound), sections.count)
      enders = Buffer(RadixOrder.ascending(hulls.map(\.upperBound)))
      reachFirst = Buffer((0...sections.count).lazy.map { Int32($0) })
      reachEnd = Buffer((0...sections.count).lazy.map { Int32($0) })
      for hull in hulls {
        reachEnd[hull.lowerBound] = max(reachEnd[hull.lowerBound], Int32(hull.upperBound))
        reachFirst[hull.upperBound] = min(reachFirst[hull.upperBound], Int32(hull.lowerBound))
      }
      struct Shape: Hashable {
        let hull: Range<Int>
        let size: Int
      }
      var last: [Shape: Int] = [:]
      equalPredecessor = Buffer(repeating: -1, count: buffers.count)
      for (index, hull) in hulls.enumerated() {
        let shape = Shape(hull: hull, size: buffers[index].size)
        if let previous = last.updateValue(index, forKey: shape) { equalPredecessor[index] = Int32(previous) }
      }
    }

    /// The unit of an instance that the search can read; nil for others, see `init`.
    static func unit(of instance: Allocation.Prepared, capacity limit: Int, wasteLimit: Double) -> Int? {
      let buffers = instance.set.buffers
      guard !buffers.isEmpty, instance.bound <= limit else { return nil }
      let unit = Allocation.unit(of: buffers)
      for buffer in buffers {
        guard buffer.gaps.isEmpty, buffer.fixedOffset == nil, unit.isMultiple(of: buffer.alignment) else { return nil }
      }
      let capacity = limit / unit
      let loads = instance.sections.loads
      let waste = loads.reduce(0.0) { $0 + Double(capacity - $1 / unit) / Double(capacity) }
      return waste <= wasteLimit * Double(loads.count) ? unit : nil
    }

    /// Where the list of each border begins among all of them in order.
    private static func starts(of borders: [Int], _ sectionCount: Int) -> Buffer<Int32> {
      let start = Buffer<Int32>(repeating: 0, count: sectionCount + 2)
      for border in borders { start[border + 1] += 1 }
      for border in 0...sectionCount { start[border + 1] += start[border] }
      return start
    }
  }
}
