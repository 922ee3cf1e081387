import Basics
import Projects
import Testing

@Suite struct ModeProjectTests {
  /// Two activities one after the other with lag 1, and one beside them.
  private let project = ModeProject(
    modeOffsets: [0, 2, 3, 4], durations: [2, 5, 3, 4], demands: [3, 1, 2, 1], consumptions: [4, 1, 2, 0],
    arcs: [.init(before: 0, after: 1, lag: 1)], releases: [1, 0, 0], tails: [0, 2, 0], renewableCapacities: [3],
    consumableCapacities: [5])

  @Test func objectiveIsTheLatestEndWithTails() {
    #expect(project.objective(of: ModeSchedule(modes: [1, 2, 3], starts: [1, 7, 0])) == 12)
    #expect(project.objective(of: ModeSchedule(modes: [1, 2, 3], starts: [1, 7, 20])) == 24)
  }

  @Test(arguments: [
    ([0, 2, 3], [1, 4, 4]), ([1, 2, 3], [0, 7, 0]), ([1, 2, 3], [1, 6, 0]), ([1, 1, 3], [1, 7, 0]),
    ([1, 2], [1, 7]), ([1, 2, 3], [1, 7, 1 << 40]),
  ])
  func brokenRulesHaveNoObjective(_ modes: [Int], _ starts: [Int]) {
    #expect(project.objective(of: ModeSchedule(modes: modes, starts: starts)) == nil)
  }

  @Test func demandsAtOneMomentAreAdded() {
    let project = ModeProject(
      modeOffsets: [0, 1, 2], durations: [2, 2], demands: [2, 2], renewableCapacities: [3])
    #expect(project.objective(of: ModeSchedule(modes: [0, 1], starts: [0, 1])) == nil)
    #expect(project.objective(of: ModeSchedule(modes: [0, 1], starts: [2, 0])) == 4)
  }

  @Test func aModeOfNoDurationOccupiesNothing() {
    let project = ModeProject(
      modeOffsets: [0, 1, 2], durations: [0, 2], demands: [9, 3], renewableCapacities: [3])
    #expect(project.demands == [0, 3])
    #expect(project.objective(of: ModeSchedule(modes: [0, 1], starts: [1, 0])) == 2)
  }

  @Test func orderRespectsTheArcs() {
    var random = RandomSource(seed: 3)
    for _ in 0..<100 {
      let project = randomModeProject(&random, activities: random.below(9))
      #expect(project.order.sorted() == Array(0..<project.activityCount))
      for arc in project.arcs {
        #expect(project.order.firstIndex(of: arc.before)! < project.order.firstIndex(of: arc.after)!)
      }
    }
  }
}
