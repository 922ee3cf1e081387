import Basics

/// What a target for the objective leaves of a project: the modes that no argument here excludes, with the earliest start
/// and the least time behind each activity. A mode that goes may shorten no path and free no resource, so the others
/// are looked at again until nothing changes.
///
/// - Source: Klein, Scholl 1999, "Computing lower bounds by destructive improvement: an application to
///   resource-constrained project scheduling"; Sprecher, Drexl 1998, "Multi-mode resource-constrained project scheduling
///   by a simple, general and powerful sequencing algorithm".
final class ModeDeletion {
  let project: PackedModes
  private let mirrored: PackedModes
  let isAlive: Buffer<Bool>
  /// By activity: the earliest start, the least time from its end to the objective, the shortest mode.
  let heads, tails, leastDurations: Buffer<Int>
  private let ends: Buffer<Int>
  private(set) var target = 0
  private(set) var aliveCount = 0
  let shouldStop: () -> Bool
  /// Looks at modes, over and over: the work done.
  var looks = 0

  init(_ project: ModeProject, shouldStop: @escaping () -> Bool = { false }) {
    self.project = PackedModes(project)
    mirrored = PackedModes(project, isMirrored: true)
    isAlive = Buffer(repeating: true, count: project.modeCount)
    heads = Buffer(repeating: 0, count: project.activityCount)
    tails = Buffer(repeating: 0, count: project.activityCount)
    leastDurations = Buffer(repeating: 0, count: project.activityCount)
    ends = Buffer(repeating: 0, count: project.activityCount)
    self.shouldStop = shouldStop
  }

  /// All modes alive again, for an objective of at most `target`.
  func reset(_ target: Int) {
    self.target = target
    isAlive.fill(true)
    aliveCount = isAlive.count
  }

  func modes(of activity: Int) -> Range<Int> {
    project.modeOffsets[activity]..<project.modeOffsets[activity &+ 1]
  }

  func delete(_ mode: Int) {
    guard isAlive[mode] else { return }
    isAlive[mode] = false
    aliveCount -= 1
  }

  /// Leaves one mode of an activity.
  func fix(_ activity: Int, to mode: Int) {
    for other in modes(of: activity) where other != mode { delete(other) }
  }

  func restore(_ saved: borrowing Buffer<Bool>) {
    isAlive.pointer.update(from: saved.pointer, count: saved.count)
    aliveCount = 0
    for mode in 0..<saved.count where saved[mode] { aliveCount += 1 }
  }

  /// The latest moment that leaves an activity's successors enough time.
  @inline(__always)
  func latestEnd(_ activity: Int) -> Int { target &- tails[activity] }

  /// Deletes modes that are too long for their place or use up too much, until nothing changes.
  ///
  /// - Returns: false where an activity has none left: the target is refuted.
  func propagatePaths() -> Bool {
    while true {
      let before = aliveCount
      guard measurePaths() else { return false }
      for activity in 0..<project.count {
        let rest = target &- heads[activity] &- tails[activity]
        for mode in modes(of: activity) where isAlive[mode] && project.durations[mode] > rest { delete(mode) }
      }
      guard deleteConsuming() else { return false }
      if aliveCount == before { return true }
    }
  }

  /// - Returns: false where an activity has no mode.
  private func measurePaths() -> Bool {
    looks &+= isAlive.count
    for activity in 0..<project.count {
      var least = Int.max
      for mode in modes(of: activity) where isAlive[mode] { least = min(least, project.durations[mode]) }
      if least == .max { return false }
      leastDurations[activity] = least
    }
    for place in 0..<project.count {
      let activity = Int(project.order[place])
      heads[activity] = project.readyTime(of: activity, ends: ends.pointer)
      ends[activity] = heads[activity] &+ leastDurations[activity]
    }
    for place in 0..<project.count {
      let activity = Int(mirrored.order[place])
      tails[activity] = mirrored.readyTime(of: activity, ends: ends.pointer)
      ends[activity] = tails[activity] &+ leastDurations[activity]
    }
    return true
  }

  private func deleteConsuming() -> Bool {
    let width = project.consumableCount
    for resource in 0..<width {
      var slack = project.consumableCapacities[resource]
      for activity in 0..<project.count { slack &-= leastConsumption(activity, resource) }
      if slack < 0 { return false }
      for activity in 0..<project.count {
        let limit = slack &+ leastConsumption(activity, resource)
        for mode in modes(of: activity) where isAlive[mode] && project.consumptions[mode &* width &+ resource] > limit {
          delete(mode)
        }
      }
    }
    return true
  }

  /// 0 for an activity that has lost all its modes: that is noticed when paths are measured.
  private func leastConsumption(_ activity: Int, _ resource: Int) -> Int {
    var least = Int.max
    for mode in modes(of: activity) where isAlive[mode] {
      least = min(least, project.consumptions[mode &* project.consumableCount &+ resource])
    }
    return least == .max ? 0 : least
  }
}
