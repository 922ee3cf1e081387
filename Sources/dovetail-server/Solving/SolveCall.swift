import Hummingbird
import Problems
import Solving

/// `POST /v1/solve`: an instance of any problem in, in any of the formats that the command line reads, a solution out.
///
/// Parameters, all optional and named as on the command line: `problem`, `instance` (which of several), `engine`,
/// `heuristic`, `timeLimit`, `gap`, `objectiveLimit`, `workers`, `seed`, `conflictLimit`, and those of each problem's questions.
enum SolveCall {
  static func answer(
    _ request: Request, _ context: ServerRequestContext, _ core: ServerCore
  ) async throws -> Response {
    let settings = core.settings
    let asked = try options(request, settings)
    let (outcome, json) = try await request.body.consumeWithCancellationOnInboundClose { stream in
      let body = try await core.intake.body(stream, of: request, context)
      return try await core.solves.perform(within: asked.timeLimit + settings.grace) { interruption in
        var solve = asked
        solve.memoryLimit = core.workers.memoryShare
        let (outcome, json) = try core.workers.perform(.solve(solve), on: body, interruption)
        guard case .solve(let solved) = outcome else { throw WorkFailure(description: "a worker answers a plan") }
        return (solved, json)
      }
    }
    let metrics = core.metrics
    metrics.count(.solves, ["problem": outcome.problem, "status": outcome.status.rawValue])
    metrics.observe(.solveSeconds, outcome.time, ["problem": outcome.problem])
    if let gap = outcome.gap { metrics.observe(.gap, gap, ["problem": outcome.problem]) }
    if !outcome.rejections.isEmpty { metrics.count(.internalErrors, by: Double(outcome.rejections.count)) }
    for text in outcome.rejections { core.logger.critical("internal error", metadata: ["error": "\(text)"]) }
    var response = JSONAnswer.response(json)
    response.headers[.connection] = "close"
    return response
  }

  private static func options(_ request: Request, _ settings: ServerSettings) throws(Fault) -> InstanceSolve {
    var parameters = try QueryParameters(request)
    var solve = InstanceSolve()
    solve.problem = parameters.text("problem")
    solve.selection = try parameters.integer("instance", 1...Int.max)
    solve.engine = parameters.text("engine") ?? "auto"
    solve.heuristic = parameters.text("heuristic")
    solve.conflictLimit = try parameters.integer("conflictLimit", 1...Int.max)
    solve.timeLimit =
      try parameters.seconds("timeLimit", atMost: settings.solveTimeLimit) ?? settings.defaultSolveTime
    solve.gap = try parameters.ratio("gap") ?? 0
    solve.objectiveLimit = parameters.text("objectiveLimit")
    solve.workers = try parameters.integer("workers", 1...settings.workerLimit) ?? settings.workerLimit
    solve.seed = UInt64(try parameters.integer("seed", 0...Int.max) ?? 1)
    solve.question = try parameters.question(of: ProblemRegistry.all)
    try parameters.end()
    return solve
  }
}
