import Solving

extension JobShop {
  typealias ConstraintModel = ScheduleFormulation<JobShop>
}

extension ScheduleFormulation<JobShop> {
  /// More pairs of operations on a machine than this take too much memory for ordering Booleans.
  static var pairLimit: Int { 400_000 }

  /// - Parameters:
  ///   - horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
  ///   - unit: what a unit of the instance's time counts in the objective.
  init(_ instance: JobShop.Instance, horizon: Int, unit: Int = 1) {
    self.init(instance, bound: JobShop.Bounds(of: instance).best, horizon: horizon, unit: unit)
  }

  /// Ordering Booleans for all pairs of each machine.
  static func pairCount(of instance: JobShop.Instance) -> Int {
    var counts = [Int](repeating: 0, count: instance.machineCount)
    for operation in instance.jobs.joined() { counts[operation.machine] += 1 }
    return counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
  }

  static func isAffordable(_ instance: JobShop.Instance) -> Bool { pairCount(of: instance) <= pairLimit }
}
