import Race
import Solving
import Testing

@testable import Scheduling

/// Durations that are too large as they are, and not once their common divisor is out.
@Suite struct ProjectUnitTests {
  static let unit = 1 << 40

  /// Three activities of 2, 3 and 1 on a resource that takes two of them at a time, the last one after the first: one
  /// ends at 3 at the earliest.
  @Test func theMakespanIsInTheFilesOwnUnit() throws {
    let project = try ResourceProject.Instance(
      name: "large", durations: [2, 3, 1].map { $0 * Self.unit }, demands: [[1], [1], [1]],
      successors: [[2], [], []], capacities: [2])
    let board = Scoreboard<ResourceProject.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try ResourceProject.check(solution, of: project)
    }
    let result = Race.run(
      try ResourceProject.lanes(for: project, SolveOptions()), on: board, limits: RaceLimits())
    #expect(result.rejections == [])
    #expect(board.best?.objective.first == 3 * Self.unit && board.bound?.first == 3 * Self.unit)
  }

  @Test func aSumWithoutACommonDivisorIsRefusedWithTheLimit() {
    let error = #expect(throws: InvalidInstance.self) {
      try ResourceProject.Instance(
        name: "odd", durations: [1 << 40, 3], demands: [[], []], successors: [[], []], capacities: [])
    }
    #expect(error?.description.contains("\(1 << 30)") ?? false)
  }
}
