import Modeling

extension ScheduleModelBuilder {
  /// - Returns: what the model's objective says of the instance's levels.
  mutating func addObjective() -> LevelScale {
    var levels: [LinearExpression] = []
    for level in instance.objective {
      var total = LinearExpression()
      for term in level where term.weight > 0 { total += term.weight * expression(of: term.measure) }
      levels.append(total)
    }
    let ranges = levels.map { model.range(of: $0) }
    if levels.count == 1 {
      minimize(levels[0])
      return LevelScale(factors: [1], least: [0])
    }
    // As many levels as fit: the rest is left to those who look at schedules themselves.
    var taken = 1
    var width = 1
    while taken < levels.count {
      let next = (1...taken).reduce(1) { factor, level in
        let range = ranges[level]
        let (product, overflow) = factor.multipliedReportingOverflow(by: range.upperBound - range.lowerBound + 1)
        return overflow ? .max / 4 : product
      }
      let first = ranges[0].upperBound - ranges[0].lowerBound + 1
      if next.multipliedReportingOverflow(by: first).overflow || next * first > Model.limit { break }
      width = next
      taken += 1
    }
    var factors: [Int] = []
    var total = LinearExpression()
    for level in 0..<taken {
      factors.append(width)
      total += width * (levels[level] - ranges[level].lowerBound)
      if level + 1 < taken { width /= ranges[level + 1].upperBound - ranges[level + 1].lowerBound + 1 }
    }
    minimize(total)
    return LevelScale(factors: factors, least: ranges.map(\.lowerBound))
  }

  /// An objective that is the same for all schedules is one all the same: the first schedule is optimal.
  private func minimize(_ total: LinearExpression) {
    let isConstant = LinearForm(total)?.terms.isEmpty ?? false
    model.minimize(isConstant ? total + model.integer(0...0) : total)
  }

  private mutating func expression(of measure: GeneralSchedule.Measure) -> LinearExpression {
    switch measure {
    case .makespan:
      let followed = followedTasks
      let last = instance.tasks.indices.filter { !followed[$0] }
      return largest(of: last, over: [LinearExpression(constant: 0)]) { $0 }
    case .totalCompletion: return sum { $0.weight * self.completion(of: $1) }
    case .totalFlow:
      return sum { $0.weight * (self.completion(of: $1) - $0.release * self.isDone($1)) }
    case .tardiness:
      return sum { job, number in
        guard let due = job.due else { return LinearExpression() }
        return job.weight
          * self.largest(of: self.members(of: number), over: [LinearExpression(constant: 0)]) { $0 - due }
      }
    case .earliness:
      return sum { job, number in job.due.map { job.weight * self.earliness(of: number, $0) } ?? LinearExpression() }
    case .tardyJobs:
      return sum { job, number in job.due.map { job.weight * self.isLate(number, $0) } ?? LinearExpression() }
    case .maximumTardiness: return largestLateness(over: [LinearExpression(constant: 0)])
    case .maximumLateness: return largestLateness(over: [])
    case .setupTime: return setupTime()
    case .resourceCost: return resourceCost()
    case .deviation: return deviation()
    }
  }

  private func sum(
    _ part: (GeneralSchedule.Job, Int) -> LinearExpression
  ) -> LinearExpression {
    var total = LinearExpression()
    for (number, job) in instance.jobs.enumerated() where job.weight > 0 { total += part(job, number) }
    return total
  }

  // MARK: Completion

  private func members(of job: Int) -> [Int] { jobMembers[job] }

  /// By task, whether one of its job that always takes place ends no earlier by a lag alone.
  private var followedTasks: [Bool] {
    var followed = [Bool](repeating: false, count: instance.tasks.count)
    for lag in instance.lags where lag.before.isEnd && (lag.minimum ?? -1) >= 0 && lag.after.task > lag.before.task {
      let (task, next) = (lag.before.task, lag.after.task)
      if instance.tasks[next].job == instance.tasks[task].job, tasks[next].presence == nil { followed[task] = true }
    }
    return followed
  }

  /// The largest of some numbers and a function of the ends of those of `tasks` that take place.
  private func largest(
    of members: [Int], over floor: [LinearExpression], _ part: (LinearExpression) -> LinearExpression
  ) -> LinearExpression {
    var operands = floor
    // Without a floor, one of them always takes place, and the largest is no less than the least of all.
    let least = members.compactMap { tasks[$0].main.map { model.range(of: part($0.end)).lowerBound } }.min() ?? 0
    let low = floor.isEmpty ? least : min(least, 0)
    for task in members {
      guard let main = tasks[task].main else { continue }
      guard let presence = tasks[task].presence else {
        operands.append(part(main.end))
        continue
      }
      // Where it is absent, it counts for no more than the least that any could.
      let value = part(main.end)
      let made = model.integer(low...max(low, model.range(of: value).upperBound))
      model.add(made.linearExpression == value, if: presence)
      model.add(made.linearExpression == low, if: !presence)
      operands.append(made.linearExpression)
    }
    if operands.isEmpty { return LinearExpression(constant: 0) }
    return operands.count == 1 ? operands[0] : model.maximum(of: operands).linearExpression
  }

  private func completion(of job: Int) -> LinearExpression {
    largest(of: members(of: job), over: hasCertainTask(job) ? [] : [LinearExpression(constant: 0)]) { $0 }
  }

  private func hasCertainTask(_ job: Int) -> Bool {
    members(of: job).contains { tasks[$0].presence == nil && tasks[$0].main != nil }
  }

  /// 1 where some task of the job takes place.
  private func isDone(_ job: Int) -> LinearExpression {
    if hasCertainTask(job) { return LinearExpression(constant: 1) }
    let presences = members(of: job).compactMap { tasks[$0].presence }
    return presences.isEmpty ? LinearExpression(constant: 0) : model.any(of: presences).linearExpression
  }

  private func earliness(of job: Int, _ due: Int) -> LinearExpression {
    let operands: [any LinearExpressible] = [0, due * isDone(job) - completion(of: job)]
    return model.maximum(of: operands).linearExpression
  }

  private func isLate(_ job: Int, _ due: Int) -> LinearExpression {
    let isLate = model.reify(completion(of: job) >= due + 1)
    guard due < 0, !hasCertainTask(job) else { return isLate.linearExpression }
    // A job without tasks would be late at its completion 0.
    let isDone = model.reify(isDone(job) >= 1)
    return model.all(of: [isLate, isDone]).linearExpression
  }

  private func largestLateness(over floor: [LinearExpression]) -> LinearExpression {
    var operands = floor
    var possible: [(isDone: LinearExpression, lateness: LinearExpression)] = []
    for (number, job) in instance.jobs.enumerated() {
      guard let due = job.due, members(of: number).contains(where: { tasks[$0].main != nil }) else { continue }
      let lateness = completion(of: number) - due
      if hasCertainTask(number) { operands.append(lateness) } else { possible.append((isDone(number), lateness)) }
    }
    guard !possible.isEmpty else {
      if operands.isEmpty { return LinearExpression(constant: 0) }
      return operands.count == 1 ? operands[0] : model.maximum(of: operands).linearExpression
    }
    // Where no job with a due date is done, it is 0; a job that is not done counts for less than any that is.
    let least = possible.map { model.range(of: $0.lateness).lowerBound }.min() ?? 0
    let low = min(0, least, operands.map { model.range(of: $0).lowerBound }.min() ?? 0) - 1
    for (isDone, lateness) in possible {
      let range = model.range(of: lateness)
      let made = model.integer(low...max(0, range.upperBound))
      let done = model.reify(isDone >= 1)
      model.add(made.linearExpression == lateness, if: done)
      model.add(made.linearExpression == low, if: !done)
      operands.append(made.linearExpression)
    }
    let largest = model.maximum(of: operands)
    let isAny = model.reify(largest >= low + 1)
    let made = model.integer(min(0, low)...max(0, model.range(of: largest.linearExpression).upperBound))
    model.add(made == largest, if: isAny)
    model.add(made == 0, if: !isAny)
    return made.linearExpression
  }

  // MARK: Costs

  private mutating func setupTime() -> LinearExpression {
    var total = LinearExpression()
    for setups in instance.setups {
      let free = setups.times.count
      let costs = setups.times.map { $0.map { $0 ?? 0 } + [0] } + [[Int](repeating: 0, count: free + 1)]
      for machine in setups.machines where members[machine].count > 1 {
        let kinds = members[machine].map { setups.kinds[$0.task] ?? free }
        total += model.cost(of: sequence(of: machine), costs, kinds: kinds)
      }
    }
    return total
  }

  private func resourceCost() -> LinearExpression {
    var total = LinearExpression()
    for (task, variables) in zip(instance.tasks, tasks) {
      for (mode, way) in zip(task.modes, variables.modes) {
        guard let way else { continue }
        let cost = instance.cost(of: mode)
        if cost == 0 { continue }
        if let choice = way.choice { total += cost * choice } else { total += cost }
      }
    }
    return total
  }

  private mutating func deviation() -> LinearExpression {
    var total = LinearExpression()
    for (number, placement) in instance.description.plan.enumerated() {
      let task = tasks[number]
      guard let placement else {
        // It was not in the plan.
        if let presence = task.presence { total += presence } else { total += 1 }
        continue
      }
      if let presence = task.presence { total += !presence }
      guard let main = task.main else { continue }
      if let planned = task.modes[placement.mode]?.choice {
        // Another mode, unless it is absent, which has been counted.
        total += !planned
        if let presence = task.presence { total -= !presence }
      } else if task.modes[placement.mode] == nil {
        if let presence = task.presence { total += presence } else { total += 1 }
      }
      let range = model.range(of: main.start - placement.start)
      let far = max(abs(range.lowerBound), abs(range.upperBound))
      let distance = model.integer(0...far)
      let conditions = task.presence.map { [$0] } ?? []
      model.add(main.start - placement.start <= distance, conditions: conditions)
      model.add(placement.start - main.start <= distance, conditions: conditions)
      let start = placement.start
      values.append(.init(variable: distance) { $0.tasks[number].map { abs($0.start - start) } ?? 0 })
      total += distance
    }
    return total
  }
}

extension GeneralSchedule.Instance {
  /// What the resources of a mode cost in all.
  func cost(of mode: GeneralSchedule.Mode) -> Int {
    mode.demands.reduce(0) { total, demand in
      let resource = resources[demand.resource]
      switch resource.kind {
      case .machine, .renewable: return total + resource.cost * demand.amount * mode.duration
      case .consumable: return total + resource.cost * demand.amount
      case .reservoir: return total
      }
    }
  }
}

extension Model {
  /// The least and the largest value over the bounds of variables.
  func range(of expression: LinearExpression) -> ClosedRange<Int> {
    guard let form = LinearForm(expression) else { return 0...0 }
    return data.range(of: form)
  }
}
