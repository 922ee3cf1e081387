import Basics
import Solving

extension GeneralSchedule.Generator {
  /// Activities, resources and precedences, without modes or lags.
  func plainProject() throws(InvalidInstance) -> ResourceProject.Instance {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.activityCount = jobs
    parameters.resourceCount = machines
    parameters.maximumDuration = max(1, min(1000, durations.upperBound))
    parameters.seed = seed
    return try ResourceProject.generate(parameters)
  }

  /// Each further mode takes longer and demands less; two supplies are enough for some choice of modes.
  func multiModeProject(_ name: String) throws(InvalidInstance) -> GeneralSchedule.Instance {
    let project = try plainProject()
    var description = try GeneralSchedule.project(project).description
    description.name = name
    var random = RandomSource(seed: seed)
    let supplies = [description.resources.count, description.resources.count + 1]
    var needs = [0, 0]
    for activity in description.tasks.indices where project.durations[activity] > 0 {
      let first = description.tasks[activity].modes[0]
      let chosen = random.below(choices)
      description.tasks[activity].modes = (0..<choices).map { mode in
        var demands = first.demands
        for place in demands.indices {
          demands[place].amount = max(1, demands[place].amount * (choices - mode) / choices)
        }
        for (place, supply) in supplies.enumerated() {
          let amount = random.within(0...10)
          if amount > 0 { demands.append(.init(supply, amount)) }
          if mode == chosen { needs[place] += amount }
        }
        return .init(duration: first.duration * (choices + mode) / choices + min(mode, 1), demands)
      }
    }
    for (place, need) in needs.enumerated() {
      // Enough for each mode alone, however few activities there are.
      description.resources.append(.init("supply \(place + 1)", .consumable(capacity: max(10, need + need / 20))))
    }
    return try GeneralSchedule.Instance(description)
  }

  /// Maximum lags that some schedule keeps: half of the activities have one that starts no later after them than there,
  /// with some room.
  func projectWithLags(_ name: String) throws(InvalidInstance) -> GeneralSchedule.Instance {
    let project = try plainProject()
    var description = try GeneralSchedule.project(project).description
    description.name = name
    var random = RandomSource(seed: seed)
    let starts = Self.schedule(project)
    for activity in project.durations.indices where project.durations[activity] > 0 {
      let later = project.durations.indices.filter {
        project.durations[$0] > 0 && $0 != activity && starts[$0] >= starts[activity]
      }
      guard !later.isEmpty, random.chance(50) else { continue }
      let other = later[random.below(later.count)]
      let room = random.within(0...project.durations[activity])
      description.lags.append(
        .init(
          .start(of: activity), .start(of: other), minimum: random.chance(50) ? 0 : nil,
          maximum: starts[other] - starts[activity] + room))
    }
    return try GeneralSchedule.Instance(description)
  }

  /// One activity after the other, each as early as resources and predecessors let it.
  static func schedule(_ project: ResourceProject.Instance) -> [Int] {
    var starts = [Int](repeating: 0, count: project.activityCount)
    var free = [[Int]](repeating: project.capacities, count: project.totalDuration + 1)
    for activity in project.topologicalOrder {
      let duration = project.durations[activity]
      var start = project.predecessors[activity].map { starts[$0] + project.durations[$0] }.max() ?? 0
      let demands = project.demands[activity]
      while (start..<start + duration).contains(where: { zip(free[$0], demands).contains { $0 < $1 } }) { start += 1 }
      for time in start..<start + duration {
        for (resource, demand) in demands.enumerated() { free[time][resource] -= demand }
      }
      starts[activity] = start
    }
    return starts
  }
}
