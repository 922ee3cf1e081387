import Kernel
import Modeling
import Solving

/// Tasks are operations, numbered job by job.
extension JobShop.ConstraintModel: PartialOrderFormulation {
  func starts(of solution: JobShop.Solution) -> [Int] { Array(solution.starts.joined()) }

  /// The sequence of each machine's operations that stay, one after the other.
  func fixing(_ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel) throws(ModelError) -> [Literal]
  {
    var orders: [Literal] = []
    for sequence in schedule.sequences {
      var last: Int?
      for task in sequence where !isFree[task] {
        if let last { orders.append(try lowered.order(tasks[last], before: tasks[task])) }
        last = task
      }
    }
    return orders
  }
}
