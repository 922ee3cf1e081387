import Basics

/// A walk over schedules no worse than the one before: a few modes change, an activity moves to another place of the list
/// between its predecessors and successors, repair and improvement follow. Most schedules near a good one have its
/// objective, so the walk goes far on the plateau before it finds the way down.
final class ModeWalk {
  private let project: PackedModes
  private let improvement: ModeImprovement
  private let sampler: ModeSampler
  private var current: ModePlan
  private(set) var plan: ModePlan

  init(_ project: PackedModes, _ improvement: ModeImprovement, _ sampler: ModeSampler) {
    self.project = project
    self.improvement = improvement
    self.sampler = sampler
    current = ModePlan(count: project.count)
    plan = ModePlan(count: project.count)
  }

  /// Sets out from a plan that has a schedule.
  func start(from plan: borrowing ModePlan) { current.copy(plan) }

  /// Makes `plan` from the current one, and goes there unless it is worse.
  func step(changing percent: Int, _ random: inout RandomSource) {
    plan.copy(current)
    for _ in 0..<random.below(4) { changeMode(&random) }
    for _ in 0..<1 + random.below(2) { moveActivity(&random) }
    sampler.mend(plan.modes.pointer, or: current.modes.pointer, &random)
    improvement.evaluate(&plan, changing: percent, &random)
    if plan.objective <= current.objective { current.copy(plan) }
  }

  private func changeMode(_ random: inout RandomSource) {
    let activity = random.below(project.count)
    let range = project.modeOffsets[activity]..<project.modeOffsets[activity + 1]
    plan.modes[activity] = Int32(range.lowerBound + random.below(range.count))
  }

  private func moveActivity(_ random: inout RandomSource) {
    let from = random.below(project.count)
    let to = random.below(project.count)
    let step = to < from ? -1 : 1
    var place = from
    while place != to {
      let (activity, next) = (plan.list[place], plan.list[place + step])
      let (before, after) = step > 0 ? (activity, next) : (next, activity)
      if project.isDirectPredecessor(Int(before), of: Int(after)) { return }
      plan.list[place] = next
      plan.list[place + step] = activity
      place += step
    }
  }
}
