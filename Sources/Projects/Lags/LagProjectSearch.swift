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
    LagProjectRun.search(project, .none(activities: project.count), seed: seed, on: board)
  }
}
