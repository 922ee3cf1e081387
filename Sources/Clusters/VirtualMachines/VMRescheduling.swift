import MIP
import Race
import Solving

/// VM rescheduling: machines with two NUMA nodes host VMs; at most so many of them may migrate, so that as few free
/// cores as possible are fragments, too few in their node for another VM of the reference size.
public enum VMRescheduling: PortfolioProblem {
  public static let name = "vm-rescheduling"
  public static let summary = "few migrations of VMs that leave as few fragments of free cores as possible"

  public static let portfolio = Portfolio<VMRescheduling>(
    heuristics: ScoreRule.allCases.map { rule in
      .once(rule.rawValue, rule.summary) { instance, _ in [ScoreStrategy(instance, rule)] }
    } + [
      .search(
        ChainStrategy.heuristicName, "moves, swaps, cycles of three and ejection chains, by residues of free cores",
        { ChainStrategy($0, seed: $1) }),
      .once(BeamStrategy.heuristicName, "beam search over sequences of migrations, up to 200 wide") { instance, _ in
        [BeamStrategy(instance)]
      },
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

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

  /// A warm start, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) -> [any Strategy<Solution>] {
    start(for: instance, options) + [MIPStrategy<Solution>(solver: solver) { _ in try MIPModel(instance) }]
  }

  /// First solutions, then the counting model for the clause-learning engine on every worker.
  private static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    options.lanes { worker in
      (worker == 0 ? start(for: instance, options) : []) + [native(for: instance, worker: worker, options)]
    }
  }

  /// First solutions and column generation on the first worker, local search on the second, beam search on a third;
  /// large neighbourhoods and the counting model for the clause-learning engine after these.
  private static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    options.lanes { worker in
      var strategies: [any Strategy<Solution>] = []
      let seed = options.seed(of: worker)
      let native = native(for: instance, worker: worker, options)
      switch worker {
      case 0:
        strategies = start(for: instance, options)
        strategies += [ReachStrategy(instance, seed: seed), ExchangeStrategy(instance, seed: seed), native]
      case 1:
        strategies = [ChainStrategy(instance, seed: seed, rounds: 6), MachineNeighbourhood(instance, seed: seed)]
      case 2: strategies = [BeamStrategy(instance), native]
      default: strategies = [ChainStrategy(instance, seed: seed)]
      }
      return strategies
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

  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([StayStrategy(instance), ScoreStrategy(instance, .filterAndScore)])
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

extension VMRescheduling {
  /// No fragment, no migration, no arrival left out; of machines, as many of the largest as VMs need in all.
  public static func trivialBound(of instance: Instance) -> Objective? {
    guard case .machines = instance.goal else { return 0 }
    let needs = instance.virtualMachines.map(\.size)
    let sizes = instance.machines.map { machine in
      machine.nodes.reduce(into: Amount(cpu: 0, memory: 0)) { sum, node in
        sum.cpu += node.cpu
        sum.memory += node.memory
      }
    }
    func least(_ amount: (Amount) -> Int) -> Int {
      var need = needs.reduce(0) { $0 + amount($1) }
      var count = 0
      for size in sizes.map(amount).sorted(by: >) where need > 0 {
        need -= size
        count += 1
      }
      return count
    }
    return Objective(max(least(\.cpu), least(\.memory), needs.isEmpty ? 0 : 1))
  }
}
