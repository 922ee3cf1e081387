import Basics

/// Searches for short schedules of a project with reservoirs, as `LagProjectSearch` does.
///
/// An activity is placed where no level leaves its limits, then or later, and waits for others where a reservoir has
/// not yet got what it needs.
package struct ReservoirProjectSearch: Sendable {
  package let project: ReservoirProject
  package let seed: UInt64

  package init(_ project: ReservoirProject, seed: UInt64) {
    self.project = project
    self.seed = seed
  }

  /// Hands in better and better starts until it is told to stop; returns by itself only where nothing is left to find.
  package func run(on board: SearchBoard<[Int]>) {
    LagProjectRun.search(project.project, project.reservoirs, seed: seed, on: board)
  }
}
