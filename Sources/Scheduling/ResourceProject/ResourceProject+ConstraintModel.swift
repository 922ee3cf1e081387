import Solving

extension ResourceProject {
  typealias ConstraintModel = ScheduleFormulation<ResourceProject>
}

extension ScheduleFormulation<ResourceProject> {
  /// With the project's cliques of activities that can never overlap, and pairs of such outside them.
  ///
  /// - Parameter horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
  init(_ instance: ResourceProject.Instance, horizon: Int) {
    let disjunctions = ResourceProject.Disjunctions(of: instance, instance.closure)
    var disjoint: [[Int]] = []
    var isOrdered = Set<Int>()
    for clique in disjunctions.cliques(limit: Self.cliqueLimit) where clique.count > 2 {
      disjoint.append(clique)
      for (place, first) in clique.enumerated() {
        for second in clique[(place + 1)...] { isOrdered.insert(first * instance.activityCount + second) }
      }
    }
    for (first, second) in disjunctions.incompatiblePairs.prefix(Self.pairLimit)
    where !isOrdered.contains(first * instance.activityCount + second) {
      disjoint.append([first, second])
    }
    self.init(instance, bound: instance.longestPaths.length, horizon: horizon, disjoint: disjoint)
  }

  private static var cliqueLimit: Int { 5 }
  private static var pairLimit: Int { 100_000 }
}
