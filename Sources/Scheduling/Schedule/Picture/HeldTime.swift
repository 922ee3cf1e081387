/// How a task spends the time that it holds its resources: processing, pauses in breaks, waiting after its processing.
struct HeldTime {
  /// By time and apart.
  private(set) var pauses: [Range<Int>] = []
  /// When processing is over.
  let processed: Int

  init(_ user: ScheduleDrawing.Placed, of instance: GeneralSchedule.Instance) {
    let (start, end) = (user.place.start, user.place.end)
    guard instance.tasks[user.number].mayPause, start < end else {
      processed = min(end, start + user.mode.duration)
      return
    }
    var breaks: [Range<Int>] = []
    for demand in user.mode.demands {
      let own = instance.resources[demand.resource].breaks
      var (low, high) = (0, own.count)
      while low < high {
        let middle = (low + high) / 2
        if own[middle].upperBound > start { high = middle } else { low = middle + 1 }
      }
      breaks += own[low...].prefix { $0.lowerBound < end }
    }
    var (time, left) = (start, user.mode.duration)
    for stretch in breaks.sorted(by: { $0.lowerBound < $1.lowerBound }) where stretch.upperBound > time {
      let open = max(0, stretch.lowerBound - time)
      guard open < left else { break }
      left -= open
      // A break of another resource that goes on where this one ends is the same pause.
      let pause = max(time, stretch.lowerBound)..<stretch.upperBound
      if let last = pauses.last, last.upperBound == pause.lowerBound {
        pauses[pauses.count - 1] = last.lowerBound..<pause.upperBound
      } else {
        pauses.append(pause)
      }
      time = stretch.upperBound
    }
    processed = min(end, time + left)
  }
}
