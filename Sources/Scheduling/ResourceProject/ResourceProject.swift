import MIP
import Modeling
import Race
import Solving

/// The resource-constrained project scheduling problem (RCPSP): every activity runs once, without preemption, after
/// its predecessors and within the renewable resources' capacities; the makespan is minimised.
public enum ResourceProject: Problem {
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

  public static let heuristics: [HeuristicDescription] =
    PriorityRuleStrategy.Scheme.allCases.flatMap { scheme in
      PriorityRule.allCases.map { rule in
        HeuristicDescription(
          "\(scheme.rawValue)-\(rule.rawValue)",
          "\(scheme.rawValue) schedule generation scheme by \(rule.title), then forward-backward improvement "
            + "(Kolisch 1996; Tormos, Lova 2001)")
      }
    } + [
      HeuristicDescription(
        "sampling", "random lists biased by latest finish time, each improved forward and backward (Drexl 1991)"),
      HeuristicDescription(
        "genetic", "hybrid genetic algorithm with peak crossover (Valls, Ballestín, Quintanilla 2008)"),
      HeuristicDescription(
        "lns", "large neighbourhood search in the learning solver (Godard, Laborie, Nuijten 2005)"),
    ]

  /// Schedules after which a search that could go on for ever ends.
  static let scheduleLimit = 2_000_000
  /// Schedules of the genetic search before a complete method gets the rest of the time on the same thread.
  static let warmScheduleLimit = 20_000

  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let name = options.heuristic { return try lanes(of: name, for: instance, options) }
    switch options.engine {
    case .glpk: return [try mipLane(for: instance, options)]
    case .auto, .native: return nativeLanes(for: instance, options)
    }
  }

  /// Only the heuristic of that name, and the bounds that it is measured against; random ones on all workers.
  private static func lanes(
    of name: String, for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    let bounds = BoundStrategy(instance: instance)
    for scheme in PriorityRuleStrategy.Scheme.allCases {
      for rule in PriorityRule.allCases {
        let strategy = PriorityRuleStrategy(instance: instance, scheme: scheme, rule: rule)
        if strategy.name == name { return [Lane([strategy, bounds])] }
      }
    }
    if name == "lns" {
      let start: [any Strategy<Solution>] = [PriorityRules(instance: instance, name: name), bounds]
      return options.neighbourhoodLanes(after: start) { native(for: instance, $0, name: name) }
    }
    guard ["sampling", "genetic"].contains(name) else {
      throw SolveOptionError.unknownHeuristic(name, problem: Self.name, known: heuristics.map(\.name))
    }
    return (0..<max(1, options.workers)).map { worker in
      let seed = options.seed(of: worker)
      let search: any Strategy<Solution> =
        name == "genetic"
        ? GeneticSearch(instance: instance, seed: seed, scheduleLimit: scheduleLimit)
        : Sampling(instance: instance, seed: seed, scheduleLimit: scheduleLimit)
      return Lane(worker == 0 ? [bounds, search] : [search])
    }
  }

  /// A short warm start, then the MIP solver with all the rest of the time.
  private static func mipLane(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> Lane<Solution> {
    guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
    var strategies = warmStart(of: instance, options)
    if case .heuristic = options.warmStart {
      strategies.append(GeneticSearch(instance: instance, seed: options.seed, scheduleLimit: warmScheduleLimit))
    }
    strategies.append(mipStrategy(for: instance, solver))
    return Lane(strategies)
  }

  /// The primal side on the first worker: a first schedule, bounds and a genetic search; the clause-learning engine on
  /// the second, and after the genetic search. Further workers run the engine with other seeds.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    // A single worker takes turns between the primal and the dual side.
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: workers)
    var improvement: [any Strategy<Solution>] = []
    if case .heuristic = options.warmStart {
      improvement = [GeneticSearch(instance: instance, seed: options.seed, scheduleLimit: schedulesBeside)]
    }
    return (0..<workers).map { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == 0)
      if worker == 0 { settings.neighbourhoods = .alternating }
      settings.exchange = exchange.member(worker)
      let native = native(for: instance, settings)
      return Lane(worker == 0 ? warmStart(of: instance, options) + improvement + [native] : [native])
    }
  }

  /// Schedules of the genetic search before the clause-learning engine takes over its worker.
  private static let schedulesBeside = 200_000

  private static func native(
    for instance: Instance, _ settings: NativeStrategy<Solution>.Options, name: String = "clause learning"
  ) -> any Strategy<Solution> {
    NativeStrategy(name: name, settings) { best in
      let makespan = best.flatMap { zip($0.starts, instance.durations).map(+).max() }
      return ConstraintModel(instance, horizon: makespan ?? instance.totalDuration)
    }
  }

  /// What comes first: a solution, unless none is wanted, and bounds.
  private static func warmStart(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    let bounds = BoundStrategy(instance: instance)
    return switch options.warmStart {
    case .heuristic: [PriorityRules(instance: instance), bounds]
    case .none: [bounds]
    case .solution(let solution): [GivenSolution(solution), bounds]
    }
  }
}
