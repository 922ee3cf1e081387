import Basics
import Projects
import Testing

@Suite struct ModePreprocessingTests {
  @Test func optimumStaysAndSchedulesMap() {
    var random = RandomSource(seed: 11)
    for _ in 0..<250 {
      let project = randomModeProject(&random, activities: random.below(5))
      let preprocessing = ModePreprocessing(project)
      let optimum = bruteForceModeOptimum(project)
      guard let reduced = preprocessing.project else {
        #expect(optimum == nil)
        continue
      }
      #expect(bruteForceModeOptimum(reduced) == optimum)
      let modes = (0..<reduced.activityCount).map { activity in
        let range = reduced.modeOffsets[activity]..<reduced.modeOffsets[activity + 1]
        return range.lowerBound + random.below(range.count)
      }
      // One after the other, in an order that respects the arcs: only the consumables can be broken.
      var starts = Array(repeating: 0, count: modes.count)
      for (place, activity) in reduced.order.enumerated() { starts[activity] = 20 * place + 5 }
      let schedule = ModeSchedule(modes: modes, starts: starts)
      let original = preprocessing.original(schedule)
      #expect(project.objective(of: original) == reduced.objective(of: schedule))
      #expect(preprocessing.reduced(original) == schedule)
    }
  }

  /// Mode 0 exceeds the capacity, mode 2 is dominated by 1, and then nothing can use up the consumable.
  @Test func impossibleAndDominatedModesGo() {
    let project = ModeProject(
      modeOffsets: [0, 4], durations: [1, 3, 3, 2], demands: [5, 1, 2, 2], consumptions: [0, 1, 1, 2],
      renewableCapacities: [4], consumableCapacities: [2])
    let preprocessing = ModePreprocessing(project)
    // The renewable resource goes too, and with both resources the slower mode.
    #expect(preprocessing.originalModes == [3])
    #expect(preprocessing.project?.renewableCapacities == [])
    #expect(preprocessing.reduced(ModeSchedule(modes: [2], starts: [7])) == ModeSchedule(modes: [0], starts: [7]))
    #expect(preprocessing.reduced(ModeSchedule(modes: [0], starts: [7])) == nil)
  }

  /// The other activity needs 3 of 5 at least, so 3 is too much; 2 is not.
  @Test func consumptionBesideTheOthersLeast() {
    let project = ModeProject(
      modeOffsets: [0, 2, 4], durations: [1, 2, 1, 2], consumptions: [3, 2, 4, 3], consumableCapacities: [5])
    let preprocessing = ModePreprocessing(project)
    #expect(preprocessing.originalModes == [1, 3])
    let tight = ModeProject(
      modeOffsets: [0, 2, 4], durations: [1, 2, 1, 2], consumptions: [3, 2, 4, 3], consumableCapacities: [4])
    #expect(ModePreprocessing(tight).project == nil)
  }

  @Test func nothingAtAll() {
    let preprocessing = ModePreprocessing(ModeProject(modeOffsets: [0], durations: []))
    #expect(preprocessing.project?.activityCount == 0)
  }
}
