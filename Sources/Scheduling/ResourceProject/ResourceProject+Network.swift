import Solving

/// Activities and resources are the project's own. What takes no time demands nothing.
extension ResourceProject: ActivityProblem {
  static func network(of instance: Instance) -> ActivityNetwork {
    let activities = instance.durations.enumerated().map { activity, duration in
      let demands = instance.demands[activity].enumerated().filter { $0.element > 0 && duration > 0 }
      return Activity(
        name: "activity \(activity + 1)",
        modes: [Mode(duration: duration, demands: demands.map { Demand(resource: $0.offset, amount: $0.element) })])
    }
    let resources = instance.capacities.enumerated().map { resource, capacity in
      Resource(name: "R\(resource + 1)", kind: .renewable(capacity: capacity))
    }
    return ActivityNetwork(
      name: instance.name, activities: activities, resources: resources, precedences: instance.precedences)
  }

  static func schedule(of solution: Solution, _ instance: Instance) -> Schedule { Schedule(starts: solution.starts) }

  static func solution(from schedule: Schedule, _ instance: Instance) -> Solution { Solution(starts: schedule.starts) }
}
