import MIP
import Race
import Solving

/// Total tardiness on a single machine, 1||ΣT_j and 1||Σw_jT_j: every job has a processing time and a due date, the
/// machine runs one job at a time without interruption, and the (weighted) sum of what completions exceed due dates by
/// is to be as small as possible. Jobs may have release dates.
public enum Tardiness: Problem {
  public static let name = "tardiness"
  public static let summary = "total (weighted) tardiness on one machine: the order of jobs that is least late"

  public static let heuristics =
    SequencingRule.allCases.map { HeuristicDescription($0.rawValue, $0.summary) } + [
      HeuristicDescription(
        DynasearchStrategy.heuristicName,
        "iterated dynasearch with insertions (Congram, Potts, van de Velde 2002; Grosso, Della Croce, Tadei 2004)")
    ]

  /// - Throws: `SolveOptionError`, or `MIPError` where the engine is GLPK and the model would be too large.
  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let heuristic = options.heuristic { return try lanes(of: heuristic, for: instance, options) }
    switch options.engine {
    case .glpk: return [try mipLane(for: instance, options)]
    case .native: return nativeLanes(for: instance, options)
    case .auto: return autoLanes(for: instance, options)
    }
  }

  /// Only the heuristic of that name; dynasearch on all workers.
  private static func lanes(
    of heuristic: String, for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    if let rule = SequencingRule(rawValue: heuristic) {
      return [Lane([SequencingStrategy(instance, rule: rule), BoundStrategy(instance)])]
    }
    guard heuristic == DynasearchStrategy.heuristicName else {
      throw SolveOptionError.unknownHeuristic(heuristic, problem: Self.name, known: heuristics.map(\.name))
    }
    return (0..<max(1, options.workers)).map { worker in
      let search = DynasearchStrategy(instance, seed: options.seed(of: worker))
      return Lane(worker == 0 ? [BoundStrategy(instance), search] : [search])
    }
  }

  /// A warm start, then the MIP solver with all the rest of the time.
  private static func mipLane(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> Lane<Solution> {
    guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
    try MIPModel.checkSize(of: instance)
    var strategies = warmStart(for: instance, options)
    if case .heuristic = options.warmStart {
      strategies.append(DynasearchStrategy(instance, seed: options.seed, kickLimit: warmKickLimit))
    }
    strategies.append(MIPStrategy(solver: solver) { _ in try MIPModel.formulation(of: instance) })
    return Lane(strategies)
  }

  /// The first solutions, the bound and a dynasearch on the first worker, the clause-learning engine after it and on
  /// each further one.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let workers = max(1, options.workers)
    return (0..<workers).map { worker in
      var strategies = worker == 0 ? warmStart(for: instance, options) : []
      if case .heuristic = options.warmStart, worker == 0 {
        let limit = workers == 1 ? warmKickLimit : sharedKickLimit
        strategies.append(DynasearchStrategy(instance, seed: options.seed, kickLimit: limit))
      }
      strategies.append(native(for: instance, worker: worker, options))
      return Lane(strategies)
    }
  }

  /// First solutions, the bound and the exact method on the first worker, dynasearch on the second (briefly before the
  /// exact method, where there is one worker only); the clause-learning engine after these and on further workers.
  ///
  /// With release dates there is no exact method but the engine. Where the engine's model would be too large, the first
  /// worker searches all sequences after the exact method, and the others run dynasearch.
  private static func autoLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let isAffordable = ConstraintModel.isAffordable(instance)
    if instance.hasReleaseDates, isAffordable { return nativeLanes(for: instance, options) }
    let workers = max(1, options.workers)
    func dynasearch(_ worker: Int) -> [any Strategy<Solution>] {
      if case .none = options.warmStart { return [] }
      let limit = worker == 0 && workers == 1 ? briefKickLimit : isAffordable ? sharedKickLimit : nil
      return [DynasearchStrategy(instance, seed: options.seed(of: worker), kickLimit: limit)]
    }
    return (0..<workers).map { worker in
      var strategies = worker == 0 ? warmStart(for: instance, options) : []
      if worker == 1 || workers == 1 || !isAffordable && worker > 0 { strategies += dynasearch(worker) }
      if worker == 0 { strategies.append(ExactStrategy(instance)) }
      if isAffordable {
        strategies.append(native(for: instance, worker: worker, options))
      } else if worker == 0 {
        strategies.append(SequenceStrategy(instance))
      }
      return Lane(strategies)
    }
  }

  private static func native(
    for instance: Instance, worker: Int, _ options: SolveOptions<Solution>
  ) -> any Strategy<Solution> {
    NativeStrategy(
      NativeStrategy.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == 0 && options.workers > 1)
    ) { best in
      guard ConstraintModel.isAffordable(instance) else { throw ConstraintModel.tooLarge }
      let known = best ?? SequencingStrategy.quickSolution(of: instance)
      return ConstraintModel(instance, limit: known.totalTardiness)
    }
  }

  /// Kicks of the dynasearch that comes before a complete method on the same thread.
  private static let warmKickLimit = 300
  /// The same before the exact method, which is fast where it is good at all.
  private static let briefKickLimit = 60
  /// The same where complete methods run on other threads meanwhile.
  private static let sharedKickLimit = 20_000

  /// What comes first: a solution, unless none is wanted, and the bound.
  private static func warmStart(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    switch options.warmStart {
    case .none: [BoundStrategy(instance)]
    case .solution(let solution): [GivenSolution(solution), BoundStrategy(instance)]
    case .heuristic: [SequencingStrategy(instance), BoundStrategy(instance)]
    }
  }
}
