import Basics
import KubernetesAPI
import Logging
import Pods
import Scheduler
import Steering
import Telemetry

/// What the controller may spend and do, and when it plans.
struct ControllerSettings: Sendable {
  var trigger = PlanTrigger.Settings()
  var reflector = ReflectorSettings()
  var scope = PlanningScope()
  var carryingOut = CarryingOutSettings()
  /// nil where this is the only one, which then cannot evict.
  var election: LeaderElection.Settings?
  /// Seconds and threads of a plan.
  var timeLimit = 5.0
  var workers = 2
  /// Seconds between looks at the mirror, and while a plan is carried out.
  var tick = 0.25
  var carryingTick = 0.1
  /// Events of one plan at most: the API server is everybody's.
  var eventsAtMost = 100
}

/// Watches, plans, says what it would do, and does it where it may.
final class Controller: Sendable {
  let mirror: ClusterMirror
  let planner: ClusterPlanner
  let current = CurrentPlan()
  let settings: ControllerSettings
  let election: LeaderElection
  let telling: Telling
  private let client: APIClient
  private let board: PlanBoard
  /// The scheduler's calls, answered from the plan in force.
  let extender: Extender

  init(_ client: APIClient, _ settings: ControllerSettings, logger: Logger) {
    self.settings = settings
    self.client = client
    let metrics = Metrics()
    mirror = ClusterMirror(client, settings: settings.reflector, metrics: metrics, logger: logger)
    planner = ClusterPlanner(
      snapshots: SnapshotKeeper(), scope: settings.scope, timeLimit: settings.timeLimit, workers: settings.workers)
    telling = Telling(
      poster: EventPoster(client, metrics, logger), events: EventQueue(), metrics: metrics, chronicle: Chronicle(),
      logger: logger)
    election = LeaderElection(
      client, settings.election ?? .init(namespace: "", identity: ""), logger: logger)
    // What is carried out ends by itself; what nobody carries out must not hold others back for long.
    let applies = settings.carryingOut.mode == .apply
    board = PlanBoard(
      .init(lifetime: applies ? 3600 : 300, arePlansCarriedOut: applies, stallTime: 60, stallPlans: 3))
    extender = Extender(board: board, metrics: metrics)
    for family in [
      Metrics.Family.podsPending, .planEvictions, .planPlacements, .eventFailures, .planFailures, .leader, .paused,
      .executionEvictions, .executionSteps,
    ] {
      metrics.set(family, 0)
    }
    for result in ["evicted", "refused", "changed", "failed"] { metrics.count(.evictions, ["result": result], by: 0) }
    for outcome in ["done", "abandoned", "stopped"] { metrics.count(.executions, ["outcome": outcome], by: 0) }
    for kind in ResourceKind.ofSnapshots { metrics.count(.apiFailures, ["kind": kind.name], by: 0) }
    metrics.count(.internalErrors, by: 0)
    metrics.set(.mode, 1, ["mode": settings.carryingOut.mode.rawValue])
  }

  /// Whether everything has been listed.
  var isReady: Bool { mirror.view.isComplete }

  /// The metrics in Prometheus' format.
  var exposition: String {
    telling.metrics.set(.snapshotAge, mirror.view.age ?? -1)
    return telling.metrics.exposition
  }

  /// Lists everything, plans for all pending pods, and writes nothing.
  ///
  /// - Returns: the plan in words.
  /// - Throws: `APIFailure` where a list fails; `ControllerFailure` where the cluster cannot be read.
  func planOnce() async throws -> String {
    try await mirror.refresh()
    do {
      let plan = try await planner.plan(for: mirror.view, limits: settings.carryingOut.limits)
      note(plan)
      return plan.words
    } catch {
      throw ControllerFailure(status: .internalError, message: "\(error)")
    }
  }

  /// Until the task is cancelled; then the lease is given back, after the last thing has been done.
  func run() async {
    let leading = settings.election.map { _ in Task { await election.run() } }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.mirror.run() }
      group.addTask { await self.telling.events.run() }
      group.addTask { await self.work() }
    }
    leading?.cancel()
    await leading?.value
  }

  var leads: Bool {
    get async { settings.election == nil ? true : await election.isLeading }
  }

  /// What the loop below keeps between its rounds.
  private struct Rounds {
    var waiting = WaitingPods()
    var trigger: PlanTrigger
    var revision = -1
    var pods: [WaitingPod] = []
    var carrier: PlanCarrier
    var requests: RequestDesk
    var hasLed = false
    var mayBegin = false
  }

  private func work() async {
    var rounds = Rounds(
      trigger: PlanTrigger(settings.trigger),
      carrier: PlanCarrier(settings.carryingOut, planner, client, election, telling),
      requests: RequestDesk(election, telling))
    while !Task.isCancelled {
      let leads = await leads
      await noteLeading(leads, &rounds)
      let view = mirror.view
      // Who only steers has a scheduler of its own beside it to answer, whoever leads.
      if view.isComplete, leads || settings.carryingOut.mode == .steer { await round(&rounds, view, leads: leads) }
      try? await Task.sleep(for: .seconds(rounds.carrier.execution == nil ? settings.tick : settings.carryingTick))
    }
    if rounds.carrier.execution != nil { _ = await rounds.carrier.end(.stopped("ending")) }
  }

  private func round(_ rounds: inout Rounds, _ view: ClusterMirror.View, leads: Bool) async {
    let now = Timestamp.now
    if view.revision != rounds.revision {
      rounds.revision = view.revision
      rounds.pods = rounds.waiting.pods(in: view, now: now)
      telling.metrics.set(.podsPending, Double(rounds.pods.count))
      let waiting = Set(rounds.pods.map(\.uid))
      telling.events.add { [poster = telling.poster] in await poster.keep(only: waiting) }
    }
    let couldBegin = rounds.mayBegin
    rounds.mayBegin = await rounds.carrier.obstacle(now: now) == nil
    // What was not to be done then may be now, although nothing in the cluster has changed.
    if rounds.mayBegin, !couldBegin { rounds.trigger = PlanTrigger(settings.trigger) }
    if rounds.carrier.execution != nil { return await carryOn(&rounds, view, now) }
    if leads, settings.election != nil, let request = await rounds.requests.next() {
      return await plan(for: request, view, &rounds)
    }
    let changed = now - (ContinuousClock.now - view.changed).inSeconds
    let due = rounds.trigger.pods(toPlanFor: rounds.pods, revision: rounds.revision, changed: changed, now: now)
    guard let due else { return }
    await plan(for: due, view, &rounds.carrier, tells: leads)
    rounds.trigger.notePlan(for: due, revision: rounds.revision, now: Timestamp.now)
  }

  private func noteLeading(_ leads: Bool, _ rounds: inout Rounds) async {
    defer { rounds.hasLed = leads }
    telling.metrics.set(.leader, leads ? 1 : 0)
    if settings.election != nil {
      let isPaused = Annotations.isPaused(await election.annotations[Annotations.paused])
      telling.metrics.set(.paused, isPaused ? 1 : 0)
    }
    guard leads != rounds.hasLed else { return }
    telling.chronicle.add("leader", leads ? "this replica leads" : "this replica no longer leads")
    if leads, settings.election != nil {
      await rounds.carrier.takeOver(now: Timestamp.now)
    } else if rounds.carrier.execution != nil {
      await finish(await rounds.carrier.end(.stopped("another replica leads")), nil, &rounds)
    }
  }

  private func carryOn(_ rounds: inout Rounds, _ view: ClusterMirror.View, _ now: Double) async {
    let before = rounds.carrier.execution
    if let ending = await rounds.carrier.advance(view, now: now) {
      await finish(ending, before, &rounds)
    } else {
      current.note(.running, rounds.carrier.execution)
    }
  }

  private func finish(_ ending: PlanCarrier.Ending, _ execution: PlanExecution?, _ rounds: inout Rounds) async {
    await rounds.requests.end(ending)
    switch ending {
    case .done: current.note(.done, execution)
    case .abandoned(let reason):
      current.note(.abandoned, why: reason, execution)
      board.clear()
    case .stopped(let reason):
      current.note(.stopped, why: reason, execution)
      board.clear()
    }
  }

  /// - Parameter aim: nil for the pods that wait.
  private func plan(
    _ view: ClusterMirror.View, _ carrier: PlanCarrier, aim: ClusterAim? = nil
  ) async -> Result<SchedulingPlan, any Error> {
    do {
      let limits = settings.carryingOut.limits(after: carrier.journal, now: Timestamp.now)
      let plan = try await planner.plan(for: view, limits: limits, aim: aim)
      note(plan)
      return .success(plan)
    } catch is CancellationError {
      return .failure(CancellationError())
    } catch {
      telling.metrics.count(.planFailures)
      telling.logger.error("no plan", metadata: ["error": "\(error)"])
      telling.chronicle.add("failed", "no plan: \(error)")
      return .failure(error)
    }
  }

  /// Of a part of a large cluster where that helps everybody, since it is there first; else of the whole.
  private func soonPlan(_ view: ClusterMirror.View, _ carrier: PlanCarrier) async -> SchedulingPlan? {
    let limits = settings.carryingOut.limits(after: carrier.journal, now: Timestamp.now)
    if let part = try? await planner.partPlan(for: view, limits: limits) {
      note(part)
      if part.unplaced.isEmpty { return part }
      current.put(part, made: Timestamp.now, why: "it looks at a part of the cluster; the whole is next")
    }
    return try? await plan(view, carrier).get()
  }

  private func plan(for request: ClusterRequest, _ view: ClusterMirror.View, _ rounds: inout Rounds) async {
    let applies = settings.carryingOut.mode == .apply
    if applies, let why = await rounds.carrier.obstacle(now: Timestamp.now) {
      return await rounds.requests.postpone(request, why)
    }
    let plan: SchedulingPlan
    switch await self.plan(view, rounds.carrier, aim: request.aim) {
    case .success(let made): plan = made
    case .failure(is CancellationError): return
    case .failure(let error): return await rounds.requests.answer(request.text, "no plan: \(error)")
    }
    var why = request.obstacle(in: plan.instance.snapshot)
    if why == nil, applies, plan.waitsForBudget, rounds.requests.mayWait {
      return await rounds.requests.postpone(request, plan.requestWords)
    }
    if why == nil { why = await rounds.carrier.begin(plan, drained: request.drained, now: Timestamp.now) }
    if let why { return await rounds.requests.answer(request.text, "\(plan.requestWords) (\(why))") }
    current.put(plan, made: Timestamp.now, why: "")
    board.post(PlacementGuide(plan))
    rounds.requests.begin(request, plan.requestWords)
    current.note(.running, rounds.carrier.execution)
  }

  private func plan(
    for pods: [WaitingPod], _ view: ClusterMirror.View, _ carrier: inout PlanCarrier, tells: Bool
  ) async {
    guard let plan = await soonPlan(view, carrier) else { return }
    if settings.carryingOut.mode != .observe { board.post(PlacementGuide(plan)) }
    let why = tells ? await carrier.begin(plan, now: Timestamp.now) : "another replica leads"
    current.put(plan, made: Timestamp.now, why: why ?? "")
    if why == nil { current.note(.running, carrier.execution) }
    if tells { telling.events.add { await self.tell(pods, of: plan, notCarriedOut: why) } }
  }

  private func tell(_ pods: [WaitingPod], of plan: SchedulingPlan, notCarriedOut why: String?) async {
    for pod in pods.prefix(settings.eventsAtMost) {
      let verdict = Verdict(on: pod.label, in: plan, notCarriedOut: why)
      telling.logger.info(
        "verdict",
        metadata: ["pod": "\(pod.label)", "reason": "\(verdict.reason.rawValue)", "words": "\(verdict.message)"])
      await telling.poster.post(verdict, on: pod, now: Timestamp.now)
      if Task.isCancelled { return }
    }
    if pods.count > settings.eventsAtMost {
      telling.logger.notice("more pods wait than get events", metadata: ["pods": "\(pods.count)"])
    }
  }

  private func note(_ plan: SchedulingPlan) {
    let (metrics, logger) = (telling.metrics, telling.logger)
    let placements = plan.changes.count { $0.from == nil }
    metrics.count(.plans, ["status": plan.status.rawValue])
    metrics.observe(.planSeconds, plan.time)
    metrics.set(.planEvictions, Double(plan.evictions))
    metrics.set(.planPlacements, Double(placements))
    if !plan.rejections.isEmpty { metrics.count(.internalErrors, by: Double(plan.rejections.count)) }
    for text in plan.rejections { logger.critical("internal error", metadata: ["error": "\(text)"]) }
    for text in plan.failures { logger.warning("strategy failed", metadata: ["error": "\(text)"]) }
    for text in plan.warnings {
      // The command line's options are not ours.
      logger.notice("not looked at", metadata: ["what": "\(text.replacing(/[ ]\(--[a-z-]+ lets it go\)/, with: ""))"])
    }
    telling.chronicle.add(
      "plan", "\(placements) to place, \(plan.evictions) to evict, \(plan.unplaced.count) stay pending")
    logger.info(
      "plan",
      metadata: [
        "nodes": "\(plan.instance.nodeCount)", "pods": "\(plan.instance.podCount)", "status": "\(plan.status.rawValue)",
        "placements": "\(placements)", "evictions": "\(plan.evictions)", "unplaced": "\(plan.unplaced.count)",
        "seconds": "\(plan.time)", "words": "\(plan.words)",
      ])
  }
}
