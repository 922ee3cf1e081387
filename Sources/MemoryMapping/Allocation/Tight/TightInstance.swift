import Basics

extension MemoryMapping {
  /// What the search for placements with little waste runs on: buffers, or blocks of them, and the waste that each
  /// section can bear.
  final class TightInstance {
    let count, sectionCount: Int
    /// The capacity and the sizes, in units.
    let capacity: Int
    let sizes: Buffer<Int>
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

    /// - Parameter slacks: by section, in units like the sizes and the capacity.
    init(hulls: [Range<Int>], sizes: [Int], slacks: [Int], capacity: Int) {
      self.capacity = capacity
      count = hulls.count
      sectionCount = slacks.count
      self.sizes = Buffer(sizes)
      self.slacks = Buffer(slacks)
      firsts = Buffer(hulls.lazy.map { Int32($0.lowerBound) })
      ends = Buffer(hulls.lazy.map { Int32($0.upperBound) })
      starterStart = Self.starts(of: hulls.map(\.lowerBound), slacks.count)
      starters = Buffer(RadixOrder.ascending(hulls.map(\.lowerBound)))
      enderStart = Self.starts(of: hulls.map(\.upperBound), slacks.count)
      enders = Buffer(RadixOrder.ascending(hulls.map(\.upperBound)))
      reachFirst = Buffer((0...slacks.count).lazy.map { Int32($0) })
      reachEnd = Buffer((0...slacks.count).lazy.map { Int32($0) })
      for hull in hulls {
        reachEnd[hull.lowerBound] = max(reachEnd[hull.lowerBound], Int32(hull.upperBound))
        reachFirst[hull.upperBound] = min(reachFirst[hull.upperBound], Int32(hull.lowerBound))
      }
      struct Shape: Hashable {
        let hull: Range<Int>
        let size: Int
      }
      var last: [Shape: Int] = [:]
      equalPredecessor = Buffer(repeating: -1, count: hulls.count)
      for (index, hull) in hulls.enumerated() {
        let shape = Shape(hull: hull, size: sizes[index])
        if let previous = last.updateValue(index, forKey: shape) { equalPredecessor[index] = Int32(previous) }
      }
    }

    /// The buffers as they are; nil where their load is above the capacity, in units.
    convenience init?(_ pieces: TightPieces, capacity: Int) {
      guard let slacks = pieces.slacks(below: capacity) else { return nil }
      self.init(hulls: pieces.hulls, sizes: pieces.sizes, slacks: slacks, capacity: capacity)
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
