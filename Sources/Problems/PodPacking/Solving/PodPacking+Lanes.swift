import MIP
import Race

extension PodPacking {
  public static let heuristics = HeuristicStrategy.Method.allCases.map { HeuristicDescription($0.rawValue, $0.summary) }

  /// - Throws: `SolveOptionError`.
  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    if let heuristic = options.heuristic {
      guard let method = HeuristicStrategy.Method(rawValue: heuristic) else {
        throw SolveOptionError.unknownHeuristic(heuristic, problem: Self.name, known: heuristics.map(\.name))
      }
      return [Lane([HeuristicStrategy(instance, method)])]
    }
    switch options.engine {
    case .glpk:
      guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
      return [Lane(warmStart(for: instance, options) + [LinearLevelStrategy(instance, solver: solver)])]
    case .native:
      return [Lane(warmStart(for: instance, options) + [clauseLearning(for: instance, options)])]
    case .auto: return autoLanes(for: instance, options)
    }
  }

  /// Node patterns by level; where pods are coupled, these only bound, and the clause-learning engine is the complete
  /// method. The second worker starts with it; where pods are not coupled, further workers look for placements.
  private static func autoLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let isCoupled = CouplingState.isNeeded(instance)
    var lanes = [Lane(warmStart(for: instance, options))]
    if LevelStrategy.isAffordable(instance) {
      lanes[0].strategies.append(LevelStrategy(instance, seed: options.seed))
      for worker in 1..<max(1, isCoupled ? 1 : options.workers) {
        lanes.append(Lane([LevelStrategy(instance, seed: options.seed(of: worker), isHelper: true)]))
      }
    }
    if isCoupled {
      let complete = clauseLearning(for: instance, options)
      if options.workers > 1 { lanes.append(Lane([complete])) } else { lanes[0].strategies.append(complete) }
    }
    return lanes
  }

  private static func clauseLearning(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> any Strategy<Solution> {
    ClauseLearningStrategy(instance, seed: options.seed, conflictLimit: options.conflictLimit)
  }

  private static func warmStart(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    switch options.warmStart {
    case .none: [GivenSolution(.present(of: instance))]
    case .solution(let solution): [GivenSolution(solution), HeuristicStrategy(instance)]
    case .heuristic: [HeuristicStrategy(instance)]
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
