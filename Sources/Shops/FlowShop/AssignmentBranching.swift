import Basics

/// Branch and bound for the makespan of one factory whose jobs do not wait: the tour of the jobs is bound by the
/// cheapest assignment of a successor to every node, and a subtour of it is broken by forbidding each of its arcs in
/// turn, those before being kept.
///
/// - Source: Carpaneto, Toth 1980, "Some new branching and bounding criteria for the asymmetric travelling salesman
///   problem".
struct AssignmentBranching: ~Copyable {
  /// More jobs than this take too much memory, and have no chance.
  static let jobLimit = 1000

  private let board: SearchBoard<FlowShop.Order>
  private let nodes: Int
  private let assignment: Assignment
  /// The arcs kept: the successor that a node must have, or -1.
  private let kept: Buffer<Int>
  private var changes: Buffer<Change>
  private var best = Int.max
  private var isStopped = false
  private var visited = 0

  private struct Change { var index, cost: Int }

  init(_ shop: FlowShop, _ board: SearchBoard<FlowShop.Order>) {
    self.board = board
    nodes = shop.jobs + 1
    assignment = Assignment(nodes, shop.tourDistances())
    kept = Buffer(repeating: -1, count: nodes)
    changes = Buffer(capacity: 64)
  }

  /// Searches to the end, which proves what is best then, or until the board says stop.
  ///
  /// - Returns: the nodes visited.
  @discardableResult
  consuming func run() -> Int {
    if nodes < 3 { return 0 }
    best = board.best()
    for row in 0..<nodes {
      if board.shouldStop() { return visited }
      assignment.augment(row)
    }
    board.prove(assignment.cost)
    branch()
    if !isStopped { board.prove(best) }
    return visited
  }

  private mutating func branch() {
    visited += 1
    if board.shouldStop() { isStopped = true }
    best = min(best, board.best())
    if isStopped || assignment.cost >= best { return }
    let arcs = subtour()
    if arcs.isEmpty {
      best = assignment.cost
      board.offer([orderOfTour()], best)
      return
    }
    let saved = assignment.save()
    let mark = changes.count
    for (index, row) in arcs.enumerated() {
      let column = saved.columns[row]
      let entry = row * nodes + column
      let cost = assignment.costs[entry]
      assignment.costs[entry] = Assignment.forbidden
      assignment.release(row)
      assignment.augment(row)
      if assignment.cost < Assignment.forbidden { branch() }
      assignment.restore(saved)
      assignment.costs[entry] = cost
      if isStopped || index + 1 == arcs.count { break }
      keep(row, column)
    }
    for row in arcs where kept[row] == saved.columns[row] { kept[row] = -1 }
    while changes.count > mark {
      let change = changes.removeLast()
      assignment.costs[change.index] = change.cost
    }
  }

  /// Forbids every other arc out of the row and into the column.
  private mutating func keep(_ row: Int, _ column: Int) {
    kept[row] = column
    for other in 0..<nodes {
      if other != column { forbid(row * nodes + other) }
      if other != row { forbid(other * nodes + column) }
    }
  }

  private mutating func forbid(_ entry: Int) {
    if assignment.costs[entry] == Assignment.forbidden { return }
    changes.append(Change(index: entry, cost: assignment.costs[entry]))
    assignment.costs[entry] = Assignment.forbidden
  }

  /// The nodes of the subtour with the fewest arcs that are not kept, only those; none where the assignment is a tour.
  private func subtour() -> [Int] {
    var seen = [Bool](repeating: false, count: nodes)
    var best: [Int] = []
    for start in 0..<nodes where !seen[start] {
      var free: [Int] = []
      var node = start
      var length = 0
      repeat {
        seen[node] = true
        if kept[node] < 0 { free.append(node) }
        node = assignment.columns[node]
        length += 1
      } while node != start
      if length == nodes { return [] }
      if best.isEmpty || free.count < best.count { best = free }
    }
    return best
  }

  private func orderOfTour() -> [Int] {
    var order: [Int] = []
    var node = assignment.columns[nodes - 1]
    while node != nodes - 1 {
      order.append(node)
      node = assignment.columns[node]
    }
    return order
  }
}
