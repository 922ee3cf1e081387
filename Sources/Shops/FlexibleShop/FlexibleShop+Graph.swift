import Basics

extension FlexibleShop {
  /// Sequences of all resources, with the longest paths through them.
  ///
  /// An operation sits in the sequence of each resource of its choice. Its place 2i + s there links to the places before
  /// and behind, so one resource may be anyone's first or second. Ends are longest paths up to an operation's end, rests
  /// longest paths from its start, its tail included; their sum less the duration is the longest path through it.
  struct Graph: ~Copyable {
    let table: Table
    let choices: Buffer<Int32>
    let durations: Buffer<Int>
    /// By place, -1 at the ends of a sequence.
    let previous: Buffer<Int32>
    let next: Buffer<Int32>
    /// By resource, -1 where nothing uses it.
    let first: Buffer<Int32>
    let last: Buffer<Int32>
    let ends: Buffer<Int>
    let rests: Buffer<Int>
    /// The operations in a topological order of arcs and sequences, and the index of each in it.
    let order: Buffer<Int32>
    let indices: Buffer<Int32>
    private let waiting: Buffer<Int32>
    private(set) var makespan = 0

    var count: Int { table.count }

    init(_ shop: FlexibleShop) {
      table = Table(shop)
      let count = shop.operationCount
      choices = Buffer(repeating: -1, count: count)
      durations = Buffer(repeating: 0, count: count)
      previous = Buffer(repeating: -1, count: 2 * count)
      next = Buffer(repeating: -1, count: 2 * count)
      first = Buffer(repeating: -1, count: shop.resourceCount)
      last = Buffer(repeating: -1, count: shop.resourceCount)
      ends = Buffer(repeating: 0, count: count)
      rests = Buffer(repeating: 0, count: count)
      order = Buffer(repeating: 0, count: count)
      indices = Buffer(repeating: 0, count: count)
      waiting = Buffer(repeating: 0, count: count)
    }

    /// The resource that a place stands for in the present choice, -1 for none.
    @inline(__always)
    func resource(at place: Int32) -> Int32 { table.resources[2 &* choices[place >> 1] &+ (place & 1)] }

    /// Makes each resource's sequence that of its users in `order`, under these choices.
    mutating func load(_ order: borrowing Buffer<Int32>, choices chosen: borrowing Buffer<Int32>) -> Bool {
      first.fill(-1)
      last.fill(-1)
      for index in 0..<order.count {
        let operation = order[index]
        choices[operation] = chosen[operation]
        durations[operation] = table.durations[chosen[operation]]
        for place in 2 * operation...2 * operation + 1 { append(place) }
      }
      return evaluate()
    }

    private func append(_ place: Int32) {
      next[place] = -1
      previous[place] = -1
      let resource = resource(at: place)
      guard resource >= 0 else { return }
      previous[place] = last[resource]
      if last[resource] >= 0 { next[last[resource]] = place } else { first[resource] = place }
      last[resource] = place
    }

    /// Takes an operation out of its sequences; it stays in its arcs with length 0, and its links say where it was.
    func detach(_ operation: Int32) {
      for place in 2 &* operation...2 &* operation &+ 1 {
        let resource = resource(at: place)
        guard resource >= 0 else { continue }
        let (before, behind) = (previous[place], next[place])
        if before >= 0 { next[before] = behind } else { first[resource] = behind }
        if behind >= 0 { previous[behind] = before } else { last[resource] = before }
      }
      durations[operation] = 0
    }

    /// Puts a detached operation into the sequences of a choice, behind two places there (-1: in front of all).
    func attach(_ operation: Int32, choice: Int32, behind firstPlace: Int32, _ secondPlace: Int32) {
      choices[operation] = choice
      durations[operation] = table.durations[choice]
      link(2 &* operation, behind: firstPlace)
      link(2 &* operation &+ 1, behind: secondPlace)
    }

    private func link(_ place: Int32, behind before: Int32) {
      let resource = resource(at: place)
      guard resource >= 0 else {
        previous[place] = -1
        next[place] = -1
        return
      }
      let behind = before >= 0 ? next[before] : first[resource]
      previous[place] = before
      next[place] = behind
      if before >= 0 { next[before] = place } else { first[resource] = place }
      if behind >= 0 { previous[behind] = place } else { last[resource] = place }
    }

    /// Recomputes order, ends, rests and makespan.
    ///
    /// - Returns: false where the sequences close a cycle; then none of these is of use.
    mutating func evaluate() -> Bool {
      guard sort() else { return false }
      var longest = 0
      for index in 0..<count {
        let operation = order[index]
        let end = earliestStart(of: operation, by: ends) &+ durations[operation]
        ends[operation] = end
        longest = max(longest, end &+ table.tails[operation])
      }
      var index = count &- 1
      while index >= 0 {
        let operation = order[index]
        rests[operation] = longestTail(of: operation, by: rests) &+ durations[operation]
        index &-= 1
      }
      makespan = longest
      return true
    }

    /// A topological order by taking away what waits for nothing.
    private func sort() -> Bool {
      var filled = 0
      for operation in 0..<count {
        var degree = table.predecessorOffsets[operation &+ 1] &- table.predecessorOffsets[operation]
        if previous[2 &* operation] >= 0 { degree &+= 1 }
        if previous[2 &* operation &+ 1] >= 0 { degree &+= 1 }
        waiting[operation] = degree
        if degree == 0 {
          order[filled] = Int32(truncatingIfNeeded: operation)
          filled &+= 1
        }
      }
      var index = 0
      while index < filled {
        let operation = order[index]
        indices[operation] = Int32(truncatingIfNeeded: index)
        var entry = table.successorOffsets[operation]
        let end = table.successorOffsets[operation &+ 1]
        while entry < end {
          release(table.successors[entry], &filled)
          entry &+= 1
        }
        if next[2 &* operation] >= 0 { release(next[2 &* operation] >> 1, &filled) }
        if next[2 &* operation &+ 1] >= 0 { release(next[2 &* operation &+ 1] >> 1, &filled) }
        index &+= 1
      }
      return filled == count
    }

    @inline(__always)
    private func release(_ operation: Int32, _ filled: inout Int) {
      waiting[operation] &-= 1
      if waiting[operation] == 0 {
        order[filled] = operation
        filled &+= 1
      }
    }
  }
}
