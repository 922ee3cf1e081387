import Race
import Shops
import Solving

/// Tasks that each choose one machine and depend on nothing else.
struct ParallelCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let machines: ParallelMachines
  /// By task and machine, the quickest mode there; nil for none.
  private let modes: [[Int?]]

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.hasPlainResources, instance.hasNoWindows, instance.hasPlainTasks,
      instance.hasOnlyMachines, instance.constraints.isEmpty, instance.setups.isEmpty, instance.lags.isEmpty,
      instance.resources.count > 1, instance.tasks.count * instance.resources.count < 1 << 24,
      instance.tasks.allSatisfy({ $0.modes.allSatisfy { $0.demands.count == 1 } })
    else { return nil }
    let modes = instance.tasks.map { task in
      var quickest = [Int?](repeating: nil, count: instance.resources.count)
      for (number, mode) in task.modes.enumerated() {
        let machine = mode.demands[0].resource
        if let known = quickest[machine], task.modes[known].duration <= mode.duration { continue }
        quickest[machine] = number
      }
      return quickest
    }
    self.instance = instance
    self.modes = modes
    machines = ParallelMachines(
      jobCount: instance.tasks.count, machineCount: instance.resources.count,
      durations: zip(instance.tasks, modes).flatMap { task, row in row.map { $0.map { task.modes[$0].duration } } })
  }

  /// One task after the other on each machine.
  private func schedule(_ candidate: ParallelMachines.Candidate) -> GeneralSchedule.Solution {
    var ends = [Int](repeating: 0, count: instance.resources.count)
    return GeneralSchedule.Solution(
      candidate.machines.enumerated().map { task, machine in
        let mode = modes[task][machine] ?? 0
        let start = ends[machine]
        ends[machine] += instance.tasks[task].modes[mode].duration
        return GeneralSchedule.Placement(mode: mode, start: start, end: ends[machine])
      })
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> ParallelMachines.Candidate? {
    let placements = solution.tasks.compactMap(\.self)
    guard placements.count == instance.tasks.count else { return nil }
    return ParallelMachines.Candidate(
      machines: zip(instance.tasks, placements).map { $0.modes[$1.mode].demands[0].resource })
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("tabu search", { ParallelMachinesSearch(machines, seed: $0).run(on: $1) }),
      proof: ("relaxed loads", { ParallelMachinesBound(machines).run(on: $0) }))
  }
}
