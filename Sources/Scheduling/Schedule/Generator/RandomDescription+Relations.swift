import Basics

/// What holds between the tasks of a random instance, and what they are judged by.
extension RandomDescription {
  mutating func drawLag() {
    var (first, second) = (random.below(description.tasks.count), random.below(description.tasks.count))
    // Mostly forward, so that there is a schedule; rarely of a task with itself.
    if first > second, random.chance(80) { swap(&first, &second) }
    if first == second, random.chance(80) { second = (first + 1) % description.tasks.count }
    let (before, after) = (
      Schedule.Event(task: first, isEnd: random.chance(60)), Schedule.Event(task: second, isEnd: random.chance(35))
    )
    let minimum = maybe(75, -3...2)
    var maximum = maybe(minimum == nil ? 100 : 30, -2...4)
    if random.chance(12) { maximum = minimum }
    if let minimum, let most = maximum, most < minimum { maximum = minimum }
    description.lags.append(.init(before, after, minimum: minimum, maximum: maximum))
  }

  mutating func drawConstraint() {
    let count = description.tasks.count
    let first = random.below(count)
    let second = (first + 1 + random.below(count - 1)) % count
    switch random.below(9) {
    case 0: description.constraints.append(.identicalResources(first, second))
    case 1: description.constraints.append(.differentResources(first, second))
    case 2: description.constraints.append(.consecutive(first, second))
    case 3, 8: drawSameSequence()
    case 4:
      let modes = description.tasks[second].modes.indices.filter { _ in random.chance(60) }
      let mode = random.below(description.tasks[first].modes.count)
      description.constraints.append(.modeDependency(task: first, mode: mode, other: second, modes: modes))
    default: drawSelection()
    }
  }

  private mutating func drawSameSequence() {
    let machines = description.resources.indices.filter { description.resources[$0].isMachine }
    guard !machines.isEmpty else { return }
    let pair = (machines[random.below(machines.count)], machines[random.below(machines.count)])
    // Of tasks that can be on their machine, so that it says something.
    let members = [pair.0, pair.1].map { machine in
      description.tasks.indices.filter { task in
        description.tasks[task].modes.contains { $0.demands.contains { $0.resource == machine } }
      }
    }
    guard members.allSatisfy({ !$0.isEmpty }) else { return }
    let pairs = (0..<random.within(2...3)).map { _ in
      (members[0][random.below(members[0].count)], members[1][random.below(members[1].count)])
    }
    description.constraints.append(.sameSequence(machines: pair, pairs: pairs))
  }

  private mutating func drawSelection() {
    var members = description.tasks.indices.filter { _ in random.chance(60) }
    if members.isEmpty { members = [0] }
    let condition = maybe(50, 0...description.tasks.count - 1)
    // A selection is about tasks that can be left out.
    for task in members + [condition ?? members[0]] where random.chance(75) {
      description.tasks[task].isOptional = true
    }
    description.constraints.append(
      pick(
        (1, .selectAllOrNone(members, if: condition)), (1, .selectAtLeastOne(members, if: condition)),
        (1, .selectExactlyOne(members, if: condition))))
  }

  mutating func drawSetups() {
    let machines = description.resources.indices.filter { description.resources[$0].isMachine && random.chance(80) }
    let kinds = random.within(1...3)
    let times = (0..<kinds).map { _ in (0..<kinds).map { _ in random.chance(12) ? nil : random.within(0...2) } }
    description.setups.append(
      .init(
        machines: machines, kinds: description.tasks.map { _ in maybe(85, 0...kinds - 1) }, times: times,
        scope: random.chance(60) ? .neighbours : .allPairs))
  }

  mutating func drawObjective() {
    let measures = Schedule.Measure.allCases
    description.objective = (0..<pick((70, 1), (30, 2))).map { _ in
      (0..<pick((60, 1), (40, 2))).map { _ in
        .init(measures[random.below(measures.count)], weight: pick((1, 0), (12, 1), (7, random.within(2...4))))
      }
    }
    let isMeasured = description.objective.joined().contains { $0.measure == .deviation }
    guard isMeasured || random.chance(10) else { return }
    description.plan = description.tasks.map { task in
      guard random.chance(85) else { return nil }
      let start = random.within(0...5)
      return .init(mode: random.below(task.modes.count), start: start, end: start + random.within(0...3))
    }
  }
}
