/// A project whose activities also fill and empty reservoirs.
///
/// - Source: Neumann, Schwindt 2003, "Project scheduling with inventory constraints"; Koné, Artigues, Lopez, Mongeau
///   2013, "Comparison of mixed integer linear programming models for the resource-constrained project scheduling
///   problem with consumption and production of resources".
package struct ReservoirProject: Sendable {
  /// Activities, renewable resources and lags.
  package let project: LagProject
  package let reservoirs: Reservoirs

  /// - Parameter reservoirs: with changes for each activity of the project.
  package init(_ project: LagProject, reservoirs: Reservoirs) {
    precondition(reservoirs.startChanges.count == project.count * reservoirs.count, "changes for each activity")
    self.project = project
    self.reservoirs = reservoirs
  }

  /// The largest end plus tail, 0 without activities.
  package func objective(_ starts: [Int]) -> Int { project.objective(starts) }

  /// Whether starts keep all lags, capacities and levels.
  package func isFeasible(_ starts: [Int]) -> Bool {
    project.isFeasible(starts) && reservoirs.hold(starts: starts, durations: project.durations)
  }
}
