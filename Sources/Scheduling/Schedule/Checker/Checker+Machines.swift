import Race

/// What the sequence of each machine owes: one task at a time, setup times, no idleness where that is asked.
extension GeneralSchedule.Checker {
  func checkMachines() throws(CheckFailure) {
    for (machine, sequence) in sequences.enumerated() {
      for (task, next) in zip(sequence, sequence.dropFirst()) where start(next) < end(task) {
        throw CheckFailure(
          "tasks \(name(task)), from \(start(task)) to \(end(task)), and \(name(next)), from \(start(next)) to "
            + "\(end(next)), are on \(description.resources[machine].name) at one time")
      }
      if description.resources[machine].isNeverIdle { try checkIdleness(of: machine, sequence) }
    }
    for setups in description.setups {
      for machine in setups.machines {
        switch setups.scope {
        case .neighbours:
          let sequence = sequences[machine]
          for (task, next) in zip(sequence, sequence.dropFirst()) { try check(setups, machine, task, next) }
        case .allPairs: try checkAllPairs(setups, machine)
        }
      }
    }
  }

  private func check(_ setups: GeneralSchedule.Setups, _ machine: Int, _ task: Int, _ next: Int)
    throws(CheckFailure)
  {
    guard let from = setups.kinds[task], let to = setups.kinds[next] else { return }
    let name = description.resources[machine].name
    guard let time = setups.times[from][to] else {
      throw CheckFailure(
        "task \(self.name(next)) comes \(setups.scope == .neighbours ? "next " : "")after \(self.name(task)) on "
          + "\(name), which may not be")
    }
    guard start(next) >= end(task) + time else {
      throw CheckFailure(
        "task \(self.name(task)) ends at \(end(task)) on \(name), and \(self.name(next)), which needs a setup of "
          + "\(time) after it, starts at \(start(next))")
    }
  }

  /// Of the earlier tasks of a kind, the last one ends last; so one of each kind is enough.
  private func checkAllPairs(_ setups: GeneralSchedule.Setups, _ machine: Int) throws(CheckFailure) {
    var last = [Int?](repeating: nil, count: setups.times.count)
    var known: [Int] = []
    for task in sequences[machine] {
      guard let kind = setups.kinds[task] else { continue }
      for earlier in known {
        guard let before = last[earlier] else { continue }
        try check(setups, machine, before, task)
      }
      if last[kind] == nil { known.append(kind) }
      last[kind] = task
    }
  }

  private func checkIdleness(of machine: Int, _ sequence: [Int]) throws(CheckFailure) {
    let breaks = description.resources[machine].breaks
    var next = 0
    for (task, following) in zip(sequence, sequence.dropFirst()) {
      var time = end(task)
      while next < breaks.count, breaks[next].upperBound <= time { next += 1 }
      if next < breaks.count, breaks[next].lowerBound <= time { time = breaks[next].upperBound }
      guard time >= start(following) else {
        throw CheckFailure(
          "\(description.resources[machine].name), which is never idle, is so at \(time), between \(name(task)) and "
            + "\(name(following))")
      }
    }
  }

  /// Setup times between neighbours, whatever the scope.
  func setupTimes() -> [Int] {
    description.setups.flatMap { setups in
      setups.machines.flatMap { machine in
        zip(sequences[machine], sequences[machine].dropFirst()).compactMap { task, next in
          guard let from = setups.kinds[task], let to = setups.kinds[next] else { return nil }
          return setups.times[from][to]
        }
      }
    }
  }
}
