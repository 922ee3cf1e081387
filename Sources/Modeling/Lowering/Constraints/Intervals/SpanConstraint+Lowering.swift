import Kernel
import Statements

extension SpanConstraint: Lowerable {
  /// Presences are clauses, parts lie inside the whole by conditional precedences, and the whole inside their hull.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    let task = try model.task(whole, demand: solver.constant(1))
    var tasks: [Task] = []
    for part in parts { tasks.append(try model.task(part, demand: solver.constant(1))) }
    solver.add(clause: tasks.map(\.presence) + [task.presence.negated])
    for part in tasks { solver.add(clause: [part.presence.negated, task.presence]) }
    if !tasks.isEmpty { solver.postSpan(task, parts: tasks) }
  }
}
