import Basics
import Race

extension MemoryMapping.Allocation {
  /// An instance of plain buffers with what every strategy needs of it, computed once. Buffers that are names of one
  /// storage are one buffer here, and what needs no memory is left out.
  final class Prepared: Sendable {
    /// What strategies place.
    let set: MemoryMapping.BufferSet
    let sections: MemoryMapping.Sections
    /// A lower bound of the height of every placement.
    let bound: Int
    let hasFixedBuffers: Bool
    /// Whether two fixed buffers are in each other's way, so that there is no placement.
    let hasCollidingBuffers: Bool
    /// What the user asked, and where in `set` each of its buffers is, -1 for nowhere; nil where it is `set` itself.
    private let whole: (set: MemoryMapping.BufferSet, places: [Int])?

    /// - Parameter set: of plain buffers.
    convenience init(_ set: MemoryMapping.BufferSet) { self.init(set, whole: nil) }

    fileprivate init(_ set: MemoryMapping.BufferSet, whole: (set: MemoryMapping.BufferSet, places: [Int])?) {
      self.set = set
      self.whole = whole
      sections = MemoryMapping.Sections(set)
      bound = lowerBound(of: set, sections)
      let fixed = set.buffers.indices.filter { set.buffers[$0].fixedOffset != nil }
      hasFixedBuffers = !fixed.isEmpty
      // Without a limit, nothing else stops a first fit.
      hasCollidingBuffers =
        hasFixedBuffers
        && MemoryMapping.FirstFit(set.buffers, sections).place(Buffer(fixed.map { Int32($0) }), limit: .max) != nil
    }

    /// The user's placement with the buffers of `set` at these offsets.
    func placement(_ offsets: [Int]) -> MemoryMapping.Placement {
      guard let whole else { return MemoryMapping.Placement(offsets, of: set) }
      let all = zip(whole.places, whole.set.buffers).map { place, buffer in
        place < 0 ? buffer.fixedOffset ?? 0 : offsets[place]
      }
      return MemoryMapping.Placement(all, of: whole.set)
    }

    /// Where the buffers of `set` are in a placement of the user's.
    func offsets(of placement: MemoryMapping.Placement) -> [Int] {
      guard let whole else { return placement.offsets }
      var offsets = [Int](repeating: 0, count: set.buffers.count)
      for (index, place) in whole.places.enumerated() where place >= 0 { offsets[place] = placement.offsets[index] }
      return offsets
    }

    /// Where the buffers of `set` are to lie as far as the user's buffers say so, -1 for anywhere.
    func wanted(_ given: [Int?]) -> [Int] {
      guard let whole else { return given.map { $0 ?? -1 } }
      var wanted = [Int](repeating: -1, count: set.buffers.count)
      for (place, offset) in zip(whole.places, given) where place >= 0 && wanted[place] < 0 {
        if let offset, offset.isMultiple(of: set.buffers[place].alignment) { wanted[place] = offset }
      }
      return wanted
    }

    /// The height that a placement must stay below to be of use: what is allowed, or less than the best one known.
    func limit(_ scoreboard: Scoreboard<MemoryMapping.Placement>) -> Int {
      let best = scoreboard.bestObjective
      if let capacity = set.capacity { return best == .max ? capacity : -1 }
      return best == .max ? .max : best - 1
    }

    func offer(
      _ offsets: [Int], to scoreboard: Scoreboard<MemoryMapping.Placement>, by source: String
    ) {
      let placement = placement(offsets)
      if let capacity = set.capacity, placement.height > capacity { return }
      guard set.capacity != nil || placement.height < scoreboard.bestObjective else { return }
      scoreboard.offer(placement, from: source)
    }
  }

  /// What solves a set: strategies for plain buffers, or those for storages of any kind.
  enum Form {
    case plain(Prepared)
    case storages(StorageInstance)

    init(_ set: MemoryMapping.BufferSet) {
      if set.isPlain {
        self = .plain(Prepared(set))
        return
      }
      let storages = MemoryMapping.Storages(set)
      if let plain = storages.plainSet(of: set) {
        self = .plain(Prepared(plain, whole: (set, storages.storageOf)))
      } else {
        self = .storages(StorageInstance(set, storages))
      }
    }
  }
}

extension MemoryMapping.Storages {
  /// Each storage as one buffer; nil where some are more than that.
  fileprivate func plainSet(of set: MemoryMapping.BufferSet) -> MemoryMapping.BufferSet? {
    guard inPlace.isEmpty, set.pools.isEmpty else { return nil }
    var buffers: [MemoryMapping.MemoryBuffer] = []
    for storage in all {
      guard let buffer = storage.asBuffer(of: set) else { return nil }
      buffers.append(buffer)
    }
    return try? MemoryMapping.BufferSet(name: set.name, buffers: buffers, capacity: set.capacity)
  }
}

extension MemoryMapping.Storage {
  fileprivate func asBuffer(of set: MemoryMapping.BufferSet) -> MemoryMapping.MemoryBuffer? {
    guard !pieces.isEmpty, pieces.allSatisfy({ $0.low == 0 && $0.high == size }) else { return nil }
    let ordered = pieces.sorted { ($0.lower, $0.upper) < ($1.lower, $1.upper) }
    var gaps: [MemoryMapping.MemoryBuffer.Gap] = []
    var end = ordered[0].upper
    for piece in ordered {
      if piece.lower > end { gaps.append(.init(lower: end, upper: piece.lower)) }
      end = max(end, piece.upper)
    }
    return MemoryMapping.MemoryBuffer(
      id: members.map { set.buffers[$0].id }.joined(separator: "="), lower: ordered[0].lower, upper: end, size: size,
      alignment: alignment, gaps: gaps, fixedOffset: fixedOffset, hint: hint)
  }
}
