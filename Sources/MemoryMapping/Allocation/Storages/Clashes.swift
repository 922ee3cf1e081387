extension MemoryMapping {
  /// How far apart two storages may not lie.
  enum Clashes {
    /// The differences between the offset of `second` and that of `first` at which they would be in each other's way:
    /// ranges in order, apart from each other.
    static func between(_ first: Storage, _ second: Storage, _ inPlace: Set<Storages.Pair>) -> [ClosedRange<Int>] {
      var ranges: [ClosedRange<Int>] = []
      for a in first.pieces {
        for b in second.pieces where a.lower < b.upper && b.lower < a.upper {
          let (least, most) = (a.low - b.high + 1, a.high - b.low - 1)
          if least <= 0, most >= 0, !inPlace.isEmpty, inPlace.contains(.init(first: a.buffer, second: b.buffer)) {
            if least < 0 { ranges.append(least...(-1)) }
            if most > 0 { ranges.append(1...most) }
          } else {
            ranges.append(least...most)
          }
        }
      }
      return merged(ranges)
    }

    static func merged(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
      if ranges.count < 2 { return ranges }
      var result: [ClosedRange<Int>] = []
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = result.last, range.lowerBound <= last.upperBound + 1 {
          result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        } else {
          result.append(range)
        }
      }
      return result
    }
  }
}

extension MemoryMapping.Allocation {
  /// A set of storages with what its strategies need, computed once.
  final class StorageInstance: Sendable {
    typealias Storage = MemoryMapping.Storage

    let set: MemoryMapping.BufferSet
    let storages: [Storage]
    let storageOf: [Int]
    let inPlace: Set<MemoryMapping.Storages.Pair>
    /// The memories; a single one where the set names none.
    let pools: [MemoryMapping.Pool]
    /// For each storage those that live at a common time with it, ascending.
    let neighbours: [[Int32]]

    init(_ set: MemoryMapping.BufferSet, _ storages: MemoryMapping.Storages) {
      self.set = set
      self.storages = storages.all
      storageOf = storages.storageOf
      inPlace = storages.inPlace
      pools = set.pools.isEmpty ? [MemoryMapping.Pool(name: "", capacity: set.capacity, cost: 1)] : set.pools
      neighbours = Self.neighbours(of: storages.all)
    }

    /// By a sweep over the pieces in order of birth.
    private static func neighbours(of storages: [Storage]) -> [[Int32]] {
      let pieces = storages.indices.flatMap { number in
        storages[number].pieces.map { (number: Int32(number), lower: $0.lower, upper: $0.upper) }
      }.sorted { ($0.lower, $0.number) < ($1.lower, $1.number) }
      var lists = [[Int32]](repeating: [], count: storages.count)
      var live: [(number: Int32, lower: Int, upper: Int)] = []
      for piece in pieces {
        live.removeAll { $0.upper <= piece.lower }
        for other in live where other.number != piece.number {
          lists[Int(piece.number)].append(other.number)
          lists[Int(other.number)].append(piece.number)
        }
        live.append(piece)
      }
      return lists.map { list in
        var last: Int32 = -1
        return list.sorted().filter { number in
          defer { last = number }
          return number != last
        }
      }
    }

    var pairCount: Int { neighbours.reduce(0) { $0 + $1.count } / 2 }

    func clashes(_ first: Int, _ second: Int) -> [ClosedRange<Int>] {
      MemoryMapping.Clashes.between(storages[first], storages[second], inPlace)
    }

    /// The user's placement of the storages.
    func placement(_ offsets: [Int], _ pool: [Int]) -> MemoryMapping.Placement {
      let buffers = set.buffers
      return MemoryMapping.Placement(
        buffers.indices.map { storageOf[$0] < 0 ? buffers[$0].fixedOffset ?? 0 : offsets[storageOf[$0]] },
        in: buffers.indices.map { storageOf[$0] < 0 ? buffers[$0].pools.first ?? 0 : pool[storageOf[$0]] }, of: set)
    }

    /// Where the storages are in a placement of the user's; nil where that is of another set.
    func storages(of placement: MemoryMapping.Placement) -> (offsets: [Int], pools: [Int])? {
      guard placement.offsets.count == set.buffers.count, set.pools.isEmpty == (placement.pools == nil) else {
        return nil
      }
      let numbers = Dictionary(pools.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      var offsets = [Int](repeating: 0, count: storages.count)
      var chosen = offsets
      for (index, storage) in storageOf.enumerated() where storage >= 0 {
        offsets[storage] = placement.offsets[index]
        guard let names = placement.pools else { continue }
        guard names.indices.contains(index), let number = numbers[names[index]] else { return nil }
        chosen[storage] = number
      }
      return (offsets, chosen)
    }

    /// What a placement with these heights of the pools is worth; the question of fitting in one memory has one answer.
    func cost(_ heights: [Int]) -> Int {
      if set.pools.isEmpty { return set.capacity ?? heights[0] }
      return zip(pools, heights).reduce(0) { $0 + $1.0.cost * $1.1 }
    }
  }
}
