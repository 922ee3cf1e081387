import Basics
import KubernetesAPI
import Logging
import Scheduler
import Telemetry

/// What the controller may spend, and when it plans.
struct ControllerSettings: Sendable {
  var trigger = PlanTrigger.Settings()
  var reflector = Reflector.Settings()
  /// Seconds and threads of a plan.
  var timeLimit = 5.0
  var workers = 2
  /// Seconds between looks at the mirror.
  var tick = 0.5
  /// Events of one plan at most: the API server is everybody's.
  var eventsAtMost = 100
}

/// Watches, plans, and says what it would do; nothing else.
final class Controller: Sendable {
  private let mirror: ClusterMirror
  private let planner: ClusterPlanner
  private let poster: EventPoster
  private let settings: ControllerSettings
  private let metrics = Metrics()
  private let logger: Logger

  init(_ client: APIClient, _ settings: ControllerSettings, logger: Logger) {
    self.settings = settings
    self.logger = logger
    mirror = ClusterMirror(client, settings: settings.reflector, metrics: metrics, logger: logger)
    planner = ClusterPlanner(timeLimit: settings.timeLimit, workers: settings.workers)
    poster = EventPoster(client, metrics, logger)
    for family in [Metrics.Family.podsPending, .planEvictions, .planPlacements, .eventFailures, .planFailures] {
      metrics.set(family, 0)
    }
  }

  /// Whether everything has been listed.
  var isReady: Bool { mirror.view.isComplete }

  /// The metrics in Prometheus' format.
  var exposition: String {
    metrics.set(.snapshotAge, mirror.view.age ?? -1)
    return metrics.exposition
  }

  /// Lists everything, plans for all pending pods, and writes nothing.
  ///
  /// - Returns: the plan in words.
  /// - Throws: `APIFailure` where a list fails; `ControllerFailure` where the cluster cannot be read.
  func planOnce() async throws -> String {
    try await mirror.refresh()
    do {
      let plan = try await planner.plan(for: mirror.view.text)
      note(plan)
      return plan.words
    } catch let error as InputError {
      throw ControllerFailure(status: .internalError, message: error.description)
    }
  }

  /// Until the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.mirror.run() }
      group.addTask { await self.planWhenDue() }
    }
  }

  private func planWhenDue() async {
    var waiting = WaitingPods()
    var trigger = PlanTrigger(settings.trigger)
    var revision = -1
    var pods: [WaitingPod] = []
    while !Task.isCancelled {
      let view = mirror.view
      if view.isComplete {
        let now = Timestamp.now
        if view.revision != revision {
          revision = view.revision
          pods = waiting.pods(among: view.objects(of: .pods), now: now)
          metrics.set(.podsPending, Double(pods.count))
          await poster.keep(only: Set(pods.map(\.uid)))
        }
        let changed = now - (ContinuousClock.now - view.changed).inSeconds
        if let due = trigger.pods(toPlanFor: pods, revision: revision, changed: changed, now: now) {
          await plan(for: due, view)
          trigger.notePlan(for: due, revision: revision, now: Timestamp.now)
        }
      }
      try? await Task.sleep(for: .seconds(settings.tick))
    }
  }

  private func plan(for pods: [WaitingPod], _ view: ClusterMirror.View) async {
    let plan: SchedulingPlan
    do {
      plan = try await planner.plan(for: view.text)
    } catch is CancellationError {
      return
    } catch {
      metrics.count(.planFailures)
      logger.error("no plan", metadata: ["error": "\(error)"])
      return
    }
    note(plan)
    for pod in pods.prefix(settings.eventsAtMost) {
      let verdict = Verdict(on: pod.label, in: plan)
      logger.info(
        "verdict",
        metadata: ["pod": "\(pod.label)", "reason": "\(verdict.reason.rawValue)", "words": "\(verdict.message)"])
      await poster.post(verdict, on: pod, now: Timestamp.now)
      if Task.isCancelled { return }
    }
    if pods.count > settings.eventsAtMost {
      logger.notice("more pods wait than get events", metadata: ["pods": "\(pods.count)"])
    }
  }

  private func note(_ plan: SchedulingPlan) {
    let placements = plan.changes.count { $0.from == nil }
    metrics.count(.plans, ["status": plan.status.rawValue])
    metrics.observe(.planSeconds, plan.time)
    metrics.set(.planEvictions, Double(plan.evictions))
    metrics.set(.planPlacements, Double(placements))
    if !plan.rejections.isEmpty { metrics.count(.internalErrors, by: Double(plan.rejections.count)) }
    for text in plan.rejections { logger.critical("internal error", metadata: ["error": "\(text)"]) }
    for text in plan.failures { logger.warning("strategy failed", metadata: ["error": "\(text)"]) }
    for text in plan.warnings { logger.notice("not looked at", metadata: ["what": "\(text)"]) }
    logger.info(
      "plan",
      metadata: [
        "nodes": "\(plan.instance.nodeCount)", "pods": "\(plan.instance.podCount)", "status": "\(plan.status.rawValue)",
        "placements": "\(placements)", "evictions": "\(plan.evictions)", "unplaced": "\(plan.unplaced.count)",
        "seconds": "\(plan.time)", "words": "\(plan.words)",
      ])
  }
}
