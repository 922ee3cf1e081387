import Basics

extension JobShop {
  /// Tabu search over selections with the neighbourhood N7, one move an iteration.
  ///
  /// Each iteration takes a random critical path and the admitted move with the least estimate; the sequence that the
  /// machine had is tabu for a random number of iterations that grows with jobs per machine, or, where machines bound
  /// the makespan, the order of the moved operation and the one that it passed last. Heads and tails are recomputed
  /// exactly after each move.
  ///
  /// - Source: Zhang, Li, Rao, Guan 2008, "A very fast TS/SA algorithm for the job shop scheduling problem"; tenures
  ///   after Peng, Lü, Cheng 2015, "A tabu search/path relinking algorithm to solve the job shop scheduling problem".
  struct TabuSearch: ~Copyable {
    private(set) var graph: DisjunctiveGraph
    private var path: CriticalPath
    private var neighbourhood: Neighbourhood
    private let tabu: TabuList
    private let orders: OrderTabuList
    private var random: RandomSource
    private let tenure: ClosedRange<Int>
    private(set) var iteration = 0
    /// Moves whose makespans were estimated.
    var estimateCount: Int { neighbourhood.estimateCount }
    /// The least makespan since the last `load`, its selection in topological order, and when it was found.
    private(set) var best: Int32 = .max
    let bestOrder: Buffer<Int32>
    /// The start of each operation in it.
    private let bestStarts: Buffer<Int32>
    private(set) var bestIteration = 0

    init(_ instance: Instance, seed: UInt64) {
      graph = DisjunctiveGraph(instance)
      path = CriticalPath(jobCount: instance.jobCount)
      neighbourhood = Neighbourhood(graph.table)
      tabu = TabuList(machineCount: instance.machineCount)
      orders = OrderTabuList(graph.table, isWanted: JobShop.isBoundedByMachines(instance))
      random = RandomSource(seed: seed)
      bestOrder = Buffer(repeating: 0, count: instance.operationCount)
      bestStarts = Buffer(repeating: 0, count: instance.operationCount)
      let least = 10 + instance.jobCount / instance.machineCount
      tenure = least...2 * least
    }

    /// Begins anew from a selection, given as an order of all operations.
    mutating func load(_ order: borrowing Buffer<Int32>) {
      graph.load(order)
      begin()
    }

    mutating func load(_ solution: Solution) {
      graph.load(startTimes: solution.starts)
      begin()
    }

    /// Puts the best selection found since the last `load` back in place.
    mutating func returnToBest() { graph.load(bestOrder) }

    private mutating func begin() {
      tabu.clear()
      if orders.isUsed { orders.clear() }
      best = .max
      noteBest()
    }

    func bestSolution() -> Solution { graph.table.solution(makespan: Int(best), bestStarts) }

    /// Makes `count` moves.
    ///
    /// - Returns: false where there is no move to make: each critical path is one block, or a job alone.
    mutating func run(iterations count: Int) -> Bool {
      for _ in 0..<count {
        guard step() else { return false }
      }
      return true
    }

    private mutating func step() -> Bool {
      path.trace(graph, &random)
      guard neighbourhood.chooseMove(on: path, graph, tabu, orders, at: iteration, aspiration: best, &random) else {
        return false
      }
      let move = neighbourhood.chosen
      iteration += 1
      forbidReturn(of: move, until: iteration + random.within(tenure))
      var isDone = false
      if move.isBehind {
        isDone = graph.move(move.operation, behind: move.target)
      } else {
        isDone = graph.move(move.operation, inFrontOf: move.target)
      }
      assert(isDone, "the neighbourhood offered a move that closes a cycle")
      if graph.makespan < best { noteBest() }
      return true
    }

    private func forbidReturn(of move: Move, until expiry: Int) {
      tabu.record(move.change, on: graph.table.machine[move.operation], until: expiry)
      guard orders.isUsed else { return }
      if move.isBehind {
        orders.forbid(move.operation, before: move.target, until: expiry)
      } else {
        orders.forbid(move.target, before: move.operation, until: expiry)
      }
    }

    private mutating func noteBest() {
      best = graph.makespan
      bestIteration = iteration
      let starts = bestStarts.pointer
      let completions = graph.completions.pointer
      let durations = graph.durations.pointer
      for operation in 0..<bestStarts.count { starts[operation] = completions[operation] &- durations[operation] }
      bestOrder.pointer.update(from: graph.order.pointer, count: bestOrder.count)
    }
  }
}
