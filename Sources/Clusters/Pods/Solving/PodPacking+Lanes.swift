import MIP
import Race
import Solving

extension PodPacking {
  public static let portfolio = Portfolio<PodPacking>(
    heuristics: HeuristicStrategy.Method.allCases.map { method in
      .once(method.rawValue, method.summary) { instance, _ in [HeuristicStrategy(instance, method)] }
    },
    mip: { instance, options, solver in
      start(for: instance, options) + [LinearLevelStrategy(instance, solver: solver)]
    },
    cp: { instance, options in
      let exact = orders(of: instance, upTo: 2e5) + complete(instance, options) + orders(of: instance, upTo: 1e8)
      return [Lane(start(for: instance, options) + exact)]
    }, native: nativeLanes)

  /// Node patterns by level; where pods are coupled, these only bound, and the clause-learning engine is the complete
  /// method. The second worker starts with it; where pods are not coupled, further workers look for placements.
  ///
  /// Small clusters are settled before the patterns: by all orders of steps where these matter, else by a short run of
  /// the clause-learning engine, which relieves the patterns later too, as these may end without a proof.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let isCoupled = CouplingState.isNeeded(instance)
    var lanes = [Lane(start(for: instance, options) + orders(of: instance, upTo: 2e5))]
    if !isCoupled, instance.podCount * instance.nodeCount <= smallProduct {
      lanes[0].strategies.append(
        ClauseLearningStrategy(instance, seed: options.seed, conflictLimit: min(options.conflictLimit ?? .max, 2000)))
    }
    if LevelStrategy.isAffordable(instance) {
      lanes[0].strategies.append(LevelStrategy(instance, seed: options.seed))
      for worker in 1..<max(1, isCoupled ? 1 : options.workers) {
        lanes.append(Lane([LevelStrategy(instance, seed: options.seed(of: worker), isHelper: true)]))
      }
    }
    let complete = complete(instance, options)
    if !isCoupled {
      lanes[0].relief = complete
    } else if options.workers > 1 {
      lanes.append(Lane(complete + orders(of: instance, upTo: 1e8)))
    } else {
      lanes[0].strategies += complete + orders(of: instance, upTo: 1e8)
    }
    return lanes
  }

  /// Pods times nodes up to which a short run of the clause-learning engine comes first.
  private static let smallProduct = 150

  private static func orders(of instance: Instance, upTo placements: Double) -> [any Strategy<Solution>] {
    instance.isOrderSensitive && OrderStrategy.largestCount(of: instance) <= placements ? [OrderStrategy(instance)] : []
  }

  private static func complete(
    _ instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    let forms: [PlacementModel.Form] = instance.isOrderSensitive ? [.strict, .relaxed] : [.strict]
    return forms.map { ClauseLearningStrategy(instance, $0, seed: options.seed, conflictLimit: options.conflictLimit) }
  }

  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    let arrivals: [any Strategy<Solution>] = instance.isOrderSensitive ? [ArrivalStrategy(instance)] : []
    return switch options.warmStart {
    case .none: [GivenSolution(.present(of: instance))]
    case .solution(let solution): [GivenSolution(solution), HeuristicStrategy(instance)] + arrivals
    case .heuristic: [HeuristicStrategy(instance)] + arrivals
    }
  }

  /// The linear model of the first level that is not settled by the present placement: the levels before it have no
  /// unplaced pod.
  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    guard PlacementModel.isAffordable(instance) else {
      throw MIPError("the linear model of \(instance.name) would be too large", kind: .tooLarge)
    }
    var reached: [Int] = []
    for level in 0..<instance.levelCount {
      let isPending = instance.currentNode.indices.contains {
        instance.currentNode[$0] < 0 && Int(instance.priorityLevel[$0]) == level
      }
      if isPending { break }
      reached.append(0)
    }
    return try LinearLevelStrategy.model(of: instance, reached: reached).model.linearModel()
  }
}
