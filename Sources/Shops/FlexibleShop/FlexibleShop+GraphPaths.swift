import Basics

extension FlexibleShop.Graph {
  /// The longest path up to an operation's start, by the ends of what stands before it.
  @inline(__always)
  func earliestStart(of operation: Int32, by ends: borrowing Buffer<Int>) -> Int {
    var start = arcStart(of: operation, by: ends)
    var place = 2 &* operation
    while place <= 2 &* operation &+ 1 {
      let before = previous[place]
      if before >= 0 { start = max(start, ends[before >> 1] &+ setup(at: place, from: before, to: place)) }
      place &+= 1
    }
    return start
  }

  /// The longest path behind an operation's end, by the rests of what stands behind it.
  @inline(__always)
  func longestTail(of operation: Int32, by rests: borrowing Buffer<Int>) -> Int {
    var tail = arcTail(of: operation, by: rests)
    var place = 2 &* operation
    while place <= 2 &* operation &+ 1 {
      let behind = next[place]
      if behind >= 0 { tail = max(tail, rests[behind >> 1] &+ setup(at: place, from: place, to: behind)) }
      place &+= 1
    }
    return tail
  }

  /// The same over the operation's head and the arcs alone.
  @inline(__always)
  func arcStart(of operation: Int32, by ends: borrowing Buffer<Int>) -> Int {
    var start = table.heads[operation]
    var entry = table.predecessorOffsets[operation]
    let end = table.predecessorOffsets[operation &+ 1]
    while entry < end {
      start = max(start, ends[table.predecessors[entry]] &+ table.predecessorLags[entry])
      entry &+= 1
    }
    return start
  }

  /// The same over the operation's tail and the arcs alone.
  @inline(__always)
  func arcTail(of operation: Int32, by rests: borrowing Buffer<Int>) -> Int {
    var tail = table.tails[operation]
    var entry = table.successorOffsets[operation]
    let end = table.successorOffsets[operation &+ 1]
    while entry < end {
      tail = max(tail, rests[table.successors[entry]] &+ table.successorLags[entry])
      entry &+= 1
    }
    return tail
  }

  /// The setup between two places of the sequence that `place` is in.
  @inline(__always)
  func setup(at place: Int32, from first: Int32, to second: Int32) -> Int {
    table.hasSetups ? table.setup(on: resource(at: place), from: first >> 1, to: second >> 1) : 0
  }

  /// The present schedule, each operation as early as its sequences let it.
  func candidate() -> FlexibleShop.Candidate {
    FlexibleShop.Candidate(
      choices: (0..<count).map { Int(choices[$0]) }, starts: (0..<count).map { ends[$0] - durations[$0] })
  }

  /// Takes over the sequences of a schedule; of operations that start together, the first to end is the first.
  ///
  /// - Returns: false where that closes a cycle, which takes durations of 0.
  mutating func load(_ candidate: FlexibleShop.Candidate) -> Bool {
    let operations = (0..<count).sorted {
      let (one, two) = (candidate.starts[$0], candidate.starts[$1])
      let oneEnd = one + table.durations[candidate.choices[$0]]
      let twoEnd = two + table.durations[candidate.choices[$1]]
      return (one, oneEnd, table.ranks[$0]) < (two, twoEnd, table.ranks[$1])
    }
    return load(Buffer(operations.map(Int32.init)), choices: Buffer(candidate.choices.map(Int32.init)))
  }
}
