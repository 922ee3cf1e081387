import KubernetesAPI
import Logging
import Pods
import Scheduler
import Telemetry

/// Carries one plan at a time out, a step whenever it is called.
///
/// Before each eviction: the lease is renewed with a line in the journal, so that nobody else acts and the next leader knows;
/// what is left of the plan is carried out on a model of the present cluster; and the pod is read again, so that the
/// eviction is refused if anything about it changes.
struct PlanCarrier {
  /// What ends when a plan ends.
  enum Ending: Sendable, Equatable {
    case done
    case abandoned(String)
    case stopped(String)
  }

  private let settings: CarryingOutSettings
  private let planner: ClusterPlanner
  private let evictor: Evictor
  private let election: LeaderElection
  private let poster: EventPoster
  private let events: EventQueue
  private let metrics: Metrics
  private let chronicle: Chronicle
  private let logger: Logger
  private(set) var execution: PlanExecution?
  /// By the UID that the plan has of it.
  private var podsOfPlan: [String: EvictedPod] = [:]
  private var evicted: [EvictedPod] = []
  private(set) var journal = Journal()

  init(
    _ settings: CarryingOutSettings, _ planner: ClusterPlanner, _ client: APIClient, _ election: LeaderElection,
    _ telling: Telling
  ) {
    self.settings = settings
    self.planner = planner
    evictor = Evictor(client: client)
    self.election = election
    poster = telling.poster
    events = telling.events
    metrics = telling.metrics
    chronicle = telling.chronicle
    logger = telling.logger
  }

  /// Reads what the leader before has left behind.
  ///
  /// - Parameter now: in seconds since 1970.
  mutating func takeOver(now: Double) async {
    journal = Journal(await election.annotations[Annotations.journal], now: now)
    if journal.isBlocked(at: now) { logger.warning("the journal cannot be read: nobody is evicted for an hour") }
    guard let intent = journal.intent else { return }
    // Whether it was evicted or not, it counts; the cluster as it is now is what is planned for next.
    journal.noteEviction(at: now)
    journal.intent = nil
    let words = "a leader before ended at step \(intent.step) of \(intent.steps), evicting \(intent.pod)"
    logger.notice("abandoned", metadata: ["words": "\(words)"])
    chronicle.add("abandoned", words)
    metrics.count(.executions, ["outcome": "abandoned"])
  }

  /// Seconds without a word, not even a bookmark, after which nobody is evicted by what is known.
  private static let oldestView = 180.0

  private var isPaused: Bool {
    get async { Annotations.isPaused(await election.annotations[Annotations.paused]) }
  }

  /// Why no plan may be begun now, in words; nil where one may be.
  func obstacle(now: Double) async -> String? {
    guard settings.mode == .apply else { return "nobody carries it out in the mode \(settings.mode.rawValue)" }
    if await isPaused { return "evictions are paused" }
    if !settings.isOpen(at: now) { return "it is outside the maintenance windows" }
    return journal.count(at: now) >= settings.perHour ? "\(settings.perHour) pods were evicted within the hour" : nil
  }

  /// - Parameter drained: the nodes that the plan is to empty.
  /// - Returns: nil where the plan is begun, or why it is not, in words.
  mutating func begin(_ plan: SchedulingPlan, drained: Set<String> = [], now: Double) async -> String? {
    guard let steps = plan.steps, plan.evictions > 0 else { return "it evicts nobody" }
    if let obstacle = await obstacle(now: now) { return obstacle }
    let pods = plan.instance.snapshot.pods.compactMap { pod in
      pod.uid.map { ($0, EvictedPod(namespace: pod.namespace, labels: pod.labels)) }
    }
    podsOfPlan = Dictionary(pods, uniquingKeysWith: { first, _ in first })
    evicted = []
    execution = PlanExecution(steps, stepTimeout: settings.stepTimeout, drained: drained, now: now)
    metrics.count(.executionEvictions, by: Double(plan.evictions))
    logger.notice("carrying out", metadata: ["steps": "\(steps.count)", "evictions": "\(plan.evictions)"])
    chronicle.add("begun", "\(steps.count) steps with \(plan.evictions) evictions")
    return nil
  }

  /// - Returns: nil while the plan goes on.
  mutating func advance(_ view: ClusterMirror.View, now: Double) async -> Ending? {
    guard var execution else { return nil }
    let (before, evictions) = (execution.index, execution.evictions)
    let action = execution.advance(view.pods, now: now)
    for number in before..<execution.index { tell(execution.steps[number]) }
    self.execution = execution
    // An eviction whose answer was lost shows by its effect.
    if execution.evictions > evictions {
      noteEviction(execution.steps[min(before, execution.steps.count - 1)].uid, now)
    }
    metrics.set(.executionSteps, Double(execution.steps.count - execution.index))
    switch action {
    case .wait: return nil
    case .done: return await end(.done)
    case .abandon(let reason): return await end(.abandoned(reason))
    case .evict(let target): return await evict(target, view, now)
    }
  }

  private func tell(_ step: PodPacking.Plan.Step) {
    let what = step.action == .evict ? "gone" : "bound"
    chronicle.add(what, "\(step.pod) \(step.action == .evict ? "from" : "on") \(step.node)")
    logger.info("step done", metadata: ["what": "\(what)", "pod": "\(step.pod)", "node": "\(step.node)"])
  }

  /// Why no further pod may be evicted; nil where one may be.
  private func hindrance(_ view: ClusterMirror.View, _ now: Double) async -> String? {
    guard await election.isLeading else { return "another replica leads" }
    if await isPaused { return "evictions are paused" }
    guard let age = view.age, age < Self.oldestView else { return "the API server has been silent for too long" }
    if execution?.isBetweenGroups == true, !settings.isOpen(at: now) { return "the maintenance window has closed" }
    if journal.count(at: now) >= settings.perHour { return "\(settings.perHour) pods were evicted within the hour" }
    return nil
  }

  private mutating func evict(_ target: PlanExecution.Target, _ view: ClusterMirror.View, _ now: Double) async
    -> Ending?
  {
    guard let execution else { return nil }
    if let reason = await hindrance(view, now) { return await end(.stopped(reason)) }
    do {
      let instance = try await planner.instance(of: view, without: evicted)
      try StepCheck.check(execution.remaining(view.pods), in: instance)
    } catch is CancellationError {
      return .stopped("ending")
    } catch {
      return await end(.abandoned("\(error)"))
    }
    journal.intent = Journal.Intent(
      pod: target.label, uid: target.uid, node: target.node, step: target.index + 1, steps: execution.steps.count)
    do {
      try await election.write([Annotations.journal: journal.text])
    } catch is LeaderElection.NotLeading {
      return await end(.stopped("another replica leads"))
    } catch {
      // Not written, so nothing is done; the lease is tried again while it lasts.
      self.execution?.noteRefused(retryAfter: nil, now: now)
      return nil
    }
    // The lease has just been read again.
    if await isPaused { return await end(.stopped("evictions are paused")) }
    chronicle.add("evicting", "\(target.label) from \(target.node)")
    self.execution?.noteAsked(target, view.pods)
    let election = election
    let outcome = await evictor.evict(target) { await election.secondsLeft }
    return await take(outcome, of: target)
  }

  private mutating func take(_ outcome: Evictor.Outcome, of target: PlanExecution.Target) async -> Ending? {
    let now = Timestamp.now
    let note: Logger.Metadata = ["pod": "\(target.label)", "uid": "\(target.uid)", "node": "\(target.node)"]
    switch outcome {
    case .accepted:
      logger.notice("evicted", metadata: note)
      chronicle.add("evicted", "\(target.label) from \(target.node)")
      noteEviction(target.uid, now)
      let step = execution?.steps[target.index]
      execution?.noteEvicted(now: now)
      await writeJournal()
      events.add { [poster] in await poster.tellEviction(of: target, why: step?.note ?? "", now: now) }
    case .refused(let reason, let retryAfter):
      metrics.count(.evictions, ["result": "refused"])
      logger.info("eviction refused", metadata: note.merging(["reason": "\(reason)"]) { $1 })
      chronicle.add("refused", "\(target.label): \(reason)")
      execution?.noteRefused(retryAfter: retryAfter, now: now, isCertain: true)
    case .changed(let reason):
      metrics.count(.evictions, ["result": "changed"])
      // The mirror is about to see it too; until then nothing is known that would be worth a new plan.
      logger.info("pod has changed", metadata: note.merging(["reason": "\(reason)"]) { $1 })
      execution?.noteRefused(retryAfter: nil, now: now, isCertain: true)
    case .unknown(let reason):
      metrics.count(.evictions, ["result": "failed"])
      logger.warning("eviction without an answer", metadata: note.merging(["error": "\(reason)"]) { $1 })
      execution?.noteRefused(retryAfter: nil, now: now)
    case .failed(let reason):
      metrics.count(.evictions, ["result": "failed"])
      logger.error("eviction failed", metadata: note.merging(["error": "\(reason)"]) { $1 })
      return await end(.abandoned("\(target.label) cannot be evicted: \(reason)"))
    }
    return nil
  }

  /// - Parameter uid: of the pod; nil where a successor is evicted again.
  private mutating func noteEviction(_ uid: String?, _ now: Double) {
    metrics.count(.evictions, ["result": "evicted"])
    journal.noteEviction(at: now)
    if let uid, let pod = podsOfPlan[uid] { evicted.append(pod) }
  }

  private mutating func writeJournal() async {
    journal.intent = nil
    try? await election.write([Annotations.journal: journal.text])
  }

  /// Ends what is being carried out.
  mutating func end(_ ending: Ending) async -> Ending {
    guard let execution else { return ending }
    let (what, why) =
      switch ending {
      case .done: ("done", "all \(execution.steps.count) steps are done")
      case .abandoned(let reason): ("abandoned", reason)
      case .stopped(let reason): ("stopped", reason)
      }
    logger.notice(
      "\(what)", metadata: ["words": "\(why)", "steps": "\(execution.index)", "evictions": "\(execution.evictions)"])
    chronicle.add(what, why)
    metrics.count(.executions, ["outcome": what])
    metrics.set(.executionSteps, 0)
    self.execution = nil
    if await election.isLeading, journal.intent != nil { await writeJournal() }
    return ending
  }
}

/// Where everything is told.
struct Telling: Sendable {
  let poster: EventPoster
  let events: EventQueue
  let metrics: Metrics
  let chronicle: Chronicle
  let logger: Logger
}
