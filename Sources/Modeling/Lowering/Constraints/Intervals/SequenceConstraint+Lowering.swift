import Kernel
import Statements

extension SequenceConstraint: Lowerable {
  /// One Boolean a pair, besides its own.
  package var takesLong: Bool { true }

  /// Up to so many members: three of them make a clause.
  private static var mostClosed: Int { 40 }

  /// Literals of the order, as a path of those that are present; who is next after another comes after it.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    var tasks: [(interval: Int, task: Task)] = []
    for member in members { tasks.append((member, try model.task(member, demand: solver.constant(1)))) }
    let n = members.count
    for i in 0..<n {
      let others = members.indices.filter { $0 != i }
      exactlyOne([firsts[i]] + others.map { next($0, i) }, where: tasks[i].task, in: model, at: position)
      exactlyOne([lasts[i]] + others.map { next(i, $0) }, where: tasks[i].task, in: model, at: position)
    }
    for ends in [firsts, lasts] { AtMostOneConstraint(ends).lower(into: model, at: position) }
    var before = [Literal](repeating: Literal.always.negated, count: n * n)
    for j in 0..<n {
      for i in 0..<j {
        let orders = solver.postOrder(tasks[i].task, tasks[j].task, (0, 0))
        before[i * n + j] = orders.forward
        before[j * n + i] = orders.backward
      }
    }
    for i in 0..<n {
      for j in 0..<n where i != j {
        let isNext = model.literal(next(i, j))
        solver.add(clause: [isNext.negated, before[i * n + j]])
        if i > j { orderTogether(tasks[i].task, tasks[j].task, if: isNext, in: model) }
        if n > Self.mostClosed { continue }
        for k in 0..<n where k != i && k != j {
          solver.add(clause: [isNext.negated, before[i * n + k].negated, before[k * n + j].negated])
        }
      }
    }
    model.noteOrders(tasks)
  }

  private func exactlyOne(_ literals: [BoolVar], where task: Task, in model: LoweredModel, at position: Int) {
    AtMostOneConstraint(literals).lower(into: model, at: position)
    let literals = literals.map(model.literal)
    model.solver.add(clause: literals + [task.presence.negated])
    for literal in literals { model.solver.add(clause: [literal.negated, task.presence]) }
  }

  /// `second` stands before `first` in the list: without durations, it is not after it at the same time.
  private func orderTogether(_ first: Task, _ second: Task, if isNext: Literal, in model: LoweredModel) {
    let solver = model.solver
    var conditions = [isNext]
    for duration in [first.duration, second.duration] {
      if solver.store.lower(duration) > 0 { return }
      if solver.store.upper(duration) > 0 { conditions.append(Literal(duration, atMost: 0)) }
    }
    let gap = Int(second.start.offset) - Int(first.start.offset) - 1
    solver.postLinear(
      [(1, first.start.variable), (-1, second.start.variable)], atMost: gap, if: [model.conjunction(of: conditions)])
  }
}
