import Statements

/// Values of all variables of a model from starts and modes of its tasks.
struct ScheduleCompletion {
  private let data: ModelData
  private let network: TaskNetwork
  /// With nothing known but what the model says.
  private let empty: HintCompletion
  /// By task, whether its times and its presence follow from those of others.
  private let isDerived: [Bool]

  init(_ data: ModelData, _ network: TaskNetwork) {
    self.data = data
    self.network = network
    var derived = Set<Int>()
    for case let span as SpanConstraint in data.constraints { derived.insert(span.whole) }
    isDerived = network.tasks.map { task in
      task.modes.contains { $0.interval.map(derived.contains) ?? false } && task.modes.count { !$0.isAbsence } == 1
    }
    empty = HintCompletion(data)
  }

  /// nil where they and what follows from them are no solution.
  func values(_ schedule: Schedule) -> [Int]? {
    var completion = empty
    for (position, (task, mode)) in zip(network.tasks, schedule.modes).enumerated() where !isDerived[position] {
      for (number, way) in task.modes.enumerated() {
        guard let choice = way.choice else { continue }
        completion.set(choice.variable.index, (number == mode) != choice.isNegated ? 1 : 0)
      }
    }
    for (number, task) in network.tasks.enumerated() where !isDerived[number] {
      let mode = task.modes[schedule.modes[number]]
      guard let interval = mode.interval else { continue }
      for known in [interval, task.main ?? interval] {
        set(data.intervals[known].start, to: schedule.starts[number], &completion)
        // Where it pauses, its end and its duration follow from its start.
        if mode.calendar?.pauses != true { set(data.intervals[known].duration, to: mode.duration, &completion) }
      }
    }
    completion.setDefaults()
    return data.violation(of: completion.values) == nil ? completion.values : nil
  }

  private func set(_ form: LinearForm, to value: Int, _ completion: inout HintCompletion) {
    guard form.terms.count == 1, form.terms[0].coefficient == 1 else { return }
    completion.set(form.terms[0].variable, value - form.constant)
  }
}

extension RegularCost {
  /// What a schedule costs, as far as the recognised structure tells.
  func value(_ network: TaskNetwork, _ schedule: Schedule) -> Int {
    var total = constant
    for piece in pieces {
      var reach = piece.floor
      for term in piece.terms {
        let (task, mode) = (term.event.task, schedule.modes[term.event.task])
        let way = network.tasks[task].modes[mode]
        if way.isAbsence || (term.mode ?? mode) != mode { continue }
        let time = term.event.isEnd ? way.end(from: schedule.starts[task]) : schedule.starts[task]
        reach = max(reach, time + term.offset)
      }
      total += piece.weight * reach
    }
    for (task, mode) in schedule.modes.enumerated() { total += network.tasks[task].modes[mode].cost }
    return total
  }
}
