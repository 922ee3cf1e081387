import Solving

extension GeneralSchedule {
  /// What the plan has started is frozen where it is; nothing else starts before the time. With stability, how far it is from
  /// the plan is the last level of the objective.
  public static func resumed(
    _ instance: Instance, at time: Int, plan: Solution, isStable: Bool
  ) throws(SolveOptionError) -> Replay<Instance, Solution>? {
    var description = instance.description
    let placements = plan.placements(in: instance)
    var started = 0
    for number in description.tasks.indices {
      if let placement = placements[number], placement.start < time {
        description.tasks[number].frozen = placement
        started += 1
      } else {
        description.tasks[number].earliestStart = max(description.tasks[number].earliestStart, time)
      }
    }
    description.plan = placements
    let measuresIt = description.objective.joined().contains { $0.measure == .deviation }
    if isStable, !measuresIt { description.objective.append([Term(.deviation)]) }
    let resumed: Instance
    do {
      resumed = try Instance(description)
    } catch {
      throw SolveOptionError.unfit("--from \(time)", reason: "the plan does not fit the instance: \(error)")
    }
    guard placements.isEmpty || placements.contains(where: { $0 != nil }) else {
      throw SolveOptionError.unfit("--from \(time)", reason: "the plan has none of the instance's tasks")
    }
    let unknown = zip(instance.tasks, placements).count { !$0.isOptional && $1 == nil }
    var report = ["\(started) of \(placements.count) tasks have started and stay"]
    if unknown > 0 { report.append("not in the plan: \(unknown) of them") }
    return Replay(instance: resumed, text: text(of: resumed), rest: Solution(placements), report: report)
  }

  /// The same with the names of the tasks.
  public static func completed(_ solution: Solution, of instance: Instance, shouldStop: () -> Bool) -> Solution {
    var named = solution
    for (number, task) in instance.tasks.enumerated() where named.tasks.indices.contains(number) {
      named.tasks[number]?.task = task.name
    }
    return named
  }
}

extension GeneralSchedule.Solution {
  /// By task of an instance, where this schedule has it: by name where it has names, else by place.
  fileprivate func placements(in instance: GeneralSchedule.Instance) -> [GeneralSchedule.Placement?] {
    var named: [String: GeneralSchedule.Placement] = [:]
    for placement in tasks { if let placement, let name = placement.task { named[name] = placement } }
    return instance.tasks.enumerated().map { number, task in
      let found = named.isEmpty ? (tasks.indices.contains(number) ? tasks[number] : nil) : named[task.name]
      guard var placement = found, task.modes.indices.contains(placement.mode) else { return nil }
      placement.task = nil
      return placement
    }
  }
}
