import Basics
import Solving

extension GeneralSchedule.PyJobShopConversion {
  private typealias Event = GeneralSchedule.Event

  mutating func add(_ entry: GeneralSchedule.PyJobShopDocument.ConstraintEntry) throws(InputError) {
    let tasks = document.tasks.indices
    for key in ["task1", "task2", "condition_task"] {
      if let task = entry.numbers[key] { try check(task, in: tasks, "a task", entry.line) }
    }
    for key in ["tasks", "tasks1", "tasks2"] {
      for task in entry.members[key] ?? [] { try check(task, in: tasks, "a task", entry.line) }
    }
    let (first, second) = (entry["task1"], entry["task2"])
    switch entry.list {
    case "identical_resources": description.constraints.append(.identicalResources(first, second))
    case "different_resources": description.constraints.append(.differentResources(first, second))
    case "consecutive": description.constraints.append(.consecutive(first, second))
    case "same_sequence": try addSequence(entry)
    case "mode_dependencies": try addDependency(entry)
    case "select_all_or_none", "select_at_least_one", "select_exactly_one":
      // Under a condition, exactly one takes a clause for each pair.
      guard entry.members["tasks"]?.count ?? 0 <= 4096 || entry.numbers["condition_task"] == nil else {
        throw error(entry.line, expected: "at most 4096 tasks under a condition", found: "more")
      }
      addSelection(entry)
    default:
      // Two events with "before" or "at" between, such as end_before_start.
      let delay = entry["delay"]
      description.lags.append(
        .init(
          Event(task: first, isEnd: entry.list.hasPrefix("end")),
          Event(task: second, isEnd: entry.list.hasSuffix("end")), minimum: delay,
          maximum: entry.list.contains("_at_") ? delay : nil))
    }
  }

  /// Without lists, of all tasks of each machine by their numbers.
  private mutating func addSequence(
    _ entry: GeneralSchedule.PyJobShopDocument.ConstraintEntry
  ) throws(InputError) {
    let machines = (entry["machine1"], entry["machine2"])
    for machine in [machines.0, machines.1] {
      try check(machine, in: document.resources.indices, "a machine", entry.line)
    }
    let lists = (
      entry.members["tasks1"] ?? users(of: machines.0), entry.members["tasks2"] ?? users(of: machines.1)
    )
    guard lists.0.count == lists.1.count else {
      throw error(
        entry.line, expected: "as many tasks of the one machine as of the other",
        found: "\(lists.0.count) and \(lists.1.count)")
    }
    description.constraints.append(.sameSequence(machines: machines, pairs: Array(zip(lists.0, lists.1))))
  }

  private func users(of resource: Int) -> [Int] {
    Set(document.modes.filter { $0.resources.contains(resource) }.map(\.task)).sorted()
  }

  /// There, a mode asks for the other task as well; here only how it runs where it does.
  private mutating func addDependency(
    _ entry: GeneralSchedule.PyJobShopDocument.ConstraintEntry
  ) throws(InputError) {
    let members = entry.members["modes2"] ?? []
    for mode in [entry["mode1"]] + members { try check(mode, in: document.modes.indices, "a mode", entry.line) }
    let task = document.modes[entry["mode1"]].task
    let others = Set(members.map { document.modes[$0].task })
    guard let other = others.first, others.count == 1, other != task else {
      throw error(entry.line, expected: "as 'modes2' modes of one other task", found: "those of \(others.count)")
    }
    if document.tasks[other].task.isOptional {
      guard description.tasks[task].modes.count == 1 else {
        throw error(
          entry.line, expected: "a mode of a task that has one, or a task that is not optional as the other",
          found: "neither")
      }
      description.constraints.append(.selectAtLeastOne([other], if: task))
    }
    description.constraints.append(
      .modeDependency(
        task: task, mode: modeNumbers[entry["mode1"]], other: other, modes: members.map { modeNumbers[$0] }))
  }

  /// There, a condition that does not hold leaves all open; here exactly one is none then, and of all or none it asks
  /// for all. So both are said in clauses.
  private mutating func addSelection(_ entry: GeneralSchedule.PyJobShopDocument.ConstraintEntry) {
    let members = entry.members["tasks"] ?? []
    let condition = entry.numbers["condition_task"].flatMap { document.tasks[$0].task.isOptional ? $0 : nil }
    switch (entry.list, condition) {
    case ("select_at_least_one", _): description.constraints.append(.selectAtLeastOne(members, if: condition))
    case ("select_all_or_none", nil): description.constraints.append(.selectAllOrNone(members, if: nil))
    case ("select_all_or_none", let condition?):
      for (one, other) in zip(members, members.dropFirst()) {
        description.constraints.append(.selectAtLeastOne([opposite(of: one), other], if: condition))
        description.constraints.append(.selectAtLeastOne([opposite(of: other), one], if: condition))
      }
    case (_, nil): description.constraints.append(.selectExactlyOne(members, if: nil))
    case (_, let condition?):
      description.constraints.append(.selectAtLeastOne(members, if: condition))
      for (place, one) in members.enumerated() {
        for other in members[..<place] {
          description.constraints.append(.selectAtLeastOne([opposite(of: other), opposite(of: one)], if: condition))
        }
      }
    }
  }

  /// A task of no time at the very beginning, which takes place where `task` does not.
  private mutating func opposite(of task: Int) -> Int {
    if let known = opposites[task] { return known }
    let number = description.tasks.count
    var opposite = GeneralSchedule.Task("without \(description.tasks[task].name)")
    while description.tasks.contains(where: { $0.name == opposite.name }) { opposite.name += "'" }
    opposite.isOptional = true
    opposite.latestEnd = 0
    opposite.modes = [.init(duration: 0)]
    description.tasks.append(opposite)
    description.constraints.append(.selectExactlyOne([task, number], if: nil))
    opposites[task] = number
    return number
  }

  /// Tasks without setup times have no kind.
  mutating func addSetups() throws(InputError) {
    var byMachine: [Int: [GeneralSchedule.PyJobShopDocument.ConstraintEntry]] = [:]
    for entry in document.constraints where entry.list == "setup_times" {
      try check(entry["machine"], in: document.resources.indices, "a machine", entry.line)
      for key in ["task1", "task2"] { try check(entry[key], in: document.tasks.indices, "a task", entry.line) }
      byMachine[entry["machine"], default: []].append(entry)
    }
    for (machine, entries) in byMachine.sorted(by: { $0.key < $1.key }) {
      if description.resources[machine].isNeverIdle, let entry = entries.first(where: { $0["duration"] > 0 }) {
        throw error(entry.line, expected: "setup times for machines without 'no_idle'", found: "machine \(machine)")
      }
      let tasks = Set(entries.flatMap { [$0["task1"], $0["task2"]] }).sorted()
      var kinds = [Int?](repeating: nil, count: description.tasks.count)
      for (kind, task) in tasks.enumerated() { kinds[task] = kind }
      var times = [[Int?]](repeating: [Int?](repeating: 0, count: tasks.count), count: tasks.count)
      for entry in entries {
        guard let row = kinds[entry["task1"]], let column = kinds[entry["task2"]] else { continue }
        times[row][column] = max(times[row][column] ?? 0, entry["duration"])
      }
      description.setups.append(.init(machines: [machine], kinds: kinds, times: times))
    }
  }
}
