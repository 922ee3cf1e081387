import Basics

extension JobShop {
  /// A move of one operation along its machine.
  struct Move: BitwiseCopyable {
    var operation: Int32
    /// The operation that it goes right behind, or right in front of.
    var target: Int32
    var isBehind: Bool
    /// The longest path through the moved segment, estimated.
    var estimate: Int32
    /// What it adds to the signature of its machine's sequence.
    var change: UInt64
  }

  /// The best move on the blocks of a critical path that the tabu list admits.
  ///
  /// The moves are: any operation of a block right behind its last or right in front of its first one (N6), and the
  /// first or the last one into the interior (N7). In the block that begins the path, moves to the front cannot
  /// shorten it and are left out, as in N5; so are moves to the back in the block that ends it.
  ///
  /// - Source: Nowicki, Smutnicki 1996 (N5); Balas, Vazacopoulos 1998 (N6); Zhang, Li, Guan, Rao 2007, "A tabu search
  ///   algorithm with a new neighborhood structure for the job shop scheduling problem" (N7).
  struct Neighbourhood: ~Copyable {
    private var block: CriticalBlock
    private let signatures: Buffer<UInt64>
    /// What `chooseMove` has chosen.
    private(set) var chosen = Neighbourhood.nothing
    private var tieCount = 0
    private var machine: Int32 = 0
    /// A tabu move at random, for when all moves are tabu.
    private var fallback = Neighbourhood.nothing
    private var tabuCount = 0
    /// Moves estimated since the beginning.
    private(set) var estimateCount = 0

    private static let nothing = Move(operation: -1, target: -1, isBehind: false, estimate: .max, change: 0)

    init(_ table: borrowing OperationTable) {
      var load = [Int](repeating: 0, count: table.machineCount)
      for operation in 0..<table.count { load[Int(table.machine[operation])] += 1 }
      block = CriticalBlock(longest: load.max() ?? 0)
      // Fixed numbers: signatures need to be different, not unpredictable.
      var mixer = SplitMix64(state: 0x6A6F_6273_686F_7021)
      signatures = Buffer(repeating: 0, count: table.count)
      for operation in 0..<table.count { signatures[operation] = mixer.next() }
    }

    /// - Parameter aspiration: a tabu move with an estimate below this is admitted.
    /// - Returns: false where the path has no move at all.
    mutating func chooseMove(
      on path: borrowing CriticalPath, _ graph: borrowing DisjunctiveGraph, _ tabu: borrowing TabuList,
      _ orders: borrowing OrderTabuList, at iteration: Int, aspiration: Int32, _ random: inout RandomSource
    ) -> Bool {
      chosen = Self.nothing
      tieCount = 0
      tabuCount = 0
      for number in 0..<path.blockCount {
        let range = Int(path.blockStarts[number])..<Int(path.blockStarts[number + 1])
        guard range.count >= 2 else { continue }
        machine = graph.table.machine[path.operations[range.lowerBound]]
        block.load(path, range, graph, signatures)
        let last = block.count - 1
        if number < path.blockCount - 1 {
          for i in 0..<last { consider(i, behind: last, tabu, orders, iteration, aspiration, &random) }
          for i in 1..<max(1, last - 1) { consider(last, inFrontOf: i, tabu, orders, iteration, aspiration, &random) }
        }
        if number > 0 {
          // Exchanging two neighbours is the same move from both sides; it is considered once.
          let isPairDone = number < path.blockCount - 1 && last == 1
          for j in (isPairDone ? 2 : 1)..<max(isPairDone ? 2 : 1, last + 1) {
            consider(j, inFrontOf: 0, tabu, orders, iteration, aspiration, &random)
          }
          for j in 2..<max(2, last) { consider(0, behind: j, tabu, orders, iteration, aspiration, &random) }
        }
      }
      if tieCount == 0, tabuCount > 0 { chosen = fallback }
      return tieCount + tabuCount > 0
    }

    private mutating func consider(
      _ i: Int, behind j: Int, _ tabu: borrowing TabuList, _ orders: borrowing OrderTabuList, _ iteration: Int,
      _ aspiration: Int32, _ random: inout RandomSource
    ) {
      guard block.allowsMoving(i, behind: j) else { return }
      estimateCount &+= 1
      let estimate = block.estimate(moving: i, behind: j, cutoff: chosen.estimate)
      guard estimate <= chosen.estimate else { return }
      let change = block.signatureChange(moving: i, behind: j)
      let isTabu =
        estimate >= aspiration
        && (orders.isUsed
          ? block.isForbidden(i, behind: j, by: orders, at: iteration)
          : tabu.forbids(change, on: machine, at: iteration))
      let move = Move(
        operation: block.operations[i], target: block.operations[j], isBehind: true, estimate: estimate,
        change: change)
      keep(move, isTabu: isTabu, &random)
    }

    private mutating func consider(
      _ j: Int, inFrontOf i: Int, _ tabu: borrowing TabuList, _ orders: borrowing OrderTabuList, _ iteration: Int,
      _ aspiration: Int32, _ random: inout RandomSource
    ) {
      guard block.allowsMoving(j, inFrontOf: i) else { return }
      estimateCount &+= 1
      let estimate = block.estimate(moving: j, inFrontOf: i, cutoff: chosen.estimate)
      guard estimate <= chosen.estimate else { return }
      let change = block.signatureChange(moving: j, inFrontOf: i)
      let isTabu =
        estimate >= aspiration
        && (orders.isUsed
          ? block.isForbidden(j, inFrontOf: i, by: orders, at: iteration)
          : tabu.forbids(change, on: machine, at: iteration))
      let move = Move(
        operation: block.operations[j], target: block.operations[i], isBehind: false, estimate: estimate,
        change: change)
      keep(move, isTabu: isTabu, &random)
    }

    /// Keeps the best admitted move, at random among equals, and a random one of the tabu moves.
    private mutating func keep(_ move: Move, isTabu: Bool, _ random: inout RandomSource) {
      if isTabu {
        tabuCount += 1
        if tabuCount == 1 || random.below(tabuCount) == 0 { fallback = move }
      } else if move.estimate < chosen.estimate {
        chosen = move
        tieCount = 1
      } else {
        tieCount += 1
        if tieCount == 1 || random.below(tieCount) == 0 { chosen = move }
      }
    }
  }
}
