extension TaskAllocation {
  /// Which entities serve which task.
  public struct Solution: Sendable, Codable, Equatable {
    /// The values of the tasks that are covered, less what their entities cost.
    public var value: Int
    /// For each task the numbers of its entities, ascending; empty where it is left.
    public var teams: [[Int]]

    /// Teams and the value that they are said to have.
    public init(value: Int, teams: [[Int]]) {
      self.value = value
      self.teams = teams
    }

    /// Teams with the value that they have, where each of them covers its task or is empty.
    public init(_ teams: [[Int]], of instance: Instance) {
      var value = 0
      for (task, team) in teams.enumerated() {
        if !team.isEmpty || instance.tasks[task].needs.allSatisfy({ $0 == 0 }) { value += instance.tasks[task].value }
        for entity in team { value -= instance.cost(of: entity, at: task) }
      }
      self.init(value: value, teams: teams.map { $0.sorted() })
    }

    /// The same from the task of each entity, -1 where it has none.
    init(assignment: [Int], of instance: Instance) {
      var teams = [[Int]](repeating: [], count: instance.tasks.count)
      for (entity, task) in assignment.enumerated() where task >= 0 { teams[task].append(entity) }
      self.init(teams, of: instance)
    }
  }
}
