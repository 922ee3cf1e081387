import Basics

/// Makes plans from nothing: lists by the longest path to the end, with noise, and modes at random, repaired.
final class ModeSampler {
  private let project: PackedModes
  private let repair: ModeRepair
  private let steering: ModeSteering
  private let steps: Int
  /// A choice of modes that keeps the consumables; repair falls back on it.
  let safeModes: Buffer<Int32>
  private let successorOffsets, successors: Buffer<Int>
  private let missing, ready: Buffer<Int>
  private let keys: Buffer<Double>
  private let tails: Buffer<Int>
  /// What schedules should reach; `Int.max` before the first.
  var target = Int.max
  private static let repairLimit = 100

  init(_ project: ModeProject, safeModes: [Int]) {
    self.project = PackedModes(project)
    repair = ModeRepair(self.project)
    steering = ModeSteering(project)
    steps = min(10 + project.activityCount / 2, 60)
    self.safeModes = Buffer(safeModes.map { Int32($0) })
    // The mirrored predecessors are the successors.
    let mirrored = PackedModes(project, isMirrored: true)
    successorOffsets = Buffer(repeating: 0, count: project.activityCount + 1)
    successors = Buffer(repeating: 0, count: project.arcs.count)
    successorOffsets.pointer.update(from: mirrored.predecessorOffsets.pointer, count: project.activityCount + 1)
    successors.pointer.update(from: mirrored.predecessors.pointer, count: project.arcs.count)
    missing = Buffer(repeating: 0, count: project.activityCount)
    ready = Buffer(repeating: 0, count: project.activityCount)
    keys = Buffer(repeating: 0, count: project.activityCount)
    tails = Buffer(repeating: 0, count: project.activityCount)
  }

  /// A random choice of modes that keeps the consumables; each activity stays with the safe mode at the chance `safe`.
  func drawModes(into modes: UnsafeMutablePointer<Int32>, safe: Int, _ random: inout RandomSource) {
    for activity in 0..<project.count {
      let range = project.modeOffsets[activity]..<project.modeOffsets[activity &+ 1]
      modes[activity] =
        random.chance(safe) ? safeModes[activity] : Int32(range.lowerBound &+ random.below(range.count))
    }
    mend(modes, or: safeModes.pointer, &random)
  }

  /// Repairs `modes`, or takes `others` where that takes too long.
  func mend(_ modes: UnsafeMutablePointer<Int32>, or others: UnsafePointer<Int32>, _ random: inout RandomSource) {
    if target < .max, random.chance(50) {
      steering.setTarget(target)
      steering.steer(modes, steps: steps, &random)
    }
    if project.consumableCount == 0 || repair.repair(modes, limit: Self.repairLimit, &random) { return }
    modes.update(from: others, count: project.count)
  }

  /// A list by decreasing longest path to the end in these modes, and up to `noise` times the longest of all more.
  func drawList(
    into list: UnsafeMutablePointer<Int32>, _ modes: UnsafePointer<Int32>, noise: Double,
    _ random: inout RandomSource
  ) {
    let count = project.count
    var longest = 1
    for place in stride(from: count - 1, through: 0, by: -1) {
      let activity = Int(project.order[place])
      let path = max(project.tails[activity], tails[activity]) &+ project.durations[Int(modes[activity])]
      keys[activity] = -Double(path)
      longest = max(longest, path)
      tails[activity] = 0
      for index in project.predecessorOffsets[activity]..<project.predecessorOffsets[activity &+ 1] {
        let before = project.predecessors[index]
        tails[before] = max(tails[before], path &+ project.lags[index])
      }
    }
    for activity in 0..<count { keys[activity] -= noise * Double(longest) * random.unit() }
    var readyCount = 0
    for activity in 0..<count {
      missing[activity] = project.predecessorOffsets[activity &+ 1] &- project.predecessorOffsets[activity]
      if missing[activity] == 0 {
        ready[readyCount] = activity
        readyCount &+= 1
      }
    }
    for place in 0..<count {
      var best = 0
      for index in 1..<max(readyCount, 1) where keys[ready[index]] < keys[ready[best]] { best = index }
      let activity = ready[best]
      readyCount &-= 1
      ready[best] = ready[readyCount]
      list[place] = Int32(activity)
      for index in successorOffsets[activity]..<successorOffsets[activity &+ 1] {
        let after = successors[index]
        missing[after] &-= 1
        if missing[after] == 0 {
          ready[readyCount] = after
          readyCount &+= 1
        }
      }
    }
  }
}
