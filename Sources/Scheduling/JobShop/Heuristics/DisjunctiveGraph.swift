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
    /// The operations before or after one: in its job, and on its machine.
    struct Neighbours: BitwiseCopyable {
      var job, machine: Int32
    }

    let table: OperationTable
    /// By operation and for "no neighbour", each in a buffer of its own: a pass over all heads reads three of them, and
    /// stays in the first-level cache with a thousand operations.
    let predecessors: Buffer<Neighbours>
    let successors: Buffer<Neighbours>
    let durations: Buffer<Int32>
    /// Head plus duration: the earliest completion.
    let completions: Buffer<Int32>
    /// The longest path from an operation's start to the end, its own duration included.
    let tails: Buffer<Int32>
    /// The place in `order`.
    let positions: Buffer<Int32>
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
      let alone = Neighbours(job: none, machine: none)
      predecessors = Buffer(repeating: alone, count: table.count + 1)
      successors = Buffer(repeating: alone, count: table.count + 1)
      durations = Buffer(repeating: 0, count: table.count + 1)
      completions = Buffer(repeating: 0, count: table.count + 1)
      tails = Buffer(repeating: 0, count: table.count + 1)
      positions = Buffer(repeating: -1, count: table.count + 1)
      for operation in 0..<none {
        let job = table.job[operation]
        durations[operation] = table.duration[operation]
        if operation > table.firstOperation[job] { predecessors[operation].job = operation - 1 }
        if operation + 1 < table.firstOperation[job + 1] { successors[operation].job = operation + 1 }
      }
      order = Buffer(repeating: 0, count: table.count)
      moved = Buffer(capacity: table.count)
      kept = Buffer(capacity: table.count)
      isMoved = Buffer(repeating: false, count: table.count + 1)
      lastPlaced = Buffer(repeating: none, count: table.machineCount)
    }

    /// The node that stands for no neighbour.
    var none: Int32 { Int32(table.count) }

    func head(of operation: Int32) -> Int32 { completions[operation] - durations[operation] }

    /// Takes each machine's sequence from `sequence`, an order of all operations that keeps the order of each job.
    ///
    /// - Complexity: O(N).
    mutating func load(_ sequence: borrowing Buffer<Int32>) {
      lastPlaced.fill(none)
      for position in 0..<table.count {
        let operation = sequence[position]
        order[position] = operation
        positions[operation] = Int32(position)
        predecessors[operation].machine = none
        successors[operation].machine = none
        guard durations[operation] > 0 else { continue }
        let machine = table.machine[operation]
        let last = lastPlaced[machine]
        predecessors[operation].machine = last
        if last != none { successors[last].machine = operation }
        lastPlaced[machine] = operation
      }
      update(from: 0, to: table.count - 1)
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

    /// Recomputes heads in topological order from the operation at `first` on, and tails from the one at `last` back.
    ///
    /// It does not stop where nothing changes any more: on shops of 20x15 to 100x20, changes after a move on a critical
    /// path reach the ends almost always, and a loop without tests is faster by far.
    mutating func update(from first: Int, to last: Int) {
      let heads = Recursion(order, predecessors, durations, completions)
      for position in first..<table.count { heads.visit(position) }
      let tails = Recursion(order, successors, durations, tails)
      var position = last
      while position >= 0 {
        tails.visit(position)
        position &-= 1
      }
      updateMakespan()
    }

    /// One step of the recursion of heads; with successors, of tails.
    private struct Recursion {
      private let order: UnsafeMutablePointer<Int32>
      private let neighbours: UnsafeMutablePointer<Neighbours>
      private let durations: UnsafeMutablePointer<Int32>
      private let lengths: UnsafeMutablePointer<Int32>

      init(
        _ order: borrowing Buffer<Int32>, _ neighbours: borrowing Buffer<Neighbours>,
        _ durations: borrowing Buffer<Int32>, _ lengths: borrowing Buffer<Int32>
      ) {
        self.order = order.pointer
        self.neighbours = neighbours.pointer
        self.durations = durations.pointer
        self.lengths = lengths.pointer
      }

      @inline(__always) func visit(_ position: Int) {
        let operation = Int(order[position])
        let before = neighbours[operation]
        lengths[operation] =
          max(lengths[Int(before.job)], lengths[Int(before.machine)])
          &+ durations[operation]  // at most the sum of all durations, 2^30
      }
    }

    private mutating func updateMakespan() {
      makespan = 0
      for job in 0..<table.jobCount where table.firstOperation[job] < table.firstOperation[job + 1] {
        makespan = max(makespan, tails[table.firstOperation[job]])
      }
    }

    /// The semi-active schedule of the selection: each operation starts at its head.
    func solution() -> Solution {
      let starts = Buffer<Int32>(repeating: 0, count: table.count)
      for operation in 0..<none { starts[operation] = head(of: operation) }
      return table.solution(makespan: Int(makespan), starts)
    }
  }
}
