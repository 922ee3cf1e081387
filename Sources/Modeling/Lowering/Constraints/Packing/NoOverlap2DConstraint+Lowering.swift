import Kernel
import Statements

extension NoOverlap2DConstraint: Lowerable {
  /// Four Booleans a pair.
  package var takesLong: Bool { true }

  /// Up to so many rectangles a pair has Booleans, which clauses can learn about.
  private static var mostOrdered: Int { 200 }

  /// A pair is a clause over four orders, each of which is a precedence arc where its literal is true; one that cannot
  /// be is false by its arc; of very many rectangles pairs are a propagator's. Each direction is a cumulative resource
  /// beside that, with the other one as demands.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    var boxes: [Box] = []
    for (x, y) in zip(xs, ys) {
      if let box = try model.box(x, y, emptiness) { boxes.append(box) }
    }
    if boxes.count > Self.mostOrdered {
      model.solver.postRectanglePairs(boxes.map { ($0.x, $0.y, $0.presence) })
    } else {
      var orders: [OrderedPair: Literal] = [:]
      for j in boxes.indices {
        for i in 0..<j { model.separate(boxes[i], boxes[j], &orders) }
      }
    }
    guard boxes.count > 2 else { return }
    let data = model.expanded
    try model.postEnergy(boxes.map { ($0.x, $0.y.duration, $0.presence) }, within: room(along: ys, in: data))
    try model.postEnergy(boxes.map { ($0.y, $0.x.duration, $0.presence) }, within: room(along: xs, in: data))
  }
}

/// A rectangle as two tasks and a literal that it is there.
private struct Box {
  var (xInterval, yInterval): (Int, Int)
  var x, y: Task
  var presence: Literal
}

private struct OrderedPair: Hashable {
  var first, second: Int
}

extension LoweredModel {
  /// nil for a rectangle that is never there.
  fileprivate func box(
    _ x: Int, _ y: Int, _ emptiness: NoOverlap2DConstraint.Emptiness
  ) throws(ModelError) -> Box? {
    let one = solver.constant(1)
    let (across, along) = (try task(x, demand: one), try task(y, demand: one))
    var conditions = [across.presence, along.presence]
    if emptiness == .nowhere {
      for duration in [across.duration, along.duration] {
        if solver.store.upper(duration) <= 0 { return nil }
        if solver.store.lower(duration) <= 0 { conditions.append(Literal(duration, atLeast: 1)) }
      }
    }
    if conditions.contains(where: { solver.store.isFalse($0) }) { return nil }
    var distinct: [Literal] = []
    for condition in conditions where !distinct.contains(condition) { distinct.append(condition) }
    let presence = conjunction(of: distinct)
    return Box(xInterval: x, yInterval: y, x: across, y: along, presence: presence)
  }

  /// One is left of, right of, below or above the other, where both are there.
  fileprivate func separate(_ a: Box, _ b: Box, _ orders: inout [OrderedPair: Literal]) {
    var ways: [Literal] = []
    for (first, second, pair) in [
      (a.x, b.x, OrderedPair(first: a.xInterval, second: b.xInterval)),
      (b.x, a.x, OrderedPair(first: b.xInterval, second: a.xInterval)),
      (a.y, b.y, OrderedPair(first: a.yInterval, second: b.yInterval)),
      (b.y, a.y, OrderedPair(first: b.yInterval, second: a.yInterval)),
    ] {
      if solver.store.lower(first.end) > solver.store.upper(second.start) { continue }
      if solver.store.upper(first.end) <= solver.store.lower(second.start) { return }
      if let known = orders[pair] {
        ways.append(known)
        continue
      }
      let isBefore = solver.makeBoolean()
      orders[pair] = isBefore
      solver.addPrecedence(
        from: first.end.variable, to: second.start.variable, weight: first.end.offset - second.start.offset,
        if: isBefore)
      ways.append(isBefore)
    }
    solver.add(clause: ways + [a.presence, b.presence].filter { $0 != .always }.map(\.negated))
  }

  /// Tasks whose demands are what they take up in the other direction, of which there is so much.
  fileprivate func postEnergy(
    _ parts: [(task: Task, height: IntegerVariable, presence: Literal)], within room: LinearForm?
  ) throws(ModelError) {
    guard let room, !solver.isInfeasible else { return }
    var tasks: [Task] = []
    var energy = 0
    let range = expanded.range(of: room)
    guard range.upperBound >= 0, range.upperBound <= Model.limit, range.lowerBound >= -Model.limit else { return }
    for part in parts {
      var task = part.task
      (task.demand, task.presence) = (part.height, part.presence)
      tasks.append(task)
      energy += max(0, Int(solver.store.upper(task.duration))) * max(0, Int(solver.store.upper(task.demand)))
      if energy >= 1 << 61 { return }
    }
    let first = tasks.map { Int(solver.store.lower($0.start)) }.min() ?? 0
    let last = tasks.map { Int(solver.store.upper($0.end)) }.max() ?? 0
    guard (last - first) * max(1, range.upperBound) < 1 << 61 else { return }
    solver.postCumulative(tasks, capacity: try variable(for: room))
  }
}
