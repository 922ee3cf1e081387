import MIP
import Race
import Solving

/// VM rescheduling: machines with two NUMA nodes host VMs; at most so many of them may migrate, so that as few free
/// cores as possible are fragments, too few in their node for another VM of the reference size.
public enum VMRescheduling: Problem {
  public static let name = "vm-rescheduling"
  public static let summary = "few migrations of VMs that leave as few fragments of free cores as possible"

  public static let heuristics =
    ScoreRule.allCases.map { HeuristicDescription($0.rawValue, $0.summary) } + [
      HeuristicDescription(
        ChainStrategy.heuristicName, "moves, swaps, cycles of three and ejection chains, by residues of free cores"),
      HeuristicDescription(BeamStrategy.heuristicName, "beam search over sequences of migrations, up to 200 wide"),
    ]

  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? {
    guard case .fragments = instance.goal else { return nil }
    return ObjectiveScale(
      denominator: instance.measure.denominator, numeratorName: "fragment", denominatorName: "free")
  }

  public static let questions = [
    Parameter("mnl", .integer(0...Int.max), "at most so many migrations"),
    Parameter("fragment", .integer(1...Int.max), "the cores of a block that counts as usable"),
    Parameter("goal", .name, "fragment, migrations (the fewest that reach --rate), machines or admission"),
    Parameter("rate", .number(0...1), "a fragment rate from 0 to 1 to reach with the fewest migrations"),
  ]

  public static func asking(
    _ arguments: Arguments, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    var instance = instance
    if let limit = arguments.givenInteger("mnl") { instance.migrationLimit = limit }
    let rate = arguments.givenNumber("rate")
    if let goal = arguments.name("goal") ?? rate.map({ _ in "migrations" }) {
      instance.goal = try Self.goal(goal, rate: rate)
    }
    if let fragment = arguments.givenInteger("fragment") {
      do {
        instance = try instance.measuring([FragmentTerm(size: fragment)])
      } catch {
        throw .unfit("--fragment", reason: error.description)
      }
    }
    return instance
  }

  private static func goal(_ name: String, rate: Double?) throws(SolveOptionError) -> Goal {
    switch (name, rate) {
    case ("fragment", nil): return .fragments
    case ("machines", nil): return .machines
    case ("admission", nil): return .admission
    case ("migrations", let rate?): return .migrations(rate: rate)
    case ("migrations", nil): throw .unfit("--goal", reason: "the fewest migrations need a rate to reach (--rate)")
    case ("fragment", _), ("machines", _), ("admission", _):
      throw .unfit("--rate", reason: "a rate is for the goal migrations only")
    default: throw .unfit("--goal", reason: "fragment, migrations, machines or admission, not '\(name)'")
    }
  }

  /// - Throws: `SolveOptionError`, or `MIPError` where the engine is GLPK and the model would be too large.
  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let heuristic = options.heuristic { return try lanes(of: heuristic, for: instance, options) }
    switch options.engine {
    case .glpk: return [try mipLane(for: instance, options)]
    case .native, .auto: return nativeLanes(for: instance, options)
    }
  }

  /// Only the heuristic of that name; local search on all workers.
  private static func lanes(
    of heuristic: String, for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let rule = ScoreRule(rawValue: heuristic) { return [Lane([ScoreStrategy(instance, rule)])] }
    switch heuristic {
    case BeamStrategy.heuristicName: return [Lane([BeamStrategy(instance)])]
    case ChainStrategy.heuristicName:
      return (0..<max(1, options.workers)).map { Lane([ChainStrategy(instance, seed: options.seed(of: $0))]) }
    default:
      throw SolveOptionError.unknownHeuristic(heuristic, problem: Self.name, known: heuristics.map(\.name))
    }
  }

  /// A warm start, then the MIP solver with all the rest of the time.
  private static func mipLane(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> Lane<Solution> {
    guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
    return Lane(warmStart(for: instance, options) + [MIPStrategy(solver: solver) { _ in try MIPModel(instance) }])
  }

  /// First solutions and column generation on the first worker, local search on the second, beam search on a third;
  /// large neighbourhoods and the counting model for the clause-learning engine after these.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let workers = max(1, options.workers)
    return (0..<workers).map { worker in
      var strategies: [any Strategy<Solution>] = []
      let seed = options.seed(of: worker)
      let native = native(for: instance, worker: worker, options)
      switch worker {
      case 0:
        strategies = warmStart(for: instance, options)
        strategies += [ReachStrategy(instance, seed: seed), ExchangeStrategy(instance, seed: seed), native]
      case 1:
        strategies = [ChainStrategy(instance, seed: seed, rounds: 6), MachineNeighbourhood(instance, seed: seed)]
      case 2: strategies = [BeamStrategy(instance), native]
      default: strategies = [ChainStrategy(instance, seed: seed)]
      }
      return Lane(strategies)
    }
  }

  private static func native(
    for instance: Instance, worker: Int, _ options: SolveOptions<Solution>
  ) -> any Strategy<Solution> {
    NativeStrategy(
      NativeStrategy.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit, probesLowerBound: true)
    ) { _ in try ConstraintModel(instance) }
  }

  private static func warmStart(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    switch options.warmStart {
    case .none: []
    case .solution(let solution): [GivenSolution(solution)]
    case .heuristic: [StayStrategy(instance), ScoreStrategy(instance, .filterAndScore)]
    }
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try MIPModel(instance).model
  }
}

extension VMRescheduling.Instance {
  /// Whether a placement that keeps all rules also reaches the rate that is asked for.
  func isReached(by solution: VMRescheduling.Solution) -> Bool {
    guard case .migrations(let rate) = goal else { return true }
    return solution.fragment <= measure.numerator(ofRate: rate)
  }

  /// The same with another fragment rate.
  func measuring(_ terms: [VMRescheduling.FragmentTerm]) throws(InvalidInstance) -> Self {
    var instance = self
    instance.measure = try VMRescheduling.Measure(terms, free: freeAmounts(homes))
    return instance
  }
}
