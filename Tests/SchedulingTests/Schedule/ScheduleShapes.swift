import Basics
import Scheduling

/// Tiny instances of the shapes that have methods of their own.
enum ScheduleShapes {
  typealias Schedule = GeneralSchedule

  /// What comes after the generator's kinds.
  private enum Rule: CaseIterable {
    case blocking, swapping, noWait, setups, operators, tardiness
    case noWaitFlow, blockingFlow, noIdleFlow, setupFlow, completionFlow, tardinessFlow
  }

  /// Constrained projects have no method of their own, and more starts than can be enumerated.
  private static let kinds = Schedule.Generator.Kind.allCases.filter { $0 != .constrained }

  static let count = kinds.count + Rule.allCases.count

  static func instance(_ shape: Int, seed: UInt64) throws -> Schedule.Instance {
    var random = RandomSource(seed: seed &* 1000 &+ UInt64(shape))
    var generator = Schedule.Generator()
    (generator.jobs, generator.machines) = random.chance(50) ? (2, 3) : (3, 2)
    // Rarely what takes no time.
    generator.durations = (random.chance(25) ? 0 : 1)...random.within(2...3)
    generator.seed = random.next()
    guard shape >= kinds.count else {
      if [.multiMode, .lags, .parallel].contains(kinds[shape]) { generator.jobs = 4 }
      return try generator.instance(kinds[shape])
    }
    let rule = Rule.allCases[shape - kinds.count]
    switch rule {
    case .blocking, .swapping, .noWait, .setups, .operators, .tardiness:
      // Without the makespan there is more to enumerate.
      if rule == .tardiness { (generator.jobs, generator.machines) = (2, 2) }
      let shop = JobShop.Generator.random(
        jobs: generator.jobs, machines: generator.machines, seed: generator.seed, durations: generator.durations)
      let made = try Schedule.jobShop(shop, jobRule(rule, &random))
      return rule == .setups ? try withSetups(made, &random) : made
    case .noWaitFlow, .blockingFlow, .noIdleFlow, .setupFlow, .completionFlow, .tardinessFlow:
      return try flowShop(rule, generator, &random)
    }
  }

  private static func jobRule(_ rule: Rule, _ random: inout RandomSource) -> Schedule.JobShopRule {
    switch rule {
    case .blocking: .blocking(allowsSwaps: false)
    case .swapping: .blocking(allowsSwaps: true)
    case .noWait: .noWait
    case .setups: .plain
    case .operators: .operators(random.within(1...2))
    default: .weightedTardiness(percent: random.within(80...150))
    }
  }

  /// By job, on all machines.
  private static func withSetups(
    _ instance: Schedule.Instance, _ random: inout RandomSource
  ) throws -> Schedule.Instance {
    var description = instance.description
    let jobs = description.jobs.indices
    let times = jobs.map { _ in jobs.map { _ in Optional(random.within(0...2)) } }
    description.setups = [
      .init(machines: Array(description.resources.indices), kinds: description.tasks.map(\.job), times: times)
    ]
    return try Schedule.Instance(description)
  }

  private static func flowShop(
    _ kind: Rule, _ generator: Schedule.Generator, _ random: inout RandomSource
  ) throws -> Schedule.Instance {
    let (jobs, machines) = (generator.jobs, generator.machines)
    let durations = (0..<jobs).map { _ in (0..<machines).map { _ in random.within(generator.durations) } }
    var rule = Schedule.PermutationRule()
    rule.isNoWait = kind == .noWaitFlow
    rule.isBlocking = kind == .blockingFlow
    if kind == .setupFlow {
      rule.setups = (0..<machines).map { _ in (0..<jobs).map { _ in (0..<jobs).map { _ in random.within(0...2) } } }
    }
    if kind == .completionFlow { rule.objective = .totalCompletion }
    if kind == .tardinessFlow {
      rule.objective = .tardiness
      rule.dueDates = (0..<jobs).map { _ in random.within(1...7) }
    }
    let made = try Schedule.permutationFlowShop(name: "flow", durations: durations, rule)
    guard kind == .noIdleFlow else { return made }
    var description = made.description
    for machine in description.resources.indices { description.resources[machine].isNeverIdle = true }
    return try Schedule.Instance(description)
  }
}
