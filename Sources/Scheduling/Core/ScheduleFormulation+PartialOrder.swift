import Kernel
import Modeling
import Solving

/// Tasks are activities.
extension ScheduleFormulation {
  func fixing(_ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel) throws(ModelError) -> [Literal]
  {
    var orders = HeldOrders(self, schedule, lowered)
    for (number, sequence) in schedule.sequences.enumerated() {
      let held = sequence.filter { !isFree[$0] }
      switch network.resources[number].kind {
      case .machine: try orders.hold(sequence: held)
      case .renewable(let capacity): try orders.hold(held, on: number, capacity)
      }
    }
    return orders.literals
  }
}

/// The literals of a partial order while they are gathered, resource by resource.
private struct HeldOrders<Source: ActivityProblem> {
  private let formulation: ScheduleFormulation<Source>
  private let schedule: TaskSchedule
  private let lowered: LoweredModel
  private(set) var literals: [Literal] = []
  /// Pairs that a literal of a renewable resource orders.
  private var isOrdered = Set<Int>()

  init(_ formulation: ScheduleFormulation<Source>, _ schedule: TaskSchedule, _ lowered: LoweredModel) {
    self.formulation = formulation
    self.schedule = schedule
    self.lowered = lowered
  }

  /// On a machine, one after the other.
  mutating func hold(sequence: [Int]) throws(ModelError) {
    for (first, second) in zip(sequence, sequence.dropFirst()) { try hold(first, before: second) }
  }

  /// A partial order schedule by chaining: each unit of the capacity passes from one activity that stays to the next,
  /// and whoever receives a unit starts after the one that gave it.
  ///
  /// Units are taken first from activities that come before by precedence anyway, then from those that already give
  /// some, then from those that ended last, so that few orders are needed and they bind little.
  /// - Source: Policella, Cesta, Oddi, Smith 2007, "From precedence constraint posting to partial order schedules".
  mutating func hold(_ sequence: [Int], on resource: Int, _ capacity: Int) throws(ModelError) {
    // Who holds units that are free again, or not yet: in the order in which they were taken up. -1: nobody so far.
    var holders: [(activity: Int, units: Int)] = [(-1, capacity)]
    for activity in sequence {
      let demand = formulation.network.mode(of: activity, in: schedule.schedule).demand(of: resource)
      var wanted = demand
      let ready = holders.indices.filter { place in
        let giver = holders[place].activity
        return giver < 0 || schedule.end(of: giver) <= schedule.starts[activity]
      }
      func rank(_ place: Int) -> (Int, Int) {
        let giver = holders[place].activity
        if giver < 0 { return (0, 0) }
        if precedes(giver, activity) { return (0, 1) }
        return (isOrdered.contains(pair(giver, activity)) ? 1 : 2, -schedule.end(of: giver))
      }
      for place in ready.sorted(by: { rank($0) < rank($1) }) where wanted > 0 {
        let (giver, units) = holders[place]
        let taken = min(wanted, units)
        wanted -= taken
        holders[place].units -= taken
        guard giver >= 0, !precedes(giver, activity), isOrdered.insert(pair(giver, activity)).inserted else { continue }
        try hold(giver, before: activity)
      }
      assert(wanted == 0, "a valid schedule has the units that each activity needs")
      holders.removeAll { $0.units == 0 }
      holders.append((activity, demand))
    }
  }

  private func pair(_ first: Int, _ second: Int) -> Int { first * schedule.shape.taskCount + second }

  private func precedes(_ first: Int, _ second: Int) -> Bool { formulation.closure?.precedes(first, second) ?? false }

  private mutating func hold(_ first: Int, before second: Int) throws(ModelError) {
    literals.append(try lowered.order(formulation.intervals[first], before: formulation.intervals[second]))
  }
}
