import Basics

/// Steers a choice of modes towards those that a better schedule can have: few tabu steps on the sum of what is overrun,
/// in shares of each limit. Limits are the consumables, the energy of the renewable resources up to a target for the
/// objective, and that target for the longest path.
final class ModeSteering {
  private let project, mirrored: PackedModes
  private let width: Int
  /// What mode m takes of limit i at `m * width + i`.
  private let amounts, limits: Buffer<Int>
  private let weights: Buffer<Double>
  private let used: Buffer<Int>
  private let heads, tails, ends: Buffer<Int>
  private let allowedFrom: Buffer<Int>
  private var target = 0
  private var pathWeight = 0.0
  private let horizon: Int

  init(_ project: ModeProject) {
    self.project = PackedModes(project)
    mirrored = PackedModes(project, isMirrored: true)
    horizon = project.horizon
    width = project.consumableCount + project.renewableCount
    amounts = Buffer(repeating: 0, count: project.modeCount * width)
    limits = Buffer(repeating: 0, count: width)
    weights = Buffer(repeating: 0, count: width)
    used = Buffer(repeating: 0, count: width)
    heads = Buffer(repeating: 0, count: project.activityCount)
    tails = Buffer(repeating: 0, count: project.activityCount)
    ends = Buffer(repeating: 0, count: project.activityCount)
    allowedFrom = Buffer(repeating: 0, count: project.modeCount)
    for mode in 0..<project.modeCount {
      for resource in 0..<project.consumableCount {
        amounts[mode * width + resource] = project.consumptions[mode * project.consumableCount + resource]
      }
      for resource in 0..<project.renewableCount {
        amounts[mode * width + project.consumableCount + resource] =
          project.durations[mode] * project.demands[mode * project.renewableCount + resource]
      }
    }
  }

  /// Sets the objective that schedules should reach.
  func setTarget(_ target: Int) {
    let target = min(target, horizon)
    guard target != self.target || pathWeight == 0 else { return }
    self.target = target
    pathWeight = 1 / Double(max(target, 1))
    for limit in 0..<width {
      let resource = limit - project.consumableCount
      limits[limit] =
        resource < 0 ? project.consumableCapacities[limit] : project.renewableCapacities[resource] * max(target, 0)
      weights[limit] = 1 / Double(max(limits[limit], 1))
    }
  }

  /// Makes at most `steps` changes.
  func steer(_ modes: UnsafeMutablePointer<Int32>, steps: Int, _ random: inout RandomSource) {
    used.fill(0)
    for activity in 0..<project.count { add(Int(modes[activity]), sign: 1) }
    allowedFrom.fill(0)
    for step in 0..<steps {
      let isTooLong = measurePaths(modes) > target
      if !isTooLong, !isOverrun { return }
      var best = (mode: -1, activity: -1, rise: Double.infinity)
      var ties = 0
      for activity in 0..<project.count {
        let held = Int(modes[activity])
        for mode in project.modeOffsets[activity]..<project.modeOffsets[activity &+ 1] where mode != held {
          if allowedFrom[mode] > step { continue }
          let rise = rise(activity, mode, insteadOf: held)
          if rise > best.rise { continue }
          ties = rise < best.rise ? 1 : ties &+ 1
          if ties == 1 || random.below(ties) == 0 { best = (mode, activity, rise) }
        }
      }
      if best.activity < 0 { return }
      let held = Int(modes[best.activity])
      add(held, sign: -1)
      add(best.mode, sign: 1)
      modes[best.activity] = Int32(best.mode)
      allowedFrom[held] = step &+ random.within(4...8)
    }
  }

  private var isOverrun: Bool {
    for limit in 0..<width where used[limit] > limits[limit] { return true }
    return false
  }

  @inline(__always)
  private func add(_ mode: Int, sign: Int) {
    for limit in 0..<width { used[limit] &+= sign &* amounts[mode &* width &+ limit] }
  }

  /// The paths through the activity count as those of the whole project do.
  @inline(__always)
  private func rise(_ activity: Int, _ mode: Int, insteadOf other: Int) -> Double {
    let over = heads[activity] &+ tails[activity] &- target
    let paths = max(over &+ project.durations[mode], 0) &- max(over &+ project.durations[other], 0)
    var sum = Double(paths) * pathWeight
    for limit in 0..<width {
      let over = used[limit] &- limits[limit]
      let changed = over &+ amounts[mode &* width &+ limit] &- amounts[other &* width &+ limit]
      sum += Double(max(changed, 0) &- max(over, 0)) * weights[limit]
    }
    return sum
  }

  /// - Returns: the length of the longest path.
  private func measurePaths(_ modes: UnsafePointer<Int32>) -> Int {
    var length = 0
    for place in 0..<project.count {
      let activity = Int(project.order[place])
      heads[activity] = project.readyTime(of: activity, ends: ends.pointer)
      ends[activity] = heads[activity] &+ project.durations[Int(modes[activity])]
      length = max(length, ends[activity] &+ project.tails[activity])
    }
    for place in 0..<project.count {
      let activity = Int(mirrored.order[place])
      tails[activity] = mirrored.readyTime(of: activity, ends: ends.pointer)
      ends[activity] = tails[activity] &+ project.durations[Int(modes[activity])]
    }
    return length
  }
}
