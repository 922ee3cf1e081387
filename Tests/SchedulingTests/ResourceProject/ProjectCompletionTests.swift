import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct ProjectCompletionTests {
  private func completed(_ starts: String, _ instance: ResourceProject.Instance) throws
    -> CompletedStart<ResourceProject.Solution>?
  {
    let text = "{\"problem\": \"rcpsp\", \"solution\": {\"starts\": \(starts)}}"
    return try ResourceProject.completed(start: SourceText(name: "start.json", text: text), of: instance)
  }

  /// Two activities of 3 and 4 on one machine, and one of 2 after the first.
  private let instance = try! ResourceProject.Instance(
    name: "hand", durations: [3, 4, 2], demands: [[1], [1], [0]], successors: [[2], [], []], capacities: [1])

  @Test func givenStartsAreAnOrder() throws {
    let first = try #require(try completed("[0, null]", instance))
    #expect(first.solution.starts == [0, 3, 3] && first.used == 1)
    #expect(first.report == ["1 of 3 activities used"])
    let second = try #require(try completed("[null, 0, null]", instance))
    // Equal times: the longer rest of the first goes before.
    #expect(second.solution.starts == [0, 3, 3])
    let later = try #require(try completed("[8, 1]", instance))
    #expect(later.solution.starts == [4, 0, 7] && later.used == 2)
  }

  @Test func whatIsNoTimeIsToldAndLeftOut() throws {
    let start = try #require(try completed("[9, 1, -4]", instance))
    #expect(start.solution.starts == [4, 0, 7])
    #expect(start.report == ["2 of 3 activities used", "activity 3 cannot start at -4"])
  }

  @Test func wholeOrForeignFilesAreNoParts() throws {
    #expect(try completed("[0, 0, 0]", instance) == nil)
    #expect(try completed("[0, 1, 2, null]", instance) == nil)
    let other = SourceText(name: "x", text: #"{"problem": "jobshop", "solution": {"starts": [0]}}"#)
    #expect(try ResourceProject.completed(start: other, of: instance) == nil)
    #expect(throws: InputError.self) { try completed("[0, \"soon\"]", instance) }
  }

  @Test func aPartOfASolutionBecomesOneAgain() throws {
    var random = RandomSource(seed: 77)
    for _ in 0..<100 {
      let instance = ProjectOracle.randomInstance(count: random.within(2...12), &random)
      let rule = ResourceProject.PriorityRuleStrategy(instance: instance, scheme: .serial, rule: .spt)
      let whole = rule.schedule()
      let parts = whole.starts.map { random.below(3) == 0 ? "null" : "\($0)" }
      let start = try #require(try completed("[\(parts.dropLast().joined(separator: ", "))]", instance))
      #expect(start.used == parts.dropLast().count { $0 != "null" })
      #expect(try ResourceProject.check(start.solution, of: instance).first <= instance.totalDuration)
    }
  }
}
