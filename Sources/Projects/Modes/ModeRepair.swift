import Basics

/// Makes a choice of modes keep the consumable resources: tabu search on the sum of the excesses, each relative to its
/// capacity, by the change of one activity's mode that leaves least; by changes of two where no single one helps.
final class ModeRepair {
  private let project: PackedModes
  private let used: Buffer<Int>
  private let weights: Buffer<Double>
  /// The step from which a mode may be taken again.
  private let allowedFrom: Buffer<Int>
  private var step = 0
  /// How many pairs of activities a search for a change of two looks at, about, and for how many steps it counts.
  private static let pairs = 20_000
  private static let pairSteps = 8

  init(_ project: PackedModes) {
    self.project = project
    used = Buffer(repeating: 0, count: project.consumableCount)
    weights = Buffer(repeating: 0, count: project.consumableCount)
    for resource in 0..<project.consumableCount {
      weights[resource] = 1 / Double(max(project.consumableCapacities[resource], 1))
    }
    allowedFrom = Buffer(repeating: 0, count: project.durations.count)
  }

  /// Changes `modes` until they keep all consumables.
  ///
  /// - Returns: false where `limit` steps were not enough; then `modes` is one of the choices on the way.
  func repair(_ modes: UnsafeMutablePointer<Int32>, limit: Int, _ random: inout RandomSource) -> Bool {
    countUse(modes)
    guard excess > 0 else { return true }
    allowedFrom.fill(0)
    step = 0
    while step < limit {
      step += 1
      let (mode, activity, rise) = bestChange(modes, &random)
      if rise >= 0 {
        step += Self.pairSteps
        if changePair(modes, &random) {
          if excess == 0 { return true }
          continue
        }
      }
      guard activity >= 0 else { continue }
      change(activity, to: mode, modes, &random)
      if excess == 0 { return true }
    }
    return false
  }

  private var excess: Double {
    var sum = 0.0
    for resource in 0..<project.consumableCount {
      let over = used[resource] &- project.consumableCapacities[resource]
      if over > 0 { sum += Double(over) * weights[resource] }
    }
    return sum
  }

  private func countUse(_ modes: UnsafePointer<Int32>) {
    used.fill(0)
    for activity in 0..<project.count { add(Int(modes[activity]), sign: 1) }
  }

  @inline(__always)
  private func add(_ mode: Int, sign: Int) {
    let width = project.consumableCount
    for resource in 0..<width { used[resource] &+= sign &* project.consumptions[mode &* width &+ resource] }
  }

  /// The excess when `mode` comes in for `other`, minus `excess`.
  @inline(__always)
  private func rise(_ mode: Int, insteadOf other: Int) -> Double {
    let width = project.consumableCount
    let consumptions = project.consumptions.pointer
    var sum = 0.0
    for resource in 0..<width {
      let over = used[resource] &- project.consumableCapacities[resource]
      let changed = over &+ consumptions[mode &* width &+ resource] &- consumptions[other &* width &+ resource]
      sum += Double(max(changed, 0) &- max(over, 0)) * weights[resource]
    }
    return sum
  }

  /// The best allowed change; ties by chance. The activity is -1 where none is allowed.
  private func bestChange(
    _ modes: UnsafePointer<Int32>, _ random: inout RandomSource
  ) -> (mode: Int, activity: Int, rise: Double) {
    var best = (mode: -1, activity: -1, rise: Double.infinity)
    var ties = 0
    for activity in 0..<project.count {
      let held = Int(modes[activity])
      for mode in project.modeOffsets[activity]..<project.modeOffsets[activity &+ 1] where mode != held {
        if allowedFrom[mode] > step { continue }
        let rise = rise(mode, insteadOf: held)
        if rise > best.rise { continue }
        ties = rise < best.rise ? 1 : ties &+ 1
        if ties == 1 || random.below(ties) == 0 { best = (mode, activity, rise) }
      }
    }
    return best
  }

  private func change(
    _ activity: Int, to mode: Int, _ modes: UnsafeMutablePointer<Int32>, _ random: inout RandomSource
  ) {
    let held = Int(modes[activity])
    add(held, sign: -1)
    add(mode, sign: 1)
    modes[activity] = Int32(mode)
    allowedFrom[held] = step &+ random.within(5...10)
  }

  /// Makes the first pair of changes seen that lowers the excess.
  private func changePair(_ modes: UnsafeMutablePointer<Int32>, _ random: inout RandomSource) -> Bool {
    let offset = random.below(project.count)
    for index in 0..<min(project.count, 1 + Self.pairs / project.count) {
      let first = (offset &+ index) % project.count
      let held = Int(modes[first])
      for mode in project.modeOffsets[first]..<project.modeOffsets[first &+ 1] where mode != held {
        let before = rise(mode, insteadOf: held)
        add(held, sign: -1)
        add(mode, sign: 1)
        for second in 0..<project.count where second != first {
          let other = Int(modes[second])
          for partner in project.modeOffsets[second]..<project.modeOffsets[second &+ 1]
          where partner != other && before + rise(partner, insteadOf: other) < -1e-9 {
            modes[first] = Int32(mode)
            allowedFrom[held] = step &+ random.within(5...10)
            change(second, to: partner, modes, &random)
            return true
          }
        }
        add(mode, sign: -1)
        add(held, sign: 1)
      }
    }
    return false
  }
}
