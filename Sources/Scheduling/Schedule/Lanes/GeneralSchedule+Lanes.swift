import MIP
import Modeling
import Race
import Solving

/// Which strategies run on which worker.
extension GeneralSchedule {
  /// A case of the problem that has searches of its own takes these beside the constraint model; what is a plain job shop
  /// or project goes to the lanes of those.
  static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    if let proof = options.proof { return try certifiedLanes(for: instance, options, proof) }
    let start = options.start([])
    if options.usesHeuristics, let lanes = try PlainCase(instance)?.lanes(options) {
      return lanes.adding(start)
    }
    let methods = options.usesHeuristics ? CaseMethods(of: instance) : nil
    guard instance.isAffordable else { return largeLanes(for: instance, options, methods).adding(start) }
    let room = EngineRoom(instance, options)
    // A single worker takes turns between both sides.
    let lanes = (0..<max(2, options.workers)).map { worker -> Lane<Solution> in
      let seed = options.seed(of: worker)
      let (first, relief) = (room.strategy(worker: worker, .first), room.strategy(worker: worker, .relief))
      guard let methods else {
        if !options.usesHeuristics { return Lane([first], relief: [relief]) }
        let beginning = worker == 0 ? [GenerationSearch(instance, seed: seed, passLimit: passesBefore)] : []
        let search = GenerationSearch(instance, seed: seed)
        return Lane(beginning + [first], relief: [worker == 0 ? search : relief])
      }
      let search = methods.search(seed)
      // The first worker looks for schedules and proves where that gives nothing; the others the other way round.
      guard worker == 0 else { return Lane(worker == 1 ? methods.proofs + [first] : [first], relief: [search]) }
      return Lane([search], relief: [first])
    }
    return lanes.adding(start)
  }

  /// Serial generation, then clause learning on the constraint model.
  static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    if let proof = options.proof { return try certifiedLanes(for: instance, options, proof) }
    guard instance.isAffordable else {
      throw ModelTooLarge("the constraint model of \(instance.name) would be too large")
    }
    let room = EngineRoom(instance, options)
    let lanes = options.lanes { worker in
      let beginning = GenerationSearch(instance, seed: options.seed, passLimit: passesBefore)
      let begins = worker == 0 && options.wantsHeuristicStart
      return (begins ? [beginning] : []) + [room.strategy(worker: worker, .first)]
    }
    return lanes.adding(options.start([]))
  }

  /// Where the constraint model would be too large: generation, and the search of the case where it is one, whose first
  /// schedule comes sooner.
  private static func largeLanes(
    for instance: Instance, _ options: SolveOptions<Solution>, _ methods: CaseMethods?
  ) -> [Lane<Solution>] {
    (0..<max(1, options.workers)).map { worker in
      let seed = options.seed(of: worker)
      let generation = GenerationSearch(instance, seed: seed)
      guard let methods else { return Lane([generation]) }
      let search = methods.search(seed)
      if worker.isMultiple(of: 2) { return Lane([search], relief: [generation]) }
      let beginning = GenerationSearch(instance, seed: seed, passLimit: passesBefore)
      return Lane([beginning] + methods.proofs + [search], relief: [generation])
    }
  }

  /// Of serial generation before the engine begins.
  static let passesBefore = 12

  /// The engine with few conflicts, for instances whose consumable resources defeat generation.
  static func briefEngine(
    _ instance: Instance, _ options: SolveOptions<Solution>
  ) -> any Strategy<Solution> {
    var options = options
    options.engine = .cp
    options.warmStart = .none
    options.conflictLimit = min(options.conflictLimit ?? .max, 500)
    return EngineRoom(instance, options).strategy(worker: 0, .first)
  }

  /// Runs another strategy where there is no solution yet.
  private struct UnlessSolved: Strategy {
    let strategy: any Strategy<Solution>
    var name: String { strategy.name }

    func run(on scoreboard: Scoreboard<Solution>) {
      if scoreboard.best == nil { strategy.run(on: scoreboard) }
    }
  }

  /// A warm start, then the MIP solver with all the rest of the time.
  static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    var strategies = options.start([])
    if options.wantsHeuristicStart {
      strategies.append(GenerationSearch(instance, seed: options.seed, passLimit: passesBefore))
      if instance.isAffordable { strategies.append(UnlessSolved(strategy: briefEngine(instance, options))) }
    }
    return strategies + [MIPStrategy<Solution>(solver: solver) { _ in try LinearSchedule(instance) }]
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    guard let (small, _) = divided(instance) else { return try LinearSchedule(instance).model }
    var model = try LinearSchedule(small).model
    model.multiplyObjective(by: Double(instance.scales[0]))
    return model
  }

  /// The sum that the constraint model has: each level counts as much as the whole range of those after it.
  public static func linearLevels(of instance: Instance) throws -> LinearLevels {
    let schedule = try LinearSchedule(instance, summing: true)
    guard let note = schedule.note else { return LinearLevels([schedule.model]) }
    return LinearLevels([schedule.model], note: note)
  }
}

extension [Lane<GeneralSchedule.Solution>] {
  /// With strategies ahead of the first lane's own.
  func adding(_ start: [any Strategy<GeneralSchedule.Solution>]) -> Self {
    var lanes = self
    lanes[0].strategies = start + lanes[0].strategies
    return lanes
  }
}

extension GeneralSchedule.Instance {
  /// Whether the constraint model fits into memory: intervals for modes, and a pair for each two that share a machine.
  var isAffordable: Bool {
    var users = [Int](repeating: 0, count: resources.count)
    var modes = 0
    for task in tasks {
      modes += task.modes.count
      for mode in task.modes { for demand in mode.demands { users[demand.resource] += 1 } }
    }
    let pairs = zip(resources, users).reduce(0) { $0 + ($1.0.isMachine ? $1.1 * ($1.1 - 1) / 2 : $1.1) }
    return modes <= 60_000 && pairs <= 2_000_000
  }
}

/// The constraint model in rows and columns.
private struct LinearSchedule: LinearFormulation {
  private let linearization: Linearization
  private let schedule: ScheduleModel

  /// - Parameter isSum: whether several levels may be one sum; a solver's bound is then one of the sum.
  init(_ instance: GeneralSchedule.Instance, summing isSum: Bool = false) throws {
    schedule = try ScheduleModel(instance)
    guard schedule.scale.isPlain || isSum else {
      throw ModelTooLarge(
        "a linear model has one level of objectives, and the instance has \(instance.objective.count)")
    }
    linearization = try Linearization(schedule.data)
  }

  var model: LinearModel { linearization.linearModel }

  /// What the objective says of several levels; nil for one.
  var note: String? {
    let (factors, least) = (schedule.scale.factors, schedule.scale.least)
    guard least.count > 1 else { return nil }
    let levels = factors.indices.map { least[$0] == 0 ? "level_\($0 + 1)" : "(level_\($0 + 1) - \(least[$0]))" }
    let sum = "the objective is \(LinearLevels.sumText(factors, levels)), which is in the order of the levels"
    let left = least.count - factors.count
    return left == 0 ? sum : sum + "; the last \(left) of \(least.count) levels would be beyond 2^30 and are not in it"
  }

  func decode(_ columns: [Double]) -> GeneralSchedule.Solution? { linearization.decode(columns).map(schedule.decode) }

  func encode(_ solution: GeneralSchedule.Solution) -> [Double]? {
    schedule.encode(solution).flatMap(linearization.encode)
  }
}
