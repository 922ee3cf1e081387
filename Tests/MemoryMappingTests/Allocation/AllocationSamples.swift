import Basics

@testable import MemoryMapping

/// Buffer sets and oracles for the tests of this folder.
enum AllocationSamples {
  typealias MemoryBuffer = MemoryMapping.MemoryBuffer

  /// Two long buffers around which three short ones fit exactly: height 12, as in the example of MiniMalloc's page.
  static let exact = set([
    MemoryBuffer(id: "a", lower: 0, upper: 3, size: 4), MemoryBuffer(id: "b", lower: 3, upper: 9, size: 4),
    MemoryBuffer(id: "c", lower: 0, upper: 9, size: 4), MemoryBuffer(id: "d", lower: 9, upper: 21, size: 4),
    MemoryBuffer(id: "e", lower: 0, upper: 21, size: 4),
  ])

  static func set(_ buffers: [MemoryBuffer], capacity: Int? = nil) -> MemoryMapping.BufferSet {
    guard let set = try? MemoryMapping.BufferSet(name: "sample", buffers: buffers, capacity: capacity) else {
      preconditionFailure("a sample is invalid")
    }
    return set
  }

  static func prepared(_ set: MemoryMapping.BufferSet) -> MemoryMapping.Allocation.Prepared {
    MemoryMapping.Allocation.Prepared(set)
  }

  /// Small numbers, so that ties and equal buffers are frequent.
  static func random(
    _ count: Int, seed: UInt64, alignments: Bool = false, gaps: Bool = false, fixed: Bool = false, horizon: Int = 8
  ) -> MemoryMapping.BufferSet {
    var random = RandomSource(seed: seed)
    var buffers: [MemoryBuffer] = []
    for index in 0..<count {
      let lower = random.below(horizon)
      let upper = lower + 1 + random.below(horizon - lower)
      var holes: [MemoryBuffer.Gap] = []
      if gaps, upper - lower >= 3, random.below(2) == 0 {
        let start = lower + 1 + random.below(upper - lower - 2)
        holes = [MemoryBuffer.Gap(lower: start, upper: start + 1)]
      }
      let alignment = alignments ? [1, 1, 2, 4][random.below(4)] : 1
      let offset = fixed && random.below(4) == 0 ? alignment * random.below(8) : nil
      buffers.append(
        MemoryBuffer(
          id: "\(index)", lower: lower, upper: upper, size: 1 + random.below(6), alignment: alignment, gaps: holes,
          fixedOffset: offset))
    }
    return set(buffers)
  }

  /// Whether two buffers live at a common time, looked up time by time.
  static func meet(_ a: MemoryBuffer, _ b: MemoryBuffer) -> Bool {
    func lives(_ buffer: MemoryBuffer, _ time: Int) -> Bool {
      buffer.lower <= time && time < buffer.upper
        && !buffer.gaps.contains { $0.lower <= time && time < $0.upper }
    }
    return (max(a.lower, b.lower)..<max(min(a.upper, b.upper), max(a.lower, b.lower))).contains {
      lives(a, $0) && lives(b, $0)
    }
  }

  /// The least height over all placements: the buffers in every order, each as low as it goes; nil where fixed buffers
  /// are in each other's way.
  static func leastHeight(of set: MemoryMapping.BufferSet) -> Int? {
    let buffers = set.buffers
    let neighbours = buffers.indices.map { a in buffers.indices.filter { $0 != a && meet(buffers[a], buffers[$0]) } }
    var offsets = [Int?](repeating: nil, count: buffers.count)
    var best: Int?
    for index in buffers.indices {
      guard let offset = buffers[index].fixedOffset else { continue }
      if obstacle(index, at: offset) != nil { return nil }
      offsets[index] = offset
    }
    /// The end of a placed buffer that is in the way, if any.
    func obstacle(_ index: Int, at offset: Int) -> Int? {
      for other in neighbours[index] {
        guard let there = offsets[other] else { continue }
        if offset < there + buffers[other].size, there < offset + buffers[index].size {
          return there + buffers[other].size
        }
      }
      return nil
    }
    func extend(_ height: Int) {
      if let best, height >= best { return }
      guard offsets.contains(nil) else {
        best = height
        return
      }
      for index in buffers.indices where offsets[index] == nil {
        var offset = 0
        while let top = obstacle(index, at: offset) {
          offset = (top + buffers[index].alignment - 1) / buffers[index].alignment * buffers[index].alignment
        }
        offsets[index] = offset
        extend(max(height, offset + buffers[index].size))
        offsets[index] = nil
      }
    }
    let fixedHeight = buffers.reduce(0) { max($0, ($1.fixedOffset ?? -$1.size) + $1.size) }
    extend(fixedHeight)
    return best
  }
}
