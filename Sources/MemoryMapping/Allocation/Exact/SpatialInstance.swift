import Basics

extension MemoryMapping {
  /// What the spatial search reads of an instance, in flat buffers.
  final class SpatialInstance {
    let count: Int
    let sectionCount: Int
    let sizes, alignments: Buffer<Int>
    /// -1 where the buffer is free.
    let fixed: Buffer<Int>
    /// The pieces of a buffer as sections, and from its first to its last section.
    let pieceStart, pieceFirst, pieceEnd: Buffer<Int32>
    let hullFirst, hullEnd: Buffer<Int32>
    /// Whom each buffer meets.
    let neighbourStart: Buffer<Int>
    let neighbours: Buffer<Int32>
    /// The buffer before this one among those equal to it; -1 for none.
    let equalPredecessor: Buffer<Int32>

    init(_ instance: Allocation.Prepared) {
      let buffers = instance.set.buffers
      let sections = instance.sections
      count = buffers.count
      sectionCount = sections.count
      sizes = Buffer(buffers.lazy.map(\.size))
      alignments = Buffer(buffers.lazy.map(\.alignment))
      fixed = Buffer(buffers.lazy.map { $0.fixedOffset ?? -1 })
      pieceStart = Buffer(sections.pieceStart)
      pieceFirst = Buffer(sections.pieceFirst)
      pieceEnd = Buffer(sections.pieceEnd)
      hullFirst = Buffer(buffers.indices.lazy.map { Int32(sections.hull(of: $0).lowerBound) })
      hullEnd = Buffer(buffers.indices.lazy.map { Int32(sections.hull(of: $0).upperBound) })
      let pairs = MeetingPairs(sections)
      neighbourStart = Buffer(pairs.start)
      neighbours = Buffer(pairs.neighbours)
      // Equal to the search: the same sections, size and alignment, and free.
      struct Shape: Hashable {
        let pieces: [Range<Int>]
        let size, alignment: Int
      }
      var last: [Shape: Int] = [:]
      equalPredecessor = Buffer(repeating: -1, count: buffers.count)
      for (index, buffer) in buffers.enumerated() where buffer.fixedOffset == nil {
        let shape = Shape(pieces: sections.pieces(of: index), size: buffer.size, alignment: buffer.alignment)
        if let previous = last[shape] { equalPredecessor[index] = Int32(previous) }
        last[shape] = index
      }
    }
  }
}
