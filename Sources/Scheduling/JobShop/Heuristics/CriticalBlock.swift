import Basics

extension JobShop {
  /// One block of a critical path in flat buffers, with the conditions and estimates of moves inside it.
  ///
  /// Index 0 is the block's first operation. A move takes operation i right behind operation j > i, or operation j
  /// right in front of operation i < j; both change the segment i ... j only.
  ///
  /// - Source: Balas, Vazacopoulos 1998, "Guided local search with shifting bottleneck for job shop scheduling".
  struct CriticalBlock: ~Copyable {
    private(set) var count = 0
    let operations: Buffer<Int32>
    private let duration: Buffer<Int32>
    private let completion: Buffer<Int32>
    private let tail: Buffer<Int32>
    /// Completion of the job predecessor, and tail of the job successor; 0 where there is none.
    private let released: Buffer<Int32>
    private let follow: Buffer<Int32>
    /// What the conditions compare with; -1 where there is no job predecessor, or successor.
    private let predecessorBound: Buffer<Int32>
    private let successorBound: Buffer<Int32>
    /// New heads along the segment being evaluated.
    private let newHead: Buffer<Int32>
    /// Random numbers of the operations, and their sums over all before each index.
    private let signature: Buffer<UInt64>
    private let signatureSum: Buffer<UInt64>
    /// Completion of the machine predecessor of the first, tail of the machine successor of the last operation.
    private var before: Int32 = 0
    private var after: Int32 = 0

    /// - Parameter longest: the largest number of operations on one machine.
    init(longest: Int) {
      operations = Buffer(repeating: 0, count: longest)
      duration = Buffer(repeating: 0, count: longest)
      completion = Buffer(repeating: 0, count: longest)
      tail = Buffer(repeating: 0, count: longest)
      released = Buffer(repeating: 0, count: longest)
      follow = Buffer(repeating: 0, count: longest)
      predecessorBound = Buffer(repeating: 0, count: longest)
      successorBound = Buffer(repeating: 0, count: longest)
      newHead = Buffer(repeating: 0, count: longest)
      signature = Buffer(repeating: 0, count: longest)
      signatureSum = Buffer(repeating: 0, count: longest + 1)
    }

    /// Takes the operations of `path` in `range`, consecutive on one machine.
    ///
    /// - Parameter signatures: a random number for each operation.
    mutating func load(
      _ path: borrowing CriticalPath, _ range: Range<Int>, _ graph: borrowing DisjunctiveGraph,
      _ signatures: borrowing Buffer<UInt64>
    ) {
      count = range.count
      let machine = graph.table.machine[path.operations[range.lowerBound]]
      for index in 0..<count {
        let operation = path.operations[range.lowerBound + index]
        let predecessor = graph.predecessors[operation].job
        let successor = graph.successors[operation].job
        operations[index] = operation
        duration[index] = graph.durations[operation]
        completion[index] = graph.completions[operation]
        tail[index] = graph.tails[operation]
        released[index] = graph.completions[predecessor]
        follow[index] = graph.tails[successor]
        predecessorBound[index] = bound(of: predecessor, graph, length: graph.completions[predecessor], machine)
        successorBound[index] = bound(of: successor, graph, length: graph.tails[successor], machine)
        let own = signatures[operation]
        signature[index] = own
        signatureSum[index + 1] = signatureSum[index] &+ own
      }
      before = graph.completions[graph.predecessors[operations[0]].machine]
      after = graph.tails[graph.successors[operations[count - 1]].machine]
    }

    private func bound(
      of neighbour: Int32, _ graph: borrowing DisjunctiveGraph, length: Int32, _ machine: Int32
    ) -> Int32 {
      if neighbour == graph.none { return -1 }
      // A neighbour on the same machine may be the other end of the segment itself.
      return graph.table.machine[neighbour] == machine ? length : length - graph.durations[neighbour]
    }

    /// Whether heads and tails exclude that moving i behind j closes a cycle.
    ///
    /// A cycle needs a path from the job successor s of i to j, and then tail(s) >= duration(s) + tail(j); where the
    /// path has no arc, since s is j itself, tail(s) >= tail(j).
    func allowsMoving(_ i: Int, behind j: Int) -> Bool { successorBound[i] < tail[j] }

    /// Whether heads and tails exclude that moving j in front of i closes a cycle: the mirror image.
    func allowsMoving(_ j: Int, inFrontOf i: Int) -> Bool { predecessorBound[j] < completion[i] }

    /// The longest path through an operation of the segment after the move.
    ///
    /// Exact for exchanging two neighbours, and so a lower bound of the new makespan. For longer segments it takes
    /// heads and tails of job neighbours as they are, which another operation of the segment may change: an estimate.
    /// - Returns: `Int32.max` where it is sure to exceed `cutoff`.
    func estimate(moving i: Int, behind j: Int, cutoff: Int32) -> Int32 {
      let released = released.pointer
      let follow = follow.pointer
      let duration = duration.pointer
      let newHead = newHead.pointer
      var end = i == 0 ? before : completion[i - 1]
      var index = i &+ 1
      while index <= j {
        let head = max(released[index], end)
        newHead[index] = head
        end = head &+ duration[index]  // sums of durations on a path, at most 2^30
        index &+= 1
      }
      var rest = max(follow[i], j == count &- 1 ? after : tail[j + 1]) &+ duration[i]
      var longest = max(released[i], end) &+ rest
      index = j
      while index > i {
        if longest > cutoff { return .max }
        rest = max(follow[index], rest) &+ duration[index]
        longest = max(longest, newHead[index] &+ rest)
        index &-= 1
      }
      return longest
    }

    /// As the other one, for the mirrored move.
    func estimate(moving j: Int, inFrontOf i: Int, cutoff: Int32) -> Int32 {
      let released = released.pointer
      let follow = follow.pointer
      let duration = duration.pointer
      let newHead = newHead.pointer
      let headOfMoved = max(released[j], i == 0 ? before : completion[i - 1])
      var end = headOfMoved &+ duration[j]
      var index = i
      while index < j {
        let head = max(released[index], end)
        newHead[index] = head
        end = head &+ duration[index]  // sums of durations on a path, at most 2^30
        index &+= 1
      }
      var rest = j == count &- 1 ? after : tail[j + 1]
      var longest = end &+ rest
      index = j &- 1
      while index >= i {
        if longest > cutoff { return .max }
        rest = max(follow[index], rest) &+ duration[index]
        longest = max(longest, newHead[index] &+ rest)
        index &-= 1
      }
      return max(longest, headOfMoved &+ max(follow[j], rest) &+ duration[j])
    }

    /// What moving i behind j adds to the signature of the machine's sequence: the others come one place earlier.
    func signatureChange(moving i: Int, behind j: Int) -> UInt64 {
      signature[i] &* UInt64(truncatingIfNeeded: j - i) &- (signatureSum[j + 1] &- signatureSum[i + 1])
    }

    /// What moving j in front of i adds to it: the others come one place later.
    func signatureChange(moving j: Int, inFrontOf i: Int) -> UInt64 {
      signatureSum[j] &- signatureSum[i] &- signature[j] &* UInt64(truncatingIfNeeded: j - i)
    }

    /// Whether one of the orders that moving i behind j brings about is tabu.
    func isForbidden(_ i: Int, behind j: Int, by orders: borrowing OrderTabuList, at iteration: Int) -> Bool {
      for index in i + 1...j where orders.forbids(operations[index], before: operations[i], at: iteration) {
        return true
      }
      return false
    }

    /// Whether one of the orders that moving j in front of i brings about is tabu.
    func isForbidden(_ j: Int, inFrontOf i: Int, by orders: borrowing OrderTabuList, at iteration: Int) -> Bool {
      for index in i..<j where orders.forbids(operations[j], before: operations[index], at: iteration) { return true }
      return false
    }
  }
}
