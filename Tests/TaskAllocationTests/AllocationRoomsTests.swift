import Basics
import Race
import Solving
import Testing

@testable import TaskAllocation

@Suite struct AllocationRoomsTests {
  typealias Solution = TaskAllocation.Solution

  func completed(_ body: String) throws -> CompletedStart<Solution>? {
    try TaskAllocation.completed(
      start: SourceText(name: "start", text: "{\"problem\": \"allocation\", \"solution\": \(body)}"),
      of: AllocationCheckerTests.instance)
  }

  @Test func partsOfTeamsAreCompleted() throws {
    let start = try #require(try completed("{\"teams\": [[0]]}"))
    #expect(start.solution.teams == [[0, 1], [2], []] && start.solution.value == 8 && start.used == 1)
    #expect(try TaskAllocation.check(start.solution, of: AllocationCheckerTests.instance) == Objective(-8))
  }

  @Test func whatCannotBeIsTurnedDown() throws {
    let start = try #require(try completed("{\"teams\": [[0, 9], [0, null], null, [], []]}"))
    #expect(start.remarks == ["there are 3 tasks", "there is no entity 9", "entity 0 is there twice"])
    _ = try TaskAllocation.check(start.solution, of: AllocationCheckerTests.instance)
    #expect(try completed("{\"value\": 3}") == nil)
  }

  @Test(arguments: TaskAllocation.Environment.allCases.map(\.rawValue), [1, 2])
  func generatedInstancesAreReadBackAndSolved(kind: String, seed: Int) throws {
    let words = ["--kind", kind, "--seed", "\(seed)"]
    let arguments = try Arguments(words, for: TaskAllocation.generatorParameters)
    let text = try TaskAllocation.generate(arguments)
    #expect(try TaskAllocation.generate(arguments) == text)
    let instance = try TaskAllocation.parse(SourceText(name: "made", text: text))
    let home = GreedyTeams(AllocationTable(instance)).assignment(.profit)
    let solution = Solution(assignment: home, of: instance)
    #expect(try TaskAllocation.check(solution, of: instance).first < 0)
    let svg = TaskAllocation.picture(of: solution, of: instance)
    #expect(svg.contains("<svg") && svg.contains("value \(solution.value)"))
  }

  @Test func unknownKindsAndForeignNumbersAreRefused() throws {
    for words in [["--kind", "resque"], ["--kind", "ability-shop", "--tasks", "4"]] {
      let arguments = try Arguments(words, for: TaskAllocation.generatorParameters)
      #expect(throws: GeneratorError.self) { try TaskAllocation.generate(arguments) }
    }
  }

  @Test func carriersHaveFiveTimesTheirCost() {
    let instance = TaskAllocation.Environment.material.instance(seed: 3)
    for (number, entity) in instance.entities.enumerated() {
      #expect(entity.abilities.reduce(0, +) == 5 * instance.cost(of: number, at: 0))
    }
  }
}
