import MIP
import Race

/// The resource-constrained project scheduling problem (RCPSP): every activity runs once, without preemption, after
/// its predecessors and within the renewable resources' capacities; the makespan is minimised.
public enum ResourceProject: Problem {
  /// The start of every activity, dummies included, in the instance's order and time unit.
  public struct Solution: Sendable, Codable, Equatable {
    public let starts: [Int]

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
    ]

  /// Schedules after which a heuristic that could go on for ever ends, where nothing else would end it.
  static let scheduleLimit = 500_000

  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let name = options.heuristic { return [Lane([try heuristic(named: name, instance, options)])] }
    let start = warmStart(of: instance, options)
    let bounds = BoundStrategy(instance: instance)
    let search = searchStrategies(for: instance, options)
    if options.workers == 1 || search.isEmpty {
      let improvement = improvement(of: instance, options, scheduleLimit: search.isEmpty ? scheduleLimit : 20_000)
      return [Lane(start + [bounds] + improvement + search)]
    }
    // A lane that only improves runs until the other ends the race.
    return [Lane(start + [bounds] + improvement(of: instance, options, scheduleLimit: nil)), Lane(search)]
  }

  /// The complete methods: each can prove optimality.
  private static func searchStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    var strategies: [any Strategy<Solution>] = []
    if options.engine == .glpk, let solver = options.mipSolver {
      strategies.append(mipStrategy(for: instance, solver))
    }
    return strategies
  }

  private static func warmStart(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    switch options.warmStart {
    case .heuristic: [PriorityRules(instance: instance)]
    case .none: []
    case .solution(let solution): [GivenSolution(solution: solution), PriorityRules(instance: instance)]
    }
  }

  private static func improvement(
    of instance: Instance, _ options: SolveOptions<Solution>, scheduleLimit: Int?
  ) -> [any Strategy<Solution>] {
    if case .none = options.warmStart { return [] }
    return [GeneticSearch(instance: instance, seed: options.seed, scheduleLimit: scheduleLimit)]
  }

  private static func heuristic(
    named name: String, _ instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> any Strategy<Solution> {
    for scheme in PriorityRuleStrategy.Scheme.allCases {
      for rule in PriorityRule.allCases {
        let strategy = PriorityRuleStrategy(instance: instance, scheme: scheme, rule: rule)
        if strategy.name == name { return strategy }
      }
    }
    switch name {
    case "sampling": return Sampling(instance: instance, seed: options.seed, scheduleLimit: scheduleLimit)
    case "genetic": return GeneticSearch(instance: instance, seed: options.seed, scheduleLimit: scheduleLimit)
    default:
      throw UnknownHeuristic(name: name, known: heuristics.map(\.name))
    }
  }
}

extension ResourceProject {
  /// `--heuristic` names something that this problem does not have.
  struct UnknownHeuristic: Error, CustomStringConvertible {
    let name: String
    let known: [String]

    var description: String { "no heuristic '\(name)' for rcpsp; there are \(known.joined(separator: ", "))" }
  }

  /// A schedule that the user brings.
  struct GivenSolution: Strategy {
    let solution: Solution
    let name = "warm start"

    func run(on scoreboard: Scoreboard<Solution>) { scoreboard.offer(solution, from: name) }
  }
}
