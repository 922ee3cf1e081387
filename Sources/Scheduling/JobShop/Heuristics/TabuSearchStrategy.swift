import Basics
import Race

extension JobShop {
  /// Tabu search until the race ends: from a dispatching schedule or the best solution known, then from new starting
  /// points whenever it stagnates: a few random active schedules, then points on the paths between the members of a
  /// small population of what it has found, and that again when the population has converged. What other lanes find
  /// joins the population.
  public struct TabuSearchStrategy: Strategy {
    public let name: String
    private let instance: Instance
    private let seed: UInt64
    private let iterationLimit: Int

    /// Moves without improvement after which a search is at its end: more where there is more to move.
    ///
    /// Where machines bound the makespan, many short searches between more members come out of the last few plateaus
    /// sooner than few long ones.
    private var patience: Int {
      JobShop.isBoundedByMachines(instance)
        ? 2_000 + 3 * instance.operationCount : 12_500 + 12 * instance.operationCount
    }
    private var populationSize: Int { JobShop.isBoundedByMachines(instance) ? 20 : 10 }
    /// Moves between two looks at the clock: together a millisecond or a few.
    private var slice: Int { max(1, min(32, 200_000 / max(1, instance.operationCount))) }
    /// Moves between two solutions told to the scoreboard, as checking one costs as much as dozens of moves.
    private static let slicesBetweenOffers = 8

    /// - Parameter iterationLimit: moves in all; then the strategy ends.
    public init(_ instance: Instance, seed: UInt64, iterationLimit: Int = .max, name: String = "tabu search") {
      self.instance = instance
      self.seed = seed
      self.iterationLimit = iterationLimit
      self.name = name
    }

    public func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var random = RandomSource(seed: seed ^ 0x7461_6275)
      var builder = GifflerThompson(instance)
      var search = TabuSearch(instance, seed: seed)
      var populations = PopulationLevels(capacity: populationSize, operationCount: instance.operationCount)
      let order = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      var starts = 1
      defer {
        scoreboard.tell(
          WorkReport(
            source: name,
            counts: ["moves": search.iteration, "move estimates": search.estimateCount, "starts": starts]))
      }
      start(&search, &builder, scoreboard, &random)
      /// Starts in a row from which there was no move: critical paths of one block, so nothing is left to do.
      var idleStarts = 0
      while idleStarts < 20 {
        let before = search.iteration
        improve(&search, scoreboard)
        idleStarts = search.iteration == before ? idleStarts + 1 : 0
        if scoreboard.shouldStop || search.iteration >= iterationLimit { return }
        search.returnToBest()
        // Other searches can work around it, even where it is not the best.
        if populations.insert(search.graph) { scoreboard.offer(search.bestSolution(), from: name) }
        if scoreboard.bestObjective < Int(populations.best), let entry = scoreboard.best {
          search.load(entry.solution)
          populations.insert(search.graph)
        }
        starts += 1
        if populations.combine(into: order, &random) {
          search.load(order)
        } else {
          builder.build(by: .random, &random)
          search.load(builder.order)
        }
      }
    }

    /// Loads the best solution known or, where there is none, the best schedule of the dispatching rules.
    private func start(
      _ search: inout TabuSearch, _ builder: inout GifflerThompson, _ scoreboard: Scoreboard<Solution>,
      _ random: inout RandomSource
    ) {
      if let entry = scoreboard.best {
        search.load(entry.solution)
        return
      }
      var best = Int.max
      let order = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      for rule in DispatchingRule.allCases where !scoreboard.shouldStop || best == Int.max {
        builder.build(by: rule, &random)
        guard builder.makespan < best else { continue }
        best = builder.makespan
        order.pointer.update(from: builder.order.pointer, count: order.count)
      }
      search.load(order)
      offer(search, scoreboard)
    }

    /// Runs one search to its end, telling the scoreboard about what it finds.
    private func improve(_ search: inout TabuSearch, _ scoreboard: Scoreboard<Solution>) {
      var slices = 0
      let slice = slice
      let patience = patience
      while search.iteration - search.bestIteration < patience, search.iteration < iterationLimit {
        guard !scoreboard.shouldStop, search.run(iterations: slice) else { break }
        slices += 1
        if slices % Self.slicesBetweenOffers == 0 || Int(search.best) <= scoreboard.bestBound {
          offer(search, scoreboard)
        }
      }
      offer(search, scoreboard)
    }

    private func offer(_ search: borrowing TabuSearch, _ scoreboard: Scoreboard<Solution>) {
      if Int(search.best) < scoreboard.bestObjective { scoreboard.offer(search.bestSolution(), from: name) }
    }
  }
}
