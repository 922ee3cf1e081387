import MIP
import Modeling
import Race
import Solving

/// Which strategies run on which worker.
extension GeneralSchedule {
  /// A case of the problem that has searches of its own takes these beside the constraint model; what is a plain job shop
  /// or project goes to the lanes of those.
  static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    let start = options.start([])
    if options.usesHeuristics, let lanes = try PlainCase(instance)?.lanes(options) {
      return lanes.adding(start)
    }
    let room = EngineRoom(instance, options)
    let methods = options.usesHeuristics ? CaseMethods(of: instance) : nil
    // A single worker takes turns between both sides.
    let lanes = (0..<max(2, options.workers)).map { worker -> Lane<Solution> in
      let (first, relief) = (room.strategy(worker: worker, .first), room.strategy(worker: worker, .relief))
      guard let methods else { return Lane([first], relief: [relief]) }
      let search = methods.search(options.seed(of: worker))
      // The first worker looks for schedules and proves where that gives nothing; the others the other way round.
      guard worker == 0 else { return Lane(worker == 1 ? methods.proofs + [first] : [first], relief: [search]) }
      return Lane(methods.bounds + [search], relief: [first])
    }
    return lanes.adding(start)
  }

  /// A warm start, then the MIP solver with all the rest of the time.
  static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    var strategies = options.start([])
    if options.wantsHeuristicStart, let methods = CaseMethods(of: instance) { strategies += methods.bounds }
    return strategies + [MIPStrategy<Solution>(solver: solver) { _ in try LinearSchedule(instance) }]
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try LinearSchedule(instance).model
  }
}

extension [Lane<GeneralSchedule.Solution>] {
  /// With strategies ahead of the first lane's own.
  fileprivate func adding(_ start: [any Strategy<GeneralSchedule.Solution>]) -> Self {
    var lanes = self
    lanes[0].strategies = start + lanes[0].strategies
    return lanes
  }
}

/// The constraint model in rows and columns.
private struct LinearSchedule: LinearFormulation {
  private let linearization: Linearization
  private let schedule: ScheduleModel

  init(_ instance: GeneralSchedule.Instance) throws {
    schedule = try ScheduleModel(instance)
    guard schedule.scale.isPlain else {
      throw ModelTooLarge(
        "a linear model has one level of objectives, and the instance has \(instance.objective.count)")
    }
    linearization = try Linearization(schedule.data)
  }

  var model: LinearModel { linearization.linearModel }

  func decode(_ columns: [Double]) -> GeneralSchedule.Solution? { linearization.decode(columns).map(schedule.decode) }

  func encode(_ solution: GeneralSchedule.Solution) -> [Double]? {
    schedule.encode(solution).flatMap(linearization.encode)
  }
}
