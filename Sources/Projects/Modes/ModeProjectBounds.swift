import Basics

/// Proves lower bounds of a multi-mode project: targets between the longest path and the best known objective are refuted
/// by bisection, first by deletion of modes, then by trying out each mode that is left.
///
/// It ends by itself when nothing more is to be refuted this way; `Int.max` says that no schedule is feasible.
package struct ModeProjectBounds: Sendable {
  private let project: ModeProject

  package init(_ project: ModeProject) { self.project = project }

  package func run(on board: SearchBoard<ModeSchedule>) {
    guard let reduced = ModePreprocessing(project).project else { return board.prove(.max) }
    if reduced.activityCount == 0 { return board.prove(0) }
    let refutation = ModeRefutation(reduced, shouldStop: board.shouldStop)
    let horizon = reduced.horizon
    if refutation.refutes(horizon, .paths) { return board.prove(.max) }
    var bound = refutation.longestPath(within: horizon)
    board.prove(bound)
    for effort in ModeRefutation.Effort.allCases {
      var low = bound
      var high = min(horizon, board.best())
      // Targets below `low` are refuted; the rest is halved, first near the bound.
      var step = 1
      while low < high, !board.shouldStop() {
        let target = min(low + step - 1, (low + high - 1) / 2)
        if refutation.refutes(max(target, low), effort) {
          low = max(target, low) + 1
          step *= 2
          board.prove(low)
        } else {
          high = max(target, low)
          step = 1
        }
      }
      bound = max(bound, low)
    }
  }
}
