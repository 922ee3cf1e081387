import Modeling
import Solving

/// An instance in the words of a constraint model: an interval a task, optional ones for its modes, and what holds between
/// them; with the way from values to schedules and back.
struct ScheduleModel: Sendable {
  let data: ModelData
  /// What the objective of the model says of the levels of the instance's.
  let scale: LevelScale
  let tasks: [TaskVariables]
  private let orders: [OrderLiteral]
  private let ranks: [IntVar]
  private let values: [ExtraValue]
  private let instance: GeneralSchedule.Instance

  /// A task's part in the model.
  struct TaskVariables: Sendable {
    /// nil where its windows leave no place for it.
    var main: IntervalVar?
    /// nil where it always takes place.
    var presence: BoolVar?
    /// By mode; nil for a mode that cannot be.
    var modes: [ModeVariables?] = []
  }

  struct ModeVariables: Sendable {
    let interval: IntervalVar
    /// nil where it is the task's only one and the task always takes place.
    let choice: BoolVar?
    /// The processing of a task that may pause and idle: it begins with the interval, which may last longer.
    var processing: IntervalVar?
  }

  /// True where the first task is before the second one.
  struct OrderLiteral: Sendable {
    let literal: BoolVar
    let first: Int
    let second: Int
  }

  /// A variable that is a function of the schedule which no constraint says how to compute.
  struct ExtraValue: Sendable {
    let variable: IntVar
    let value: @Sendable (GeneralSchedule.Solution) -> Int
  }

  /// - Throws: where the model would be too large for the engines.
  init(_ instance: GeneralSchedule.Instance) throws {
    var builder = ScheduleModelBuilder(instance)
    builder.addTasks()
    builder.addResources()
    builder.addLags()
    builder.addConstraints()
    builder.forbidSwaps()
    scale = builder.addObjective()
    self.instance = instance
    tasks = builder.tasks
    orders = builder.orders
    ranks = builder.ranks
    values = builder.values
    data = try builder.model.validated()
  }

  /// Between values and schedules.
  var translation: ModelTranslation<GeneralSchedule.Solution> {
    ModelTranslation(decode: { decode($0) }, encode: { encode($0) })
  }

  func decode(_ values: [Int]) -> GeneralSchedule.Solution {
    GeneralSchedule.Solution(
      tasks.map { task in
        guard let main = task.main, task.presence.map({ data.holds($0, values) }) ?? true else { return nil }
        let mode = task.modes.firstIndex { $0.map { $0.choice.map { data.holds($0, values) } ?? true } ?? false }
        let interval = data.intervals[main.index]
        return GeneralSchedule.Placement(
          mode: mode ?? 0, start: interval.start.value(values), end: interval.end.value(values))
      })
  }

  /// nil where the model does not contain the schedule.
  func encode(_ solution: GeneralSchedule.Solution) -> [Int]? {
    guard solution.tasks.count == tasks.count else { return nil }
    var hinted = data
    hinted.hints = []
    func set(_ x: IntVar, _ value: Int) { hinted.hints.append(.init(variable: x.index, value: value)) }
    func set(_ b: BoolVar, _ truth: Bool) { set(b.variable, truth != b.isNegated ? 1 : 0) }
    func set(_ interval: IntervalVar, _ placement: GeneralSchedule.Placement) {
      let parts = data.intervals[interval.index]
      for (form, value) in [
        (parts.start, placement.start), (parts.duration, placement.end - placement.start), (parts.end, placement.end),
      ] where form.terms.count == 1 && form.terms[0].coefficient == 1 {
        hinted.hints.append(.init(variable: form.terms[0].variable, value: value - form.constant))
      }
    }
    for (task, placement) in zip(tasks, solution.tasks) {
      if let presence = task.presence { set(presence, placement != nil) }
      for (number, mode) in task.modes.enumerated() {
        if let choice = mode?.choice { set(choice, placement?.mode == number) }
      }
      guard let placement else { continue }
      guard let main = task.main, task.modes.indices.contains(placement.mode), let mode = task.modes[placement.mode]
      else { return nil }
      set(main, placement)
      if mode.interval.index != main.index { set(mode.interval, placement) }
      if let processing = mode.processing { set(processing.start, placement.start) }
    }
    for order in orders {
      guard let first = solution.tasks[order.first], let second = solution.tasks[order.second] else { continue }
      set(order.literal, (first.start, first.end) <= (second.start, second.end))
    }
    for extra in values { set(extra.variable, extra.value(solution)) }
    for (rank, value) in zip(ranks, HandoverRanks.ranks(of: solution, instance)) { set(rank, value) }
    return hinted.hintedAssignment()
  }
}
