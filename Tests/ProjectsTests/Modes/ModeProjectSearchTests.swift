import Basics
import Projects
import Testing

@Suite struct ModeProjectSearchTests {
  @Test func findsTheOptimumOfSmallProjects() {
    var random = RandomSource(seed: 31)
    var counts = [0, 0]
    for _ in 0..<150 {
      let project = randomModeProject(&random, activities: random.below(6))
      let record = ModeRecord()
      ModeProjectSearch(project, seed: 1).run(on: record.board(looks: 300))
      let optimum = bruteForceModeOptimum(project)
      #expect(record.best == optimum)
      for (schedule, objective) in record.offers { #expect(project.objective(of: schedule) == objective) }
      #expect(optimum != nil || record.bounds == [.max])
      #expect(record.bounds.allSatisfy { $0 <= optimum ?? .max })
      counts[optimum == nil ? 0 : 1] += 1
    }
    #expect(counts.min()! > 10)
  }

  @Test func equalSeedsGiveEqualSearches() {
    let project = randomLargeModeProject(seed: 6, activities: 20)
    let records = (0..<2).map { _ in ModeRecord() }
    for record in records { ModeProjectSearch(project, seed: 9).run(on: record.board(looks: 60)) }
    #expect(records[0].offers.map(\.0) == records[1].offers.map(\.0))
    #expect(!records[0].offers.isEmpty)
  }

  @Test func theFirstScheduleComesBeforeTheFirstLook() {
    for percent in [0, 5, 50] {
      let record = ModeRecord()
      let project = randomLargeModeProject(seed: 7, activities: 100, consumablePercent: percent)
      ModeProjectSearch(project, seed: 1).run(on: record.board(looks: 1))
      #expect(record.offers.count == 1)
    }
  }

  /// Whatever others found already is not handed in again.
  @Test func onlyBetterSchedulesAreHandedIn() {
    var random = RandomSource(seed: 33)
    for _ in 0..<40 {
      let project = randomModeProject(&random, activities: 4)
      guard let optimum = bruteForceModeOptimum(project) else { continue }
      let record = ModeRecord()
      ModeProjectSearch(project, seed: 1).run(
        on: record.board(looks: 100, incumbent: (ModeSchedule(modes: [], starts: []), optimum)))
      #expect(record.offers.isEmpty)
    }
  }

  @Test func projectsWithoutChoices() {
    let empty = ModeRecord()
    ModeProjectSearch(ModeProject(modeOffsets: [0], durations: []), seed: 1).run(on: empty.board(looks: 5))
    #expect(empty.best == 0 && empty.bounds == [0])
    let one = ModeRecord()
    ModeProjectSearch(ModeProject(modeOffsets: [0, 1], durations: [0]), seed: 1).run(on: one.board(looks: 5))
    #expect(one.best == 0)
  }

  /// A schedule of others that waits very long makes a target far behind the horizon, with capacities that only just fit.
  @Test func lateSchedulesOfOthersAreImproved() {
    let project = ModeProject(
      modeOffsets: [0, 2, 4, 5], durations: [2, 3, 2, 3, 1], demands: [1 << 55, 1, 1 << 55, 1, 1 << 55],
      renewableCapacities: [1 << 55])
    let late = ModeSchedule(modes: [1, 3, 4], starts: [1 << 39, 0, 5])
    let record = ModeRecord()
    ModeProjectSearch(project, seed: 1).run(
      on: record.board(looks: 4_000, incumbent: (late, project.objective(of: late)!)))
    #expect(record.best == 4)
  }
}
