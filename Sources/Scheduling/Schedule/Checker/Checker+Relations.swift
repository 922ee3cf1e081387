import Race

/// What holds between tasks.
extension GeneralSchedule.Checker {
  func checkLags() throws(CheckFailure) {
    for lag in description.lags {
      guard let before = time(of: lag.before), let after = time(of: lag.after) else { continue }
      if let minimum = lag.minimum, after < before + minimum {
        throw failure(lag, before, after, "may", minimum)
      }
      if let maximum = lag.maximum, after > before + maximum {
        throw failure(lag, before, after, "must", maximum)
      }
    }
  }

  private func time(of event: GeneralSchedule.Event) -> Int? {
    placements[event.task].map { event.isEnd ? $0.end : $0.start }
  }

  private func failure(
    _ lag: GeneralSchedule.Lag, _ before: Int, _ after: Int, _ verb: String, _ delay: Int
  ) -> CheckFailure {
    let (first, second) = (lag.before.isEnd ? "ends" : "starts", lag.after.isEnd ? "end" : "start")
    let moment = delay == 0 ? "then" : "\(delay.magnitude) \(delay > 0 ? "after" : "before") it"
    let limit = verb == "must" ? " at the latest" : ""
    return CheckFailure(
      "task \(name(lag.before.task)) \(first) at \(before), and \(name(lag.after.task)), which \(verb) \(second) "
        + "\(moment)\(limit), \(second)s at \(after)")
  }

  func checkConstraints() throws(CheckFailure) {
    for constraint in description.constraints {
      switch constraint {
      case .identicalResources(let first, let second):
        guard let one = resources(of: first), let other = resources(of: second), one != other else { continue }
        throw CheckFailure("tasks \(name(first)) and \(name(second)) are not on the same resources")
      case .differentResources(let first, let second):
        guard let one = resources(of: first), let other = resources(of: second),
          let shared = one.intersection(other).min()
        else { continue }
        throw CheckFailure(
          "tasks \(name(first)) and \(name(second)) are both on \(description.resources[shared].name)")
      case .consecutive(let first, let second): try checkConsecutive(first, second)
      case .sameSequence(let machines, let pairs): try checkSameSequence(machines, pairs)
      case .modeDependency(let task, let mode, let other, let modes):
        guard placements[task]?.mode == mode, let taken = placements[other]?.mode, !modes.contains(taken) else {
          continue
        }
        throw CheckFailure(
          "task \(name(other)) is in mode \(taken), which may not be where \(name(task)) is in mode \(mode)")
      case .selectAllOrNone, .selectAtLeastOne, .selectExactlyOne: try checkSelection(constraint)
      }
    }
  }

  /// What the task's mode demands while it runs; nil where it is left out.
  private func resources(of task: Int) -> Set<Int>? {
    placements[task].map { placement in
      Set(description.tasks[task].modes[placement.mode].demands.filter { $0.timing == .whileRunning }.map(\.resource))
    }
  }

  private func checkConsecutive(_ first: Int, _ second: Int) throws(CheckFailure) {
    guard let mode = placements[first].map({ description.tasks[first].modes[$0.mode] }) else { return }
    for machine in mode.demands.map(\.resource) {
      guard let place = places[machine][first], let other = places[machine][second], other != place + 1 else {
        continue
      }
      throw CheckFailure(
        "task \(name(second)) is not the next one after \(name(first)) on \(description.resources[machine].name)")
    }
  }

  private func checkSameSequence(_ machines: (Int, Int), _ pairs: [(Int, Int)]) throws(CheckFailure) {
    let placed = pairs.compactMap { first, second -> (first: Int, second: Int, pair: (Int, Int))? in
      guard let one = places[machines.0][first], let other = places[machines.1][second] else { return nil }
      return (one, other, (first, second))
    }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    // Of the pairs that come before on the first machine, the one that comes last on the second; pairs of one first task
    // are not compared.
    var last: (place: Int, pair: (Int, Int))?
    var group: (place: Int, pair: (Int, Int))?
    var current = -1
    for (first, second, pair) in placed {
      if first != current {
        if let made = group, made.place > last?.place ?? -1 { last = made }
        (current, group) = (first, nil)
      }
      if let last, last.place > second {
        throw CheckFailure(
          "task \(name(last.pair.0)) comes before \(name(pair.0)) on \(description.resources[machines.0].name), and "
            + "\(name(last.pair.1)) after \(name(pair.1)) on \(description.resources[machines.1].name)")
      }
      group = (second, pair)
    }
  }

  private func checkSelection(_ constraint: GeneralSchedule.Constraint) throws(CheckFailure) {
    func taken(_ members: [Int]) -> Int { members.count { placements[$0] != nil } }
    func list(_ members: [Int]) -> String { members.map(name).joined(separator: ", ") }
    func holds(_ condition: Int?) -> Bool { condition.map { placements[$0] != nil } ?? true }
    switch constraint {
    case .selectAllOrNone(let members, let condition):
      let count = taken(members)
      guard count == 0 || count == members.count else {
        throw CheckFailure("\(count) of \(list(members)) take place, which must be all or none")
      }
      if let condition, holds(condition), count < members.count {
        throw CheckFailure("none of \(list(members)) takes place, which must be all, as \(name(condition)) does")
      }
    case .selectAtLeastOne(let members, let condition):
      guard holds(condition), taken(members) == 0 else { return }
      throw CheckFailure("none of \(list(members)) takes place, which must be at least one\(reason(condition, "does"))")
    case .selectExactlyOne(let members, let condition):
      let (count, wanted) = (taken(members), holds(condition) ? 1 : 0)
      guard count != wanted else { return }
      throw CheckFailure(
        "\(count) of \(list(members)) take place, which must be "
          + (wanted == 1 ? "exactly one\(reason(condition, "does"))" : "none\(reason(condition, "does not"))"))
    default: return
    }
  }

  private func reason(_ condition: Int?, _ verb: String) -> String {
    condition.map { ", as \(name($0)) \(verb)" } ?? ""
  }
}
