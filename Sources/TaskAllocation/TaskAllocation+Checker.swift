import Basics
import Race

extension TaskAllocation {
  /// The independent checker: each entity at one task at most, no team that does not cover its task, and the value as
  /// claimed.
  ///
  /// - Returns: minus the value, since smaller is better everywhere.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: linear in what the teams' entities have of abilities.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    guard solution.teams.count == instance.tasks.count else {
      throw CheckFailure(
        "there are \(counted(solution.teams.count, "team")) for \(counted(instance.tasks.count, "task"))")
    }
    var home = [Int?](repeating: nil, count: instance.entities.count)
    var value = 0
    for (number, team) in solution.teams.enumerated() {
      let task = instance.tasks[number]
      var missing = task.needs
      for entity in team {
        guard instance.entities.indices.contains(entity) else { throw CheckFailure("there is no entity \(entity)") }
        if let other = home[entity] {
          throw CheckFailure(
            other == number
              ? "entity \(entity) is in the team of task \(number) twice"
              : "entity \(entity) is at task \(other) and at task \(number)")
        }
        home[entity] = number
        value -= instance.cost(of: entity, at: number)
        for (ability, amount) in instance.entities[entity].abilities.enumerated() { missing[ability] -= amount }
      }
      if let lacking = missing.firstIndex(where: { $0 > 0 }) {
        guard team.isEmpty else {
          throw CheckFailure(
            "the team of task \(number) has \(task.needs[lacking] - missing[lacking]) of ability \(lacking), and the "
              + "task needs \(task.needs[lacking])")
        }
      } else {
        value += task.value
      }
    }
    guard solution.value == value else {
      throw CheckFailure("the solution says value \(solution.value), but it is \(value)")
    }
    return Objective(-value)
  }
}
