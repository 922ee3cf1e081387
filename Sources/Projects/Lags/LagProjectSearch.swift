import Basics

/// Searches for short schedules of a project with minimum and maximum lags: generation with unscheduling by many rules,
/// then again and again from the best order, perturbed, forwards and backwards, below what is known.
package struct LagProjectSearch: Sendable {
  /// Starts of all activities, and nothing more.
  package typealias Candidate = [Int]

  package let project: LagProject
  package let seed: UInt64

  package init(_ project: LagProject, seed: UInt64) {
    self.project = project
    self.seed = seed
  }

  /// Hands in better and better starts until it is told to stop; returns by itself only where nothing is left to find.
  package func run(on board: SearchBoard<[Int]>) {
    guard let windows = try? LagWindows(project) else { return board.prove(.max) }
    let direct = project.arcs.filter { $0.from != $0.to && $0.from != project.count && $0.to != project.count }
    let quick = LagProjectRun(project, windows, lags: direct, seed: seed, board)
    guard project.count <= LagFrame.closureLimit else { return quick.improve(for: .max) }
    quick.improve(for: 20)
    guard let closure = try? TemporalClosure(count: project.count, arcs: direct) else { return }
    var lags: [TemporalArc] = []
    for i in 0..<project.count {
      for j in 0..<project.count where i != j && closure.connects(i, j) {
        lags.append(TemporalArc(from: i, to: j, weight: closure[i, j]))
      }
    }
    let run = LagProjectRun(project, windows, lags: lags, seed: seed, board)
    run.adopt(quick.best)
    run.improve(for: .max)
  }
}
