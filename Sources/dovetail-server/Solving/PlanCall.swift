import Hummingbird
import Pods
import Scheduler
import Steering

/// `POST /v1/plan`: a snapshot in, a plan out, which from then on steers the extender unless `steer=false`.
///
/// Parameters: `timeLimit` (seconds), `workers`, `seed`, `score` (spread or bin-pack), `steer`.
enum PlanCall {
  static func answer(
    _ request: Request, _ context: ServerRequestContext, _ core: ServerCore
  ) async throws -> Response {
    let settings = core.settings
    var parameters = try QueryParameters(request)
    let asked = try options(&parameters, settings)
    let steers = try parameters.flag("steer") ?? true
    try parameters.end()

    let (outcome, json) = try await request.body.consumeWithCancellationOnInboundClose { stream in
      let body = try await core.intake.body(stream, of: request, context)
      return try await core.plans.perform(within: asked.timeLimit + settings.grace) { interruption in
        var plan = asked
        plan.memoryLimit = core.workers.memoryShare
        plan.leaversBefore = core.board.current?.guide.facts.leavers ?? []
        let (outcome, json) = try core.workers.perform(.plan(plan), on: body, interruption)
        guard case .plan(let planned) = outcome else { throw WorkFailure(description: "a worker answers a solve") }
        return (planned, json)
      }
    }
    if steers { core.board.post(PlacementGuide(outcome.facts), json: Array(json), showsMove: outcome.showsMove) }
    record(outcome, core)
    var response = JSONAnswer.response(json)
    response.headers[.connection] = "close"
    return response
  }

  private static func options(
    _ parameters: inout QueryParameters, _ settings: ServerSettings
  ) throws(Fault) -> PlanSolve {
    var plan = PlanSolve()
    plan.timeLimit =
      try parameters.seconds("timeLimit", atMost: settings.solveTimeLimit) ?? settings.defaultPlanTime
    plan.workers = try parameters.integer("workers", 1...settings.workerLimit) ?? settings.workerLimit
    plan.seed = UInt64(try parameters.integer("seed", 0...Int.max) ?? 1)
    if let word = parameters.text("score") {
      guard let score = PodPacking.SoftScore(rawValue: word) else {
        throw Fault(.badRequest, "parameter", "'score' is spread or bin-pack, not '\(word)'")
      }
      plan.softScore = score
    }
    return plan
  }

  private static func record(_ plan: PlanSolve.Outcome, _ core: ServerCore) {
    let metrics = core.metrics
    metrics.count(.plans, ["status": plan.status.rawValue])
    metrics.count(.solves, ["problem": PodPacking.name, "status": plan.status.rawValue])
    metrics.observe(.solveSeconds, plan.time, ["problem": PodPacking.name])
    if let gap = plan.gap { metrics.observe(.gap, gap, ["problem": PodPacking.name]) }
    if !plan.rejections.isEmpty { metrics.count(.internalErrors, by: Double(plan.rejections.count)) }
    for text in plan.rejections { core.logger.critical("internal error", metadata: ["error": "\(text)"]) }
    for text in plan.failures { core.logger.warning("strategy failed", metadata: ["error": "\(text)"]) }
    core.logger.info(
      "plan",
      metadata: [
        "nodes": "\(plan.nodes)", "pods": "\(plan.pods)", "status": "\(plan.status.rawValue)",
        "changes": "\(plan.changes)", "unplaced": "\(plan.unplaced)", "seconds": "\(plan.time)",
      ])
  }
}
