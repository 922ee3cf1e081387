import Basics
import Race
import Statements

/// A genetic search over lists of tasks and their modes for any regular objective: a child takes its beginning and its end
/// from one parent and its middle from the other, becomes a schedule by serial generation, and a makespan is improved
/// forwards and backwards.
///
/// - Source: Hartmann 1998, "A competitive genetic algorithm for resource-constrained project scheduling" (lists, two-point
///   crossover); 2001 for modes; Valls, Ballestín, Quintanilla 2008 for the improvement of every schedule.
package struct ListEvolution<Solution: Sendable>: Strategy {
  package let name: String
  private let formulation: IntervalFormulation
  private let translation: ModelTranslation<Solution>
  private let seed: UInt64
  private let patience: Int
  private let scheduleLimit: Int

  /// - Parameters:
  ///   - patience: schedules without a better one after which it ends.
  ///   - scheduleLimit: schedules in all.
  package init(
    _ formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>, seed: UInt64,
    patience: Int = .max, scheduleLimit: Int = .max, name: String = "genetic search"
  ) {
    self.formulation = formulation
    self.translation = translation
    self.seed = seed
    self.patience = patience
    self.scheduleLimit = scheduleLimit
    self.name = name
  }

  /// Whether there is anything for it to do on a model.
  package static func fits(_ formulation: IntervalFormulation) -> Bool {
    formulation.network.cost != nil && formulation.network.hasForwardOrder
  }

  private static var populationSize: Int { 50 }
  /// Of a hundred neighbours in a list, how many change places.
  private static var swapShare: Int { 5 }
  /// Schedules without a better one after which the population begins anew, near the best one every other time.
  private static var renewal: Int { 500 }
  /// Constraints that schedules know nothing of are better left to the engine.
  private static var mostFailures: Int { 100 }

  private var network: TaskNetwork { formulation.network }

  package func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop, Self.fits(formulation), var builder = ScheduleBuilder(formulation) else { return }
    var random = RandomSource(seed: seed ^ 0x6765_6E65)
    var population = Population(capacity: Self.populationSize)
    var best: (cost: Int, schedule: Schedule)?
    if let entry = scoreboard.best, let values = translation.encode(entry.solution) {
      let schedule = formulation.schedule(of: values)
      best = (builder.cost(of: schedule), schedule)
    }
    var (schedules, idle, failures, renewals) = (0, 0, 0, 0)
    defer { scoreboard.tell(WorkReport(source: name, counts: ["schedules": schedules, "renewals": renewals])) }
    while schedules < scheduleLimit, idle < patience, failures < Self.mostFailures {
      if scoreboard.shouldStop { return }
      schedules += 1
      idle += 1
      let start = renewals % 2 == 1 ? best?.schedule : nil
      guard let schedule = makeSchedule(population, near: start, &builder, &random) else {
        failures += best == nil ? 1 : 0
        continue
      }
      let cost = builder.cost(of: schedule)
      population.insert(schedule, cost, &random)
      if cost < best?.cost ?? .max {
        best = (cost, schedule)
        idle = 0
        if !offer(schedule, builder.completion, cost, scoreboard) { failures += 1 }
      }
      if idle > 0, idle % Self.renewal == 0 {
        renewals += 1
        population.removeAll()
        if let entry = scoreboard.best, entry.objective.first < best?.cost ?? .max,
          let values = translation.encode(entry.solution)
        {
          best = (entry.objective.first, formulation.schedule(of: values))
        }
      }
    }
  }

  /// - Returns: whether it is a solution, as far as that was of interest.
  private func offer(
    _ schedule: Schedule, _ completion: ScheduleCompletion, _ cost: Int, _ scoreboard: Scoreboard<Solution>
  ) -> Bool {
    guard cost < scoreboard.bestObjective else { return true }
    guard let values = completion.values(schedule) else { return false }
    scoreboard.offer(translation.decode(values), from: name)
    return true
  }

  /// From random keys while there are few members, then from two of them.
  private func makeSchedule(
    _ population: Population, near start: Schedule?, _ builder: inout ScheduleBuilder, _ random: inout RandomSource
  ) -> Schedule? {
    if population.count < Self.populationSize {
      builder.disturbKeys(around: start, &random)
      return builder.build(mixing: 10, isParallel: start == nil && population.count.isMultiple(of: 2), &random)
    }
    let child = population.cross(swapping: Self.swapShare, &random)
    builder.setKeys(list: child.list)
    // Modes by completion now and then, so that new ones come in.
    if random.below(4) == 0 { return builder.build(mixing: 10, &random) }
    return builder.build(modes: child.modes, &random) ?? builder.build(mixing: 10, &random)
  }
}
