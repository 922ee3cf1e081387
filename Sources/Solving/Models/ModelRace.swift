import Lowering
import Race
import Statements

/// A model of the user's own on several threads: strategies race as they do on a problem, each better solution is
/// checked against the model, and the calling thread waits, asks whether to stop, and tells of progress.
final class ModelRace {
  private struct State: Sendable {
    /// Improvements so far.
    var changes = 0
    var result: RaceResult<[Int]>?
  }

  private let data: ModelData
  private let options: Model.Options
  private let state = Condition(State())
  /// What has been told.
  private var toldCost = Int.max
  private var toldBound = Int.min

  /// Seconds between questions whether to stop.
  private static let tick = 0.005

  init(_ data: ModelData, _ options: Model.Options) {
    self.data = data
    self.options = options
  }

  func run() throws(ModelError) -> Model.Result {
    let (data, state) = (data, state)
    let board = Scoreboard<[Int]>(
      clock: RaceClock(timeLimit: options.timeLimit.map { max(0, $0) }),
      check: { (values) throws(CheckFailure) in
        if let violation = data.violation(of: values) { throw CheckFailure(violation) }
        return Objective(data.cost(of: values) ?? 0)
      }, onEvent: { _ in state.update { $0.changes += 1 } })
    // Without an objective any solution ends the race.
    if data.objective == nil { board.prove(0, by: "no objective") }
    if let hinted = data.hintedAssignment() { board.offer(hinted, from: "hints") }
    let lanes = lanes
    let race: @Sendable () -> Void = {
      let result = Race.run(lanes, on: board)
      state.update { $0.result = result }
    }
    if !PlainThread.start(stackSize: 1 << 20, race) { race() }
    var seen = 0
    while true {
      let (changes, result) = state.wait(
        atMost: Self.tick, until: { $0.changes != seen || $0.result != nil }, then: { ($0.changes, $0.result) })
      seen = changes
      tell(board.best, board.bound)
      if let result { return try self.result(result) }
      if options.stop?() == true { board.stop(because: .interrupt) }
    }
  }

  /// The first worker raises the lower bound half of the time; all learn from each other.
  private var lanes: [Lane<[Int]>] {
    let data = data
    var solving = SolveOptions<[Int]>()
    solving.workers = options.workers
    solving.seed = options.seed
    let exchange = FactExchange(members: options.workers)
    return solving.lanes { worker in
      var settings = NativeStrategy<[Int]>.Options(
        seed: solving.seed(of: worker), conflictLimit: options.conflictLimit, probesLowerBound: worker == 0)
      settings.jumpsAhead = true
      settings.decidesAsInAnyModel = true
      settings.exchange = exchange.member(worker)
      return [NativeStrategy(settings) { _ in ModelFormulation(model: Model(data)) }]
    }
  }

  private func tell(_ best: Scoreboard<[Int]>.Entry?, _ bound: Objective?) {
    if let best, best.objective.first < toldCost {
      toldCost = best.objective.first
      options.onSolution?(Model.Solution(best.solution, of: data))
    }
    if let objective = data.objective, let bound, bound.first > toldBound {
      toldBound = bound.first
      options.onBound?(objective.inUserSense(bound.first))
    }
  }

  private func result(_ result: RaceResult<[Int]>) throws(ModelError) -> Model.Result {
    if let rejection = result.rejections.first { throw .rejectedSolution(rejection) }
    if result.status == .unknown, !result.failures.isEmpty {
      // Each lane told why it could not begin; the model's own error says it in its type.
      _ = try LoweredModel(data)
      throw .solverFailed(result.failures[0])
    }
    let status: Model.Status =
      switch result.status {
      case .optimal: .optimal
      case .feasible: .feasible
      case .infeasible: .infeasible
      case .unknown: .unknown
      }
    let bound = status == .infeasible ? nil : result.bound.flatMap { data.objective?.inUserSense($0.first) }
    return Model.Result(
      status: status, solution: result.best.map { Model.Solution($0.solution, of: data) }, bound: bound)
  }
}

/// A model as it is.
private struct ModelFormulation: ConstraintFormulation {
  let model: Model

  func guide(_ lowered: LoweredModel) {}
  func decode(_ values: [Int]) -> [Int] { values }
  func encode(_ solution: [Int]) -> [Int]? { solution }
}
