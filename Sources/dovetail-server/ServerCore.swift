import Basics
import GLPKSolver
import Logging
import Scheduler
import Steering
import Telemetry

/// What all requests share: the desks, the plan in force, the limits and the measurements.
final class ServerCore: Sendable {
  let settings: ServerSettings
  let logger: Logger
  let metrics = Metrics()
  let intake: Intake
  let board: PlanBoard
  let extender: Extender
  /// Plans; solves, which both wait for processes; and the extender's calls, which are short and must not wait for either.
  let plans: Desk
  let solves: Desk
  let calls: Desk
  let workers: Workers

  init(_ settings: ServerSettings, logger: Logger) {
    self.settings = settings
    self.logger = logger
    let memory = WorkerMemory()
    intake = Intake(settings, memory)
    workers = Workers(settings, memory, metrics, logger)
    board = PlanBoard(settings)
    extender = Extender(board: board, metrics: metrics)
    plans = Desk(
      name: "plans", threads: settings.concurrency, queueLimit: settings.queueLimit, queueTime: settings.queueTime)
    solves = Desk(
      name: "solves", threads: settings.concurrency, queueLimit: settings.queueLimit, queueTime: settings.queueTime)
    calls = Desk(
      name: "calls", threads: 2, queueLimit: 4 * settings.queueLimit, queueTime: settings.queueTime, niceness: 2)
    metrics.set(.buildInfo, 1, ["version": ServerCommand.version])
    metrics.set(.startTime, ProcessFacts.secondsSince1970.rounded())
  }

  private var desks: [Desk] { [plans, solves, calls] }

  /// Whether new work is taken.
  var isReady: Bool { !plans.isClosed && plans.load.waiting < settings.queueLimit }

  /// Takes nothing new; after `seconds`, ends what runs.
  func drain(within seconds: Double) {
    for desk in desks { desk.close() }
    Task { [desks] in
      try? await Task.sleep(for: .seconds(seconds))
      for desk in desks { desk.interruptAll() }
    }
  }

  /// Refreshes what is measured on demand only.
  func measure() {
    for desk in desks {
      let load = desk.load
      metrics.set(.running, Double(load.running), ["desk": desk.name])
      metrics.set(.waiting, Double(load.waiting), ["desk": desk.name])
    }
    metrics.set(.bodyBytes, Double(intake.reader.bytesHeld))
    if let bytes = ProcessFacts.residentMemory { metrics.set(.residentMemory, Double(bytes)) }
    metrics.set(.workerMemory, Double(workers.memory.ofWorkers))
    metrics.set(.planAge, board.current.map { (ContinuousClock.now - $0.made).inSeconds } ?? -1)
  }
}
