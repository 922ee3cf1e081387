import Race
import Scheduling
import Testing

/// A schedule written down by hand beside its instance.
struct CheckedShop {
  var builder = GeneralSchedule.Builder("shop")
  var placements: [GeneralSchedule.Placement?] = []

  typealias Resource = GeneralSchedule.Builder.ResourceNumber
  typealias Task = GeneralSchedule.Builder.TaskNumber

  /// A task of one mode, and where it is; nil where it is left out.
  @discardableResult
  mutating func task(
    _ name: String, _ extent: Range<Int>?, duration: Int? = nil, on machines: [Resource] = [],
    taking amounts: [(resource: Resource, amount: Int)] = [],
    changing levels: [(reservoir: Resource, amount: Int, timing: GeneralSchedule.Demand.Timing)] = [],
    job: GeneralSchedule.Builder.JobNumber? = nil, isOptional: Bool = false, mayIdle: Bool = false,
    mayPause: Bool = false
  ) -> Task {
    let task = builder.task(name, job: job, isOptional: isOptional, mayIdle: mayIdle, mayPause: mayPause)
    builder.mode(
      of: task, duration: duration ?? extent?.count ?? 1, on: machines, taking: amounts, changing: levels)
    placements.append(extent.map { .init(mode: 0, start: $0.lowerBound, end: $0.upperBound) })
    return task
  }

  mutating func move(_ task: Task, to extent: Range<Int>?, mode: Int = 0) {
    placements[task.number] = extent.map { .init(mode: mode, start: $0.lowerBound, end: $0.upperBound) }
  }

  /// The levels of the objective.
  func levels() throws -> [Int] {
    try GeneralSchedule.check(.init(placements), of: try builder.instance()).levels
  }

  /// The rule that is broken; nil for none.
  func flaw() throws -> String? {
    let instance = try builder.instance()
    do {
      _ = try GeneralSchedule.check(.init(placements), of: instance)
      return nil
    } catch {
      return error.description
    }
  }
}
