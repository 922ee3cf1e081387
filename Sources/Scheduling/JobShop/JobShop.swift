import MIP
import Modeling
import Race
import Solving

/// The job-shop scheduling problem with makespan, J||Cmax: each job is a chain of operations, each machine runs one
/// operation at a time, nothing is interrupted, and the last completion is to be as early as possible.
public enum JobShop: PortfolioProblem {
  public static let name = "jobshop"
  public static let summary = "job shop: jobs visit machines in given orders; the shortest makespan"

  public static let portfolio = Portfolio<JobShop>(
    heuristics: DispatchingRule.allCases.map { rule in
      .once(rule.rawValue, "\(rule.summary) (Giffler, Thompson 1960)") { instance, options in
        [BoundStrategy(instance), DispatchStrategy(instance, rules: [rule], seed: options.seed)]
      }
    } + [
      .search(
        "tabu", "tabu search on N7 with path relinking (Zhang et al. 2007; Peng, Lü, Cheng 2015)",
        bounds: { [BoundStrategy($0)] }, { TabuSearchStrategy($0, seed: $1) }),
      .search(
        "alternating", "dispatching forwards and backwards in turn (after Tormos, Lova 2001)",
        bounds: { [BoundStrategy($0)] }, { AlternatingDispatchStrategy($0, seed: $1) }),
      .search(
        "sweeps", "many exchanges of neighbours on machines at a time, from a dispatching schedule",
        bounds: { [BoundStrategy($0)] }, { SwapSweepStrategy($0, seed: $1) }),
      Heuristic(
        neighbourhoodSearchName,
        "large neighbourhood search in the learning solver (Godard, Laborie, Nuijten 2005)", lanes: neighbourhoodLanes),
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  /// The name of the large neighbourhood search.
  private static let neighbourhoodSearchName = "lns"

  /// A dispatching schedule, then large neighbourhood search on each worker.
  private static func neighbourhoodLanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    let pairCount = ConstraintModel.pairCount(of: instance)
    guard pairCount <= ConstraintModel.pairLimit else {
      throw SolveOptionError.unfit(
        "--heuristic \(neighbourhoodSearchName)",
        reason: "\(instance.name) has \(pairCount) pairs of operations to order, more than \(ConstraintModel.pairLimit)"
      )
    }
    let start: [any Strategy<Solution>] = [
      BoundStrategy(instance), DispatchStrategy(instance, seed: options.seed, name: "lns from dispatching"),
    ]
    return options.neighbourhoodLanes(after: start) { native(for: instance, $0, name: neighbourhoodSearchName) }
  }

  /// A short warm start, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    try DisjunctiveModel.checkSize(of: instance)
    let search = TabuSearchStrategy(instance, seed: options.seed, iterationLimit: 20_000)
    let mip = MIPStrategy<Solution>(solver: solver) { best in
      try DisjunctiveModel(instance, horizon: best?.makespan ?? dispatchingHorizon(of: instance))
    }
    return start(for: instance, options) + (options.wantsHeuristicStart ? [search] : []) + [mip]
  }

  /// A first schedule and bounds, then the clause-learning engine on every worker.
  private static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>]
  {
    guard ConstraintModel.isAffordable(instance) else {
      throw ModelTooLarge(
        "the constraint model of \(instance.name) would have \(ConstraintModel.pairCount(of: instance)) pairs of operations "
          + "to order, more than \(ConstraintModel.pairLimit)")
    }
    let exchange = FactExchange(members: max(1, options.workers))
    return options.lanes { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit, probesLowerBound: worker == 0)
      if worker == 1 { settings.testsAloneFrom = testsAloneFrom }
      settings.exchange = exchange.member(worker)
      settings.proof = options.proof
      let start = worker == 0 ? start(for: instance, options) + [BoundStrategy(instance)] : []
      return start + [native(for: instance, settings)]
    }
  }

  /// A first schedule, bounds and a tabu search on the first worker, the clause-learning engine on the others; each is
  /// relieved by the other role where it gives nothing for a while.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    guard ConstraintModel.isAffordable(instance) else { return largeLanes(for: instance, options) }
    let start = start(for: instance, options) + [BoundStrategy(instance)]
    // A single worker takes turns between the primal and the dual side.
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: workers)
    return (0..<workers).map { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == 0)
      if worker == 1, !isBoundedByMachines(instance) { settings.testsAloneFrom = testsAloneFrom }
      if worker == 0, ConstraintModel.pairCount(of: instance) <= neighbourhoodPairLimit {
        settings.neighbourhoods = .alternating
      }
      settings.exchange = exchange.member(worker)
      settings.proof = options.proof
      var lane = Lane([native(for: instance, settings)])
      if options.usesHeuristics {
        // A run that conflicts limit has an end.
        let limit = options.conflictLimit == nil ? Int.max : tabuIterations
        lane.relief = [TabuSearchStrategy(instance, seed: options.seed(of: worker), iterationLimit: limit)]
        if isBoundedByMachines(instance) {
          lane.patience = (strategies: 0.05, relief: 0.5)
          lane.leastStay = 0.5
        } else if worker > 0 {
          // A test of a makespan takes as long as all before it.
          lane.patience = (strategies: 0.5, relief: 0.1)
        }
        if worker == 0 {
          swap(&lane.strategies, &lane.relief)
          swap(&lane.patience.strategies, &lane.patience.relief)
        }
      }
      if worker == 0 { lane.strategies = start + lane.strategies }
      return lane
    }
  }

  /// Where the engine's model would be too large: dispatching in alternating directions on every other worker, tabu
  /// searches on those between, and each relieved by the other where it gives nothing for a while. Where single moves would
  /// not get far, sweeps of exchanges follow a few passes of dispatching on every worker.
  private static func largeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    var start: [any Strategy<Solution>] = [BoundStrategy(instance)]
    switch options.warmStart {
    case .none: break
    case .solution(let solution): start.insert(GivenSolution(solution), at: 0)
    case .heuristic: start.insert(DispatchStrategy(instance, rules: [.mwkr], seed: options.seed), at: 0)
    }
    let makesSweeps = instance.operationCount >= sweepsFrom
    return (0..<max(1, options.workers)).map { worker in
      let seed = options.seed(of: worker)
      let tabu = TabuSearchStrategy(instance, seed: seed)
      var lane = Lane<Solution>([AlternatingDispatchStrategy(instance, seed: seed)], relief: [tabu])
      if makesSweeps {
        let beginning = AlternatingDispatchStrategy(instance, seed: seed, passLimit: beginningPasses)
        lane = Lane([beginning, SwapSweepStrategy(instance, seed: seed)], relief: [tabu])
        lane.patience = (strategies: 0.5, relief: 0.2)
      } else if !worker.isMultiple(of: 2) {
        // Up to its first standstill dispatching gains more than the moves of a tabu search in the same time.
        let beginning = AlternatingDispatchStrategy(instance, seed: seed, idleLimit: standstill)
        lane = Lane([beginning, tabu], relief: lane.strategies)
      }
      if worker == 0 { lane.strategies = start + lane.strategies }
      return lane
    }
  }

  /// Operations from which sweeps get further than dispatching and tabu search within a minute: with 1,000,000 they do,
  /// with 62,500 not.
  private static let sweepsFrom = 250_000
  /// Passes of dispatching without a better schedule after which a tabu search takes over.
  private static let standstill = 30
  /// Passes of dispatching before sweeps of exchanges.
  private static let beginningPasses = 12
  /// Iterations of a tabu search beside a clause-learning engine whose conflicts are limited.
  private static let tabuIterations = 2_000_000
  /// Conflicts of the second engine that have not led near a proof, so that all of them raise the bound from then on. One
  /// engine does: a second one on the same tests, which shares its clauses, does not get further in the same time.
  private static let testsAloneFrom = 5_000
  /// With more pairs of operations to order, a step that holds most orders takes longer than it is worth.
  private static let neighbourhoodPairLimit = 20_000

  /// Whether there are so many more jobs than machines that a machine's bound is almost surely the optimum: then what is
  /// missing is a schedule, and all workers look for that nine tenths of the time.
  ///
  /// - Source: Taillard 1993; Streeter, Smith 2006, "How the landscape of random job shop scheduling instances depends
  ///   on the ratio of jobs to machines".
  static func isBoundedByMachines(_ instance: Instance) -> Bool {
    2 * instance.jobCount >= 5 * instance.machineCount
  }

  private static func native(
    for instance: Instance, _ settings: NativeStrategy<Solution>.Options, name: String = "clause learning"
  ) -> any Strategy<Solution> {
    NativeStrategy(name: name, settings) { best in
      ConstraintModel(instance, horizon: best?.makespan ?? dispatchingHorizon(of: instance))
    }
  }

  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([DispatchStrategy(instance, seed: options.seed)])
  }

  public static func linearModel(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> LinearModel {
    let (instance, unit) = divided(instance) ?? (instance, 1)
    var horizon = dispatchingHorizon(of: instance)
    if case .solution(let solution) = options.warmStart { horizon = min(horizon, solution.makespan / unit) }
    var model = try DisjunctiveModel(instance, horizon: horizon).model
    if unit > 1 { model.multiplyObjective(by: Double(unit)) }
    return model
  }
}
