import Basics
import Testing

@testable import Projects

@Suite struct ModeSteeringTests {
  /// What steering looks at, from the definition: consumables, total energy, the longest path; each overrun in shares.
  private func overrun(_ project: ModeProject, _ modes: [Int], _ target: Int) -> Double {
    func share(_ used: Int, _ limit: Int) -> Double { Double(max(used - limit, 0)) / Double(max(limit, 1)) }
    var sum = 0.0
    for (resource, capacity) in project.consumableCapacities.enumerated() {
      sum += share(modes.reduce(0) { $0 + project.consumptions[$1 * project.consumableCount + resource] }, capacity)
    }
    for (resource, capacity) in project.renewableCapacities.enumerated() {
      let energy = modes.reduce(0) {
        $0 + project.durations[$1] * project.demands[$1 * project.renewableCount + resource]
      }
      sum += share(energy, capacity * target)
    }
    var starts = project.releases
    for activity in project.order {
      for arc in project.arcs where arc.after == activity {
        starts[activity] = max(starts[activity], starts[arc.before] + project.durations[modes[arc.before]] + arc.lag)
      }
    }
    let length = starts.indices.reduce(0) { max($0, starts[$1] + project.durations[modes[$1]] + project.tails[$1]) }
    return sum + share(length, target)
  }

  @Test func reachesChoicesThatKeepAllLimitsOrComesCloser() {
    var random = RandomSource(seed: 51)
    var kept = 0
    for seed in 0..<60 {
      let project = randomLargeModeProject(seed: UInt64(seed), activities: 15)
      let fast = (0..<15).map { 3 * $0 }
      let slow = (0..<15).map { 3 * $0 + 2 }
      // Between the longest paths in the fastest and the slowest modes.
      let target = 40
      let modes = Buffer(fast.map { Int32($0) })
      let steering = ModeSteering(project)
      steering.setTarget(target)
      steering.steer(modes.pointer, steps: 200, &random)
      let result = (0..<15).map { Int(modes[$0]) }
      let after = overrun(project, result, target)
      #expect(after < max(overrun(project, fast, target), overrun(project, slow, target)))
      if after == 0 { kept += 1 }
    }
    #expect(kept > 20)
  }

  @Test func aChoiceThatKeepsAllLimitsStays() {
    var random = RandomSource(seed: 52)
    for _ in 0..<100 {
      let project = randomModeProject(&random, activities: random.below(7))
      let modes = (0..<project.activityCount).map { project.modeOffsets[$0] }
      let choice = Buffer(modes.map { Int32($0) })
      let steering = ModeSteering(project)
      let target = random.below(40)
      steering.setTarget(target)
      let before = overrun(project, modes, target)
      steering.steer(choice.pointer, steps: 5, &random)
      if before == 0 { #expect((0..<choice.count).map { Int(choice[$0]) } == modes) }
      for activity in modes.indices {
        #expect((project.modeOffsets[activity]..<project.modeOffsets[activity + 1]).contains(Int(choice[activity])))
      }
    }
  }
}
