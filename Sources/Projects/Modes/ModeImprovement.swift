import Basics

/// One schedule with the list and the modes that make it.
struct ModePlan: ~Copyable {
  /// Activities in an order that respects the arcs.
  let list: Buffer<Int32>
  let modes: Buffer<Int32>
  let starts: Buffer<Int>
  var objective = Int.max

  init(count: Int) {
    list = Buffer(repeating: 0, count: count)
    modes = Buffer(repeating: 0, count: count)
    starts = Buffer(repeating: 0, count: count)
  }

  mutating func copy(_ other: borrowing ModePlan) {
    list.pointer.update(from: other.list.pointer, count: list.count)
    modes.pointer.update(from: other.modes.pointer, count: list.count)
    starts.pointer.update(from: other.starts.pointer, count: list.count)
    objective = other.objective
  }
}

/// Forward-backward improvement that may change modes: the activities by decreasing end, each as late as possible, then
/// by increasing start, each as early as possible, as long as the objective falls. Keeping the modes, no pass makes it
/// larger; changed ones may, and then count for nothing.
///
/// - Source: Tormos, Lova 2001, "A competitive heuristic solution technique for resource-constrained project
///   scheduling"; Lova, Tormos, Cervantes, Barber 2009, "An efficient hybrid genetic algorithm for scheduling projects
///   with resource constraints and multiple execution modes".
final class ModeImprovement {
  private let project: PackedModes
  let forward, backward: ModeGeneration
  private let list, modes: Buffer<Int32>
  private let starts, mirrored, keys: Buffer<Int>

  init(_ project: ModeProject) {
    self.project = PackedModes(project)
    forward = ModeGeneration(self.project)
    backward = ModeGeneration(PackedModes(project, isMirrored: true))
    list = Buffer(repeating: 0, count: project.activityCount)
    modes = Buffer(repeating: 0, count: project.activityCount)
    starts = Buffer(repeating: 0, count: project.activityCount)
    mirrored = Buffer(repeating: 0, count: project.activityCount)
    keys = Buffer(repeating: 0, count: project.activityCount)
  }

  var placements: Int { forward.placements &+ backward.placements }

  /// Generates the plan's schedule from its list and modes, and improves it; an activity changes its mode with a chance
  /// of `percent`.
  func evaluate(_ plan: inout ModePlan, changing percent: Int, _ random: inout RandomSource) {
    plan.objective = forward.schedule(plan.list.pointer, plan.modes.pointer, into: plan.starts.pointer)
    improve(&plan, changing: percent, &random)
  }

  /// Improves a plan that has a schedule; the list becomes the order of its starts.
  func improve(_ plan: inout ModePlan, changing percent: Int, _ random: inout RandomSource) {
    let count = project.count
    while true {
      modes.pointer.update(from: plan.modes.pointer, count: count)
      sort(plan.list.pointer, isReversed: true) { activity in
        plan.objective &- plan.starts[activity] &- project.durations[Int(modes[activity])]
      }
      let length = backward.schedule(
        list.pointer, changing: modes.pointer, percent: percent, into: mirrored.pointer, &random)
      sort(list.pointer, isReversed: true) { activity in
        length &- mirrored[activity] &- project.durations[Int(modes[activity])]
      }
      let objective = forward.schedule(
        list.pointer, changing: modes.pointer, percent: percent, into: starts.pointer, &random)
      if objective >= plan.objective { break }
      plan.starts.pointer.update(from: starts.pointer, count: count)
      plan.modes.pointer.update(from: modes.pointer, count: count)
      plan.list.pointer.update(from: list.pointer, count: count)
      plan.objective = objective
    }
    sort(plan.list.pointer, isReversed: false) { plan.starts[$0] }
    plan.list.pointer.update(from: list.pointer, count: count)
  }

  /// Makes the list of a plan the order of its starts, whoever made them.
  func order(_ plan: inout ModePlan) {
    sort(project.order.pointer, isReversed: false) { plan.starts[$0] }
    plan.list.pointer.update(from: list.pointer, count: project.count)
  }

  /// Sorts the activities by time into `list`; of equal times the given list, or its reverse, decides, which has to
  /// respect the arcs in the direction of the sort.
  @inline(__always)
  private func sort(_ given: UnsafePointer<Int32>, isReversed: Bool, by time: (Int) -> Int) {
    let count = project.count
    // The given list may be the result's place.
    if isReversed {
      var low = 0
      var high = count &- 1
      while low <= high {
        let (first, last) = (given[low], given[high])
        list[low] = last
        list[high] = first
        low &+= 1
        high &-= 1
      }
    } else {
      list.pointer.update(from: given, count: count)
    }
    for activity in 0..<count { keys[activity] = time(activity) }
    for index in 0..<count {
      let activity = list[index]
      let key = keys[Int(activity)]
      list.insert(activity, among: index) { keys[Int($0)] > key }
    }
  }
}
