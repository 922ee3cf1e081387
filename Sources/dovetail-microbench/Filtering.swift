import Basics
import Kernel

/// Searches with a limit of conflicts and says what each kind of propagator took a run.
func filteringSpeeds(of solver: Solver, conflicts: Int) -> [Speed] {
  var limits = SearchLimits()
  limits.conflicts = conflicts
  let (_, seconds) = timed { solver.search(limits: limits) }
  let search = Speed(what: "conflicts in all", count: solver.statistics.conflicts, seconds: seconds)
  return [search] + solver.workByKind.map { Speed(what: $0.kind, count: $0.work.runs, seconds: $0.work.time.inSeconds) }
}

private func measuringSolver() -> Solver {
  var options = SearchOptions()
  options.measuresPropagators = true
  return Solver(options: options)
}

/// Jobs on ten machines in random orders, with no more time than the busiest machine's work: the rules of
/// the disjunctive.
struct MachineFiltering: Benchmark {
  let taskCount: Int
  var name: String { "disjunctive, \(taskCount) tasks" }

  private static let machineCount = 10

  func run() -> [Speed] {
    let solver = measuringSolver()
    var random = RandomSource(seed: 12)
    var machines = [[(job: Int, step: Int, duration: Int32)]](repeating: [], count: Self.machineCount)
    for job in 0..<taskCount {
      for (step, machine) in Array(0..<Self.machineCount).shuffled(using: &random).enumerated() {
        machines[machine].append((job, step, Int32(1 + random.below(99))))
      }
    }
    let horizon = machines.map { $0.reduce(0) { $0 + $1.duration } }.max() ?? 0
    var jobs = [[Task?]](repeating: Array(repeating: nil, count: Self.machineCount), count: taskCount)
    for machine in machines {
      let tasks = machine.map { operation in
        let start = solver.makeVariable(lower: 0, upper: horizon - operation.duration)
        let task = solver.makeTask(start: start, duration: operation.duration)
        jobs[operation.job][operation.step] = task
        return task
      }
      solver.postDisjunctive(tasks)
    }
    for job in jobs.map({ $0.compactMap(\.self) }) {
      for (task, next) in zip(job, job.dropFirst()) {
        solver.addPrecedence(
          from: task.start.variable, to: next.start.variable, weight: solver.store.lower(task.duration))
      }
    }
    return filteringSpeeds(of: solver, conflicts: 20_000 / taskCount)
  }
}

/// Tasks in chains of three on one resource of capacity 20, with hardly more time than their energy needs: the rules of
/// the cumulative.
struct ResourceFiltering: Benchmark {
  let taskCount: Int
  var name: String { "cumulative, \(taskCount) tasks" }

  func run() -> [Speed] {
    let solver = measuringSolver()
    var random = RandomSource(seed: 13)
    let shapes = (0..<taskCount).map { _ in (duration: Int32(1 + random.below(10)), demand: Int32(1 + random.below(10)))
    }
    let energy = shapes.reduce(0) { $0 + Int($1.duration * $1.demand) }
    let horizon = max(40, Int32((energy + 19) / 20 * 101 / 100))
    let tasks = shapes.map { shape in
      let start = solver.makeVariable(lower: 0, upper: horizon - shape.duration)
      return solver.makeTask(start: start, duration: shape.duration, demand: shape.demand)
    }
    for next in 0..<taskCount where next % 3 > 0 {
      solver.addPrecedence(
        from: tasks[next - 1].start.variable, to: tasks[next].start.variable, weight: shapes[next - 1].duration)
    }
    solver.postCumulative(tasks, capacity: solver.constant(20))
    return filteringSpeeds(of: solver, conflicts: 3000)
  }
}
