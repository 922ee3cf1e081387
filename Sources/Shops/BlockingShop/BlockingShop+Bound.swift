/// What holds without a look at how jobs wait for each other.
extension BlockingShop {
  /// What no schedule is shorter than: each job alone, and each machine that works from the first arrival on without a gap
  /// but its downtimes, with the shortest way out.
  ///
  /// Operations of no duration are taken to need nothing of a machine, not even that it is up.
  /// - Precondition: no job stands on a machine at time 0.
  package var trivialBound: Int {
    precondition(!standing.contains(true), "a bound of a shop that has begun")
    var bound = 0
    var heads = [Int](repeating: 0, count: chains.operationCount)
    for job in 0..<chains.jobCount {
      var time = 0
      for operation in chains.operations(of: job) where chains.durations[operation] > 0 {
        let down = downtimes[chains.machines[operation]].first { $0.contains(time) }
        time = down?.upperBound ?? time
        heads[operation] = time
        time = completion(of: operation, from: time)
      }
      bound = max(bound, time)
    }
    for (machine, operations) in chains.operationsByMachine.enumerated() {
      let working = operations.filter { chains.durations[$0] > 0 }
      guard let head = working.map({ heads[$0] }).min() else { continue }
      let tails = working.map { operation in
        chains.durations[(operation + 1)..<chains.offsets[chains.jobs[operation] + 1]].reduce(0, +)
      }
      let work = working.reduce(0) { $0 + chains.durations[$1] }
      bound = max(bound, completion(of: work, on: machine, from: head) + (tails.min() ?? 0))
    }
    return bound
  }
}
