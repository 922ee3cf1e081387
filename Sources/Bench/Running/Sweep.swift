import Foundation
import Synchronization

/// Makes the runs of a campaign that are missing, some at a time, and keeps each as soon as it has ended.
public struct Sweep: Sendable {
  public let store: CampaignStore
  public let solver: Solver
  public let slots: CoreSlots
  public var keepsSolutions = true
  /// Where the files of runs lie until they are read.
  public var scratch: String
  /// Called after each run, by one thread at a time.
  public var onRun: @Sendable (CampaignTask, RunRecord) -> Void = { _, _ in }

  public init(_ store: CampaignStore, solver: Solver, slots: CoreSlots) {
    self.store = store
    self.solver = solver
    self.slots = slots
    scratch = store.path + ".scratch"
  }

  private struct Queue {
    var tasks: [CampaignTask]
    var next = 0
    var error: BenchError?
    var alive: Int
  }

  private final class Shared: Sendable {
    let queue: Mutex<Queue>
    let finished = DispatchSemaphore(value: 0)
    let reporting = Mutex(())
    init(_ queue: Queue) { self.queue = Mutex(queue) }

    func take() -> CampaignTask? {
      queue.withLock { queue in
        guard queue.error == nil, queue.next < queue.tasks.count else { return nil }
        queue.next += 1
        return queue.tasks[queue.next - 1]
      }
    }
  }

  /// - Parameter tasks: none of them has a run.
  /// - Throws: `BenchError` where an instance is not what it was when the campaign was planned, a run could not be
  ///   started, or a result could not be kept. What a solver does wrong is a result.
  public func run(_ tasks: [CampaignTask]) throws(BenchError) {
    guard !tasks.isEmpty else { return }
    try checkInstances(tasks)
    let settings = try store.settings() ?? CampaignSettings()
    // A sweep that was killed has left its files.
    try? FileManager.default.removeItem(atPath: scratch)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let jobs = min(slots.cores.count, tasks.count)
    let shared = Shared(Queue(tasks: tasks, alive: jobs))
    for job in 0..<jobs {
      let folder = "\(scratch)/\(job)"
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw BenchError(.writeError, "\(folder): \(error.localizedDescription)")
      }
    }
    for job in 0..<jobs {
      let runner = TaskRunner(
        solver: solver, settings: settings, scratch: "\(scratch)/\(job)", cores: slots.cores[job],
        keepsSolutions: keepsSolutions)
      // A plain thread: a run dies with the thread that started it, so this one must stay until the run has ended.
      Thread.detachNewThread { work(runner, shared) }
    }
    shared.finished.wait()
    if let error = shared.queue.withLock({ $0.error }) { throw error }
  }

  private func work(_ runner: TaskRunner, _ shared: Shared) {
    while let task = shared.take() {
      do {
        let record = try runner.run(task)
        try store.record(record, of: task.id, on: .current)
        shared.reporting.withLock { _ in onRun(task, record) }
      } catch {
        shared.queue.withLock { $0.error = $0.error ?? error }
      }
    }
    let isLast = shared.queue.withLock { queue in
      queue.alive -= 1
      return queue.alive == 0
    }
    if isLast { shared.finished.signal() }
  }

  private func checkInstances(_ tasks: [CampaignTask]) throws(BenchError) {
    var seen: Set<InstanceFile> = []
    for task in tasks where seen.insert(task.instance).inserted {
      guard let hash = task.instance.currentHash else {
        throw BenchError(.noInput, "\(task.instance.path): planned, but cannot be read any more")
      }
      guard hash == task.instance.hash else {
        throw BenchError(.data, "\(task.instance.path): changed since the campaign was planned")
      }
    }
  }
}
