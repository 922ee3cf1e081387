import Lowering
import Race
import Statements

/// A model of the user's own on several threads: strategies race as they do on a problem, each better solution is
/// checked against the model, and the calling thread waits, asks whether to stop, and tells of progress.
final class ModelRace {
  private enum News: Sendable {
    case solution([Int])
    case event(Scoreboard<[Int]>.Event)
  }

  private struct State: Sendable {
    /// Improvements that nobody has been told of, each better solution ahead of its event.
    var news: [News] = []
    var result: RaceResult<[Int]>?
  }

  private let data: ModelData
  private let options: Model.Options
  private let state = Condition(State())
  private var hasLogged = false
  /// Offered before anything else: a solution known from elsewhere.
  var start: [Int]?
  /// What the second lane, where there is one, does before anything else.
  var prelude: (any Strategy<[Int]>)?
  /// Seconds of the race's clock that it has taken.
  private(set) var elapsed = 0.0

  /// Seconds between questions whether to stop.
  private static let tick = 0.005
  /// Seconds that strategies get to return after the end.
  private static let patience = 0.2

  init(_ data: ModelData, _ options: Model.Options) {
    self.data = data
    self.options = options
  }

  func run() throws(ModelError) -> Model.Result {
    let (data, state) = (data, state)
    let board = Scoreboard<[Int]>(
      clock: options.isCounted
        ? .counting(timeLimit: options.timeLimit) : RaceClock(timeLimit: options.timeLimit.map { max(0, $0) }),
      gapLimit: max(0, options.gap),
      objectiveLimit: options.objectiveLimit.map { Objective(data.objective?.inUserSense(max($0, -.max)) ?? $0) },
      gathersReports: options.gathersReports,
      check: { (values) throws(CheckFailure) in
        if let violation = data.violation(of: values) { throw CheckFailure(violation) }
        return Objective(data.cost(of: values) ?? 0)
      }, onEvent: { event in state.update { $0.news.append(.event(event)) } },
      onBest: { entry in state.update { $0.news.append(.solution(entry.solution)) } })
    // Without an objective any solution ends the race; with one, its terms' domains are a bound at once, however large the
    // model is.
    board.prove(
      Objective(data.objective.map { data.range(of: $0.cost).lowerBound } ?? 0),
      by: data.objective == nil ? "no objective" : "domains")
    if let hinted = data.hintedAssignment() {
      board.offer(hinted, from: "hints")
    }
    if let start { board.offer(start, from: "last solution") }
    var solving = SolveOptions<[Int]>()
    solving.workers = options.workers
    solving.seed = options.seed
    solving.conflictLimit = options.conflictLimit
    solving.searchUse = options.searchUse
    var lanes = ModelPortfolio(data, .identity).lanes(solving)
    if let prelude, lanes.count > 1 { lanes[1].strategies.insert(prelude, at: 0) }
    var limits = RaceLimits()
    limits.memory = options.memoryLimit
    limits.patience = Self.patience
    limits.takesTurns = options.workers <= 1
    let race: @Sendable () -> Void = { [limits, lanes] in
      let result = Race.run(lanes, on: board, limits: limits)
      state.update { $0.result = result }
    }
    if !PlainThread.start(stackSize: 1 << 20, race) { race() }
    while true {
      let (news, result) = state.wait(
        atMost: Self.tick, until: { !$0.news.isEmpty || $0.result != nil },
        then: { state in
          defer { state.news = [] }
          return (state.news, state.result)
        })
      for item in news { tell(item) }
      if let result {
        elapsed = result.time
        options.onEnd?(result)
        let made = try self.result(result)
        log(made, result)
        return made
      }
      if options.stop?() == true || options.stopper?.isStopped == true { board.stop(because: .interrupt) }
    }
  }

  private func tell(_ item: News) {
    switch item {
    case .solution(let values): options.onSolution?(Model.Solution(values, of: data))
    case .event(let event):
      options.onEvent?(event)
      if let objective = data.objective, event.kind == .bound, let bound = event.bound {
        options.onBound?(objective.inUserSense(bound.first))
      }
      log(event)
    }
  }

  private func log(_ event: Scoreboard<[Int]>.Event) {
    guard let log = options.log else { return }
    if !hasLogged { log(ProgressLine.header) }
    hasLogged = true
    log(
      ProgressLine.text(
        time: event.time, source: event.source, objective: text(event.objective), bound: text(event.bound),
        gap: event.gap))
  }

  private func log(_ made: Model.Result, _ result: RaceResult<[Int]>) {
    guard let log = options.log else { return }
    for failure in result.failures { log("failed: \(failure)") }
    let isProof = made.status == .optimal || made.status == .infeasible
    log(
      "\(data.name): \(made.status.rawValue)\(isProof ? "" : " (stopped: \(result.ending))"), objective "
        + "\(made.objective.map(String.init) ?? "-"), bound \(made.bound.map(String.init) ?? "-"), gap "
        + "\(NumberText.gap(made.gap)), \(NumberText.seconds(result.time))")
  }

  /// A cost in the user's sense.
  private func text(_ cost: Objective?) -> String {
    guard let cost, let objective = data.objective else { return "-" }
    return String(objective.inUserSense(cost.first))
  }

  private func result(_ result: RaceResult<[Int]>) throws(ModelError) -> Model.Result {
    if let rejection = result.rejections.first { throw .rejectedSolution(rejection) }
    if result.status == .unknown || result.status == .feasible, !result.failures.isEmpty {
      // Lanes told why they could not begin; the model's own error says it in its type.
      _ = try LoweredModel(data)
      if result.best == nil { throw .solverFailed(result.failures[0]) }
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
