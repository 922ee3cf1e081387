import Modeling

extension ScheduleModelBuilder {
  func addResources() {
    for (number, resource) in instance.resources.enumerated() {
      group(instance.words(ofResource: number)) {
        switch resource.kind {
        case .machine: addMachine(number)
        case .renewable(let capacity): addRenewable(number, capacity)
        case .consumable(let capacity): addConsumable(number, capacity)
        case .reservoir(let initial, let minimum, let maximum): addReservoir(number, initial, minimum, maximum)
        }
      }
    }
  }

  // MARK: Machines

  private func addMachine(_ machine: Int) {
    let users = members[machine]
    let intervals = users.map(\.interval)
    if users.count > 1 {
      if let setups = instance.setups.first(where: { $0.machines.contains(machine) }) {
        add(setups, users)
      } else {
        model.noOverlap(intervals)
      }
    }
    if instance.resources[machine].isNeverIdle, !users.isEmpty { group("never idle") { fill(machine) } }
  }

  private func add(_ setups: GeneralSchedule.Setups, _ users: [Member]) {
    // One more kind for those that need none.
    let free = setups.times.count
    let kinds = users.map { setups.kinds[$0.task] ?? free }
    var times = setups.times.map { $0 + [0] } + [[Int?](repeating: 0, count: free + 1)]
    if setups.scope == .neighbours {
      return model.noOverlap(users.map(\.interval), setups: times, kinds: kinds, isDirect: true)
    }
    for (row, first) in users.enumerated() {
      for (column, second) in users.enumerated() where row != column && times[kinds[row]][kinds[column]] == nil {
        if first.task != second.task { model.precede(second.interval, first.interval) }
      }
    }
    times = times.map { $0.map { $0 ?? 0 } }
    model.noOverlap(users.map(\.interval), setups: times, kinds: kinds)
  }

  /// From its first task to its last one, the machine's tasks and its breaks leave no time over: they last as long
  /// together as what spans the tasks.
  private func fill(_ machine: Int) {
    let users = members[machine]
    let isCertain = users.contains { $0.presence == nil }
    let presence = isCertain ? nil : model.boolean()
    let whole = model.interval(duration: model.integer(0...horizon), presence: presence)
    model.span(whole, users.map(\.interval))
    var parts: [IntervalVar] = users.map(\.interval)
    for stretch in instance.resources[machine].breaks where stretch.lowerBound < horizon {
      let isThere = model.boolean()
      let part = model.interval(
        start: stretch.lowerBound...stretch.upperBound, duration: model.integer(0...stretch.count),
        end: stretch.lowerBound...stretch.upperBound, presence: isThere)
      model.startBeforeStart(whole, part)
      model.endBeforeEnd(part, whole)
      if let presence { model.imply(isThere, presence) }
      parts.append(part)
    }
    if parts.count > users.count { model.noOverlap(parts) }
    var total = LinearExpression()
    for part in parts { total += lengthWherePresent(part) }
    let length = lengthWherePresent(whole)
    model.add(total == length)
  }

  /// Its duration, or 0 where it is absent.
  private func lengthWherePresent(_ interval: IntervalVar) -> LinearExpression {
    guard let presence = interval.presence else { return interval.duration }
    let made = model.integer(0...horizon)
    model.add(made.linearExpression == interval.duration, if: presence)
    model.add(made.linearExpression == 0, if: !presence)
    return made.linearExpression
  }

  // MARK: Other resources

  /// The users of a resource, in modes that hold it while they run.
  private func users(of resource: Int) -> [(way: ScheduleModel.ModeVariables, amount: Int, lasts: Bool)] {
    var found: [(way: ScheduleModel.ModeVariables, amount: Int, lasts: Bool)] = []
    for (task, variables) in zip(instance.tasks, tasks) {
      for (mode, way) in zip(task.modes, variables.modes) {
        guard let way,
          let demand = mode.demands.first(where: { $0.resource == resource && $0.timing == .whileRunning }),
          demand.amount > 0
        else { continue }
        found.append((way, demand.amount, mode.duration > 0 || task.mayIdle))
      }
    }
    return found
  }

  private func addRenewable(_ number: Int, _ capacity: Int) {
    let users = users(of: number).filter(\.lasts)
    if users.isEmpty { return }
    let resource = instance.resources[number]
    let intervals = users.map(\.way.interval)
    if resource.capacities.isEmpty {
      return model.cumulative(intervals, demands: users.map(\.amount), capacity: capacity)
    }
    // Nothing starts in a break, and what is held then may be.
    let most = resource.greatestCapacity ?? capacity
    var steps = resource.capacities.map { (time: $0.time, value: $0.capacity) }
    for stretch in resource.breaks {
      let before = steps.last { $0.time <= stretch.upperBound }?.value ?? capacity
      steps.removeAll { stretch.contains($0.time) || $0.time == stretch.upperBound }
      steps += [(stretch.lowerBound, most), (stretch.upperBound, before)]
      steps.sort { $0.time < $1.time }
    }
    model.cumulative(
      intervals, demands: users.map { $0.amount as any LinearExpressible },
      capacity: Model.StepFunction(capacity, then: steps))
  }

  private func addConsumable(_ number: Int, _ capacity: Int) {
    var total = LinearExpression()
    for user in users(of: number) {
      if let choice = user.way.choice { total += user.amount * choice } else { total += user.amount }
    }
    if !total.terms.isEmpty || total.constant > capacity { model.add(total <= capacity) }
  }

  private func addReservoir(_ number: Int, _ initial: Int, _ minimum: Int, _ maximum: Int?) {
    var events: [Model.Event] = []
    var most = initial
    for (task, variables) in zip(instance.tasks, tasks) {
      for (mode, way) in zip(task.modes, variables.modes) {
        guard let way else { continue }
        for demand in mode.demands where demand.resource == number && demand.amount != 0 {
          most += max(0, demand.amount)
          let time = demand.timing == .atEnd ? way.interval.end : way.interval.start.linearExpression
          events.append(Model.Event(time: time, amount: demand.amount, presence: way.choice))
        }
      }
    }
    if events.isEmpty { return }
    model.reservoir(events, level: minimum...max(minimum, maximum ?? most), initial: initial)
  }
}
