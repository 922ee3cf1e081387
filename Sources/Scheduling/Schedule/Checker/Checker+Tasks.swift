import Race

/// What each task owes by itself: its windows, its job's times, its mode's duration and the breaks of what it holds.
extension GeneralSchedule.Checker {
  func checkTasks() throws(CheckFailure) {
    for (number, task) in description.tasks.enumerated() {
      guard let placement = placements[number] else {
        guard task.isOptional else { throw CheckFailure("task \(task.name) is left out, and it is not optional") }
        guard task.frozen == nil else { throw CheckFailure("task \(task.name) is left out, and it is frozen") }
        continue
      }
      guard task.modes.indices.contains(placement.mode) else {
        throw CheckFailure("task \(task.name) is in mode \(placement.mode), and it has \(task.modes.count)")
      }
      guard placement.start <= placement.end else {
        throw CheckFailure("task \(task.name) ends at \(placement.end), before it starts at \(placement.start)")
      }
      try checkWindows(of: task, placement)
      try checkExtent(of: task, placement)
    }
  }

  private func checkWindows(of task: GeneralSchedule.Task, _ placement: GeneralSchedule.Placement)
    throws(CheckFailure)
  {
    let (start, end) = (placement.start, placement.end)
    guard start >= task.earliestStart else {
      throw CheckFailure("task \(task.name) starts at \(start), before \(task.earliestStart)")
    }
    guard end <= lastEnd else { throw CheckFailure("task \(task.name) ends at \(end), beyond \(lastEnd)") }
    if let latest = task.latestStart, start > latest {
      throw CheckFailure("task \(task.name) starts at \(start), after \(latest)")
    }
    guard end >= task.earliestEnd else {
      throw CheckFailure("task \(task.name) ends at \(end), before \(task.earliestEnd)")
    }
    if let latest = task.latestEnd, end > latest {
      throw CheckFailure("task \(task.name) ends at \(end), after \(latest)")
    }
    if let job = task.job.map({ description.jobs[$0] }) {
      guard start >= job.release else {
        throw CheckFailure(
          "task \(task.name) starts at \(start), before the release of job \(job.name) at \(job.release)")
      }
      if let deadline = job.deadline, end > deadline {
        throw CheckFailure("task \(task.name) ends at \(end), after the deadline of job \(job.name) at \(deadline)")
      }
    }
    if let frozen = task.frozen, (frozen.mode, frozen.start, frozen.end) != (placement.mode, start, end) {
      throw CheckFailure(
        "task \(task.name) is in mode \(placement.mode) from \(start) to \(end), and it is frozen in mode "
          + "\(frozen.mode) from \(frozen.start) to \(frozen.end)")
    }
  }

  private func checkExtent(of task: GeneralSchedule.Task, _ placement: GeneralSchedule.Placement)
    throws(CheckFailure)
  {
    let mode = task.modes[placement.mode]
    let extent = placement.start..<placement.end
    let held = mode.demands.map(\.resource).filter { !description.resources[$0].breaks.isEmpty }
    var processed = placement.start + mode.duration
    if !extent.isEmpty {
      // A task that pauses may be in breaks, and only does not start in one.
      let looked = task.mayPause ? placement.start..<placement.start + 1 : extent
      for resource in held {
        guard let stretch = firstBreak(of: resource, meeting: looked) else { continue }
        let what = task.mayPause ? "starts at \(placement.start)" : "runs from \(placement.start) to \(placement.end)"
        throw CheckFailure(
          "task \(task.name) \(what), and \(description.resources[resource].name) has a break from "
            + "\(stretch.lowerBound) to \(stretch.upperBound)")
      }
      if task.mayPause { processed = endOfProcessing(mode.duration, from: placement.start, held) }
    }
    guard placement.end >= processed else {
      throw CheckFailure(
        "task \(task.name) ends at \(placement.end), and its processing from \(placement.start) on, which takes "
          + "\(mode.duration), ends at \(processed)")
    }
    guard placement.end == processed || task.mayIdle else {
      throw CheckFailure(
        "task \(task.name) ends at \(placement.end), after its processing ends at \(processed), and it may not idle")
    }
  }

  /// The first break of the resource that has a moment of the extent.
  private func firstBreak(of resource: Int, meeting extent: Range<Int>) -> Range<Int>? {
    let breaks = description.resources[resource].breaks
    let place = firstBreak(in: breaks, endingAfter: extent.lowerBound)
    return place < breaks.count && breaks[place].lowerBound < extent.upperBound ? breaks[place] : nil
  }

  private func firstBreak(in breaks: [Range<Int>], endingAfter time: Int) -> Int {
    var (low, high) = (0, breaks.count)
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].upperBound > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The moment after the last of so many units of time, from a start on, that are in no break of these resources.
  private func endOfProcessing(_ units: Int, from start: Int, _ held: [Int]) -> Int {
    var (time, left) = (start, units)
    var next = held.map { firstBreak(in: description.resources[$0].breaks, endingAfter: start) }
    while true {
      var nearest: Range<Int>?
      for (place, resource) in held.enumerated() {
        let breaks = description.resources[resource].breaks
        while next[place] < breaks.count, breaks[next[place]].upperBound <= time { next[place] += 1 }
        guard next[place] < breaks.count else { continue }
        let stretch = breaks[next[place]]
        if nearest.map({ stretch.lowerBound < $0.lowerBound }) ?? true { nearest = stretch }
      }
      guard let nearest, nearest.lowerBound < time + left else { return time + left }
      left -= max(0, nearest.lowerBound - time)
      time = nearest.upperBound
    }
  }
}
