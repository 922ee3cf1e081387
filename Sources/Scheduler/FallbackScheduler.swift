import Basics
import MIP
import Pods
import Race

/// Finds the placement that the default scheduler missed, or proves that there is none, within a scheduling window.
///
///     let scheduler = FallbackScheduler()
///     let plan = try await scheduler.plan(for: snapshot)
///     for change in plan.changes { print(change.pod, change.from ?? "-", change.to ?? "-") }
///
/// A value without state: any number of tasks and threads may use it at one time. The search runs on plain threads of
/// its own, never on those of Swift's concurrency.
public struct FallbackScheduler: Sendable {
  /// What a plan may spend, and what it is to look for.
  public struct Options: Sendable {
    /// Seconds of a plan, from the call on: the scheduling window.
    public var timeLimit = 1.0
    /// Threads of one plan.
    public var workers = 2
    /// Of everything random.
    public var seed: UInt64 = 1
    /// What decides between placements that are equal in all else.
    public var softScore: PodPacking.SoftScore?
    /// How many running pods are moved or evicted; what the snapshot says, where this says nothing.
    public var evictionLimits: ClusterSnapshot.EvictionLimits?
    /// Bytes of resident memory of the process at which the search ends; nil for no limit.
    public var memoryLimit: Int?
    /// A MIP solver that may take part; this library links none.
    public var mipSolver: (any MIPSolver)?

    /// A plan within one second, by two threads.
    public init() {}
  }

  /// Why there is no plan at all.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// The snapshot contradicts itself; in words.
    case invalidSnapshot(String)
    /// The system gives no thread.
    case noThread

    public var description: String {
      switch self {
      case .invalidSnapshot(let reason): reason
      case .noThread: "the system gives no thread for the search"
      }
    }
  }

  /// Seconds after the time limit at which steps and reasons must come to their end.
  private static let grace = 0.15

  /// Those of the plans to come.
  public var options: Options

  /// A scheduler with these options.
  public init(_ options: Options = Options()) { self.options = options }

  /// The best plan that is found until the time is over, everything is proved, or `interruption` is raised; at worst
  /// the one that changes nothing.
  ///
  /// It is there within 0.6 s after the deadline.
  /// - Parameters:
  ///   - deadline: where it comes before the end of the time limit.
  ///   - interruption: ends the search early and keeps what has been found.
  /// - Throws: `Failure`; `CancellationError` when the task is cancelled.
  public func plan(
    for snapshot: ClusterSnapshot, until deadline: ContinuousClock.Instant? = nil,
    interruption: Interruption = Interruption()
  ) async throws -> SchedulingPlan {
    try await OwnThread.run(interruption) {
      try blockingPlan(for: snapshot, until: deadline, interruption: interruption)
    }
  }

  /// The same for callers that have a thread to give, which waits until the plan is there.
  public func blockingPlan(
    for snapshot: ClusterSnapshot, until deadline: ContinuousClock.Instant? = nil,
    interruption: Interruption = Interruption()
  ) throws(Failure) -> SchedulingPlan {
    let start = ContinuousClock.now
    let instance: PodPacking.Instance
    do {
      var snapshot = snapshot
      if let limits = options.evictionLimits { snapshot.evictionLimits = limits }
      instance = try snapshot.compiled(scoring: options.softScore)
    } catch {
      throw .invalidSnapshot("\(error)")
    }
    let window = window(from: start, until: deadline)
    let result = options.search(PodPacking.self, instance, from: .present(of: instance), window.clock, interruption)
    return SchedulingPlan(result, instance, shouldStop: window.isOver)
  }

  /// The time that a plan may take, and whether steps and reasons must come to their end.
  func window(
    from start: ContinuousClock.Instant, until deadline: ContinuousClock.Instant?
  ) -> (clock: RaceClock, isOver: @Sendable () -> Bool) {
    var seconds = max(0, options.timeLimit)
    if let deadline { seconds = min(seconds, max(0, (deadline - start).inSeconds)) }
    let clock = RaceClock(start: start, timeLimit: seconds)
    let end = seconds + Self.grace
    return (clock, { clock.elapsed > end })
  }
}
