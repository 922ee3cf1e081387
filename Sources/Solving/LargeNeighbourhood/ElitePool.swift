import Race

/// The schedules around which neighbourhoods are drawn: the best one and others that are nearly as good.
package struct ElitePool<Formulation: PartialOrderFormulation> {
  package struct Member {
    package let generator: NeighbourhoodGenerator
    package let solution: Formulation.Solution

    var schedule: Schedule { generator.schedule.schedule }
  }

  private let formulation: Formulation
  /// The best one first; no two of the same schedule.
  package private(set) var members: [Member] = []
  private var version = -1

  /// How much worse than the best schedule a member may be.
  private static var tolerance: Double { 0.01 }

  package init(_ formulation: Formulation) { self.formulation = formulation }

  /// Takes over what the scoreboard has that is good enough.
  package mutating func refresh(from scoreboard: Scoreboard<Formulation.Solution>) {
    let latest = scoreboard.eliteVersion
    if latest == version { return }
    version = latest
    let entries = scoreboard.elites
    guard let best = entries.first?.objective.first else { return }
    let worst = best + Int(Self.tolerance * Double(abs(best)))
    let known = members
    members.removeAll()
    for entry in entries where entry.objective.first <= worst {
      let schedule = formulation.schedule(of: entry.solution)
      if members.contains(where: { $0.schedule == schedule }) { continue }
      let generator =
        known.first { $0.schedule == schedule }?.generator
        ?? NeighbourhoodGenerator(TaskSchedule(formulation.shape, schedule))
      members.append(Member(generator: generator, solution: entry.solution))
    }
  }
}
