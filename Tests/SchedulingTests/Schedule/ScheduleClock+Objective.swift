import Scheduling

/// What the schedule is worth, measure by measure.
extension ScheduleClock {
  var levels: [Int] {
    description.objective.map { $0.reduce(0) { $0 + $1.weight * value(of: $1.measure) } }
  }

  private func value(of measure: Schedule.Measure) -> Int {
    var counted: [(job: Schedule.Job, end: Int)] = []
    for number in description.jobs.indices {
      let ends = present.filter { description.tasks[$0].job == number }.map { at($0).end }
      if let end = ends.max() { counted.append((description.jobs[number], end)) }
    }
    let late = counted.filter { $0.job.due != nil }.map { ($0.job.weight, $0.end - ($0.job.due ?? 0)) }
    switch measure {
    case .makespan: return present.map { at($0).end }.max() ?? 0
    case .totalCompletion: return counted.map { $0.job.weight * $0.end }.reduce(0, +)
    case .totalFlow: return counted.map { $0.job.weight * ($0.end - $0.job.release) }.reduce(0, +)
    case .tardiness: return late.filter { $0.1 > 0 }.map { $0.0 * $0.1 }.reduce(0, +)
    case .earliness: return late.filter { $0.1 < 0 }.map { -$0.0 * $0.1 }.reduce(0, +)
    case .tardyJobs: return late.filter { $0.1 > 0 }.map(\.0).reduce(0, +)
    case .maximumLateness: return late.map(\.1).max() ?? 0
    case .maximumTardiness: return late.map(\.1).reduce(0, max)
    case .setupTime:
      var total = 0
      for setups in description.setups {
        for machine in setups.machines {
          let sequence = sequence(machine)
          for place in sequence.indices.dropFirst() {
            guard let from = setups.kinds[sequence[place - 1]], let to = setups.kinds[sequence[place]] else { continue }
            total += setups.times[from][to] ?? 0
          }
        }
      }
      return total
    case .resourceCost:
      var total = 0
      for (number, resource) in description.resources.enumerated() {
        for task in present {
          guard let amount = amount(task, number) else { continue }
          if case .consumable = resource.kind {
            total += resource.cost * amount
          } else {
            total += resource.cost * amount * mode(task).duration
          }
        }
      }
      return total
    case .deviation:
      var total = 0
      for (task, planned) in description.plan.enumerated() {
        switch (placements[task], planned) {
        case (nil, nil): break
        case (let placement?, let planned?):
          total += abs(placement.start - planned.start)
          if placement.mode != planned.mode { total += 1 }
        default: total += 1
        }
      }
      return total
    }
  }
}
