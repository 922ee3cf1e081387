import Basics
import Testing

@testable import Projects

@Suite struct ModeFeasibilityTests {
  /// Consumable resources only, so that all choices can be listed.
  private func consumableProject(_ random: inout RandomSource) -> ModeProject {
    let count = random.below(7)
    let resources = random.within(1...4)
    var offsets = [0]
    for _ in 0..<count { offsets.append(offsets.last! + random.within(1...3)) }
    let scale = [1, 1, 1 << 30].randomElement(using: &random)!
    return ModeProject(
      modeOffsets: offsets, durations: Array(repeating: 1, count: offsets.last!),
      consumptions: (0..<offsets.last! * resources).map { _ in random.below(9) * scale },
      consumableCapacities: (0..<resources).map { _ in random.below(5 * count + 1) * scale })
  }

  private func isFeasible(_ project: ModeProject, _ modes: [Int]) -> Bool {
    project.objective(of: ModeSchedule(modes: modes, starts: modes.map { _ in 0 })) != nil
  }

  private func hasFeasibleChoice(_ project: ModeProject) -> Bool {
    func extend(_ modes: [Int]) -> Bool {
      if modes.count == project.activityCount { return isFeasible(project, modes) }
      return (project.modeOffsets[modes.count]..<project.modeOffsets[modes.count + 1]).contains { extend(modes + [$0]) }
    }
    return extend([])
  }

  @Test func decidesAsEnumerationDoes() {
    var random = RandomSource(seed: 5)
    var counts = [0, 0]
    for _ in 0..<400 {
      let project = consumableProject(&random)
      switch ModeFeasibility(project).decide(limit: .max) {
      case .feasible(let modes):
        counts[0] += 1
        #expect(isFeasible(project, modes))
      case .infeasible:
        counts[1] += 1
        #expect(!hasFeasibleChoice(project))
      case .unknown: Issue.record("without a limit it decides")
      }
    }
    #expect(counts.min()! > 50)
  }

  @Test func limitStopsIt() {
    let project = randomLargeModeProject(seed: 1, activities: 30)
    #expect(ModeFeasibility(project).decide(limit: 3) == .unknown)
  }

  @Test func repairKeepsItsPromise() {
    var random = RandomSource(seed: 8)
    var repaired = 0
    for _ in 0..<400 {
      let project = consumableProject(&random)
      let modes = Buffer((0..<project.activityCount).map { Int32(project.modeOffsets[$0]) })
      let isDone = ModeRepair(PackedModes(project)).repair(modes.pointer, limit: 200, &random)
      let result = (0..<modes.count).map { Int(modes[$0]) }
      #expect(isDone == isFeasible(project, result))
      // The instances are tiny: the search misses hardly any feasible choice.
      if isDone { repaired += 1 } else if hasFeasibleChoice(project) { Issue.record("missed \(project)") }
    }
    #expect(repaired > 100)
  }

  @Test func repairOfManyActivities() {
    var random = RandomSource(seed: 4)
    let project = randomLargeModeProject(seed: 2, activities: 100, consumablePercent: 15)
    let modes = Buffer((0..<100).map { Int32(3 * $0) })
    #expect(ModeRepair(PackedModes(project)).repair(modes.pointer, limit: 1_000, &random))
    #expect(isFeasible(project, (0..<100).map { Int(modes[$0]) }) == false)  // all at once is too much to run
    let starts = (0..<100).map { 10 * $0 }
    #expect(project.objective(of: ModeSchedule(modes: (0..<100).map { Int(modes[$0]) }, starts: starts)) != nil)
  }
}
