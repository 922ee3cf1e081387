import Basics
import MIP
import Race
import Solving

extension MemoryMapping {
  /// Static allocation (dynamic storage allocation, DSA): an address for each buffer of a set with known life times.
  ///
  /// - Source: Garey, Johnson 1979, problem SR2; Moffitt 2023, "MiniMalloc: a lightweight memory allocator for
  ///   hardware-accelerated machine learning".
  public enum Allocation: PortfolioProblem {
    public typealias Instance = BufferSet
    public typealias Solution = Placement

    public static let name = MemoryMapping.name
    public static let summary = "memory mapping: addresses for buffers with known life times, in the least memory"
    public static let questions = MemoryMapping.questions

    public static let portfolio = Portfolio<Allocation>(
      heuristics: PlacementOrder.allCases.map { order in
        alone("valley-\(order.rawValue)", "lowest valley of the skyline, \(order.summary)") { instance, _ in
          ConstructionStrategy(instance, order: order, valley: true)
        }
      }
        + PlacementOrder.allCases.map { order in
          alone("first-fit-\(order.rawValue)", "lowest address, \(order.summary)") { instance, _ in
            ConstructionStrategy(instance, order: order, valley: false)
          }
        }
        + [
          alone(
            ConstructionStrategy.boxingName,
            "boxes of like buffers in a row, placed by valley fit, then dropped (after Buchsbaum et al. 2003)"
          ) { instance, _ in ConstructionStrategy.boxing(instance) },
          alone(
            SqueakyWheelStrategy.heuristicName,
            "valley fit with blurred scores, misfits first (Joslin, Clements 1999)"
          ) { instance, options in SqueakyWheelStrategy(instance, seed: options.seed) },
        ],
      mip: { set, options, solver in
        switch Form(set) {
        case .plain(let instance) where instance.hasCollidingBuffers:
          return [SectionBoundStrategy(instance: instance)]
        case .plain(let instance):
          try OrderModel.checkSize(of: instance)
          let mip = MIPStrategy<Placement>(solver: solver) { best in
            try OrderModel(instance, limit: modelLimit(for: instance, best))
          }
          return start(for: instance, options) + [mip]
        case .storages(let instance): return try StorageLanes.mip(instance, solver)
        }
      },
      cp: { set, options in
        switch Form(set) {
        case .plain(let instance) where instance.hasCollidingBuffers:
          [Lane([SectionBoundStrategy(instance: instance)])]
        case .plain(let instance): learningLanes(for: instance, start(for: instance, options), options)
        case .storages(let instance): try StorageLanes.model(instance, options)
        }
      },
      native: { set, options in
        switch Form(set) {
        case .plain(let instance) where instance.hasCollidingBuffers:
          [Lane([SectionBoundStrategy(instance: instance)])]
        case .plain(let instance): nativeLanes(for: instance, start(for: instance, options), options)
        case .storages(let instance): try StorageLanes.native(instance, options)
        }
      })

    /// A heuristic of one lane, after the bound.
    private static func alone(
      _ name: String, _ summary: String,
      _ make: @escaping @Sendable (Prepared, SolveOptions<Placement>) -> any Strategy<Placement>
    ) -> Heuristic<Allocation> {
      .once(name, "allocation: \(summary)") { set, options in
        switch Form(set) {
        case .plain(let instance): [SectionBoundStrategy(instance: instance), make(instance, options)]
        case .storages(let instance): StorageLanes.heuristic(instance, name: name, options)
        }
      }
    }

    /// The bound, and first placements.
    private static func start(
      for instance: Prepared, _ options: SolveOptions<Placement>
    ) -> [any Strategy<Placement>] {
      let hints: [any Strategy<Placement>] = HintStrategy(instance).map { [$0] } ?? []
      return [SectionBoundStrategy(instance: instance)] + hints + options.start([ConstructionStrategy(instance)])
    }

    /// The clause-learning engine on every worker.
    private static func learningLanes(
      for instance: Prepared, _ start: [any Strategy<Placement>], _ options: SolveOptions<Placement>
    ) -> [Lane<Placement>] {
      options.lanes { worker in
        (worker == 0 ? start : []) + [learning(for: instance, worker: worker, options)]
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
    private static func nativeLanes(
      for instance: Prepared, _ start: [any Strategy<Placement>], _ options: SolveOptions<Placement>
    ) -> [Lane<Placement>] {
      let isExact = SpatialStrategy.isAffordable(instance)
      let learns = isExact && OffsetModel.isAffordable(instance, limit: modelLimit(for: instance, nil))
      return options.lanes { worker in
        let seed = options.seed(of: worker)
        guard isExact else {
          return (worker == 0 ? start : []) + [SqueakyWheelStrategy(instance, seed: seed)]
        }
        if worker == 0 {
          return start + [SpatialStrategy(instance, mode: .alternating, seed: seed)]
        }
        var strategies: [any Strategy<Placement>] =
          instance.set.capacity == nil ? [SqueakyWheelStrategy(instance, seed: seed, runLimit: 200)] : []
        strategies.append(
          SpatialStrategy(instance, mode: .restarts, seed: seed, lastBudget: learns ? spatialBudget : .max))
        if learns { strategies.append(learning(for: instance, worker: worker, options)) }
        return strategies
      }
    }

    /// Nodes for one question, some seconds of search, after which learning promises more than restarts.
    private static let spatialBudget = 4_000_000

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
      var best: Placement?
      if case .solution(let solution) = options.warmStart { best = solution }
      switch Form(set) {
      case .plain(let instance): return try OrderModel(instance, limit: modelLimit(for: instance, best)).model
      case .storages(let instance):
        return try StorageLinearModel(StorageModel(instance), capacity: set.capacity).model
      }
    }
  }
}
