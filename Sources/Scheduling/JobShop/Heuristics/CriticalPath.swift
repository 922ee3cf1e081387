import Basics

extension JobShop {
  /// A random longest path through a selection, cut into blocks: runs of consecutive operations of one machine.
  struct CriticalPath: ~Copyable {
    private(set) var operations: Buffer<Int32>
    /// Where each block begins in `operations`; the last entry is the length of the path.
    private(set) var blockStarts: Buffer<Int32>
    private var candidates: Buffer<Int32>

    init(jobCount: Int) {
      operations = Buffer(capacity: 64)
      blockStarts = Buffer(capacity: 64)
      candidates = Buffer(capacity: jobCount)
    }

    var blockCount: Int { blockStarts.count - 1 }

    mutating func trace(_ graph: borrowing DisjunctiveGraph, _ random: inout RandomSource) {
      operations.removeAll()
      blockStarts.removeAll()
      candidates.removeAll()
      // A longest path that begins inside a job has only operations without duration in front; the job's first
      // operation then has the same tail, so looking at first operations is enough.
      for job in 0..<graph.table.jobCount {
        let first = graph.table.firstOperation[job]
        if first < graph.table.firstOperation[job + 1], graph.tails[first] == graph.makespan {
          candidates.append(first)
        }
      }
      guard !candidates.isEmpty else {
        blockStarts.append(0)
        return
      }
      var operation = candidates[random.below(candidates.count)]
      var machine: Int32 = -1
      while operation != graph.none {
        // An operation without duration is a block of its own: it stands in no machine's sequence.
        let own = graph.durations[operation] > 0 ? graph.table.machine[operation] : -1
        if own != machine || own < 0 {
          machine = own
          blockStarts.append(Int32(operations.count))
        }
        operations.append(operation)
        operation = next(after: operation, graph, &random)
      }
      blockStarts.append(Int32(operations.count))
    }

    /// A critical successor, at random where there are two; `none` at the end of the path.
    private func next(
      after operation: Int32, _ graph: borrowing DisjunctiveGraph, _ random: inout RandomSource
    ) -> Int32 {
      let after = graph.successors[operation]
      let completion = graph.completions[operation]
      let rest = graph.tails[operation] - graph.durations[operation]
      let goesByJob =
        after.job != graph.none && graph.tails[after.job] == rest && graph.head(of: after.job) == completion
      let goesByMachine =
        after.machine != graph.none && graph.tails[after.machine] == rest && graph.head(of: after.machine) == completion
      if goesByJob && goesByMachine { return random.next() & 1 == 0 ? after.job : after.machine }
      if goesByMachine { return after.machine }
      return goesByJob ? after.job : graph.none
    }
  }
}
