import Kernel
import Modeling
import Solving

/// Tasks are activities.
extension ResourceProject.ConstraintModel: PartialOrderFormulation {
  func starts(of solution: ResourceProject.Solution) -> [Int] { solution.starts }

  /// A partial order schedule by chaining: each unit of a capacity passes from one activity that stays to the next, and
  /// whoever receives a unit starts after the one that gave it.
  ///
  /// Units are taken first from activities that come before by precedence anyway, then from those that already give
  /// some, then from those that ended last, so that few orders are needed and they bind little.
  /// - Source: Policella, Cesta, Oddi, Smith 2007, "From precedence constraint posting to partial order schedules".
  func fixing(_ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel) throws(ModelError) -> [Literal]
  {
    var orders: [Literal] = []
    var isOrdered = Set<Int>()
    for (resource, sequence) in schedule.sequences.enumerated() {
      // Who holds units that are free again, or not yet: in the order in which they were taken up. -1: nobody so far.
      var holders: [(activity: Int, units: Int)] = [(-1, instance.capacities[resource])]
      for activity in sequence where !isFree[activity] {
        var wanted = instance.demands[activity][resource]
        let ready = holders.indices.filter { place in
          let giver = holders[place].activity
          return giver < 0 || schedule.end(of: giver) <= schedule.starts[activity]
        }
        func rank(_ place: Int) -> (Int, Int) {
          let giver = holders[place].activity
          if giver < 0 { return (0, 0) }
          if closure.precedes(giver, activity) { return (0, 1) }
          return (isOrdered.contains(giver * shape.taskCount + activity) ? 1 : 2, -schedule.end(of: giver))
        }
        for place in ready.sorted(by: { rank($0) < rank($1) }) where wanted > 0 {
          let (giver, units) = holders[place]
          let taken = min(wanted, units)
          wanted -= taken
          holders[place].units -= taken
          guard giver >= 0, !closure.precedes(giver, activity),
            isOrdered.insert(giver * shape.taskCount + activity).inserted
          else { continue }
          orders.append(try lowered.order(intervals[giver], before: intervals[activity]))
        }
        assert(wanted == 0, "a valid schedule has the units that each activity needs")
        holders.removeAll { $0.units == 0 }
        holders.append((activity, instance.demands[activity][resource]))
      }
    }
    return orders
  }
}
