import Basics
import Race
import Statements

/// First schedules of a model with intervals: serial generation by priority rules, then by random changes to the best of
/// them; where a makespan is minimised, each is pushed to the right and back to the left.
///
/// - Source: serial generation: Kolisch 1996; forward-backward improvement: Tormos, Lova 2001, "A competitive heuristic
///   solution technique for resource-constrained project scheduling".
package struct ScheduleConstruction<Solution: Sendable>: Strategy {
  package let name: String
  private let formulation: IntervalFormulation
  private let translation: ModelTranslation<Solution>
  private let seed: UInt64
  private let scheduleLimit: Int

  /// - Parameter scheduleLimit: schedules in all.
  package init(
    _ formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>, seed: UInt64,
    scheduleLimit: Int = 200, name: String = "list scheduling"
  ) {
    self.formulation = formulation
    self.translation = translation
    self.seed = seed
    self.scheduleLimit = scheduleLimit
    self.name = name
  }

  package func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop, var builder = ScheduleBuilder(formulation) else { return }
    var random = RandomSource(seed: seed ^ 0x6C69_7374)
    var best: (cost: Int, schedule: Schedule)?
    /// Schedules in a row that no completion made a solution.
    var failures = 0
    for round in 0..<scheduleLimit {
      let isRule = round < PriorityKey.allCases.count
      if scoreboard.shouldStop { return }
      if isRule {
        builder.setKeys(PriorityKey.allCases[round])
      } else {
        builder.disturbKeys(around: best?.schedule, &random)
      }
      // What can start first is what takes least time to set up for.
      let isParallel = formulation.network.hasTransitions && round.isMultiple(of: 2)
      guard let schedule = builder.build(mixing: isRule ? 0 : 10, isParallel: isParallel, &random) else { continue }
      let cost = builder.cost(of: schedule)
      if let best, cost >= best.cost { continue }
      guard let values = builder.completion.values(schedule) else {
        failures += 1
        if failures > Self.mostFailures { return }
        continue
      }
      best = (cost, schedule)
      if (formulation.cost(of: values) ?? 0) < scoreboard.bestObjective {
        scoreboard.offer(translation.decode(values), from: name)
      }
    }
  }

  /// Constraints that schedules know nothing of are then better left to the engine.
  private static var mostFailures: Int { 40 }
}

/// Rules that say which task comes first.
enum PriorityKey: CaseIterable {
  case latestStart, mostFollowing, shortestSlack, earliestDue
}
