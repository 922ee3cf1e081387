import Statements

/// Finds the tasks of a model: which intervals are ways to do one and the same thing, what they use, and which variables
/// are their times.
struct TaskRecognition {
  /// What a variable is: the time of an event, less an offset.
  struct Time: Hashable {
    let event: TaskNetwork.Event
    /// The mode in which it is so; nil for all.
    let mode: Int?
    /// variable = event + offset.
    let offset: Int
  }

  let data: ModelData
  var network = TaskNetwork()
  /// By variable.
  private(set) var times: [Int: Time] = [:]
  /// By interval: its task, and its mode where it is one of several.
  private(set) var places: [(task: Int, mode: Int?)?]

  /// nil where intervals belong together in ways that tasks do not have.
  init?(_ data: ModelData) {
    self.data = data
    places = Array(repeating: nil, count: data.intervals.count)
    guard let groups = IntervalGroups(data) else { return nil }
    for group in groups.sorted { addTask(group) }
    for interval in data.intervals.indices { noteTimes(of: interval) }
    noteTies()
    addResources()
    addCalendars()
    addWindows()
    addLags()
    addCost()
  }

  // MARK: Tasks

  private mutating func addTask(_ group: IntervalGroups.Group) {
    let task = network.tasks.count
    var modes = group.options.map { option in
      let range = data.range(of: data.intervals[option].duration)
      return TaskNetwork.Mode(
        interval: option, choice: data.intervals[option].presence, duration: max(0, range.lowerBound),
        longest: max(0, range.upperBound))
    }
    if let presence = group.presence {
      modes.append(TaskNetwork.Mode(interval: nil, choice: !presence, duration: 0, longest: 0))
    }
    network.tasks.append(TaskNetwork.Task(main: group.main, modes: modes))
    for (mode, option) in group.options.enumerated() {
      places[option] = (task, group.options.count > 1 ? mode : nil)
    }
    if let main = group.main { places[main] = (task, nil) }
  }

  // MARK: Times

  private mutating func noteTimes(of interval: Int) {
    guard let place = places[interval] else { return }
    for (form, isEnd) in [(data.intervals[interval].start, false), (data.intervals[interval].end, true)] {
      guard form.terms.count == 1, form.terms[0].coefficient == 1, times[form.terms[0].variable] == nil else {
        continue
      }
      times[form.terms[0].variable] = Time(
        event: TaskNetwork.Event(task: place.task, isEnd: isEnd), mode: place.mode, offset: -form.constant)
    }
  }

  /// Variables of the user's own that equal a time in each mode of a task are that time.
  private mutating func noteTies() {
    var modes: [Tie: Set<Int>] = [:]
    for case let equation as LinearConstraint in data.constraints where equation.comparison == .equal {
      guard let difference = DifferenceForm(equation.form) else { continue }
      // plus = minus - constant.
      for (known, free, shift) in [
        (difference.plus, difference.minus, difference.constant),
        (difference.minus, difference.plus, -difference.constant),
      ] {
        guard times[free] == nil, let time = times[known] else { continue }
        let task = network.tasks[time.event.task]
        guard isCovered(equation.conditions, by: time, task) else { continue }
        let tie = Tie(variable: free, event: time.event, offset: time.offset + shift)
        if let mode = time.mode { modes[tie, default: []].insert(mode) } else { modes[tie] = Set(task.modes.indices) }
      }
    }
    let found = modes.filter { tie, modes in
      network.tasks[tie.event.task].modes.indices.allSatisfy {
        modes.contains($0) || network.tasks[tie.event.task].modes[$0].isAbsence
      }
    }
    for tie in found.keys.sorted(by: { ($0.variable, $0.event.task) < ($1.variable, $1.event.task) })
    where times[tie.variable] == nil {
      times[tie.variable] = Time(event: tie.event, mode: nil, offset: tie.offset)
    }
  }

  private struct Tie: Hashable {
    let variable: Int
    let event: TaskNetwork.Event
    let offset: Int
  }

  /// Whether conditions ask for nothing but that the task runs in the mode of `time`.
  private func isCovered(_ conditions: [BoolVar], by time: Time, _ task: TaskNetwork.Task) -> Bool {
    guard let mode = time.mode, let choice = task.modes[mode].choice else { return conditions.isEmpty }
    return conditions.allSatisfy { Signed($0) == Signed(choice) }
  }

  // MARK: Resources

  private mutating func addResources() {
    for constraint in data.constraints {
      if let machine = constraint as? NoOverlapConstraint {
        addResource(
          TaskNetwork.Resource(isMachine: true, capacity: 1), machine.members,
          amounts: machine.members.map { _ in 1 })
      } else if let cumulative = constraint as? CumulativeConstraint {
        addResource(
          TaskNetwork.Resource(isMachine: false, capacity: data.range(of: cumulative.capacity).upperBound),
          cumulative.members, amounts: cumulative.demands.map { data.range(of: $0).lowerBound })
      } else if let machine = constraint as? TransitionConstraint {
        addMachine(machine.members, machine.kinds, TaskNetwork.Transitions(times: machine.times, scope: .all))
      } else if let machine = constraint as? DirectTransitionConstraint {
        addMachine(machine.members, machine.kinds, TaskNetwork.Transitions(times: machine.times, scope: .neighbours))
      } else if let state = constraint as? StateConstraint {
        addMachine(state.members, state.states, TaskNetwork.Transitions(times: state.times, scope: .states))
      }
    }
  }

  private mutating func addMachine(_ members: [Int], _ kinds: [Int], _ transitions: TaskNetwork.Transitions) {
    let isMachine = transitions.scope != .states
    let resource = TaskNetwork.Resource(
      isMachine: isMachine, capacity: isMachine ? 1 : max(1, members.count), transitions: transitions)
    addResource(resource, members, amounts: members.map { _ in 1 }, kinds)
  }

  private mutating func addResource(
    _ resource: TaskNetwork.Resource, _ members: [Int], amounts: [Int], _ kinds: [Int]? = nil
  ) {
    let number = network.resources.count
    network.resources.append(resource)
    for (position, member) in members.enumerated() where amounts[position] > 0 {
      guard let place = places[member] else { continue }
      for mode in network.tasks[place.task].modes.indices where place.mode == nil || place.mode == mode {
        let known = network.tasks[place.task].modes[mode]
        if known.isAbsence || known.uses.last?.resource == number { continue }
        if known.duration == 0, resource.transitions == nil { continue }
        network.tasks[place.task].modes[mode].uses.append(
          TaskNetwork.Use(resource: number, amount: amounts[position], kind: kinds?[position] ?? 0))
      }
    }
  }

  // MARK: Windows

  /// Bounds of variables, and of rows about one of them.
  private mutating func addWindows() {
    var bounds = zip(data.lower, data.upper).map { ($0, $1) }
    for case let row as LinearConstraint in data.constraints where row.form.terms.count == 1 {
      let (variable, coefficient) = (row.form.terms[0].variable, row.form.terms[0].coefficient)
      guard abs(coefficient) == 1, let time = times[variable],
        isCovered(row.conditions, by: time, network.tasks[time.event.task])
          || row.conditions.allSatisfy({ isPresence($0, of: time.event.task) })
      else { continue }
      let limit = -coefficient * row.form.constant
      if row.comparison == .equal || coefficient > 0 { bounds[variable].1 = min(bounds[variable].1, limit) }
      if row.comparison == .equal || coefficient < 0 { bounds[variable].0 = max(bounds[variable].0, limit) }
    }
    network.windows = network.tasks.map { task in
      task.modes.map { mode in
        var earliest = Int.min / 4
        var latest = Int.max / 4
        for interval in [task.main, mode.interval].compactMap({ $0 }) {
          if let start = data.intervals[interval].start.terms.first {
            earliest = max(earliest, bounds[start.variable].0)
            latest = min(latest, bounds[start.variable].1 + mode.longest)
          }
          if let end = data.intervals[interval].end.terms.first {
            let constant = data.intervals[interval].end.constant
            earliest = max(earliest, bounds[end.variable].0 + constant - mode.longest)
            latest = min(latest, bounds[end.variable].1 + constant)
          }
        }
        return earliest...max(earliest, latest)
      }
    }
  }

  /// Whether `b` is what makes an optional task take place.
  private func isPresence(_ b: BoolVar, of task: Int) -> Bool {
    network.tasks[task].modes.contains { $0.isAbsence && $0.choice.map { Signed(!$0) } == Signed(b) }
  }
}
