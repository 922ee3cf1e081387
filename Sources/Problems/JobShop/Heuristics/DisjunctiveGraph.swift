import Basics

extension JobShop {
  /// A complete selection: a sequence for each machine, with the heads and tails that follow from it.
  ///
  /// Node N stands for "no neighbour": nothing before it, nothing after it, length 0, so that the recursions need no
  /// tests. Heads and tails are exact after each operation here; `order` is a topological order of the whole graph,
  /// kept by local repair. Operations without duration take no capacity, so they have no neighbours on their machine.
  ///
  /// - Source: Roy, Sussmann 1964, "Les problèmes d'ordonnancement avec contraintes disjonctives"; the representation
  ///   is the one of Nowicki, Smutnicki 1996, "A fast taboo search algorithm for the job shop problem".
  struct DisjunctiveGraph: ~Copyable {
    /// One operation; 32 bytes, so that two share a cache line.
    struct Node: BitwiseCopyable {
      var jobPredecessor, jobSuccessor: Int32
      var machinePredecessor, machineSuccessor: Int32
      var duration: Int32
      /// Head plus duration: the earliest completion.
      var completion: Int32
      /// The longest path from this operation's start to the end, its own duration included.
      var tail: Int32
      /// The place in `order`.
      var position: Int32

      var head: Int32 { completion - duration }
    }

    let table: OperationTable
    let nodes: Buffer<Node>
    let order: Buffer<Int32>
    private(set) var makespan: Int32 = 0
    /// Scratch of the repair: members of the window that follow, and that do not follow, the moved operation.
    var moved: Buffer<Int32>
    var kept: Buffer<Int32>
    let isMoved: Buffer<Bool>
    /// By machine, scratch of `load`: the operation placed last.
    private let lastPlaced: Buffer<Int32>

    /// No selection yet: `load` one.
    init(_ instance: Instance) {
      table = OperationTable(instance)
      let none = Int32(table.count)
      nodes = Buffer(
        repeating: Node(
          jobPredecessor: none, jobSuccessor: none, machinePredecessor: none, machineSuccessor: none, duration: 0,
          completion: 0, tail: 0, position: -1),
        count: table.count + 1)
      for operation in 0..<none {
        let job = table.job[operation]
        nodes[operation].duration = table.duration[operation]
        if operation > table.firstOperation[job] { nodes[operation].jobPredecessor = operation - 1 }
        if operation + 1 < table.firstOperation[job + 1] { nodes[operation].jobSuccessor = operation + 1 }
      }
      order = Buffer(repeating: 0, count: table.count)
      moved = Buffer(capacity: table.count)
      kept = Buffer(capacity: table.count)
      isMoved = Buffer(repeating: false, count: table.count + 1)
      lastPlaced = Buffer(repeating: none, count: table.machineCount)
    }

    /// The node that stands for no neighbour.
    var none: Int32 { Int32(table.count) }

    /// Takes each machine's sequence from `sequence`, an order of all operations that keeps the order of each job.
    ///
    /// - Complexity: O(N).
    mutating func load(_ sequence: borrowing Buffer<Int32>) {
      lastPlaced.fill(none)
      for position in 0..<table.count {
        let operation = sequence[position]
        order[position] = operation
        nodes[operation].position = Int32(position)
        nodes[operation].machinePredecessor = none
        nodes[operation].machineSuccessor = none
        guard nodes[operation].duration > 0 else { continue }
        let machine = table.machine[operation]
        let last = lastPlaced[machine]
        nodes[operation].machinePredecessor = last
        if last != none { nodes[last].machineSuccessor = operation }
        lastPlaced[machine] = operation
      }
      updateHeads(from: 0, through: table.count - 1)
      updateTails(from: table.count - 1, through: 0)
      updateMakespan()
    }

    /// Takes each machine's sequence from a schedule's start times.
    ///
    /// Operations without duration come before others that start with them, and in the order of their jobs.
    mutating func load(startTimes starts: [[Int]]) {
      var keyed: [(start: Int, hasDuration: Bool, place: Int, operation: Int32)] = []
      keyed.reserveCapacity(table.count)
      for job in 0..<table.jobCount {
        let first = table.firstOperation[job]
        for (place, start) in starts[job].enumerated() {
          let operation = first + Int32(place)
          keyed.append((start, table.duration[operation] > 0, place, operation))
        }
      }
      keyed.sort {
        if $0.start != $1.start { return $0.start < $1.start }
        if $0.hasDuration != $1.hasDuration { return $1.hasDuration }
        return ($0.place, $0.operation) < ($1.place, $1.operation)
      }
      load(Buffer(keyed.map(\.operation)))
    }

    /// Recomputes heads in topological order, from the node at `first`, all of them up to `last` and beyond it as far
    /// as changes reach.
    mutating func updateHeads(from first: Int, through last: Int) {
      let nodes = nodes.pointer
      let order = order.pointer
      var end = last
      var position = first
      while position <= end {
        let node = nodes + Int(order[position])
        let completion =
          max(
            nodes[Int(node.pointee.jobPredecessor)].completion, nodes[Int(node.pointee.machinePredecessor)].completion)
          &+ node.pointee.duration  // at most the sum of all durations, 2^30
        if completion != node.pointee.completion {
          node.pointee.completion = completion
          let latest = max(
            nodes[Int(node.pointee.jobSuccessor)].position, nodes[Int(node.pointee.machineSuccessor)].position)
          end = max(end, Int(latest))
        }
        position &+= 1
      }
    }

    /// The mirror image of `updateHeads`: from the node at `first` down to `last`, and as far as changes reach.
    mutating func updateTails(from first: Int, through last: Int) {
      let nodes = nodes.pointer
      let order = order.pointer
      var end = last
      var position = first
      while position >= end {
        let node = nodes + Int(order[position])
        let tail =
          max(nodes[Int(node.pointee.jobSuccessor)].tail, nodes[Int(node.pointee.machineSuccessor)].tail)
          &+ node.pointee.duration  // at most the sum of all durations, 2^30
        if tail != node.pointee.tail {
          node.pointee.tail = tail
          // Unsigned, the position -1 of a missing neighbour is the largest one and does not extend the range.
          let earliest = min(
            UInt32(bitPattern: nodes[Int(node.pointee.jobPredecessor)].position),
            UInt32(bitPattern: nodes[Int(node.pointee.machinePredecessor)].position))
          end = min(end, Int(earliest))
        }
        position &-= 1
      }
    }

    mutating func updateMakespan() {
      makespan = 0
      for job in 0..<table.jobCount where table.firstOperation[job] < table.firstOperation[job + 1] {
        makespan = max(makespan, nodes[table.firstOperation[job]].tail)
      }
    }

    /// The semi-active schedule of the selection: each operation starts at its head.
    func solution() -> Solution {
      let starts = Buffer<Int32>(repeating: 0, count: table.count)
      for operation in 0..<table.count { starts[operation] = nodes[operation].head }
      return table.solution(makespan: Int(makespan), starts)
    }
  }
}
