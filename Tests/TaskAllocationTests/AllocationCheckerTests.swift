import Race
import Testing

@testable import TaskAllocation

@Suite struct AllocationCheckerTests {
  typealias Solution = TaskAllocation.Solution

  /// Task 0 needs 5 and 6, task 1 needs 2 of the first ability, task 2 needs nothing.
  static let instance = AllocationSamples.instance(
    [(2, [5, 0]), (3, [1, 8]), (1, [2, 2])], [(9, [5, 6]), (4, [2, 0]), (1, [0, 0])])

  static func failure(_ value: Int, _ teams: [[Int]]) -> String? {
    do {
      _ = try TaskAllocation.check(Solution(value: value, teams: teams), of: instance)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aValidSolutionIsWorthValuesLessCosts() throws {
    // 9 - 2 - 3, 4 - 1, and 1 for nothing.
    let solution = Solution([[1, 0], [2], []], of: Self.instance)
    #expect(solution.value == 8 && solution.teams == [[0, 1], [2], []])
    #expect(try TaskAllocation.check(solution, of: Self.instance) == Objective(-8))
    #expect(try TaskAllocation.check(Solution(value: 1, teams: [[], [], []]), of: Self.instance) == Objective(-1))
  }

  @Test func eachBrokenRuleIsSaid() {
    #expect(Self.failure(0, [[], []]) == "there are 2 teams for 3 tasks")
    #expect(Self.failure(0, [[3], [], []]) == "there is no entity 3")
    #expect(Self.failure(0, [[-1], [], []]) == "there is no entity -1")
    #expect(Self.failure(0, [[0, 1, 0], [], []]) == "entity 0 is in the team of task 0 twice")
    #expect(Self.failure(0, [[0, 1], [1], []]) == "entity 1 is at task 0 and at task 1")
    #expect(
      Self.failure(0, [[1, 2], [], []])
        == "the team of task 0 has 3 of ability 0, and the task needs 5")
    #expect(Self.failure(9, [[0, 1], [2], []]) == "the solution says value 9, but it is 8")
  }

  @Test func aTaskThatNeedsNothingPaysBesideCostsOfItsTeam() throws {
    #expect(try TaskAllocation.check(Solution(value: 0, teams: [[], [], [2]]), of: Self.instance) == Objective(0))
  }
}
