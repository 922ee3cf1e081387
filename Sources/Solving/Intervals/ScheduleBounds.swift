import Race

/// Tells the scoreboard bounds of a makespan: the longest chain of tasks, and what resources must bear whatever the modes.
package struct ScheduleBounds<Solution: Sendable>: Strategy {
  package let name = "load bound"
  private let network: TaskNetwork

  package init(_ formulation: IntervalFormulation) { network = formulation.network }

  package func run(on scoreboard: Scoreboard<Solution>) {
    guard let cost = network.cost, let piece = cost.makespan else { return }
    // What is counted must be the end of something that is sure to take place.
    guard !network.tasks.contains(where: \.canBeAbsent), piece.terms.allSatisfy(\.event.isEnd) else { return }
    // What modes cost at least comes on top.
    let rest = network.tasks.reduce(cost.constant) { sum, task in sum + (task.modes.map(\.cost).min() ?? 0) }
    let paths = TaskPaths(network, ends: piece.ends)
    scoreboard.prove(Objective(rest + piece.weight * max(piece.floor, paths.length)), by: "path bound")
    if scoreboard.shouldStop { return }
    // Only better schedules are of interest: modes that none of these can have do not count, and what is shown of them is
    // that there is none below the bound.
    let known = scoreboard.bestObjective
    let limit = known == .max ? Int.max / 4 : (known - rest - 1) / piece.weight
    let target = known == .max ? 2 * max(1, paths.length) : limit + 1
    let stop = { scoreboard.shouldStop }
    guard let makespan = ModeLoads.bound(network, paths, limit: limit, target: target, until: stop) else { return }
    scoreboard.prove(Objective(min(known, rest + piece.weight * max(piece.floor, makespan))), by: name)
  }
}

extension RegularCost.Piece {
  /// By task: what counts behind its end, whatever its mode.
  fileprivate var ends: [Int: Int] {
    var ends: [Int: Int] = [:]
    for term in terms where term.mode == nil { ends[term.event.task] = max(ends[term.event.task] ?? .min, term.offset) }
    return ends
  }
}
