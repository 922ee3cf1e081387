import Basics
import Lowering
import MIP
import Race
import Solving

/// Multi-entity task allocation: entities with abilities and costs join into teams, each at one task at most; a task
/// whose team has all that it needs pays its value. The values less the costs are to be as large as possible.
///
/// The objective inside is minus that sum, since smaller is better everywhere; results show the sum.
/// - Source: the problem of yk7333/TaskAllocation, "A two-stage reinforcement learning-based approach for multi-entity
///   task allocation".
public enum TaskAllocation: PortfolioProblem {
  public static let name = "allocation"
  public static let summary = "multi-entity task allocation: which entities join for which task, for most profit"
  public static let formats = [
    "JSON: {\"entities\": [{\"id\", \"cost\", \"abilities\"}], \"tasks\": [{\"id\", \"value\", \"needs\"}]}, \"costs\""
  ]

  public static let portfolio = Portfolio<TaskAllocation>(
    heuristics: GreedyStrategy.named.map { order, summary in
      .once(order.rawValue, summary) { instance, _ in
        [GreedyStrategy(instance, [order]), CoverBoundStrategy(instance)]
      }
    } + [
      .once(CheapestCoverStrategy.heuristicName, "tasks in turns, each by its cheapest team, exactly (Bellman 1957)") {
        [CheapestCoverStrategy($0, seed: $1.seed), CoverBoundStrategy($0)]
      },
      .search(
        RebuildStrategy.heuristicName,
        "large neighbourhoods: a few teams dissolved and built anew by dynamic programming (Shaw 1998)",
        bounds: { [CoverBoundStrategy($0)] }, { RebuildStrategy($0, seed: $1) }),
      .search(
        AnnealingStrategy.heuristicName,
        "entities move and exchange places, what is missing at its price (Kirkpatrick, Gelatt, Vecchi 1983)",
        bounds: { [CoverBoundStrategy($0)] }, { AnnealingStrategy($0, seed: $1) }),
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  public static func recognises(_ source: SourceText) -> Bool { AllocationDocument.recognises(source) }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance { try AllocationDocument.read(source) }

  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? {
    ObjectiveScale(decimals: 0, isNegated: true)
  }

  /// All values, for nothing.
  public static func trivialBound(of instance: Instance) -> Objective? {
    Objective(-instance.tasks.reduce(0) { $0 + $1.value })
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try LinearTeams(instance).model
  }

  /// A warm start or a short search, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    try TeamModel.checkSize(of: instance)
    let search = AnnealingStrategy(instance, seed: options.seed, roundLimit: warmRounds)
    let mip = MIPStrategy<Solution>(solver: solver) { _ in try LinearTeams(instance) }
    return start(for: instance, options) + (options.wantsHeuristicStart ? [search] : []) + [mip]
  }

  /// What any model is solved by, after first solutions.
  private static func engineLanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    try TeamModel.checkSize(of: instance)
    var lanes = try TeamModel(instance).lanes(options)
    lanes[0].strategies = start(for: instance, options) + lanes[0].strategies
    return lanes
  }

  /// First solutions, bounds, the enumeration of teams and then branch and bound along the relaxation on the first worker,
  /// annealing and large neighbourhoods on the others; with one worker the two sides take turns.
  private static func nativeLanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [Lane<Solution>] {
    let workers = max(1, options.workers)
    func searches(_ worker: Int) -> [any Strategy<Solution>] {
      guard options.usesHeuristics else { return [] }
      let seed = options.seed(of: worker)
      // The second of the searching workers begins with the other search.
      return worker % 4 == 2
        ? [RebuildStrategy(instance, seed: seed)] : [AnnealingStrategy(instance, seed: seed)]
    }
    let tree: [any Strategy<Solution>] =
      TeamModel.isAffordable(instance) ? [TeamModel.search(of: instance, options)] : []
    var lanes = options.lanes { worker in
      guard worker == 0 else { return searches(worker) }
      var strategies = options.start([GreedyStrategy(instance, GreedyTeams.Order.allCases)])
      if options.wantsHeuristicStart, workers == 1 {
        strategies.append(AnnealingStrategy(instance, seed: options.seed, roundLimit: warmRounds))
      }
      strategies += [NeedPriceStrategy(instance), TeamPriceStrategy(instance)]
      return workers == 1 ? strategies + tree : strategies
    }
    lanes[0].relief = workers == 1 ? searches(0) : tree
    return lanes
  }

  /// Annealings before a complete method on the same worker.
  private static let warmRounds = 4

  /// What comes first: solutions, unless none is wanted, and the bound of the cheapest teams.
  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([GreedyStrategy(instance, GreedyTeams.Order.allCases)]) + [CoverBoundStrategy(instance)]
  }
}
