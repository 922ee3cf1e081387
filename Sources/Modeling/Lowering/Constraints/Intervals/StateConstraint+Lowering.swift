import Kernel
import Statements

extension StateConstraint: Lowerable {
  /// One Boolean a pair of different states.
  package var takesLong: Bool { true }

  /// Intervals of states that nobody shares are on a unary resource; otherwise it is about pairs.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    if Set(states).count == states.count {
      return try TransitionConstraint(members, kinds: states, times: times).lower(into: model, at: position)
    }
    var tasks: [(interval: Int, task: Task)] = []
    for member in members { tasks.append((member, try model.task(member, demand: model.solver.constant(1)))) }
    for second in members.indices {
      for first in 0..<second {
        guard let pair = separation(first, second) else { continue }
        model.solver.postOrder(
          tasks[first].task, tasks[second].task, (pair.forward.map(Int32.init), pair.backward.map(Int32.init)))
      }
    }
    model.noteOrders(tasks)
  }
}
