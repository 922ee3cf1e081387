/// Bounds from one machine at a time: a job comes to it after its head, and after it has its tail before it. They hold
/// for all kinds of shop, since each kind only forbids more than waiting jobs do.
extension FlowShop {
  /// Every job's work on the machines before this one, and on those behind it.
  func headsAndTails(_ machine: Int) -> (heads: [Int], tails: [Int]) {
    var heads = [Int](repeating: 0, count: jobs)
    var tails = heads
    for job in 0..<jobs {
      for other in 0..<machine { heads[job] += duration(job, other) }
      for other in machine + 1..<max(machines, machine + 1) { tails[job] += duration(job, other) }
    }
    return (heads, tails)
  }

  /// A bound on the objective of every order, in O(machines · jobs · (machines + log jobs)) without setups.
  package func machineBound() -> Int {
    if jobs == 0 { return 0 }
    var bound = jobsAlone()
    for machine in 0..<machines {
      let (heads, tails) = headsAndTails(machine)
      let durations = (0..<jobs).map { duration($0, machine) }
      switch objective {
      case .makespan: bound = max(bound, endOfMachine(machine, heads, tails, durations))
      case .totalCompletion: bound = max(bound, completions(heads.min() ?? 0, tails, durations))
      case .totalTardiness: bound = max(bound, tardiness(heads.min() ?? 0, tails, durations))
      }
    }
    return bound
  }

  /// Every job as if it were alone.
  private func jobsAlone() -> Int {
    let costs = (0..<jobs).map { cost($0, completion: total($0)) }
    return objective == .makespan ? costs.max() ?? 0 : costs.reduce(0, +)
  }

  /// With U factories in use, each has the head of its first job and the tail of its last, and all but U jobs have a
  /// successor: the longest line is at least as long as the mean.
  private func endOfMachine(_ machine: Int, _ heads: [Int], _ tails: [Int], _ durations: [Int]) -> Int {
    let work = durations.reduce(0, +)
    let heads = heads.sorted()
    let tails = tails.sorted()
    let setups = leastSetups(machine)
    var least = Int.max
    var ends = 0
    for used in 1...min(factories, jobs) {
      ends += heads[used - 1] + tails[used - 1]
      let needed = setups.map { $0[..<(jobs - used)].reduce(0, +) }.max() ?? 0
      least = min(least, (work + ends + needed + used - 1) / used)
    }
    return least
  }

  /// The least setup behind each job, and before each job, both sorted; nothing without setups.
  private func leastSetups(_ machine: Int) -> [[Int]] {
    if setups.isEmpty || jobs < 2 { return [] }
    var behind = [Int](repeating: .max, count: jobs)
    var before = behind
    for job in 0..<jobs {
      for next in 0..<jobs where next != job {
        let setup = setup(machine, job, next)
        behind[job] = min(behind[job], setup)
        before[next] = min(before[next], setup)
      }
    }
    return [behind.sorted(), before.sorted()]
  }

  /// Shortest weighted processing first, from the least head on; on F parallel machines for equal weights exactly, else
  /// by the bound of Eastman, Even and Isaacs: C ≥ C(1) / F + (F − 1) / 2F · Σ w·p.
  ///
  /// - Source: Eastman, Even, Isaacs 1964, "Bounds for the optimal scheduling of n jobs on m processors".
  private func completions(_ head: Int, _ tails: [Int], _ durations: [Int]) -> Int {
    var fixed = 0
    for job in 0..<jobs { fixed += weight(job) * (head + tails[job]) }
    if weights.isEmpty {
      let sorted = durations.sorted(by: >)
      return fixed + sorted.indices.reduce(0) { $0 + sorted[$1] * ($1 / factories + 1) }
    }
    let order = (0..<jobs).sorted { durations[$0] * weight($1) < durations[$1] * weight($0) }
    var end = 0
    var alone = 0
    var own = 0
    for job in order {
      end += durations[job]
      alone += weight(job) * end
      own += weight(job) * durations[job]
    }
    return fixed + (2 * alone + (factories - 1) * own + 2 * factories - 1) / (2 * factories)
  }

  /// The i-th job to leave the machine leaves it after the i shortest, and both due dates and ends in order cost least.
  /// Weights count as the least one.
  private func tardiness(_ head: Int, _ tails: [Int], _ durations: [Int]) -> Int {
    let sorted = durations.sorted()
    let due = (0..<jobs).map { dueDates[$0] - tails[$0] }.sorted()
    var work = 0
    var sum = 0
    for index in 0..<jobs {
      work += sorted[index]
      let end = head + max(sorted[index], (work + factories - 1) / factories)
      sum += max(0, end - due[index])
    }
    return sum * (weights.min() ?? 1)
  }
}
