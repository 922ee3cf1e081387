import Basics
import Projects

/// A random project: small numbers, so that ties, zeros, tight and impossible resources all occur.
func randomModeProject(_ random: inout RandomSource, activities count: Int) -> ModeProject {
  let renewables = random.below(3)
  let consumables = random.below(3)
  var offsets = [0]
  var durations: [Int] = []
  var demands: [Int] = []
  var consumptions: [Int] = []
  // In half of them a mode that is faster than another needs more.
  let isTrading = random.chance(50)
  for _ in 0..<count {
    let modes = random.within(1...3)
    func numbers(below limit: Int, _ random: inout RandomSource) -> [Int] {
      let drawn = (0..<modes).map { _ in random.below(limit) }
      return isTrading ? drawn.sorted() : drawn
    }
    durations += numbers(below: 6, &random)
    let needs = (0..<renewables).map { _ in Array(numbers(below: 5, &random).reversed()) }
    let uses = (0..<consumables).map { _ in Array(numbers(below: 6, &random).reversed()) }
    for mode in 0..<modes {
      demands += needs.map { $0[mode] }
      consumptions += uses.map { $0[mode] }
    }
    offsets.append(durations.count)
  }
  var arcs: [ModeProject.Arc] = []
  let isDense = random.chance(50)
  for after in 0..<count {
    for before in 0..<after where random.chance(isDense ? 40 : 15) {
      arcs.append(.init(before: before, after: after, lag: random.chance(30) ? random.below(4) : 0))
    }
  }
  let hasWindows = random.chance(50)
  return ModeProject(
    modeOffsets: offsets, durations: durations, demands: demands, consumptions: consumptions, arcs: arcs,
    releases: (0..<count).map { _ in hasWindows ? random.below(5) : 0 },
    tails: (0..<count).map { _ in hasWindows ? random.below(5) : 0 },
    renewableCapacities: (0..<renewables).map { _ in random.within(3...6) },
    consumableCapacities: (0..<consumables).map { _ in random.below(3 * count + 2) })
}

/// The least objective by trying every order and every choice of modes; nil where none is feasible.
func bruteForceModeOptimum(_ project: ModeProject) -> Int? {
  let count = project.activityCount
  var best: Int?
  var starts: [Int?] = Array(repeating: nil, count: count)
  var modes = Array(repeating: 0, count: count)
  func isFree(_ activity: Int, _ mode: Int, _ start: Int) -> Bool {
    (start..<start + project.durations[mode]).allSatisfy { moment in
      project.renewableCapacities.indices.allSatisfy { resource in
        var sum = project.demands[mode * project.renewableCount + resource]
        for other in 0..<count where other != activity {
          guard let begin = starts[other] else { continue }
          if begin <= moment, moment < begin + project.durations[modes[other]] {
            sum += project.demands[modes[other] * project.renewableCount + resource]
          }
        }
        return sum <= project.renewableCapacities[resource]
      }
    }
  }
  func extend(_ placed: Int, _ used: [Int], _ objective: Int) {
    if let best, objective >= best { return }
    if placed == count {
      best = objective
      return
    }
    for activity in 0..<count where starts[activity] == nil {
      let arcs = project.arcs.filter { $0.after == activity }
      if arcs.contains(where: { starts[$0.before] == nil }) { continue }
      var ready = project.releases[activity]
      for arc in arcs { ready = max(ready, starts[arc.before]! + project.durations[modes[arc.before]] + arc.lag) }
      for mode in project.modeOffsets[activity]..<project.modeOffsets[activity + 1] {
        let isTooMuch =
          project.durations[mode] > 0
          && project.renewableCapacities.indices.contains {
            project.demands[mode * project.renewableCount + $0] > project.renewableCapacities[$0]
          }
        var sums = used
        for resource in sums.indices { sums[resource] += project.consumptions[mode * sums.count + resource] }
        if isTooMuch || zip(sums, project.consumableCapacities).contains(where: { $0 > $1 }) { continue }
        var start = ready
        while !isFree(activity, mode, start) { start += 1 }
        starts[activity] = start
        modes[activity] = mode
        let end = start + project.durations[mode] + project.tails[activity]
        extend(placed + 1, sums, max(objective, end))
        starts[activity] = nil
      }
    }
  }
  extend(0, Array(repeating: 0, count: project.consumableCount), 0)
  return best
}

/// A project of the size and kind of the public sets: three modes, each faster one dearer, and capacities between what
/// the cheapest modes need and what the dearest do.
func randomLargeModeProject(seed: UInt64, activities count: Int, consumablePercent: Int = 50) -> ModeProject {
  var random = RandomSource(seed: seed)
  var durations: [Int] = []
  var demands: [Int] = []
  var consumptions: [Int] = []
  for _ in 0..<count {
    let times = (0..<3).map { _ in random.within(1...10) }.sorted()
    let needs = (0..<4).map { _ in (0..<3).map { _ in random.within(1...10) }.sorted(by: >) }
    for mode in 0..<3 {
      durations.append(times[mode])
      demands += [needs[0][mode], needs[1][mode]]
      consumptions += [needs[2][mode], needs[3][mode]]
    }
  }
  var arcs: [ModeProject.Arc] = []
  for after in 1..<max(count, 1) {
    let width = min(after, 12)
    for before in Set((0..<2).map { _ in after - 1 - random.below(width) }).sorted() {
      arcs.append(.init(before: before, after: after))
    }
  }
  let capacities = (0..<2).map { resource in
    let rows = stride(from: resource, to: consumptions.count, by: 2).map { consumptions[$0] }
    let groups = stride(from: 0, to: rows.count, by: 3).map { rows[$0..<$0 + 3] }
    let least = groups.reduce(0) { $0 + $1.min()! }
    let most = groups.reduce(0) { $0 + $1.max()! }
    return least + (most - least) * consumablePercent / 100
  }
  return ModeProject(
    modeOffsets: (0...count).map { 3 * $0 }, durations: durations, demands: demands, consumptions: consumptions,
    arcs: arcs, renewableCapacities: [24, 24], consumableCapacities: capacities)
}
