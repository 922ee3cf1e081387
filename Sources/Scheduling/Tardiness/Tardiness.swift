import MIP
import Race
import Solving

/// Total tardiness on a single machine, 1||ΣT_j and 1||Σw_jT_j: every job has a processing time and a due date, the
/// machine runs one job at a time without interruption, and the (weighted) sum of what completions exceed due dates by
/// is to be as small as possible. Jobs may have release dates.
public enum Tardiness: PortfolioProblem {
  public static let name = "tardiness"
  public static let summary = "total (weighted) tardiness on one machine: the order of jobs that is least late"

  public static let portfolio = Portfolio<Tardiness>(
    heuristics: SequencingRule.allCases.map { rule in
      .once(rule.rawValue, rule.summary) { instance, _ in
        [SequencingStrategy(instance, rule: rule), BoundStrategy(instance)]
      }
    } + [
      .search(
        DynasearchStrategy.heuristicName,
        "iterated dynasearch with insertions (Congram, Potts, van de Velde 2002; Grosso, Della Croce, Tadei 2004)",
        bounds: { [BoundStrategy($0)] }, { DynasearchStrategy($0, seed: $1) })
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  /// A warm start, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    try MIPModel.checkSize(of: instance)
    let search = DynasearchStrategy(instance, seed: options.seed, kickLimit: warmKickLimit)
    let mip = MIPStrategy<Solution>(solver: solver) { _ in try MIPModel.formulation(of: instance) }
    return start(for: instance, options) + (options.wantsHeuristicStart ? [search] : []) + [mip]
  }

  /// The first solutions, the bound and a dynasearch on the first worker, the clause-learning engine after it and on
  /// each further one.
  private static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    options.lanes { worker in
      var strategies = worker == 0 ? start(for: instance, options) : []
      if options.wantsHeuristicStart, worker == 0 {
        let limit = options.workers > 1 ? sharedKickLimit : warmKickLimit
        strategies.append(DynasearchStrategy(instance, seed: options.seed, kickLimit: limit))
      }
      return strategies + [native(for: instance, worker: worker, options)]
    }
  }

  /// First solutions, the bound and the exact method on the first worker, dynasearch on the second (briefly before the
  /// exact method, where there is one worker only); the clause-learning engine after these and on further workers.
  ///
  /// With release dates there is no exact method but the engine. Where the engine's model would be too large, the first
  /// worker searches all sequences after the exact method, and the others run dynasearch.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let isAffordable = ConstraintModel.isAffordable(instance)
    if instance.hasReleaseDates, isAffordable { return engineLanes(for: instance, options) }
    let workers = max(1, options.workers)
    func dynasearch(_ worker: Int) -> [any Strategy<Solution>] {
      guard options.usesHeuristics else { return [] }
      let limit = worker == 0 && workers == 1 ? briefKickLimit : isAffordable ? sharedKickLimit : nil
      return [DynasearchStrategy(instance, seed: options.seed(of: worker), kickLimit: limit)]
    }
    return options.lanes { worker in
      var strategies = worker == 0 ? start(for: instance, options) : []
      if worker == 1 || workers == 1 || !isAffordable && worker > 0 { strategies += dynasearch(worker) }
      if worker == 0 { strategies.append(ExactStrategy(instance)) }
      if isAffordable {
        strategies.append(native(for: instance, worker: worker, options))
      } else if worker == 0 {
        strategies.append(SequenceStrategy(instance))
      }
      return strategies
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

  public static func warnings(of instance: Instance) -> [String] { instance.warnings }

  /// The order by the names of the jobs, where they have any.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    if instance.jobNames.isEmpty { return [] }
    let names = solution.sequence.prefix(shownNames).map(instance.label)
    return ["order: " + names.joined(separator: ", ") + (solution.sequence.count > names.count ? ", ..." : "")]
  }

  /// A line of more names is not read.
  private static let shownNames = 40
  /// Kicks of the dynasearch that comes before a complete method on the same thread.
  private static let warmKickLimit = 300
  /// The same before the exact method, which is fast where it is good at all.
  private static let briefKickLimit = 60
  /// The same where complete methods run on other threads meanwhile.
  private static let sharedKickLimit = 20_000

  /// What comes first: a solution, unless none is wanted, and the bound.
  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([SequencingStrategy(instance)]) + [BoundStrategy(instance)]
  }
}
