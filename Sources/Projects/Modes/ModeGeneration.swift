import Basics

/// Serial generation: the activities of a list one by one, each at its earliest fit in the direction of the project,
/// in the given modes or in those that end first.
final class ModeGeneration {
  let project: PackedModes
  let profile: ModeProfile
  private let ends: Buffer<Int>
  /// What the chosen modes use up in all.
  private let used: Buffer<Int>
  /// How many activities were placed: the work done.
  private(set) var placements = 0

  init(_ project: PackedModes) {
    self.project = project
    profile = ModeProfile(project)
    ends = Buffer(repeating: 0, count: project.count)
    used = Buffer(repeating: 0, count: project.consumableCount)
  }

  /// Writes the starts of a list that respects the arcs, in these modes.
  ///
  /// - Returns: the objective.
  func schedule(
    _ list: UnsafePointer<Int32>, _ modes: UnsafePointer<Int32>, into starts: UnsafeMutablePointer<Int>
  ) -> Int {
    profile.reset()
    let ends = ends.pointer
    var objective = 0
    for index in 0..<project.count {
      let activity = Int(list[index])
      let mode = Int(modes[activity])
      let start = profile.earliestFit(mode, from: project.readyTime(of: activity, ends: ends))
      profile.reserve(mode, at: start)
      starts[activity] = start
      ends[activity] = start &+ project.durations[mode]
      objective = max(objective, ends[activity] &+ project.tails[activity])
    }
    placements &+= project.count
    return objective
  }

  /// The same, but where chance says so an activity takes the mode that ends first, among those that keep the
  /// consumables, which `modes` keeps before and after.
  func schedule(
    _ list: UnsafePointer<Int32>, changing modes: UnsafeMutablePointer<Int32>, percent: Int,
    into starts: UnsafeMutablePointer<Int>, _ random: inout RandomSource
  ) -> Int {
    profile.reset()
    countUse(modes)
    let ends = ends.pointer
    var objective = 0
    for index in 0..<project.count {
      let activity = Int(list[index])
      let ready = project.readyTime(of: activity, ends: ends)
      var mode = Int(modes[activity])
      var start = profile.earliestFit(mode, from: ready)
      let range = project.modeOffsets[activity]..<project.modeOffsets[activity &+ 1]
      if range.count > 1, random.chance(percent) {
        let held = mode
        for other in range where other != held {
          let duration = project.durations[other]
          if ready &+ duration >= start &+ project.durations[mode] || !fits(other, insteadOf: held) { continue }
          let moment = profile.earliestFit(other, from: ready)
          if moment &+ duration < start &+ project.durations[mode] { (mode, start) = (other, moment) }
        }
        if mode != held { exchange(held, for: mode) }
        modes[activity] = Int32(mode)
      }
      profile.reserve(mode, at: start)
      starts[activity] = start
      ends[activity] = start &+ project.durations[mode]
      objective = max(objective, ends[activity] &+ project.tails[activity])
    }
    placements &+= project.count
    return objective
  }

  private func countUse(_ modes: UnsafePointer<Int32>) {
    used.fill(0)
    let width = project.consumableCount
    for activity in 0..<project.count {
      let row = Int(modes[activity]) &* width
      for resource in 0..<width { used[resource] &+= project.consumptions[row &+ resource] }
    }
  }

  @inline(__always)
  private func fits(_ mode: Int, insteadOf other: Int) -> Bool {
    let width = project.consumableCount
    for resource in 0..<width {
      let change = project.consumptions[mode &* width &+ resource] &- project.consumptions[other &* width &+ resource]
      if used[resource] &+ change > project.consumableCapacities[resource] { return false }
    }
    return true
  }

  private func exchange(_ old: Int, for new: Int) {
    let width = project.consumableCount
    let consumptions = project.consumptions.pointer
    for resource in 0..<width {
      used[resource] &+= consumptions[new &* width &+ resource] &- consumptions[old &* width &+ resource]
    }
  }
}
