import Solving

extension GeneralSchedule {
  /// A project, activities with the numbers from 1 that files give them; the makespan counts.
  public static func project(_ project: ResourceProject.Instance) throws(InvalidInstance) -> Instance {
    var builder = Builder(project.name)
    let resources = project.capacities.enumerated().map { number, capacity in
      builder.renewable("resource \(number + 1)", capacity: capacity)
    }
    let tasks = project.durations.enumerated().map { number, duration in
      let task = builder.task("\(number + 1)")
      let demands = zip(resources, project.demands[number]).filter { $0.1 > 0 }
      builder.mode(of: task, duration: duration, taking: demands.map { ($0.0, $0.1) })
      return task
    }
    for (activity, successors) in project.successors.enumerated() {
      for successor in successors { builder.after(tasks[activity], tasks[successor]) }
    }
    return try builder.instance()
  }
}
