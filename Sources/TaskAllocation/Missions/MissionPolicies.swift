import Basics
import Solving

/// Tasks as they come: whoever is idle joins the greedy team that leaves most, and goes there for good.
public struct GreedyMissionPolicy: MissionPolicy {
  private var teams = MissionTeams(entities: 0)

  /// Nobody has a task at first.
  public init() {}

  public mutating func actions(_ view: MissionView) -> [MissionAction] {
    if teams.target.isEmpty { teams = MissionTeams(entities: view.entities.count) }
    teams.keep(view.tasks)
    for task in view.tasks {
      let team = teams.team(of: task.number)
      let cost = team.reduce(0) { $0 + view.entities[$1].cost * Mission.unit }
      if !team.isEmpty, task.value <= cost { teams.release(task.number) }
    }
    let isIdle = teams.target.map { $0 == nil }
    let waiting = view.tasks.filter { teams.team(of: $0.number).isEmpty }
    if let window = MissionWindow(view, waiting, stepCost: 1, isAvailable: { isIdle[$0] }) {
      let home = GreedyTeams(AllocationTable(window.instance)).assignment(.profit)
      for (entity, task) in home.enumerated() where task >= 0 { teams.send([entity], to: waiting[task].number) }
    }
    return teams.actions(view)
  }
}

/// The static problem of all open tasks, with what walking takes, solved anew whenever tasks come, go or decay.
public struct PlanMissionPolicy: MissionPolicy {
  private var teams = MissionTeams(entities: 0)
  private var seen: [Int] = []
  private let seed: UInt64
  private let rounds: Int
  private let stepCost: Int
  /// Plans made so far.
  public private(set) var plans = 0

  /// - Parameters:
  ///   - seed: of the annealing.
  ///   - rounds: annealings for each plan.
  ///   - stepCost: what a step of an entity counts, in thousandths.
  public init(seed: UInt64, rounds: Int = 3, stepCost: Int = 100) {
    self.seed = seed
    self.rounds = rounds
    self.stepCost = stepCost
  }

  public mutating func actions(_ view: MissionView) -> [MissionAction] {
    if teams.target.isEmpty { teams = MissionTeams(entities: view.entities.count) }
    // What decays is looked at anew every few steps.
    let state = view.tasks.map(\.number) + [view.rules.decayPercent > 0 ? view.step / 5 : 0]
    if state != seen {
      seen = state
      plan(view)
    }
    return teams.actions(view)
  }

  private mutating func plan(_ view: MissionView) {
    plans += 1
    // Teams that are on their way stay in the plan where nothing better is found.
    let before = view.tasks.map { teams.team(of: $0.number) }
    teams = MissionTeams(entities: view.entities.count)
    guard let window = MissionWindow(view, view.tasks, stepCost: stepCost, isAvailable: { _ in true }) else { return }
    let table = AllocationTable(window.instance)
    var start = [Int](repeating: -1, count: view.entities.count)
    for (task, team) in before.enumerated() { for entity in team { start[entity] = task } }
    let greedy = GreedyTeams(table)
    start = greedy.completed(start)
    var best =
      [start, greedy.assignment(.profit), greedy.assignment(.costPerValue)].max {
        table.worth(of: $0) < table.worth(of: $1)
      } ?? start
    let scale = AnnealingScale(table, best) { false }
    var search = TeamAnnealing(table, scale, seed: seed &+ UInt64(plans))
    for round in 0..<rounds {
      search.begin(round == 0 ? scale.paying : Set(best.filter { $0 >= 0 }).sorted(), from: best)
      search.run(steps: Self.steps * table.entityCount, from: round == 0 ? 1 : 0.4, to: 0.04) { false }
      if let found = search.bestAssignment, table.worth(of: found) > table.worth(of: best) { best = found }
      search.adapt()
    }
    for (entity, task) in best.enumerated() where task >= 0 { teams.send([entity], to: view.tasks[task].number) }
  }

  private static let steps = 1500
}
