import Kernel
import Modeling
import Solving

/// Tasks are activities.
extension ScheduleFormulation {
  func fixing(_ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel) throws(ModelError) -> [Literal]
  {
    var orders = HeldOrders(schedule) { closure?.precedes($0, $1) ?? false }
    for (number, sequence) in schedule.sequences.enumerated() {
      let held = sequence.filter { !isFree[$0] }
      switch network.resources[number].kind {
      case .machine: orders.hold(sequence: held)
      case .renewable(let capacity):
        orders.hold(held, capacity: capacity) {
          network.mode(of: $0, in: schedule.schedule).demand(of: number)
        }
      }
    }
    var literals: [Literal] = []
    for (first, second) in orders.pairs {
      literals.append(try lowered.order(intervals[first], before: intervals[second]))
    }
    return literals
  }
}
