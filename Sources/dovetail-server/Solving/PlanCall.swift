import GLPKSolver
import Hummingbird
import Problems
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `POST /v1/plan`: a snapshot in, a plan out, which from then on steers the extender unless `steer=false`.
///
/// Parameters: `timeLimit` (seconds), `workers`, `seed`, `score` (spread or bin-pack), `steer`.
enum PlanCall {
  static func answer(
    _ request: Request, _ context: ServerRequestContext, _ core: ServerCore
  ) async throws -> Response {
    let settings = core.settings
    var parameters = try QueryParameters(request)
    var options = FallbackScheduler.Options()
    options.timeLimit =
      try parameters.seconds("timeLimit", atMost: settings.solveTimeLimit) ?? settings.defaultPlanTime
    options.workers = try parameters.integer("workers", 1...settings.workerLimit) ?? settings.workerLimit
    options.seed = UInt64(try parameters.integer("seed", 0...Int.max) ?? 1)
    if let word = parameters.text("score") {
      guard let score = PodPacking.SoftScore(rawValue: word) else {
        throw Fault(.badRequest, "parameter", "'score' is spread or bin-pack, not '\(word)'")
      }
      options.softScore = score
    }
    let steers = try parameters.flag("steer") ?? true
    try parameters.end()
    options.memoryLimit = settings.memoryLimit
    options.mipSolver = GLPKSolver()
    let scheduler = FallbackScheduler(options)

    let (json, plan) = try await request.body.consumeWithCancellationOnInboundClose { stream in
      let body = try await core.intake.body(stream, of: request, context)
      return try await core.plans.perform(within: options.timeLimit + settings.grace) { interruption in
        try core.intake.checkDepth(body.bytes)
        let plan = try make(scheduler, body.bytes, interruption)
        return (try JSONAnswer.data(plan), plan)
      }
    }
    if steers { core.board.post(PlacementGuide(plan), json: json) }
    record(plan, core)
    var response = JSONAnswer.response(json)
    response.headers[.connection] = "close"
    return response
  }

  static func make(
    _ scheduler: FallbackScheduler, _ bytes: [UInt8], _ interruption: Interruption
  ) throws(Fault) -> SchedulingPlan {
    do {
      let snapshot = try JSONSnapshot.read(bytes, named: "body")
      return try scheduler.blockingPlan(for: snapshot, interruption: interruption)
    } catch {
      throw Fault(.unprocessableContent, "snapshot", "\(error)")
    }
  }

  private static func record(_ plan: SchedulingPlan, _ core: ServerCore) {
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
        "nodes": "\(plan.instance.nodeCount)", "pods": "\(plan.instance.podCount)", "status": "\(plan.status.rawValue)",
        "changes": "\(plan.changes.count)", "unplaced": "\(plan.unplaced.count)", "seconds": "\(plan.time)",
      ])
  }
}
