import Modeling

/// How an operation with several ways is said.
enum Style: String {
  /// A main interval of variable duration and an alternative.
  case alternative
  /// A main interval, exactly one of the copies, and equations of starts and durations where a copy is present.
  case equations
  /// Copies only: precedences between all ways of an operation and all ways of the next.
  case copies
}

extension Instance {
  /// The model as a user writes it, without a thought for how it is solved.
  func model(_ style: Style) -> Model {
    switch self {
    case .shop(let shop): shop.model(style)
    case .project(let project): project.model
    }
  }
}

extension Project {
  var model: Model {
    let model = Model()
    let tasks = durations.map { model.interval(duration: $0) }
    for (task, after) in successors.enumerated() { for next in after { model.precede(tasks[task], tasks[next]) } }
    for (resource, capacity) in capacities.enumerated() {
      model.cumulative(tasks, demands: demands.map { $0[resource] }, capacity: capacity)
    }
    model.minimize(model.maximum(of: tasks.map(\.end)))
    return model
  }
}

extension Shop {
  func model(_ style: Style) -> Model {
    let model = Model()
    var users = [[IntervalVar]](repeating: [], count: machineCount)
    var ends: [LinearExpression] = []
    for job in jobs {
      var last: [IntervalVar] = []
      for ways in job {
        let current = operation(ways, style, model, &users)
        for before in last { for after in current { model.precede(before, after) } }
        last = current
      }
      ends += last.map(\.end)
    }
    for machine in users { model.noOverlap(machine) }
    model.minimize(model.maximum(of: ends))
    return model
  }

  /// What stands for the operation in precedences.
  private func operation(
    _ ways: [(machine: Int, duration: Int)], _ style: Style, _ model: Model, _ users: inout [[IntervalVar]]
  ) -> [IntervalVar] {
    if ways.count == 1 {
      let made = model.interval(duration: ways[0].duration)
      users[ways[0].machine].append(made)
      return [made]
    }
    let copies = ways.map { model.interval(duration: $0.duration, presence: model.boolean()) }
    for (way, copy) in zip(ways, copies) { users[way.machine].append(copy) }
    let durations = ways.map(\.duration)
    switch style {
    case .alternative:
      let main = model.interval(duration: model.integer(durations.min()!...durations.max()!))
      model.alternative(main, of: copies)
      return [main]
    case .equations:
      let duration = model.integer(durations.min()!...durations.max()!)
      let main = model.interval(duration: duration)
      model.exactlyOne(of: copies.compactMap(\.presence))
      for (way, copy) in zip(ways, copies) {
        model.add(copy.start == main.start, if: copy.presence!)
        model.add(duration == way.duration, if: copy.presence!)
      }
      return [main]
    case .copies:
      model.exactlyOne(of: copies.compactMap(\.presence))
      return copies
    }
  }
}
