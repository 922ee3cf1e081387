import Basics

extension HybridStageGraph {
  /// Passes in both directions until the makespan stays; the graph stands at the first stage.
  ///
  /// - Source: Li, Willis 1992, "An iterative scheduling technique for resource-constrained project scheduling".
  func pass() {
    var old = Int.max
    while makespan < old {
      old = makespan
      passBackward()
      passForward()
      stand()
    }
  }

  /// Schedules all stages anew from the first one on, each in the order of latest starts, on the machine that is free
  /// last of those free in time. No start comes behind its latest one, so the makespan does not grow. Tails are right
  /// before and behind, heads behind.
  func passForward() {
    for stage in 0..<stages {
      sort(stage) { operation in
        -2 * (times[operation] + tails[operation]) + (times[operation] > 0 ? 1 : 0)
      }
      clear(stage)
      for index in stage * count..<(stage + 1) * count {
        let operation = orders[index]
        let arrival = arrival(of: operation)
        var chosen = -1
        var chosenEnd = 0
        for machine in machineOffsets[stage]..<machineOffsets[stage + 1] {
          let last = lasts[machine]
          let end = last >= 0 ? heads[last] + times[last] : 0
          let fits = end <= arrival
          let better = chosen < 0 || (chosenEnd <= arrival ? fits && end > chosenEnd : end < chosenEnd)
          if better { (chosen, chosenEnd) = (machine, end) }
        }
        link(operation, to: chosen, after: lasts[chosen])
        heads[operation] = max(arrival, chosenEnd)
      }
    }
    for stage in stride(from: stages - 1, through: 0, by: -1) { updateTails(of: stage) }
  }

  /// The mirror image, from the last stage on.
  func passBackward() {
    for stage in stride(from: stages - 1, through: 0, by: -1) {
      sort(stage) { operation in
        2 * (heads[operation] + times[operation]) - (times[operation] > 0 ? 1 : 0)
      }
      clear(stage)
      for index in stride(from: (stage + 1) * count - 1, through: stage * count, by: -1) {
        let operation = orders[index]
        let rest = rest(of: operation)
        var chosen = -1
        var chosenNeed = 0
        for machine in machineOffsets[stage]..<machineOffsets[stage + 1] {
          let first = firsts[machine]
          let need = first >= 0 ? tails[first] + times[first] : 0
          let fits = need <= rest
          let better = chosen < 0 || (chosenNeed <= rest ? fits && need > chosenNeed : need < chosenNeed)
          if better { (chosen, chosenNeed) = (machine, need) }
        }
        link(operation, to: chosen, after: -1)
        tails[operation] = max(rest, chosenNeed)
      }
    }
    for stage in 0..<stages { updateHeads(of: stage) }
  }

  /// Sorts the operations of a stage by a key, least first: by latest starts, or by ends to be taken from the last one
  /// on. Where these are equal, those without a duration are taken first, as no machine is busy at their time. By
  /// insertion, since the last order is near, in either direction.
  @inline(__always)
  private func sort(_ stage: Int, by key: (Int) -> Int) {
    let first = stage * count
    let orders = orders.pointer
    let keys = keys.pointer
    for index in first..<first + count { keys[orders[index]] = key(orders[index]) }
    for index in first..<first + count {
      let operation = orders[index]
      let key = keys[operation]
      var slot = index
      while slot > first, keys[orders[slot - 1]] > key {
        orders[slot] = orders[slot - 1]
        slot -= 1
      }
      orders[slot] = operation
    }
  }

  private func clear(_ stage: Int) {
    for machine in machineOffsets[stage]..<machineOffsets[stage + 1] {
      firsts[machine] = -1
      lasts[machine] = -1
    }
  }
}
