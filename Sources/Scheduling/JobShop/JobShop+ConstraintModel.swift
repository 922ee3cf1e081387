import Kernel
import Modeling
import Solving

extension JobShop {
  /// The job shop as a constraint model: an interval for each operation, chains of precedences, machines without
  /// overlap, and the makespan after the last operation of each job.
  ///
  /// With heads and tails from the jobs and a horizon U that some schedule reaches, an operation lies in
  /// [head, U - tail).
  struct ConstraintModel: ConstraintFormulation {
    /// More pairs of operations on a machine than this take too much memory for ordering Booleans.
    static let pairLimit = 400_000

    let model: Model
    private let instance: Instance
    private let intervals: [[IntervalVar]]
    private let makespan: IntVar
    /// The intervals job by job.
    let tasks: [IntervalVar]
    let shape: TaskSchedule.Shape

    /// - Parameter horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
    init(_ instance: Instance, horizon: Int) {
      self.instance = instance
      model = Model(instance.name)
      var onMachine = [[IntervalVar]](repeating: [], count: instance.machineCount)
      var intervals: [[IntervalVar]] = []
      let makespan = model.integer(min(Bounds(of: instance).best, horizon)...horizon, "makespan")
      for (job, operations) in instance.jobs.enumerated() {
        var row: [IntervalVar] = []
        var head = 0
        var tail = operations.reduce(0) { $0 + $1.duration }
        for (position, operation) in operations.enumerated() {
          let interval = model.interval(
            start: head...max(head, horizon - tail), duration: operation.duration, name: "job \(job) step \(position)")
          if let previous = row.last { model.precede(previous, interval) }
          row.append(interval)
          onMachine[operation.machine].append(interval)
          head += operation.duration
          tail -= operation.duration
        }
        if let last = row.last { model.add(last.end <= makespan) }
        intervals.append(row)
      }
      for machine in onMachine where machine.count > 1 { model.noOverlap(machine) }
      model.minimize(makespan)
      self.makespan = makespan
      self.intervals = intervals
      tasks = Array(intervals.joined())
      shape = Self.shape(of: instance)
    }

    private static func shape(of instance: Instance) -> TaskSchedule.Shape {
      var users = [[Int]](repeating: [], count: instance.machineCount)
      var related: [[Int]] = []
      for operations in instance.jobs {
        for (position, operation) in operations.enumerated() {
          let task = related.count
          if operation.duration > 0 { users[operation.machine].append(task) }
          related.append((position > 0 ? [task - 1] : []) + (position + 1 < operations.count ? [task + 1] : []))
        }
      }
      return TaskSchedule.Shape(durations: instance.jobs.joined().map(\.duration), users: users, related: related)
    }

    /// Ordering Booleans for all pairs of each machine.
    static func pairCount(of instance: Instance) -> Int {
      var counts = [Int](repeating: 0, count: instance.machineCount)
      for operation in instance.jobs.joined() { counts[operation.machine] += 1 }
      return counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }

    static func isAffordable(_ instance: Instance) -> Bool { pairCount(of: instance) <= pairLimit }

    /// The orders are the decisions; with all of them made, everything starts as early as it can.
    func guide(_ lowered: LoweredModel) {
      lowered.solver.completeAtLowerBounds(intervals.joined().map { lowered.variable($0.start) })
      lowered.solver.completeAtLowerBounds([lowered.variable(makespan)])
    }

    func decode(_ values: [Int]) -> Solution {
      Solution(
        makespan: values[makespan.index], starts: intervals.map { row in row.map { values[$0.start.index] } })
    }

    /// Orders follow from starts, so only the model's own variables are named.
    func encode(_ solution: Solution) -> [Int]? {
      guard solution.starts.map(\.count) == intervals.map(\.count) else { return nil }
      var values = [Int](repeating: 0, count: model.data.variableCount)
      values[makespan.index] = solution.makespan
      for (row, starts) in zip(intervals, solution.starts) {
        for (interval, start) in zip(row, starts) { values[interval.start.index] = start }
      }
      return values
    }
  }
}
