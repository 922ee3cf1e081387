import MIP
import Modeling
import Race
import Solving

/// The resource-constrained project scheduling problem (RCPSP): every activity runs once, without preemption, after
/// its predecessors and within the renewable resources' capacities; the makespan is minimised.
public enum ResourceProject: PortfolioProblem {
  /// The start of every activity, dummies included, in the instance's order and time unit.
  public struct Solution: Sendable, Codable, Equatable {
    /// By activity.
    public let starts: [Int]

    /// A schedule by its start times.
    public init(starts: [Int]) { self.starts = starts }
  }

  public static let name = "rcpsp"
  public static let summary = "resource-constrained project scheduling: makespan under precedences and capacities"
  public static let formats = ["PSPLIB single mode (.sm)", "Patterson, RanGen (.rcp)"]

  public static let portfolio = Portfolio<ResourceProject>(
    heuristics: PriorityRuleStrategy.Scheme.allCases.flatMap { scheme in
      PriorityRule.allCases.map { rule in
        .once(
          PriorityRuleStrategy.name(of: scheme, rule),
          "\(scheme.rawValue) schedule generation scheme by \(rule.title), then forward-backward improvement "
            + "(Kolisch 1996; Tormos, Lova 2001)"
        ) { instance, _ in
          [PriorityRuleStrategy(instance: instance, scheme: scheme, rule: rule), BoundStrategy(instance: instance)]
        }
      }
    } + [
      .search(
        "sampling", "random lists biased by latest finish time, each improved forward and backward (Drexl 1991)",
        bounds: { [BoundStrategy(instance: $0)] },
        { Sampling(instance: $0, seed: $1, scheduleLimit: scheduleLimit) }),
      .search(
        "genetic", "hybrid genetic algorithm with peak crossover (Valls, Ballestín, Quintanilla 2008)",
        bounds: { [BoundStrategy(instance: $0)] },
        { GeneticSearch(instance: $0, seed: $1, scheduleLimit: scheduleLimit) }),
      .search(
        "annealing",
        "simulated annealing on activity lists, a population, in both directions of time (Bouleimen, Lecocq 2003)",
        bounds: { [BoundStrategy(instance: $0)] },
        { AnnealingSearch(instance: $0, seed: $1, scheduleLimit: scheduleLimit) }),
      Heuristic(
        neighbourhoodSearchName,
        "large neighbourhood search in the learning solver (Godard, Laborie, Nuijten 2005)", lanes: neighbourhoodLanes),
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  private static let neighbourhoodSearchName = "lns"

  /// Schedules after which a search that could go on for ever ends.
  static let scheduleLimit = 2_000_000
  /// Schedules of annealing before a complete method gets the rest of the time on the same thread.
  static let warmScheduleLimit = 20_000

  /// A schedule by priority rules, then large neighbourhood search on each worker.
  private static func neighbourhoodLanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [Lane<Solution>] {
    let name = neighbourhoodSearchName
    let start: [any Strategy<Solution>] = [
      PriorityRules(instance: instance, name: name), BoundStrategy(instance: instance),
    ]
    return options.neighbourhoodLanes(after: start) { native(for: instance, $0, name: name) }
  }

  /// A short warm start, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) -> [any Strategy<Solution>] {
    let search = AnnealingSearch(instance: instance, seed: options.seed, scheduleLimit: warmScheduleLimit)
    return start(for: instance, options) + (options.wantsHeuristicStart ? [search] : [])
      + [mipStrategy(for: instance, solver)]
  }

  /// A first schedule and bounds, then the clause-learning engine on every worker.
  private static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let exchange = FactExchange(members: max(1, options.workers))
    return options.lanes { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit, probesLowerBound: worker == 0)
      settings.decidesTimesLate = !worker.isMultiple(of: 2)
      settings.exchange = exchange.member(worker)
      settings.proof = options.proof
      return (worker == 0 ? start(for: instance, options) : []) + [native(for: instance, settings)]
    }
  }

  /// The primal side on the first worker: a first schedule, bounds and annealing; the clause-learning engine on the
  /// second, and after the first annealing. Further workers run the engine with other seeds. Every other engine decides
  /// times late: of five projects with 60 activities the proofs then took 0.76 of the time. Where an engine gives nothing
  /// for a while, another annealing relieves it.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    // A single worker takes turns between the primal and the dual side.
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: workers)
    let annealing = AnnealingSearch(instance: instance, seed: ~options.seed, scheduleLimit: schedulesBeside)
    let improvement: [any Strategy<Solution>] = options.wantsHeuristicStart ? [annealing] : []
    return (0..<workers).map { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == 0)
      settings.decidesTimesLate = !worker.isMultiple(of: 2)
      if worker == 0 { settings.neighbourhoods = .alternating }
      settings.exchange = exchange.member(worker)
      settings.proof = options.proof
      let native = native(for: instance, settings)
      var lane = Lane(worker == 0 ? start(for: instance, options) + improvement + [native] : [native])
      if options.wantsHeuristicStart {
        // A run that conflicts limit has an end.
        let limit = options.conflictLimit == nil ? nil : scheduleLimit
        lane.relief = [AnnealingSearch(instance: instance, seed: options.seed(of: worker), scheduleLimit: limit)]
        lane.patience = patience(with: instance, worker)
        lane.leastStay = 1
      }
      return lane
    }
  }

  /// Schedules of annealing before the clause-learning engine takes over its worker.
  private static let schedulesBeside = 50_000

  /// Of the engine and of annealing: with many activities a search seldom proves anything, so that what it leaves to do is
  /// to find better schedules.
  private static func patience(with instance: Instance, _ worker: Int) -> (strategies: Double, relief: Double) {
    switch (instance.activityCount > largestProvable, worker) {
    case (false, 0): (strategies: 0.3, relief: 0.1)
    case (false, _): (strategies: 0.5, relief: 0.1)
    case (true, 0): (strategies: 0.3, relief: 0.3)
    case (true, _): (strategies: 0.3, relief: 0.2)
    }
  }

  /// Activities of projects of which most are proved by search rather than by a bound at the root.
  private static let largestProvable = 90

  private static func native(
    for instance: Instance, _ settings: NativeStrategy<Solution>.Options, name: String = "clause learning"
  ) -> any Strategy<Solution> {
    NativeStrategy(name: name, settings) { best in
      let makespan = best.flatMap { zip($0.starts, instance.durations).map(+).max() }
      return ConstraintModel(instance, horizon: makespan ?? instance.totalDuration)
    }
  }

  /// What comes first: a solution, unless none is wanted, and bounds.
  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([PriorityRules(instance: instance)]) + [BoundStrategy(instance: instance)]
  }
}
