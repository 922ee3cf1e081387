import Basics

/// A genetic algorithm on pairs of an activity list and a choice of modes: two-point crossover of lists, modes from the
/// parent that an activity's place comes from, repair, forward-backward improvement with and without changes of modes,
/// and restarts.
///
/// - Source: Hartmann 2001, "Project scheduling with multiple modes: a genetic algorithm"; Van Peteghem, Vanhoucke 2010,
///   "A genetic algorithm for the preemptive and non-preemptive multi-mode resource-constrained project scheduling
///   problem".
package final class ModeEvolution {
  package struct Settings: Sendable {
    package var populationSize = 40
    /// Children without a better best before a restart, in populations.
    package var patience = 15
    /// How many neighbouring pairs of a child's list swap, and how many modes change, on average.
    package var swaps = 1
    package var modeChanges = 1

    package init() {}
  }

  private let project: PackedModes
  private let settings: Settings
  let improvement: ModeImprovement
  let sampler: ModeSampler
  private var random: RandomSource

  // Member k has `count` entries from k * count on; the last one's place is the child's.
  private let lists, modes: Buffer<Int32>
  private let starts: Buffer<Int>
  private let objectives: Buffer<Int>
  private let crossover: TwoPointCrossover
  private var memberCount = 0
  private var plan: ModePlan
  private(set) var best: ModePlan
  private var childrenSinceBest = 0
  private var isWalking = false
  private let walk: ModeWalk

  init(
    _ project: ModeProject, safeModes: [Int], target: Int = .max, seed: UInt64, _ settings: Settings = Settings()
  ) {
    let count = project.activityCount
    self.project = PackedModes(project)
    self.settings = settings
    improvement = ModeImprovement(project)
    sampler = ModeSampler(project, safeModes: safeModes)
    sampler.target = target
    random = RandomSource(seed: seed)
    lists = Buffer(repeating: 0, count: settings.populationSize * count)
    modes = Buffer(repeating: 0, count: settings.populationSize * count)
    starts = Buffer(repeating: 0, count: settings.populationSize * count)
    objectives = Buffer(repeating: 0, count: settings.populationSize)
    crossover = TwoPointCrossover(count: count)
    plan = ModePlan(count: count)
    best = ModePlan(count: count)
    walk = ModeWalk(self.project, improvement, sampler)
  }

  /// Sets out for a walk from a schedule in this project's modes, instead of evolving a population.
  func walk(from schedule: ModeSchedule, objective: Int) {
    for activity in 0..<project.count {
      best.modes[activity] = Int32(schedule.modes[activity])
      best.starts[activity] = schedule.starts[activity]
    }
    best.objective = objective
    improvement.order(&best)
    walk.start(from: best)
    isWalking = true
  }

  /// Makes and judges one more plan: of a walk where a schedule was adopted, of the population otherwise.
  ///
  /// - Returns: whether it is better than all before.
  func step() -> Bool {
    let isBest = isWalking ? stepOn() : evolve()
    if isBest { sampler.target = min(sampler.target, best.objective - 1) }
    childrenSinceBest = isBest ? 0 : childrenSinceBest + 1
    return isBest
  }

  /// Whether it has made many plans without a better one.
  var isStuck: Bool { childrenSinceBest > settings.patience * settings.populationSize }

  /// The best schedule, when there was a step.
  var bestSchedule: ModeSchedule {
    ModeSchedule(
      modes: (0..<project.count).map { Int(best.modes[$0]) }, starts: (0..<project.count).map { best.starts[$0] })
  }

  private func stepOn() -> Bool {
    walk.step(changing: changePercent(), &random)
    guard walk.plan.objective < best.objective else { return false }
    best.copy(walk.plan)
    return true
  }

  private func evolve() -> Bool {
    let isInitial = memberCount < settings.populationSize
    if isInitial { draw() } else { breed() }
    improvement.evaluate(&plan, changing: changePercent(), &random)
    if isInitial {
      keep(in: memberCount)
      memberCount += 1
    } else {
      replace()
    }
    guard plan.objective < best.objective else { return false }
    best.copy(plan)
    return true
  }

  /// A third of the plans keep their modes, a third change some of them, a third all that can be.
  private func changePercent() -> Int { random.below(3) * 50 }

  /// The very first plan takes the safe modes and the plain rule.
  private func draw() {
    let isFirst = best.objective == .max
    sampler.drawModes(into: plan.modes.pointer, safe: isFirst ? 100 : random.below(3) * 40, &random)
    let noise = isFirst ? 0 : [0.1, 0.3, 1, 10][random.below(4)]
    sampler.drawList(into: plan.list.pointer, plan.modes.pointer, noise: noise, &random)
  }

  private func breed() {
    let mother = tournament()
    var father = tournament()
    if father == mother { father = random.below(settings.populationSize) }
    cross(mother, father)
    mutate()
    sampler.mend(plan.modes.pointer, or: modes.pointer + mother * project.count, &random)
  }

  /// Each activity keeps the mode that it has where its place in the list comes from.
  private func cross(_ mother: Int, _ father: Int) {
    let count = project.count
    let fromFather = crossover.cross(
      lists.pointer + mother * count, lists.pointer + father * count, into: plan.list.pointer, &random)
    for place in 0..<count {
      let activity = Int(plan.list[place])
      let parent = fromFather.contains(place) ? father : mother
      plan.modes[activity] = modes[parent * count + activity]
    }
  }

  private func tournament() -> Int {
    let first = random.below(settings.populationSize)
    let second = random.below(settings.populationSize)
    return objectives[first] <= objectives[second] ? first : second
  }

  private func mutate() {
    for index in 0..<max(project.count - 1, 0) where random.below(project.count) < settings.swaps {
      let first = plan.list[index]
      let second = plan.list[index + 1]
      if project.isDirectPredecessor(Int(first), of: Int(second)) { continue }
      plan.list[index] = second
      plan.list[index + 1] = first
    }
    for activity in 0..<project.count where random.below(project.count) < settings.modeChanges {
      let range = project.modeOffsets[activity]..<project.modeOffsets[activity + 1]
      plan.modes[activity] = Int32(range.lowerBound + random.below(range.count))
    }
  }

  private func keep(in slot: Int) {
    let count = project.count
    (lists.pointer + slot * count).update(from: plan.list.pointer, count: count)
    (modes.pointer + slot * count).update(from: plan.modes.pointer, count: count)
    (starts.pointer + slot * count).update(from: plan.starts.pointer, count: count)
    objectives[slot] = plan.objective
  }

  /// The child takes the place of a worst member unless it is worse or a copy. Of equals a random one goes: most
  /// members soon have one objective, and the population must go on changing.
  private func replace() {
    let offset = random.below(settings.populationSize)
    var worst = offset
    for step in 0..<settings.populationSize {
      let member = (offset + step) % settings.populationSize
      if objectives[member] > objectives[worst] { worst = member }
      if objectives[member] == plan.objective, isCopy(of: member) { return }
    }
    if plan.objective <= objectives[worst] { keep(in: worst) }
  }

  private func isCopy(of member: Int) -> Bool {
    let base = member * project.count
    for activity in 0..<project.count {
      if starts[base + activity] != plan.starts[activity] || modes[base + activity] != plan.modes[activity] {
        return false
      }
    }
    return true
  }
}
