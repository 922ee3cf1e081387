import Basics

/// Proves bounds of a project with minimum and maximum lags: paths, work on resources, targets refuted by the orders
/// that they leave, and trees over these orders, which for small projects end with a proof.
///
/// - Source: destructive bounds of Klein, Scholl 1999, "Computing lower bounds by destructive improvement"; shaving of
///   Carlier, Pinson 1994, "Adjustment of heads and tails for the job-shop problem".
package struct LagProjectBounds: Sendable {
  package let project: LagProject

  package init(_ project: LagProject) { self.project = project }

  /// Proves what it can until it is told to stop or nothing is left to prove, `Int.max` where there is no schedule at
  /// all, and hands in schedules that its trees find on the way.
  package func run(on board: SearchBoard<[Int]>) {
    OrderProof(project: project, reservoirs: .none(activities: project.count)).run(on: board)
  }
}
