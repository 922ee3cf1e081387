import Modeling

/// Makes the model of an instance step by step.
struct ScheduleModelBuilder {
  let instance: GeneralSchedule.Instance
  let model: Model
  let horizon: Int
  var tasks: [ScheduleModel.TaskVariables] = []
  var orders: [ScheduleModel.OrderLiteral] = []
  var ranks: [IntVar] = []
  var values: [ScheduleModel.ExtraValue] = []
  /// By machine, who may be on it.
  var members: [[Member]]
  /// By machine, made when it is first asked for.
  var sequences: [Int: IntervalSequence] = [:]
  /// By job, its tasks.
  let jobMembers: [[Int]]
  /// Whether what is said of tasks, windows included, is said under names, for explanations.
  let isExplained: Bool
  private var constants: [Bool: BoolVar] = [:]

  /// A task in one of its modes on a machine.
  struct Member {
    let task: Int
    let mode: Int
    let interval: IntervalVar
    /// nil where it always takes place there.
    let presence: BoolVar?
  }

  init(_ instance: GeneralSchedule.Instance, isExplained: Bool = false) {
    self.instance = instance
    self.isExplained = isExplained
    horizon = instance.horizon
    model = Model(instance.name, horizon: horizon)
    members = Array(repeating: [], count: instance.resources.count)
    var lists = [[Int]](repeating: [], count: instance.jobs.count)
    for (number, task) in instance.tasks.enumerated() { if let job = task.job { lists[job].append(number) } }
    jobMembers = lists
  }

  /// A literal of a known truth.
  mutating func constant(_ truth: Bool) -> BoolVar {
    if let known = constants[truth] { return known }
    let made = BoolVar(variable: model.integer(truth ? 1...1 : 0...0), isNegated: false)
    constants[truth] = made
    return made
  }

  /// The negations of literals that are there, for clauses: nil is always true.
  func unless(_ premises: BoolVar?...) -> [BoolVar] { premises.compactMap { $0.map { !$0 } } }

  // MARK: Tasks

  /// What `body` posts has this name in explanations.
  func group<Made>(_ name: @autoclosure () -> String, _ body: () -> Made) -> Made {
    isExplained ? model.named(name(), body) : body()
  }

  mutating func addTasks() {
    let windows = instance.windows(horizon: horizon)
    for (number, task) in instance.tasks.enumerated() {
      tasks.append(variables(of: task, isExplained ? (0...horizon, 0...horizon) : windows[number]))
      if isExplained { addWindows(of: number) }
      for (mode, way) in tasks[number].modes.enumerated() {
        if let way { noteMember(number, mode, way) }
      }
    }
  }

  private mutating func variables(
    of task: GeneralSchedule.Task, _ window: (start: ClosedRange<Int>, end: ClosedRange<Int>)?
  ) -> ScheduleModel.TaskVariables {
    var made = ScheduleModel.TaskVariables()
    let ways = task.modes.enumerated().filter { number, mode in
      (task.frozen.map { $0.mode == number } ?? true) && instance.flaw(of: mode) == nil
    }
    made.modes = Array(repeating: nil, count: task.modes.count)
    made.presence = task.isOptional && task.frozen == nil ? model.boolean("\(task.name).present") : nil
    guard let window, !ways.isEmpty else {
      model.atLeastOne(of: made.presence.map { [!$0] } ?? [])
      return made
    }
    if ways.count == 1 {
      let (number, mode) = ways[0]
      let (interval, processing) = interval(of: task, mode, window, made.presence, task.name)
      made.main = interval
      made.modes[number] = .init(interval: interval, choice: made.presence, processing: processing)
      return made
    }
    let durations = ways.map(\.element.duration)
    let most = task.mayIdle || task.mayPause ? window.end.upperBound : durations.max() ?? 0
    let least = durations.min() ?? 0
    let main =
      least == most
      ? model.interval(
        start: window.start, duration: least, end: window.end, presence: made.presence, name: task.name)
      : model.interval(
        start: window.start, duration: model.integer(least...max(least, most)), end: window.end,
        presence: made.presence, name: task.name)
    made.main = main
    for (number, mode) in ways {
      let name = "\(task.name).\(mode.name ?? "\(number)")"
      let choice = model.boolean(name)
      let (interval, processing) = interval(of: task, mode, window, choice, name)
      made.modes[number] = .init(interval: interval, choice: choice, processing: processing)
    }
    group("\(task.name) runs in one of its modes") {
      model.alternative(main, of: made.modes.compactMap { $0?.interval })
    }
    return made
  }

  /// The time that a task holds its resources in a mode and, where that can be longer, its processing.
  private func interval(
    of task: GeneralSchedule.Task, _ mode: GeneralSchedule.Mode,
    _ window: (start: ClosedRange<Int>, end: ClosedRange<Int>), _ presence: BoolVar?, _ name: String
  ) -> (IntervalVar, processing: IntervalVar?) {
    let closures = mode.demands.filter { $0.timing == .whileRunning }.flatMap { instance.resources[$0.resource].breaks }
    let calendar = Model.Calendar.always.closed(during: closures)
    let pauses = task.mayPause && !closures.isEmpty && mode.duration > 0
    if !task.mayIdle {
      guard pauses else {
        let made = model.interval(
          start: window.start, duration: mode.duration, end: window.end, presence: presence, name: name)
        if !closures.isEmpty { breaks(task.name) { model.forbidExtent(of: made, during: closures) } }
        return (made, nil)
      }
      let made = breaks(task.name) {
        model.interval(
          work: mode.duration, calendar: calendar, start: window.start, end: window.end, presence: presence, name: name)
      }
      return (made, nil)
    }
    let length = model.integer(mode.duration...max(mode.duration, window.end.upperBound), "\(name).length")
    let made = model.interval(start: window.start, duration: length, end: window.end, presence: presence, name: name)
    if !pauses {
      if !closures.isEmpty {
        breaks(task.name) {
          model.forbidExtent(of: task.mayPause ? beginning(of: made, length, presence) : made, during: closures)
        }
      }
      return (made, nil)
    }
    return breaks(task.name) {
      let processing = model.interval(
        work: mode.duration, calendar: calendar, start: window.start, presence: presence, name: "\(name).processing")
      model.startAtStart(made, processing)
      model.endBeforeEnd(processing, made)
      return (made, processing)
    }
  }

  /// The first moment of what idles alone, where it lasts: no break may have it, whatever pauses later.
  private func beginning(of interval: IntervalVar, _ length: IntVar, _ presence: BoolVar?) -> IntervalVar {
    var lasts = model.reify(length >= 1)
    if let presence { lasts = model.all(of: [lasts, presence]) }
    return model.interval(
      start: interval.start, duration: LinearExpression(constant: 1), end: interval.start + 1, presence: lasts,
      name: "beginning")
  }

  /// What breaks of its resources ask of a task.
  private func breaks<Made>(_ task: String, _ body: () -> Made) -> Made {
    group("\(task) keeps to the breaks of its resources", body)
  }

  // MARK: Machines

  /// Puts a mode on its machines, unless it takes no time.
  private mutating func noteMember(_ task: Int, _ mode: Int, _ way: ScheduleModel.ModeVariables) {
    let content = instance.tasks[task].modes[mode]
    let machines = content.demands.map(\.resource).filter { instance.resources[$0].isMachine }
    if machines.isEmpty || content.duration == 0 && !instance.tasks[task].mayIdle { return }
    var interval = way.interval
    var presence = way.choice
    if content.duration == 0 {
      // It has a place there where it lasts.
      var lasts = model.reify(way.interval.end - way.interval.start >= 1)
      if let choice = way.choice { lasts = model.all(of: [lasts, choice]) }
      interval = model.interval(
        start: way.interval.start, duration: way.interval.duration, end: way.interval.end, presence: lasts,
        name: "\(instance.tasks[task].name).lasting")
      presence = lasts
    }
    for machine in machines {
      members[machine].append(Member(task: task, mode: mode, interval: interval, presence: presence))
    }
  }

  /// Who comes next on a machine.
  mutating func sequence(of machine: Int) -> IntervalSequence {
    if let known = sequences[machine] { return known }
    let made = model.sequence(of: members[machine].map(\.interval))
    sequences[machine] = made
    return made
  }
}

extension GeneralSchedule.Instance {
  /// A demand of the mode that is above all that there ever is; nil where there is none.
  func flaw(of mode: GeneralSchedule.Mode) -> GeneralSchedule.Demand? {
    mode.demands.first { demand in
      guard let capacity = resources[demand.resource].greatestCapacity else { return false }
      if case .consumable = resources[demand.resource].kind { return demand.amount > capacity }
      return demand.amount > capacity && mode.duration > 0
    }
  }
}
