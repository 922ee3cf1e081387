import Basics

/// Bounds from below for a project with lags and reservoirs, up to the proof that a schedule is best or that there is
/// none.
struct OrderProof {
  /// Up to so many activities all longest paths are kept.
  private static let networkLimit = 600

  let project: LagProject
  let reservoirs: Reservoirs

  /// What the least objective is at most, where there is one: in a schedule that nothing can be moved ahead in, chains
  /// of lags, durations (twice, as events of reservoirs hang on both ends) and capacity steps lead from 0 to every
  /// start.
  private var ceiling: Int {
    let tails = project.tails.max() ?? 0
    return project.durations.reduce(project.capacities.lastTime + tails) { $0 + 2 * $1 }
      + project.arcs.reduce(0) { $0 + abs($1.weight) }
  }

  /// Proves what it can until it is told to stop or nothing is left to prove.
  func run(on board: SearchBoard<[Int]>) {
    guard let windows = try? LagWindows(project) else { return board.prove(.max) }
    var lower = max(windows.criticalPath, EnergyBound(project, windows).value)
    board.prove(lower)
    guard project.count <= Self.networkLimit, !board.shouldStop() else { return }
    guard let tree = try? OrderTree(project, reservoirs), tree.refutes(target: nil) == false else {
      return board.prove(.max)
    }
    raise(&lower, tree, shaving: false, board)
    raise(&lower, tree, shaving: true, board)
    guard lower <= ceiling else { return board.prove(.max) }
    decide(&lower, tree, board)
  }

  /// The least target that is not refuted at once, looked for in growing steps and then by halving.
  private func raise(_ lower: inout Int, _ tree: OrderTree, shaving: Bool, _ board: SearchBoard<[Int]>) {
    var step = 1
    var growing = true
    while step > 0, !board.shouldStop() {
      // What is known to be reached need not be tried.
      let target = min(lower + step - 1, board.best() - 1, ceiling)
      guard target >= lower else { return }
      if tree.refutes(target: target, shaving: shaving, shouldStop: board.shouldStop) {
        lower = target + 1
        board.prove(lower)
        if growing { step *= 2 }
      } else {
        growing = false
        step /= 2
      }
    }
  }

  /// Trees from above, below what is known, and from below, with more and more nodes.
  private func decide(_ lower: inout Int, _ tree: OrderTree, _ board: SearchBoard<[Int]>) {
    var limit = 200
    while !board.shouldStop() {
      let best = board.best()
      guard lower < best else { return }
      switch tree.search(target: best == .max ? nil : best - 1, nodes: limit, shouldStop: board.shouldStop) {
      case .refuted: return board.prove(best)
      case .found: handIn(tree.starts, board)
      case .unknown: break
      }
      switch tree.search(target: lower, nodes: limit, shouldStop: board.shouldStop) {
      case .refuted:
        lower += 1
        board.prove(lower)
        if lower > ceiling { return board.prove(.max) }
      case .found: handIn(tree.starts, board)
      case .unknown: limit += limit / 2
      }
    }
  }

  private func handIn(_ starts: [Int], _ board: SearchBoard<[Int]>) {
    precondition(project.isFeasible(starts) && reservoirs.hold(starts: starts, durations: project.durations))
    board.offer(starts, project.objective(starts))
  }
}
