import Basics

/// Proves bounds of a project with reservoirs, as `LagProjectBounds` does; besides, an event waits until what fills a
/// reservoir can have come, and who fills it in time is decided with the orders.
package struct ReservoirProjectBounds: Sendable {
  package let project: ReservoirProject

  package init(_ project: ReservoirProject) { self.project = project }

  /// Proves what it can until it is told to stop or nothing is left to prove, `Int.max` where there is no schedule at
  /// all, and hands in schedules that its trees find on the way.
  package func run(on board: SearchBoard<[Int]>) {
    OrderProof(project: project.project, reservoirs: project.reservoirs).run(on: board)
  }
}
