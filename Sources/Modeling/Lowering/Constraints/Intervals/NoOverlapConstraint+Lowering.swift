import Kernel
import Statements

extension NoOverlapConstraint: Lowerable {
  /// One Boolean a pair.
  package var takesLong: Bool { true }

  /// An interval that may have no duration is on the machine only where it has one.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    var tasks: [(interval: Int, task: Task)] = []
    for member in members {
      var task = try model.task(member, demand: solver.constant(1))
      if solver.store.upper(task.duration) == 0 { continue }
      if solver.store.lower(task.duration) == 0 {
        task.presence = model.conjunction(of: [task.presence, Literal(task.duration, atLeast: 1)])
      }
      tasks.append((member, task))
    }
    guard tasks.count > 1 else { return }
    solver.postDisjunctive(tasks.map(\.task))
    model.noteOrders(tasks)
  }
}
