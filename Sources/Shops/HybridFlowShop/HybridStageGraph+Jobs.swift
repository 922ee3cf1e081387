import Basics

extension HybridStageGraph {
  /// Takes a job off all machines; heads and tails stay as they are.
  func remove(job: Int) {
    for stage in 0..<stages {
      let operation = stage * count + job
      unlink(operation)
      machines[operation] = -1
    }
  }

  /// Puts a job that is off its machines back, where its longest path is shortest as the heads and tails of the others
  /// stand, which are right. They are right behind as well.
  func insert(job: Int, from makespan: Int) {
    var low = makespan
    var step = 1
    if !findPlaces(of: job, within: low) {
      while !findPlaces(of: job, within: low + step) {
        low += step
        step *= 2
      }
      var high = low + step
      while high - low > 1 {
        let middle = (low + high) / 2
        if findPlaces(of: job, within: middle) { high = middle } else { low = middle }
      }
      _ = findPlaces(of: job, within: high)
    }
    for stage in 0..<stages {
      link(stage * count + job, to: placeMachines[stage], after: places[stage])
    }
    updateAll()
  }

  /// Finds for each stage the place where the job starts first with no path through it above a limit. To be first at
  /// one stage is never worse at the next.
  private func findPlaces(of job: Int, within limit: Int) -> Bool {
    let heads = heads.pointer
    let times = times.pointer
    let tails = tails.pointer
    let next = next.pointer
    var arrival = 0
    for stage in 0..<stages {
      let operation = stage * count + job
      let time = times[operation]
      var start = Int.max
      guard arrival + time + rests[operation] <= limit else { return false }
      let latest = limit - time
      for machine in machineOffsets[stage]..<machineOffsets[stage + 1] {
        var before = -1
        var behind = firsts[machine]
        var earliest = arrival
        while earliest < start {
          let need = behind >= 0 ? times[behind] + tails[behind] : 0
          if earliest + need <= latest {
            start = earliest
            places[stage] = before
            placeMachines[stage] = machine
            break
          }
          guard behind >= 0 else { break }
          before = behind
          earliest = max(arrival, heads[behind] + times[behind])
          behind = next[behind]
        }
      }
      guard start < .max else { return false }
      arrival = start + time
    }
    return true
  }

  /// Sets all heads and tails of the operations on machines, and stands at the first stage.
  func updateAll() {
    for stage in 0..<stages { updateHeads(of: stage) }
    for stage in stride(from: stages - 1, through: 0, by: -1) { updateTails(of: stage) }
    stand()
  }
}
