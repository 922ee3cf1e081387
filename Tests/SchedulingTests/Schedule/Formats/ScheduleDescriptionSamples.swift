import Basics

@testable import Scheduling

/// Descriptions that say a bit of everything, not all of it sensible together; as instances they are valid.
enum ScheduleDescriptionSamples {
  typealias Schedule = GeneralSchedule

  static func random(seed: UInt64) -> Schedule.Description {
    var random = RandomSource(seed: seed)
    var description = Schedule.Description("sample \"\(seed)\"\n\\")
    for number in 0..<random.within(1...3) {
      description.jobs.append(
        .init(
          "job \(number)", weight: random.within(0...3), release: random.within(0...2),
          due: random.chance(50) ? random.within(-3...9) : nil, deadline: random.chance(30) ? 50 : nil))
    }
    for number in 0..<random.within(2...5) { description.resources.append(resource(number, &random)) }
    for number in 0..<random.within(2...5) { addTask(number, to: &description, &random) }
    addRelations(to: &description, &random)
    description.allowsSwaps = random.chance(50)
    description.objective = (0..<random.within(1...2)).map { _ in
      (0..<random.within(1...2)).map { _ in
        .init(Schedule.Measure.allCases[random.below(10)], weight: random.within(0...4))
      }
    }
    if random.chance(40) {
      description.plan = description.tasks.map { task in
        random.chance(50) ? .init(mode: random.below(task.modes.count), start: 1, end: 1 + random.below(4)) : nil
      }
    }
    return description
  }

  /// The first two are machines.
  private static func resource(_ number: Int, _ random: inout RandomSource) -> Schedule.Resource {
    let name = "resource \(number)"
    var resource = Schedule.Resource(name, .machine)
    switch number < 2 ? 0 : random.below(4) {
    case 0: resource.isNeverIdle = random.chance(30)
    case 1:
      resource = .init(name, .renewable(capacity: random.within(2...4)))
      if random.chance(50) { resource.capacities = [.init(from: 0, 3), .init(from: 5, 4)] }
    case 2: resource = .init(name, .consumable(capacity: random.within(2...9)))
    default:
      resource = .init(
        name, .reservoir(initial: 1, minimum: random.within(-1...1), maximum: random.chance(50) ? 5 : nil))
    }
    var hasBreaks = resource.isMachine
    if case .renewable = resource.kind { hasBreaks = true }
    if hasBreaks, random.chance(40) { resource.breaks = [2..<3, 5..<8] }
    resource.cost = random.below(3)
    return resource
  }

  private static func addTask(_ number: Int, to description: inout Schedule.Description, _ random: inout RandomSource) {
    var task = Schedule.Task("task \(number)", job: random.chance(70) ? random.below(description.jobs.count) : nil)
    for mode in 0..<random.within(1...3) {
      var demands: [Schedule.Demand] = []
      for (number, resource) in description.resources.enumerated() where random.chance(50) {
        switch resource.kind {
        case .machine: demands.append(.init(number))
        case .renewable, .consumable: demands.append(.init(number, random.within(0...2)))
        case .reservoir:
          if random.chance(50) { demands.append(.init(number, random.within(-2...2), .atStart)) }
          if random.chance(50) { demands.append(.init(number, random.within(-2...2), .atEnd)) }
        }
      }
      task.modes.append(
        .init(duration: random.below(4), demands, name: random.chance(40) ? "way \(mode)" : nil))
    }
    task.earliestStart = random.below(2)
    task.earliestEnd = random.below(2)
    task.latestStart = random.chance(30) ? 20 : nil
    task.latestEnd = random.chance(30) ? 30 : nil
    (task.isOptional, task.mayIdle, task.mayPause) = (random.chance(50), random.chance(50), random.chance(50))
    if random.chance(20) { task.frozen = .init(mode: random.below(task.modes.count), start: 3, end: 5) }
    description.tasks.append(task)
  }

  private static func addRelations(to description: inout Schedule.Description, _ random: inout RandomSource) {
    let count = description.tasks.count
    if random.chance(50) {
      let kinds = description.tasks.map { _ in random.chance(70) ? random.below(2) : nil }
      let machines = random.chance(50) ? [0] : [1, 0]
      description.setups = [
        .init(
          machines: machines, kinds: kinds, times: [[0, nil], [random.below(5), 2]],
          scope: random.chance(50) ? .allPairs : .neighbours)
      ]
    }
    for _ in 0..<random.below(6) {
      let minimum = random.chance(80) ? random.within(-3...3) : nil
      description.lags.append(
        .init(
          .init(task: random.below(count), isEnd: random.chance(50)),
          .init(task: random.below(count), isEnd: random.chance(50)), minimum: minimum,
          maximum: random.chance(50) ? (minimum ?? 0) + random.below(2) : nil))
    }
    for _ in 0..<random.below(6) {
      let first = random.below(count)
      let second = (first + 1 + random.below(count - 1)) % count
      let condition = random.chance(50) ? random.below(count) : nil
      let constraint: Schedule.Constraint =
        switch random.below(8) {
        case 0: .identicalResources(first, second)
        case 1: .differentResources(first, second)
        case 2: .consecutive(first, second)
        case 3: .sameSequence(machines: (0, 1), pairs: [(first, second), (second, first)])
        case 4: .modeDependency(task: first, mode: 0, other: second, modes: [0])
        case 5: .selectAllOrNone([first, second], if: condition)
        case 6: .selectAtLeastOne([first], if: condition)
        default: .selectExactlyOne([first, second], if: condition)
        }
      description.constraints.append(constraint)
    }
  }
}
