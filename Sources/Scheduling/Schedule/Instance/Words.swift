/// What an instance says of its tasks, in words.
extension GeneralSchedule.Instance {
  func words(of lag: GeneralSchedule.Lag) -> String {
    let second = "\(tasks[lag.after.task].name) \(lag.after.isEnd ? "ends" : "starts")"
    let first = "\(tasks[lag.before.task].name) \(lag.before.isEnd ? "ends" : "starts")"
    // A delay below 0 is a time before.
    if let least = lag.minimum, least < 0, lag.maximum == nil { return "\(second) at most \(-least) before \(first)" }
    if let most = lag.maximum, most < 0, lag.minimum == nil { return "\(second) at least \(-most) before \(first)" }
    switch (lag.minimum, lag.maximum) {
    case (0, nil): return "\(second) no earlier than \(first)"
    case (let least?, let most?) where least == most: return "\(second) exactly \(least) after \(first)"
    case (let least?, let most?): return "\(second) at least \(least) and at most \(most) after \(first)"
    case (let least?, nil): return "\(second) at least \(least) after \(first)"
    case (nil, let most?): return "\(second) at most \(most) after \(first)"
    case (nil, nil): return "\(second) any time after or before \(first)"
    }
  }

  /// A machine of two tasks is about these two.
  func words(ofResource number: Int) -> String {
    let resource = resources[number]
    let users = tasks.filter { task in
      task.modes.contains { mode in mode.demands.contains { $0.resource == number } }
    }
    guard resource.isMachine, users.count == 2 else {
      return resource.name.hasPrefix("resource") ? resource.name : "resource \(resource.name)"
    }
    let (first, second) = (users[0].name, users[1].name)
    let place = resource.name == Self.machineName(first, second) ? "" : " on \(resource.name)"
    return "\(first) and \(second) do not overlap\(place)"
  }

  /// What a machine is called that is there so that two tasks do not overlap.
  static func machineName(_ first: String, _ second: String) -> String { "\(first) or \(second)" }

  func words(of constraint: GeneralSchedule.Constraint) -> String {
    func list(_ members: [Int]) -> String { members.map { tasks[$0].name }.joined(separator: ", ") }
    func condition(_ task: Int?) -> String { task.map { " if \(tasks[$0].name) takes place" } ?? "" }
    func pair(_ first: Int, _ second: Int) -> String { "\(tasks[first].name) and \(tasks[second].name)" }
    func mode(_ number: Int, of task: Int) -> String { tasks[task].modes[number].name ?? "\(number)" }
    switch constraint {
    case .identicalResources(let first, let second): return "\(pair(first, second)) have the same resources"
    case .differentResources(let first, let second): return "\(pair(first, second)) share no resource"
    case .consecutive(let first, let second): return "\(tasks[second].name) is next after \(tasks[first].name)"
    case .sameSequence(let machines, _):
      return "\(resources[machines.0].name) and \(resources[machines.1].name) have the same sequence"
    case .modeDependency(let task, let number, let other, let modes):
      let allowed = modes.map { mode($0, of: other) }.joined(separator: " or ")
      return "\(tasks[other].name) is in mode \(allowed) if \(tasks[task].name) is in mode \(mode(number, of: task))"
    case .selectAllOrNone(let members, let task): return "all or none of \(list(members))\(condition(task))"
    case .selectAtLeastOne(let members, let task): return "at least one of \(list(members))\(condition(task))"
    case .selectExactlyOne(let members, let task): return "exactly one of \(list(members))\(condition(task))"
    }
  }
}
