import Basics
import Solving

/// What is said of several tasks at once.
extension GeneralSchedule.Instance {
  /// Its name where there is such a resource.
  private func title(of resource: Int) -> String {
    resources.indices.contains(resource) ? resources[resource].name : "\(resource)"
  }

  func checkSetups() throws(InvalidInstance) {
    var hasSetups = [Bool](repeating: false, count: resources.count)
    for setups in setups {
      for machine in setups.machines {
        guard resources.indices.contains(machine), resources[machine].isMachine else {
          throw InvalidInstance("there are setup times for resource \(title(of: machine)), which is no machine")
        }
        guard !hasSetups[machine] else {
          throw InvalidInstance("there are setup times for \(resources[machine].name) twice")
        }
        hasSetups[machine] = true
      }
      guard setups.kinds.count == tasks.count else {
        throw InvalidInstance(
          "setup times name the kinds of \(counted(setups.kinds.count, "task")), and there are \(tasks.count)"
        )
      }
      let count = setups.times.count
      for (task, kind) in setups.kinds.enumerated() where kind.map({ !(0..<count).contains($0) }) ?? false {
        throw InvalidInstance("task \(tasks[task].name) has the setup kind \(kind ?? 0), of \(count)")
      }
      for (row, times) in setups.times.enumerated() {
        guard times.count == count else {
          throw InvalidInstance("row \(row) of setup times has \(times.count) of \(count) numbers")
        }
        for time in times where time.map({ !(0...Self.limit).contains($0) }) ?? false {
          throw InvalidInstance("a setup time of row \(row) is \(time ?? 0), outside 0 to \(Self.limit)")
        }
      }
    }
  }

  func check(_ lag: GeneralSchedule.Lag) throws(InvalidInstance) {
    for event in [lag.before, lag.after] { try checkTask(event.task, "a lag") }
    for delay in [lag.minimum, lag.maximum] {
      guard let delay, !(-Self.limit...Self.limit).contains(delay) else { continue }
      throw InvalidInstance("a delay after \(tasks[lag.before.task].name) is \(delay), beyond \(Self.limit)")
    }
    if let minimum = lag.minimum, let maximum = lag.maximum, minimum > maximum {
      throw InvalidInstance(
        "the lag from \(tasks[lag.before.task].name) to \(tasks[lag.after.task].name) is \(minimum) at least and "
          + "\(maximum) at most")
    }
  }

  private func checkTask(_ task: Int, _ what: String) throws(InvalidInstance) {
    guard tasks.indices.contains(task) else {
      throw InvalidInstance("\(what) names task \(task), and there are \(tasks.count)")
    }
  }

  private func checkMode(_ mode: Int, of task: Int) throws(InvalidInstance) {
    guard tasks[task].modes.indices.contains(mode) else {
      throw InvalidInstance(
        "a dependency names mode \(mode) of \(tasks[task].name), which has \(tasks[task].modes.count)")
    }
  }

  func check(_ constraint: GeneralSchedule.Constraint) throws(InvalidInstance) {
    switch constraint {
    case .identicalResources(let first, let second), .differentResources(let first, let second),
      .consecutive(let first, let second):
      for task in [first, second] { try checkTask(task, "a constraint of two tasks") }
      guard first != second else {
        throw InvalidInstance("a constraint of two tasks names \(tasks[first].name) twice")
      }
    case .sameSequence(let machines, let pairs):
      for machine in [machines.0, machines.1] {
        guard resources.indices.contains(machine), resources[machine].isMachine else {
          throw InvalidInstance("a same sequence is asked of resource \(title(of: machine)), which is no machine")
        }
      }
      for (first, second) in pairs { for task in [first, second] { try checkTask(task, "a same sequence") } }
    case .modeDependency(let task, let mode, let other, let modes):
      for task in [task, other] { try checkTask(task, "a mode dependency") }
      try checkMode(mode, of: task)
      for mode in modes { try checkMode(mode, of: other) }
    case .selectAllOrNone(let members, let condition), .selectAtLeastOne(let members, let condition),
      .selectExactlyOne(let members, let condition):
      for task in members { try checkTask(task, "a selection") }
      guard Set(members).count == members.count else { throw InvalidInstance("a selection names a task twice") }
      if let condition { try checkTask(condition, "a selection") }
    }
  }

  func checkObjective() throws(InvalidInstance) {
    guard !objective.isEmpty, objective.allSatisfy({ !$0.isEmpty }) else {
      throw InvalidInstance("each level of the objective has at least one measure")
    }
    for term in objective.joined() where !(0...Self.limit).contains(term.weight) {
      throw InvalidInstance("\(term.measure.rawValue) has the weight \(term.weight), outside 0 to \(Self.limit)")
    }
    for level in objective where level.reduce(0.0, { $0 + Double($1.weight) * scale(of: $1.measure) }) > 0x1p60 {
      throw InvalidInstance("the objective can exceed 2^60: weights are too large for the times")
    }
    if description.plan.isEmpty, objective.joined().contains(where: { $0.measure == .deviation }) {
      throw InvalidInstance("deviation is measured from a plan, and there is none")
    }
  }

  /// No value of a measure is larger.
  private func scale(of measure: GeneralSchedule.Measure) -> Double {
    let weights = jobs.reduce(0.0) { $0 + Double($1.weight) }
    let limit = Double(Self.limit)
    switch measure {
    case .makespan, .maximumLateness, .maximumTardiness: return 2 * limit
    case .totalCompletion, .totalFlow, .tardiness, .earliness: return 2 * limit * weights
    case .tardyJobs: return weights
    case .setupTime, .deviation: return limit * Double(tasks.count + 1)
    case .resourceCost:
      return tasks.reduce(0.0) { total, task in
        total
          + task.modes.reduce(0.0) { most, mode in
            max(
              most,
              mode.demands.reduce(0.0) { sum, demand in
                sum + Double(resources[demand.resource].cost) * Double(abs(demand.amount))
                  * Double(max(1, mode.duration))
              })
          }
      }
    }
  }

  func checkPlan() throws(InvalidInstance) {
    let plan = description.plan
    guard plan.isEmpty || plan.count == tasks.count else {
      throw InvalidInstance("the plan is of \(counted(plan.count, "task")), and there are \(tasks.count)")
    }
    for (task, placement) in zip(tasks, plan) {
      guard let placement else { continue }
      guard task.modes.indices.contains(placement.mode) else {
        throw InvalidInstance("the plan has \(task.name) in mode \(placement.mode), of \(task.modes.count)")
      }
      guard (0...Self.limit).contains(placement.start), (placement.start...Self.limit).contains(placement.end) else {
        throw InvalidInstance("the plan has \(task.name) from \(placement.start) to \(placement.end)")
      }
    }
  }
}
