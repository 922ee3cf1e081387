import Basics

extension MemoryMapping {
  /// What has one offset: buffers that are names of one storage, as one.
  struct Storage: Sendable {
    /// A box of it, with addresses counted from its offset.
    struct Piece: Sendable, Equatable {
      /// The buffer that lives there.
      let buffer: Int
      /// Times [lower, upper), never empty.
      let lower, upper: Int
      /// Units [low, high), never empty.
      let low, high: Int
    }

    /// Its buffers that need memory.
    var members: [Int] = []
    var pieces: [Piece] = []
    /// The largest size of a member: so much must lie within the memory.
    var size = 0
    var alignment = 1
    var fixedOffset: Int?
    var hint: Int?
    /// The pools that all members may lie in, ascending; pool 0 where there is one memory.
    var pools: [Int]
  }

  /// The storages of a set. What needs no memory has none.
  struct Storages: Sendable {
    private(set) var all: [Storage] = []
    /// By buffer; -1 for what needs no memory.
    private(set) var storageOf: [Int]
    /// Pairs of buffers in different storages that may lie exactly one over the other, both ways round.
    private(set) var inPlace: Set<Pair> = []

    struct Pair: Hashable, Sendable { let first, second: Int }

    init(_ set: BufferSet) {
      let roots = Self.roots(of: set)
      storageOf = [Int](repeating: -1, count: set.buffers.count)
      let anyPool = Array(0..<max(1, set.pools.count))
      var numbers: [Int: Int] = [:]
      for (index, buffer) in set.buffers.enumerated() where !buffer.isNothing {
        let number = numbers[roots[index]] ?? all.count
        if number == all.count {
          numbers[roots[index]] = number
          all.append(Storage(pools: anyPool))
        }
        storageOf[index] = number
        all[number].add(index, buffer)
      }
      // Names that need no memory themselves say where the storage lies all the same.
      for (index, buffer) in set.buffers.enumerated() where buffer.isNothing {
        guard let number = numbers[roots[index]] else { continue }
        storageOf[index] = number
        all[number].obey(buffer)
      }
      addInPlacePairs(of: set)
    }

    private mutating func addInPlacePairs(of set: BufferSet) {
      guard set.buffers.contains(where: { !$0.inPlaceOf.isEmpty }) else { return }
      let numbers = Dictionary(uniqueKeysWithValues: set.buffers.enumerated().map { ($1.id, $0) })
      for (index, buffer) in set.buffers.enumerated() {
        for input in buffer.inPlaceOf.compactMap({ numbers[$0] }) where storageOf[input] != storageOf[index] {
          inPlace.insert(Pair(first: index, second: input))
          inPlace.insert(Pair(first: input, second: index))
        }
      }
    }

    /// For each buffer the first one of its storage.
    private static func roots(of set: BufferSet) -> [Int] {
      guard set.buffers.contains(where: { $0.alias != nil }) else { return Array(set.buffers.indices) }
      var sets = DisjointSets(set.buffers.count)
      var named = Dictionary(uniqueKeysWithValues: set.buffers.enumerated().map { ($1.id, $0) })
      for (index, buffer) in set.buffers.enumerated() {
        guard let alias = buffer.alias else { continue }
        guard let other = named[alias] else {
          named[alias] = index
          continue
        }
        sets.join(index, other)
      }
      return set.buffers.indices.map { sets.root($0) }
    }

    /// - Throws: the first buffer that cannot lie where another name of its storage must.
    static func validate(_ set: BufferSet) throws(InvalidBuffer) {
      let roots = roots(of: set)
      var fixed: [Int: Int] = [:]
      var pools: [Int: Set<Int>] = [:]
      var alignments: [Int: Int] = [:]
      for (index, buffer) in set.buffers.enumerated() {
        let root = roots[index]
        if let offset = buffer.fixedOffset {
          let first = fixed[root] ?? index
          fixed[root] = first
          if let other = set.buffers[first].fixedOffset, other != offset {
            throw InvalidBuffer(
              index: index,
              "the offset \(offset), but '\(set.buffers[first].id)', another name of its storage, is at \(other)")
          }
        }
        if !buffer.pools.isEmpty {
          let left = pools[root].map { $0.intersection(buffer.pools) } ?? Set(buffer.pools)
          pools[root] = left
          if left.isEmpty {
            throw InvalidBuffer(index: index, "pools that the other names of its storage may not lie in")
          }
        }
        let alignment = alignments[root] ?? 1
        let whole = buffer.alignment / greatestCommonDivisor(alignment, buffer.alignment)
        guard whole <= BufferSet.limit / alignment else {
          throw InvalidBuffer(index: index, "alignments of one storage whose common multiple exceeds 2^60")
        }
        alignments[root] = alignment * whole
      }
      var total = 0
      for (_, alignment) in alignments {
        guard alignment - 1 <= BufferSet.limit - total else {
          throw InvalidBuffer(index: 0, "the common alignments of all storages together exceed 2^60")
        }
        total += alignment - 1
      }
      for (root, first) in fixed.sorted(by: { $0.key < $1.key }) {
        let (offset, alignment) = (set.buffers[first].fixedOffset ?? 0, alignments[root] ?? 1)
        guard offset.isMultiple(of: alignment) else {
          throw InvalidBuffer(
            index: first, "the offset \(offset), not a multiple of \(alignment), the alignment of its storage")
        }
      }
    }
  }
}

extension MemoryMapping.Storage {
  fileprivate mutating func add(_ index: Int, _ buffer: MemoryMapping.MemoryBuffer) {
    members.append(index)
    size = max(size, buffer.size)
    obey(buffer)
    buffer.forEachBox { times, used in
      pieces.append(
        Piece(
          buffer: index, lower: times.lowerBound, upper: times.upperBound, low: used.lowerBound, high: used.upperBound))
    }
  }

  fileprivate mutating func obey(_ buffer: MemoryMapping.MemoryBuffer) {
    alignment *= buffer.alignment / greatestCommonDivisor(alignment, buffer.alignment)
    fixedOffset = fixedOffset ?? buffer.fixedOffset
    hint = hint ?? buffer.hint
    if !buffer.pools.isEmpty { pools.removeAll { !buffer.pools.contains($0) } }
  }
}
