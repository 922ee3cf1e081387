import Basics
import Pictures

extension TaskAllocation {
  /// A panel for each task: for each ability a bar of what its entities have, an entity a segment, in the frame of what
  /// the task needs.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let panels = instance.tasks.enumerated().prefix(panelLimit).map { number, task in
      let team = solution.teams.indices.contains(number) ? solution.teams[number] : []
      let cost = team.reduce(0) { $0 + instance.cost(of: $1, at: number) }
      let state = team.isEmpty ? "value \(task.value), left" : "value \(task.value), cost \(cost)"
      return StackedBars.Panel(
        title: "task \(task.name): \(state)",
        bars: task.needs.enumerated().map { ability, need in
          StackedBars.Bar(
            name: "\(ability)", capacity: Double(need),
            segments: team.filter { instance.entities[$0].abilities[ability] > 0 }.map { entity in
              .init(
                amount: Double(instance.entities[entity].abilities[ability]), colour: entity,
                tooltip: "entity \(instance.entities[entity].name): \(instance.entities[entity].abilities[ability]), "
                  + "cost \(instance.cost(of: entity, at: number))")
            })
        })
    }
    let rows = stride(from: 0, to: panels.count, by: panelsInRow).map { first in
      Array(panels[first..<min(first + panelsInRow, panels.count)])
    }
    var chart = StackedBars(title: instance.name, rows: rows)
    let served = solution.teams.count { !$0.isEmpty }
    chart.subtitle =
      "\(served) of \(counted(instance.tasks.count, "task")) served by "
      + "\(solution.teams.joined().count) of \(instance.entities.count) entities; value \(solution.value)"
      + (panels.count < instance.tasks.count ? "; shown: the first \(panels.count) tasks" : "")
    return chart.svg()
  }

  private static let panelsInRow = 5

  /// More panels are not looked at.
  private static let panelLimit = 60
}
