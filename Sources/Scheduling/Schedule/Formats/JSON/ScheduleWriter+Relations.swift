/// What is said of several tasks.
extension GeneralSchedule.ScheduleWriter {
  private func task(_ number: Int) -> String { description.tasks[number].name }
  private func resource(_ number: Int) -> String { description.resources[number].name }

  func line(_ setups: GeneralSchedule.Setups) -> String {
    var fields = JSONFields()
    fields.add("machines", setups.machines.map(resource))
    var kinds = JSONFields()
    for (number, kind) in setups.kinds.enumerated() { kinds.add(task(number), kind) }
    fields.add("kinds", json: kinds.text)
    let rows = setups.times.map { row in
      "[\(row.map { $0.map(String.init) ?? "null" }.joined(separator: ", "))]"
    }
    fields.add("times", json: "[\(rows.joined(separator: ", "))]")
    if setups.scope != .neighbours { fields.add("scope", setups.scope.rawValue) }
    return fields.text
  }

  func line(_ lag: GeneralSchedule.Lag) -> String {
    var fields = JSONFields()
    let (before, after) = (lag.before.isEnd ? "end" : "start", lag.after.isEnd ? "end" : "start")
    let isExact = lag.minimum != nil && lag.minimum == lag.maximum
    fields.add(
      "type", lag.minimum == nil ? "lag" : before + (isExact ? "At" : "Before") + (lag.after.isEnd ? "End" : "Start"))
    fields.add("first", task(lag.before.task))
    fields.add("second", task(lag.after.task))
    guard let minimum = lag.minimum else {
      fields.add("from", before)
      fields.add("to", after)
      fields.add("maximum", lag.maximum)
      return fields.text
    }
    if minimum != 0 { fields.add("delay", minimum) }
    if !isExact { fields.add("maximum", lag.maximum) }
    return fields.text
  }

  func line(_ constraint: GeneralSchedule.Constraint) -> String {
    switch constraint {
    case .identicalResources(let first, let second): pair("identicalResources", first, second)
    case .differentResources(let first, let second): pair("differentResources", first, second)
    case .consecutive(let first, let second): pair("consecutive", first, second)
    case .sameSequence(let machines, let pairs): sequence(machines, pairs)
    case .modeDependency(let task, let mode, let other, let modes): dependency(task, mode, other, modes)
    case .selectAllOrNone(let members, let condition): selection("selectAllOrNone", members, condition)
    case .selectAtLeastOne(let members, let condition): selection("selectAtLeastOne", members, condition)
    case .selectExactlyOne(let members, let condition): selection("selectExactlyOne", members, condition)
    }
  }

  private func pair(_ type: String, _ first: Int, _ second: Int) -> String {
    var fields = JSONFields()
    fields.add("type", type)
    fields.add("first", task(first))
    fields.add("second", task(second))
    return fields.text
  }

  private func sequence(_ machines: (Int, Int), _ pairs: [(Int, Int)]) -> String {
    var fields = JSONFields()
    fields.add("type", "sameSequence")
    fields.add("machines", [resource(machines.0), resource(machines.1)])
    let names = pairs.map { "[\(JSONFields.quoted(task($0))), \(JSONFields.quoted(task($1)))]" }
    fields.add("pairs", json: "[\(names.joined(separator: ", "))]")
    return fields.text
  }

  private func dependency(_ number: Int, _ mode: Int, _ other: Int, _ modes: [Int]) -> String {
    var fields = JSONFields()
    fields.add("type", "modeDependency")
    fields.add("task", task(number))
    fields.add("mode", mode)
    fields.add("other", task(other))
    fields.add("modes", json: "[\(modes.map(String.init).joined(separator: ", "))]")
    return fields.text
  }

  private func selection(_ type: String, _ members: [Int], _ condition: Int?) -> String {
    var fields = JSONFields()
    fields.add("type", type)
    fields.add("tasks", members.map(task))
    fields.add("if", condition.map(task))
    return fields.text
  }
}
