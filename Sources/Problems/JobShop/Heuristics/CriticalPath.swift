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
        if first < graph.table.firstOperation[job + 1], graph.nodes[first].tail == graph.makespan {
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
        let own = graph.nodes[operation].duration > 0 ? graph.table.machine[operation] : -1
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
      let node = graph.nodes[operation]
      let rest = node.tail - node.duration
      let byJob = graph.nodes[node.jobSuccessor]
      let byMachine = graph.nodes[node.machineSuccessor]
      let goesByJob = node.jobSuccessor != graph.none && byJob.tail == rest && byJob.head == node.completion
      let goesByMachine =
        node.machineSuccessor != graph.none && byMachine.tail == rest && byMachine.head == node.completion
      if goesByJob && goesByMachine { return random.next() & 1 == 0 ? node.jobSuccessor : node.machineSuccessor }
      if goesByMachine { return node.machineSuccessor }
      return goesByJob ? node.jobSuccessor : graph.none
    }
  }
}
