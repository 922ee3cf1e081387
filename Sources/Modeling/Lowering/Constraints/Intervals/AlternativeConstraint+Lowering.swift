import Kernel
import Statements

extension AlternativeConstraint: Lowerable {
  /// Presences are clauses; times are conditional precedences and a hull.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    let whole = try model.task(main, demand: solver.constant(1))
    var tasks: [Task] = []
    for option in options { tasks.append(try model.task(option, demand: solver.constant(1))) }
    solver.add(clause: tasks.map(\.presence) + [whole.presence.negated])
    for task in tasks { solver.add(clause: [task.presence.negated, whole.presence]) }
    let optional = options.compactMap { model.expanded.intervals[$0].presence }
    AtMostOneConstraint(optional).lower(into: model, at: position)
    // One that is always present excludes the others.
    if optional.count < options.count {
      for presence in optional { solver.add(clause: [model.literal(presence).negated]) }
      if optional.count + 1 < options.count { solver.add(clause: []) }
    }
    solver.postAlternative(whole, options: tasks)
  }
}
