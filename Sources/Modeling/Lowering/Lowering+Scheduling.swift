import Kernel

/// Intervals on resources become tasks.
extension LoweredModel {
  /// The interval as a task; the end of a fixed duration is its start plus a constant.
  func task(_ index: Int, demand: IntegerVariable) throws(ModelError) -> Task {
    let interval = data.intervals[index]
    return Task(
      start: try offsetVariable(for: interval.start), end: try offsetVariable(for: interval.end),
      duration: try variable(for: interval.duration), demand: demand,
      presence: interval.presence.map(literal) ?? .always)
  }

  /// An interval that may have no duration is on the machine only where it has one.
  func lowerNoOverlap(_ members: [Int]) throws(ModelError) {
    var tasks: [(interval: Int, task: Task)] = []
    for member in members {
      var task = try task(member, demand: solver.constant(1))
      if solver.store.upper(task.duration) == 0 { continue }
      if solver.store.lower(task.duration) == 0 {
        task.presence = conjunction(of: [task.presence, Literal(task.duration, atLeast: 1)])
      }
      tasks.append((member, task))
    }
    guard tasks.count > 1 else { return }
    solver.postDisjunctive(tasks.map(\.task))
    noteOrders(tasks)
  }

  /// Constant demands and capacities are strengthened, which also brings large quantities into range.
  func lowerCumulative(
    _ members: [Int], _ demands: [LinearForm], _ capacity: LinearForm
  ) throws(ModelError) {
    var demands = demands
    var capacity = capacity
    if let constant = capacity.fixedValue, constant >= 0, demands.allSatisfy({ ($0.fixedValue ?? -1) >= 0 }) {
      let (total, overflow) = demands.reduce((0, false)) { sum, demand in
        let (next, overflow) = sum.0.addingReportingOverflow(demand.constant)
        return (next, sum.1 || overflow)
      }
      if !overflow, total <= constant { return }
      let strong = CapacityStrengthening(demands: demands.map(\.constant), capacity: constant)
      for (i, demand) in strong.demands.enumerated() { demands[i].constant = demand }
      capacity.constant = strong.capacity
    }
    var tasks: [Task] = []
    var energy = 0
    for (member, demand) in zip(members, demands) {
      let task = try task(member, demand: try variable(for: demand))
      let (duration, height) = (solver.store.upper(task.duration), solver.store.upper(task.demand))
      if duration <= 0 || height <= 0 { continue }
      tasks.append(task)
      energy += Int(duration) * Int(height)
      guard energy < 1 << 61 else { throw .overflow("the energy of a cumulative") }
    }
    if !tasks.isEmpty { solver.postCumulative(tasks, capacity: try variable(for: capacity)) }
  }
}
