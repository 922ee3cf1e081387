extension FlowShop {
  /// Whether this is a candidate: one list a factory, and every job in one of them, once.
  package func isCandidate(_ order: Order) -> Bool {
    guard order.count == factories else { return false }
    var seen = [Bool](repeating: false, count: jobs)
    for job in order.joined() {
      guard seen.indices.contains(job), !seen[job] else { return false }
      seen[job] = true
    }
    return seen.allSatisfy { $0 }
  }

  /// The start of job j on machine i at `j * machines + i`, in the schedule where everything is as early as this order
  /// and the kind of shop allow.
  package func startTimes(of order: Order) -> [Int] {
    precondition(isCandidate(order), "an order has every job once")
    var starts = [Int](repeating: 0, count: jobs * machines)
    for line in order {
      switch kind {
      case .permutation: scheduleWaiting(line, &starts)
      case .noWait: scheduleWithoutWaiting(line, &starts)
      case .blocking: scheduleBlocking(line, &starts)
      case .noIdle: scheduleWithoutIdling(line, &starts)
      }
    }
    return starts
  }

  /// The objective of that schedule.
  package func objective(of order: Order) -> Int {
    let starts = startTimes(of: order)
    let costs = (0..<jobs).map { job in
      cost(job, completion: starts[job * machines + machines - 1] + duration(job, machines - 1))
    }
    return objective == .makespan ? costs.max() ?? 0 : costs.reduce(0, +)
  }

  private func scheduleWaiting(_ line: [Int], _ starts: inout [Int]) {
    for (place, job) in line.enumerated() {
      var arrival = 0
      for machine in 0..<machines {
        let index = job * machines + machine
        starts[index] = max(arrival, place == 0 ? 0 : free(machine, after: line[place - 1], before: job, starts))
        arrival = starts[index] + durations[index]
      }
    }
  }

  private func free(_ machine: Int, after job: Int, before next: Int, _ starts: [Int]) -> Int {
    starts[job * machines + machine] + duration(job, machine) + setup(machine, job, next)
  }

  private func scheduleWithoutWaiting(_ line: [Int], _ starts: inout [Int]) {
    for (place, job) in line.enumerated() {
      var start = 0
      var head = 0
      for machine in 0..<machines {
        if place > 0 { start = max(start, free(machine, after: line[place - 1], before: job, starts) - head) }
        head += duration(job, machine)
      }
      for machine in 0..<machines {
        starts[job * machines + machine] = start
        start += duration(job, machine)
      }
    }
  }

  /// A machine is free for the next job when the one before has entered the machine behind, the last one at its end.
  private func scheduleBlocking(_ line: [Int], _ starts: inout [Int]) {
    for (place, job) in line.enumerated() {
      var arrival = 0
      for machine in 0..<machines {
        var free = 0
        if place > 0 {
          let before = line[place - 1]
          let left =
            machine + 1 < machines
            ? starts[before * machines + machine + 1] : starts[before * machines + machine] + duration(before, machine)
          free = left + setup(machine, before, job)
        }
        starts[job * machines + machine] = max(arrival, free)
        arrival = starts[job * machines + machine] + duration(job, machine)
      }
    }
  }

  /// A machine starts so late that each job is there when the machine comes to it.
  private func scheduleWithoutIdling(_ line: [Int], _ starts: inout [Int]) {
    for machine in 0..<machines {
      var offset = 0
      var first = 0
      for (place, job) in line.enumerated() {
        if place > 0 { offset += duration(line[place - 1], machine) + setup(machine, line[place - 1], job) }
        starts[job * machines + machine] = offset
        if machine > 0 {
          first = max(first, starts[job * machines + machine - 1] + duration(job, machine - 1) - offset)
        }
      }
      for job in line { starts[job * machines + machine] += first }
    }
  }
}
