import Kernel
import Statements

extension TransitionConstraint: Lowerable {
  /// One Boolean a pair.
  package var takesLong: Bool { true }

  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    var tasks: [(interval: Int, task: Task)] = []
    for member in members { tasks.append((member, try model.task(member, demand: model.solver.constant(1)))) }
    model.solver.postDisjunctive(tasks.map(\.task)) { time(from: $0, to: $1).map(Int32.init) }
    model.noteOrders(tasks)
  }
}
