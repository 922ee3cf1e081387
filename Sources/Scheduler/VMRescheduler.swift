import Race
import VirtualMachines

/// Finds the few migrations after which the fewest free cores are fragments, within a time limit.
///
///     let result = VMRescheduler().reschedule(instance)
///     for group in result.best?.solution.plan.groups ?? [] { print(group) }
///
/// A value without state, like `FallbackScheduler`, with the same options; the soft score is of pods only.
public struct VMRescheduler: Sendable {
  /// Those of the calls to come.
  public var options: FallbackScheduler.Options

  /// A rescheduler with these options.
  public init(_ options: FallbackScheduler.Options = .init()) { self.options = options }

  /// The best final placement found until the time is over, it is proved optimal, or `interruption` is raised, with the
  /// plan that leads there and what is proved of it. The calling thread waits.
  public func reschedule(
    _ instance: VMRescheduling.Instance, interruption: Interruption = Interruption()
  ) -> RaceResult<VMRescheduling.Solution> {
    options.search(VMRescheduling.self, instance, from: nil, RaceClock(timeLimit: options.timeLimit), interruption)
  }
}
