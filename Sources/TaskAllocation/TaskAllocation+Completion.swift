import Basics
import Solving

extension TaskAllocation {
  /// The entities of the given teams stay where they are as far as they can; teams that do not cover their tasks are
  /// completed from the free entities, and given up where that would cost more than the task pays. Free entities then
  /// serve further tasks.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [[Int]]?
    var isWhole = true
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "teams" else {
        try json.skipValue()
        continue
      }
      var teams: [[Int]] = []
      try json.beginArray("'teams'")
      while try json.nextElement() {
        if json.takeNull() {
          isWhole = false
          teams.append([])
        } else {
          let team = try PartialSolution.integers(&json, "an entity")
          isWhole = isWhole && !team.contains(nil)
          teams.append(team.compactMap(\.self))
        }
      }
      given = teams
    }
    guard let given else { return nil }
    // What is whole and breaks a rule is no part of a solution.
    let members = given.joined()
    if isWhole, given.count == instance.tasks.count,
      Set(members).count < members.count || !members.allSatisfy(instance.entities.indices.contains)
    {
      return nil
    }
    var remarks: [String] = []
    var assignment = [Int](repeating: -1, count: instance.entities.count)
    if given.count > instance.tasks.count { remarks.append("there are \(instance.tasks.count) tasks") }
    for (task, team) in given.prefix(instance.tasks.count).enumerated() {
      for entity in team {
        if !assignment.indices.contains(entity) {
          remarks.append("there is no entity \(entity)")
        } else if assignment[entity] >= 0 {
          remarks.append("entity \(entity) is there twice")
        } else {
          assignment[entity] = task
        }
      }
    }
    let table = AllocationTable(instance)
    let solution = GreedyTeams(table).completed(assignment)
    let used = solution.indices.count { solution[$0] >= 0 && solution[$0] == assignment[$0] }
    for task in instance.tasks.indices where assignment.contains(task) && !solution.contains(task) {
      remarks.append("the team of task \(task) costs more than the task pays, or cannot cover it")
    }
    return CompletedStart(
      Solution(assignment: solution, of: instance), used: used, of: instance.entities.count, "entities",
      remarks: remarks)
  }
}
