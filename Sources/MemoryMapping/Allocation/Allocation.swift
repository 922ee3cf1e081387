import Basics
import MIP
import Race
import Solving

extension MemoryMapping {
  /// Static allocation (dynamic storage allocation, DSA): an address for each buffer of a set with known life times.
  ///
  /// - Source: Garey, Johnson 1979, problem SR2; Moffitt 2023, "MiniMalloc: a lightweight memory allocator for
  ///   hardware-accelerated machine learning".
  public enum Allocation: Problem {
    public typealias Instance = BufferSet
    public typealias Solution = Placement

    public static let name = MemoryMapping.name
    public static let summary = "memory mapping: addresses for buffers with known life times, in the least memory"
    public static let questions = MemoryMapping.questions

    public static let heuristics =
      PlacementOrder.allCases.map {
        HeuristicDescription("valley-\($0.rawValue)", "allocation: lowest valley of the skyline, \($0.summary)")
      }
      + PlacementOrder.allCases.map {
        HeuristicDescription("first-fit-\($0.rawValue)", "allocation: lowest address, \($0.summary)")
      }
      + [
        HeuristicDescription(
          ConstructionStrategy.boxingName,
          "allocation: boxes of like buffers in a row, placed by valley fit, then dropped (after Buchsbaum et al. 2003)"
        ),
        HeuristicDescription(
          SqueakyWheelStrategy.heuristicName,
          "allocation: valley fit with blurred scores, misfits first (Joslin, Clements 1999)"),
      ]

    public static func lanes(
      for set: BufferSet, _ options: SolveOptions<Placement>
    ) throws -> [Lane<Placement>] {
      let instance = Prepared(set)
      let start: [any Strategy<Placement>] = [SectionBoundStrategy(instance: instance)]
      if let heuristic = options.heuristic {
        return [Lane(start + [try strategy(named: heuristic, for: instance, options)])]
      }
      if options.engine == .glpk { return [Lane(start + [try mip(for: instance, options)])] }
      let hints: [any Strategy<Placement>] = HintStrategy(instance).map { [$0] } ?? []
      let first = start + hints + warmStart(for: instance, options)
      if options.engine == .native { return learningLanes(for: instance, first, options) }
      return autoLanes(for: instance, first, options)
    }

    /// The clause-learning engine on every worker.
    private static func learningLanes(
      for instance: Prepared, _ start: [any Strategy<Placement>], _ options: SolveOptions<Placement>
    ) -> [Lane<Placement>] {
      (0..<max(1, options.workers)).map { worker in
        Lane((worker == 0 ? start : []) + [learning(for: instance, worker: worker, options)])
      }
    }

    private static func learning(
      for instance: Prepared, worker: Int, _ options: SolveOptions<Placement>
    ) -> any Strategy<Placement> {
      NativeStrategy(
        NativeStrategy.Options(
          seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
          probesLowerBound: worker == 0 && options.workers > 1)
      ) { best in
        let limit = modelLimit(for: instance, best)
        guard OffsetModel.isAffordable(instance, limit: limit) else { throw OffsetModel.tooLarge }
        return OffsetModel(instance, limit: limit)
      }
    }

    /// The first placements and the spatial search by static orders and restarts on the first worker, restarts on the
    /// others, which the clause-learning engine follows where they take too long. Sets too large for these are left to
    /// the squeaky wheel.
    private static func autoLanes(
      for instance: Prepared, _ start: [any Strategy<Placement>], _ options: SolveOptions<Placement>
    ) -> [Lane<Placement>] {
      let isExact = SpatialStrategy.isAffordable(instance)
      let workers = max(1, options.workers)
      let learns = isExact && OffsetModel.isAffordable(instance, limit: modelLimit(for: instance, nil))
      return (0..<workers).map { worker in
        let seed = options.seed(of: worker)
        guard isExact else {
          return Lane((worker == 0 ? start : []) + [SqueakyWheelStrategy(instance, seed: seed)])
        }
        if worker == 0 {
          return Lane(start + [SpatialStrategy(instance, mode: .alternating, seed: seed)])
        }
        var strategies: [any Strategy<Placement>] =
          instance.set.capacity == nil ? [SqueakyWheelStrategy(instance, seed: seed, runLimit: 200)] : []
        strategies.append(
          SpatialStrategy(instance, mode: .restarts, seed: seed, lastBudget: learns ? spatialBudget : .max))
        if learns { strategies.append(learning(for: instance, worker: worker, options)) }
        return Lane(strategies)
      }
    }

    /// Nodes for one question, some seconds of search, after which learning promises more than restarts.
    private static let spatialBudget = 4_000_000

    private static func strategy(
      named heuristic: String, for instance: Prepared, _ options: SolveOptions<Placement>
    ) throws -> any Strategy<Placement> {
      for order in PlacementOrder.allCases {
        if heuristic == "valley-\(order.rawValue)" {
          return ConstructionStrategy(instance, order: order, valley: true)
        }
        if heuristic == "first-fit-\(order.rawValue)" {
          return ConstructionStrategy(instance, order: order, valley: false)
        }
      }
      if heuristic == ConstructionStrategy.boxingName { return ConstructionStrategy.boxing(instance) }
      if heuristic == SqueakyWheelStrategy.heuristicName {
        return SqueakyWheelStrategy(instance, seed: options.seed)
      }
      throw SolveOptionError.unknownHeuristic(
        heuristic, problem: MemoryMapping.name, known: heuristics.map(\.name))
    }

    private static func warmStart(
      for instance: Prepared, _ options: SolveOptions<Placement>
    ) -> [any Strategy<Placement>] {
      switch options.warmStart {
      case .none: []
      case .solution(let solution): [GivenSolution(solution)]
      case .heuristic: [ConstructionStrategy(instance)]
      }
    }

    private static func mip(
      for instance: Prepared, _ options: SolveOptions<Placement>
    ) throws -> any Strategy<Placement> {
      guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
      try OrderModel.checkSize(of: instance)
      return MIPStrategy(solver: solver) { best in
        try OrderModel(instance, limit: modelLimit(for: instance, best))
      }
    }

    /// The height up to which models contain placements: the capacity, the best known height, or a quick one.
    static func modelLimit(for instance: Prepared, _ best: Placement?) -> Int {
      if let capacity = instance.set.capacity { return capacity }
      if let best { return best.height }
      return quickHeight(of: instance)
    }

    /// The height of some placement; where fixed buffers are in each other's way, of none, the lower bound.
    private static func quickHeight(of instance: Prepared) -> Int {
      let scores = PlacementOrder.size.scores(instance)
      if instance.hasFixedBuffers || instance.set.buffers.count <= ConstructionStrategy.firstFitLimit {
        let placer = FirstFit(instance)
        guard placer.place(Buffer(PlacementOrder.descending(scores)), limit: .max) == nil else { return instance.bound }
        return Placement(placer.offsets.withElements { Array($0) }, of: instance.set).height
      }
      return ValleyFit(instance).place(by: Buffer(scores), limit: .max) ?? instance.bound
    }

    public static func linearModel(
      of set: BufferSet, _ options: SolveOptions<Placement>
    ) throws -> LinearModel {
      let instance = Prepared(set)
      var best: Placement?
      if case .solution(let solution) = options.warmStart { best = solution }
      return try OrderModel(instance, limit: modelLimit(for: instance, best)).model
    }
  }
}
