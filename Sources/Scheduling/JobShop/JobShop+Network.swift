import Solving

/// Activities are operations, numbered job by job; resources are machines.
extension JobShop: ActivityProblem {
  static func network(of instance: Instance) -> ActivityNetwork {
    let activities = instance.jobs.enumerated().flatMap { job, operations in
      operations.enumerated().map { position, operation in
        Activity(
          name: "job \(job) step \(position)",
          modes: [
            Mode(duration: operation.duration, demands: [Demand(resource: operation.machine, amount: 1)])
          ])
      }
    }
    return ActivityNetwork(
      name: instance.name, activities: activities,
      resources: (0..<instance.machineCount).map { Resource(name: "machine \($0)", kind: .machine) },
      precedences: instance.precedences)
  }

  static func schedule(of solution: Solution, _ instance: Instance) -> Schedule {
    Schedule(starts: Array(solution.starts.joined()))
  }

  static func solution(from schedule: Schedule, _ instance: Instance) -> Solution {
    var nested: [[Int]] = []
    var makespan = 0
    var first = 0
    for operations in instance.jobs {
      let starts = Array(schedule.starts[first..<first + operations.count])
      if let start = starts.last, let operation = operations.last {
        makespan = max(makespan, start + operation.duration)
      }
      nested.append(starts)
      first += operations.count
    }
    return Solution(makespan: makespan, starts: nested)
  }
}

extension JobShop.Instance {
  /// Along each job.
  var precedences: [Precedence] {
    var links: [Precedence] = []
    links.reserveCapacity(operationCount)
    var first = 0
    for operations in jobs {
      for operation in first..<first + max(0, operations.count - 1) {
        links.append(Precedence(before: operation, after: operation + 1))
      }
      first += operations.count
    }
    return links
  }

  /// Of the jobs alone, by operation.
  var longestPaths: LongestPaths { LongestPaths(durations: jobs.joined().map(\.duration), precedences) }
}
