import Kernel
import Lowering
import Race
import Statements

/// Clause learning in a solver that was there before: only better solutions are assumed, so that all it learns holds for
/// whatever is asked next.
struct KeptStrategy: Strategy {
  let kept: KeptKernel
  let data: ModelData
  /// Conflicts of this run; nil for those that a solver of its age is worth.
  let conflictLimit: Int?
  let name = "kept clauses"

  /// Conflicts in a new solver, before the strategies that start afresh.
  private static let patience = 2_000

  func run(on scoreboard: Scoreboard<[Int]>) {
    do {
      try kept.use(for: data, until: { scoreboard.shouldStop }, work: { search($0, on: scoreboard) })
    } catch {
      scoreboard.report("\(error)", by: name)
    }
  }

  private func search(_ lowered: LoweredModel, on scoreboard: Scoreboard<[Int]>) {
    let solver = lowered.solver
    if let best = scoreboard.best { lowered.follow(best.solution) }
    let patience = Self.patience + solver.statistics.conflicts / 2
    let last = solver.statistics.conflicts + min(patience, conflictLimit ?? .max)
    var jump = 0
    while !scoreboard.shouldStop, solver.statistics.conflicts < last {
      let target = scoreboard.bestObjective
      if target < .max, lowered.objective == nil { return }
      let goal = target < .max ? goal(lowered, below: target, by: jump) : nil
      var limits = SearchLimits()
      limits.conflicts = last - solver.statistics.conflicts
      let monitor = KeptMonitor(scoreboard, target: target)
      switch solver.search(assumptions: goal.map { [$0] } ?? [], limits: limits, monitor: monitor) {
      case .solution:
        jump = max(1, 2 * jump)
        if !scoreboard.offer(lowered.values(), from: name), scoreboard.bestObjective >= target { return }
      case .infeasible:
        return scoreboard.proveNothingBetter(than: nil, by: name)
      case .refutedAssumptions:
        guard let goal, let objective = lowered.objective else { return }
        // No solution at all is that good, whatever else is known.
        solver.raiseAtRoot(goal.negated, because: .refutedGoal)
        guard solver.propagateRoot() else { return scoreboard.proveNothingBetter(than: nil, by: name) }
        scoreboard.prove(Objective(objective.cost(at: solver.store.lower(objective.variable))), by: name)
        if jump <= 1 { return }
        jump = 0
      case .limit: jump = 0
      }
    }
  }

  /// That the cost is better than the target by some units, within what is still possible.
  private func goal(_ lowered: LoweredModel, below target: Int, by jump: Int) -> Literal? {
    guard let objective = lowered.objective else { return nil }
    let better = objective.atMost(target - 1)
    if jump <= 1 { return better }
    let low = Int(lowered.solver.store.lower(objective.variable))
    let bound = -Int(better.bound) - jump + 1
    return low <= -Int(better.bound) ? Literal(objective.variable, atMost: Int32(max(low, bound))) : better
  }
}

/// Ends a search also where somebody else has found a better solution, so that the next one starts from there.
private final class KeptMonitor: SearchMonitor {
  private let scoreboard: Scoreboard<[Int]>
  private let target: Int

  init(_ scoreboard: Scoreboard<[Int]>, target: Int) {
    self.scoreboard = scoreboard
    self.target = target
  }

  var shouldStop: Bool { scoreboard.shouldStop || scoreboard.bestObjective < target }
  var hasNews: Bool { false }
  func visitRoot(_ solver: Solver) {}
}
