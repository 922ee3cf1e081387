import Basics
import Testing

@testable import Projects

@Suite struct ModeProjectBoundsTests {
  @Test func boundsAreNotAboveTheOptimumAndOftenThere() {
    var random = RandomSource(seed: 41)
    var counts = (feasible: 0, closed: 0, infeasible: 0, seen: 0)
    for _ in 0..<250 {
      let project = randomModeProject(&random, activities: random.below(6))
      let record = ModeRecord()
      ModeProjectBounds(project).run(on: record.board(looks: .max))
      let bound = record.bounds.max() ?? 0
      if let optimum = bruteForceModeOptimum(project) {
        #expect(bound <= optimum)
        counts.feasible += 1
        if bound == optimum { counts.closed += 1 }
      } else {
        counts.infeasible += 1
        if bound == .max { counts.seen += 1 }
      }
    }
    #expect(counts.closed * 10 > counts.feasible * 7, "\(counts)")
    #expect(counts.seen * 10 > counts.infeasible * 7, "\(counts)")
  }

  /// With each mode alone for its activity, the optimum says whether it may go.
  @Test(arguments: ModeRefutation.Effort.allCases)
  func onlyModesThatTheTargetExcludesGo(_ effort: ModeRefutation.Effort) {
    var random = RandomSource(seed: 42)
    var gone = 0
    for _ in 0..<300 {
      let project = randomModeProject(&random, activities: random.within(1...4))
      guard let reduced = ModePreprocessing(project).project, let optimum = bruteForceModeOptimum(reduced) else {
        continue
      }
      let target = optimum + random.below(2)
      let remaining = ModeRefutation(reduced).remainingModes(target, effort)
      #expect(remaining != nil)
      for mode in Set(0..<reduced.modeCount).subtracting(remaining ?? []) {
        gone += 1
        let alone = bruteForceModeOptimum(restricted(reduced, to: mode))
        #expect(alone.map { $0 > target } ?? true)
      }
    }
    #expect(gone > 15)
  }

  /// The project with one mode as the only one of its activity.
  private func restricted(_ project: ModeProject, to mode: Int) -> ModeProject {
    let activity = (0..<project.activityCount).first { mode < project.modeOffsets[$0 + 1] }!
    let others = project.modeOffsets[activity]..<project.modeOffsets[activity + 1]
    return project.keeping(modes: (0..<project.modeCount).filter { !others.contains($0) || $0 == mode })
  }

  @Test func bothOfTwoActivitiesCannotHaveTheirFastMode() {
    let project = ModeProject(
      modeOffsets: [0, 2, 4], durations: [1, 4, 1, 6], consumptions: [3, 0, 3, 0], arcs: [.init(before: 0, after: 1)],
      consumableCapacities: [5])
    let record = ModeRecord()
    ModeProjectBounds(project).run(on: record.board(looks: .max))
    #expect(record.bounds.max() == 5)
  }

  @Test func energyOfTheRenewableResource() {
    // 5 activities of energy 4 and length 2 at least, capacity 3: 20 / 3 is more than 6.
    let project = ModeProject(
      modeOffsets: [0, 2, 4, 6, 8, 10], durations: [2, 4, 2, 4, 2, 4, 2, 4, 2, 4],
      demands: [2, 1, 2, 1, 2, 1, 2, 1, 2, 1], renewableCapacities: [3])
    let record = ModeRecord()
    ModeProjectBounds(project).run(on: record.board(looks: .max))
    #expect(record.bounds.max() == 7)
    #expect(record.bounds == record.bounds.sorted())
  }

  @Test func nothingStarts() {
    let record = ModeRecord()
    ModeProjectBounds(ModeProject(modeOffsets: [0], durations: [])).run(on: record.board(looks: .max))
    #expect(record.bounds == [0])
    let zero = ModeRecord()
    ModeProjectBounds(ModeProject(modeOffsets: [0, 1], durations: [0])).run(on: zero.board(looks: .max))
    #expect(zero.bounds.max() == 0)
  }

  @Test func hugeNumbersStayExact() {
    let scale = 1 << 33
    let project = ModeProject(
      modeOffsets: [0, 2, 4], durations: [scale, 4 * scale, scale, 6 * scale],
      demands: [1 << 20, 1, 1 << 20, 1], consumptions: [3 * scale, 0, 3 * scale, 0],
      arcs: [.init(before: 0, after: 1)], renewableCapacities: [1 << 20], consumableCapacities: [5 * scale])
    let record = ModeRecord()
    ModeProjectBounds(project).run(on: record.board(looks: .max))
    #expect(record.bounds.max() == 5 * scale)
  }
}
