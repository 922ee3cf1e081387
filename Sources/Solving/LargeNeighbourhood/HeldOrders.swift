/// The pairs of a schedule's partial order that stay, gathered resource by resource.
package struct HeldOrders {
  private let schedule: TaskSchedule
  private let precedes: (Int, Int) -> Bool
  /// Who ends before whom starts.
  package private(set) var pairs: [(first: Int, second: Int)] = []
  /// Pairs that a resource other than a machine orders.
  private var isOrdered = Set<Int>()

  /// - Parameter precedes: which task comes before which anyway.
  package init(_ schedule: TaskSchedule, precedes: @escaping (Int, Int) -> Bool) {
    self.schedule = schedule
    self.precedes = precedes
  }

  /// On a machine, one after the other.
  package mutating func hold(sequence: [Int]) { pairs += zip(sequence, sequence.dropFirst()).map { ($0, $1) } }

  /// A partial order schedule by chaining: each unit of the capacity passes from one task that stays to the next, and
  /// whoever receives a unit starts after the one that gave it.
  ///
  /// Units are taken first from tasks that come before by precedence anyway, then from those that already give some, then
  /// from those that ended last, so that few orders are needed and they bind little.
  /// - Source: Policella, Cesta, Oddi, Smith 2007, "From precedence constraint posting to partial order schedules".
  package mutating func hold(_ sequence: [Int], capacity: Int, demand: (Int) -> Int) {
    // Who holds units that are free again, or not yet: in the order in which they were taken up. -1: nobody so far.
    var holders: [(task: Int, units: Int)] = [(-1, capacity)]
    for task in sequence {
      let needed = demand(task)
      var wanted = needed
      let ready = holders.indices.filter { place in
        let giver = holders[place].task
        return giver < 0 || schedule.end(of: giver) <= schedule.starts[task]
      }
      func rank(_ place: Int) -> (Int, Int) {
        let giver = holders[place].task
        if giver < 0 { return (0, 0) }
        if precedes(giver, task) { return (0, 1) }
        return (isOrdered.contains(pair(giver, task)) ? 1 : 2, -schedule.end(of: giver))
      }
      for place in ready.sorted(by: { rank($0) < rank($1) }) where wanted > 0 {
        let (giver, units) = holders[place]
        let taken = min(wanted, units)
        wanted -= taken
        holders[place].units -= taken
        guard giver >= 0, !precedes(giver, task), isOrdered.insert(pair(giver, task)).inserted else { continue }
        pairs.append((giver, task))
      }
      assert(wanted == 0, "a valid schedule has the units that each task needs")
      holders.removeAll { $0.units == 0 }
      holders.append((task, needed))
    }
  }

  private func pair(_ first: Int, _ second: Int) -> Int { first * schedule.shape.taskCount + second }
}
