import Basics

extension MemoryMapping {
  /// Joins buffers into blocks that fill a rectangle, so that a placement with little waste is one of fewer pieces.
  ///
  /// Three joins, the most certain first: five blocks around one in their middle; two of one size side by side in time,
  /// either of which may be a stack of two or three of one life; and stacks of what has one life. Two sizes that are
  /// compared with many others agree by chance, with an expectation of about the number of comparisons at that border
  /// over the size in units: joins are made in the order of this number, up to a threshold. Nothing says that a
  /// placement with these blocks exists where there is one without them, so each build is another one.
  ///
  /// - Source: blocks in the loading of containers, Eley 2002.
  struct BlockBuilding {
    struct Part {
      var block, offset: Int
    }

    struct Block {
      var first, end, size: Int
      /// Empty for what was there at the beginning.
      var parts: [Part] = []
    }

    /// How bold a build is.
    struct Rules {
      /// Expected agreements by chance from which on two of one size are not joined.
      var threshold = 0.5
      /// The share of joins that are left out.
      var skipped = 0.05
      /// The share of life times whose buffers are stacked.
      var stacked = 0.7
    }

    /// Lists at a border with more blocks are left as they are: the comparisons would take too long.
    private static let listLimit = 60
    /// Stacks are looked for among no more blocks of one life.
    private static let stackLimit = 10

    private(set) var blocks: [Block]
    private(set) var isAlive: [Bool]
    /// By border of sections.
    private var starters, enders: [[Int]]
    private let rules: Rules
    private var random: RandomSource
    private let salt: UInt64
    /// By border: the best join of two found there, and whether it must be looked for anew.
    private var joins: [Join?]
    private var isJoinOld: [Bool]
    private var oldWheels: [Int]

    private struct Join {
      var left, right: [Int]
      var chance: Double
    }

    /// Joins as many as the rules allow.
    init(
      _ pieces: some Collection<(hull: Range<Int>, size: Int)>, sectionCount: Int, rules: Rules, seed: UInt64
    ) {
      blocks = pieces.map { Block(first: $0.hull.lowerBound, end: $0.hull.upperBound, size: $0.size) }
      isAlive = Array(repeating: true, count: blocks.count)
      starters = Array(repeating: [], count: sectionCount + 1)
      enders = starters
      self.rules = rules
      random = RandomSource(seed: seed)
      salt = random.next()
      joins = Array(repeating: nil, count: sectionCount + 1)
      isJoinOld = Array(repeating: true, count: sectionCount + 1)
      oldWheels = Array(0...sectionCount)
      for (index, block) in blocks.enumerated() {
        starters[block.first].append(index)
        enders[block.end].append(index)
      }
      while joinWheel() || joinTwo() || stackTwo() {}
    }

    /// What is in no other block.
    var roots: [Int] { blocks.indices.filter { isAlive[$0] } }

    /// Calls `visit` with each of the first pieces in a block, and its offset where the block lies at `offset`.
    func forEachPiece(of block: Int, at offset: Int, _ visit: (_ piece: Int, _ offset: Int) -> Void) {
      guard !blocks[block].parts.isEmpty else { return visit(block, offset) }
      for part in blocks[block].parts { forEachPiece(of: part.block, at: offset + part.offset, visit) }
    }

    /// A number in [0, 1) that is the same for equal keys all through a build.
    private func chance(_ a: Int, _ b: Int) -> Double {
      var mixer = SplitMix64(state: salt ^ UInt64(truncatingIfNeeded: a << 32 ^ b))
      return Double(mixer.next() >> 11) * 0x1p-53
    }

    @discardableResult
    private mutating func join(_ parts: [Part], _ first: Int, _ end: Int, _ size: Int) -> Int {
      for part in parts {
        let block = blocks[part.block]
        isAlive[part.block] = false
        starters[block.first].removeAll { $0 == part.block }
        enders[block.end].removeAll { $0 == part.block }
        changed(block.first)
        changed(block.end)
      }
      starters[first].append(blocks.count)
      enders[end].append(blocks.count)
      blocks.append(Block(first: first, end: end, size: size, parts: parts))
      isAlive.append(true)
      return blocks.count - 1
    }

    private mutating func changed(_ border: Int) {
      isJoinOld[border] = true
      if oldWheels.last != border { oldWheels.append(border) }
    }
  }
}

extension MemoryMapping.BlockBuilding {
  /// Five blocks: a lower one whose end is that of the middle one, one on the middle's other side that reaches as high as
  /// both, and the same upside down. Sizes that agree twice are hardly chance.
  private mutating func joinWheel() -> Bool {
    while let border = oldWheels.popLast() {
      for middle in starters[border] + enders[border] where joinWheel(around: middle) {
        oldWheels.append(border)
        return true
      }
    }
    return false
  }

  private mutating func joinWheel(around middle: Int) -> Bool {
    let (left, right, size) = (blocks[middle].first, blocks[middle].end, blocks[middle].size)
    guard enders[right].count <= Self.listLimit, enders[left].count <= Self.listLimit else { return false }
    for lower in enders[right] where blocks[lower].first < left {
      let first = blocks[lower].first
      for before in enders[left] where blocks[before].first == first && blocks[before].size > size {
        for upper in starters[left] where blocks[upper].size == blocks[before].size - size && blocks[upper].end > right
        {
          let end = blocks[upper].end
          let height = blocks[lower].size + size
          for after in starters[right] where blocks[after].end == end && blocks[after].size == height {
            join(
              [
                Part(block: lower, offset: 0), Part(block: after, offset: 0),
                Part(block: middle, offset: blocks[lower].size), Part(block: before, offset: blocks[lower].size),
                Part(block: upper, offset: height),
              ], first, end, blocks[lower].size + blocks[before].size)
            return true
          }
        }
      }
    }
    return false
  }

  /// The join of two sides of one size that is least likely to be chance.
  private mutating func joinTwo() -> Bool {
    var best: Join?
    for border in 1..<max(1, starters.count - 1) {
      if isJoinOld[border] {
        isJoinOld[border] = false
        joins[border] = bestJoin(at: border)
      }
      if let join = joins[border], join.chance < best?.chance ?? rules.threshold { best = join }
    }
    guard let best else { return false }
    let (left, right) = (stack(best.left), stack(best.right))
    join(
      [Part(block: left, offset: 0), Part(block: right, offset: 0)], blocks[left].first, blocks[right].end,
      blocks[left].size)
    return true
  }

  private func bestJoin(at border: Int) -> Join? {
    guard !enders[border].isEmpty, !starters[border].isEmpty,
      max(enders[border].count, starters[border].count) <= Self.listLimit
    else { return nil }
    var best: Join?
    let sides = (sides(enders[border]), sides(starters[border]))
    for (left, right) in [
      (sides.0.single, sides.1.single), (sides.0.single, sides.1.stacked), (sides.0.stacked, sides.1.single),
      (sides.0.stacked, sides.1.stacked),
    ] {
      let comparisons = Double(left.count * right.count)
      var start = 0
      for side in left {
        while start < right.count, right[start].size < side.size { start += 1 }
        var index = start
        while index < right.count, right[index].size == side.size {
          let (a, b) = (side.blocks[0], right[index].blocks[0])
          let expected = comparisons / Double(side.size) * (1 + chance(b, a))
          if expected < best?.chance ?? rules.threshold, chance(a, b) >= rules.skipped {
            best = Join(left: side.blocks, right: right[index].blocks, chance: expected)
          }
          index += 1
        }
      }
    }
    return best
  }

  private struct Side {
    var size: Int
    var blocks: [Int]
  }

  /// The blocks of a list, and stacks of two or three of one life; by size.
  private func sides(_ list: [Int]) -> (single: [Side], stacked: [Side]) {
    var stacked: [Side] = []
    for life in lives(in: list) where (2...Self.stackLimit).contains(life.count) {
      for i in life.indices {
        for j in 0..<i {
          let size = blocks[life[i]].size + blocks[life[j]].size
          stacked.append(Side(size: size, blocks: [life[i], life[j]]))
          for k in 0..<j {
            stacked.append(Side(size: size + blocks[life[k]].size, blocks: [life[i], life[j], life[k]]))
          }
        }
      }
    }
    let single = list.map { Side(size: blocks[$0].size, blocks: [$0]) }
    return (single.sorted { $0.size < $1.size }, stacked.sorted { $0.size < $1.size })
  }

  /// The blocks of a list that begin, or end, at one border in groups of one life.
  private func lives(in list: [Int]) -> [[Int]] {
    let order = list.sorted { (blocks[$0].end - blocks[$0].first, $0) < (blocks[$1].end - blocks[$1].first, $1) }
    var result: [[Int]] = []
    for block in order {
      if let last = result.last?.last, blocks[last].end - blocks[last].first == blocks[block].end - blocks[block].first
      {
        result[result.count - 1].append(block)
      } else {
        result.append([block])
      }
    }
    return result
  }

  /// The block that these make on top of each other: itself for one.
  private mutating func stack(_ list: [Int]) -> Int {
    guard list.count > 1 else { return list[0] }
    var parts: [Part] = []
    var offset = 0
    for block in list {
      parts.append(Part(block: block, offset: offset))
      offset += blocks[block].size
    }
    return join(parts, blocks[list[0]].first, blocks[list[0]].end, offset)
  }

  /// Two of one life, for a share of the lives.
  private mutating func stackTwo() -> Bool {
    var choice: [[Int]] = []
    for list in starters where list.count > 1 {
      for life in lives(in: list) where life.count > 1 {
        if chance(-1 - blocks[life[0]].first, blocks[life[0]].end) < rules.stacked { choice.append(life) }
      }
    }
    guard !choice.isEmpty else { return false }
    var life = choice[random.below(choice.count)]
    let one = life.remove(at: random.below(life.count))
    _ = stack([one, life[random.below(life.count)]])
    return true
  }
}
