import Kernel
import Statements

extension LoweredModel {
  /// The interval as a task; the end of a fixed duration is its start plus a constant.
  func task(_ index: Int, demand: IntegerVariable) throws(ModelError) -> Task {
    let interval = expanded.intervals[index]
    var task = Task(
      start: try offsetVariable(for: interval.start), end: try offsetVariable(for: interval.end),
      duration: try variable(for: interval.duration), demand: demand,
      presence: interval.presence.map(literal) ?? .always)
    task.number = Int32(index)
    return task
  }
}
