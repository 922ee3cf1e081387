import Race
import Testing

@testable import Workflows

/// Two jobs: t0 → t1 with data that takes 3 between elements, and t2 alone from 4 on. The first cluster has two elements,
/// the second one cannot run t1.
@Suite struct WorkflowCheckerTests {
  private let instance = WorkflowSamples.made(
    clusters: [2, 1], transfers: .uniform(2, clusters: 2), tasks: [[5, 2], [4, nil], [0, 3]], arcs: [(0, 1, 7)],
    jobs: [0, 0, 1], releases: [0, 4])

  private func failure(elements: [Int], starts: [Int], objective: Int) -> String? {
    do {
      _ = try Workflow.check(.init(elements: elements, starts: starts, objective: objective), of: instance)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func whatKeepsAllRulesPasses() throws {
    #expect(failure(elements: [2, 0, 2], starts: [0, 5, 4], objective: 9) == nil)
    // On one element data takes no time; a task of no time may lie inside another one.
    #expect(failure(elements: [0, 0, 0], starts: [0, 5, 7], objective: 9) == nil)
    var asked = instance
    asked.aim = .latency
    let solution = Workflow.Solution(elements: [2, 0, 2], starts: [0, 5, 4], of: asked)
    #expect(solution.objective == 9 + 3)
    #expect(try Workflow.check(solution, of: asked) == 12)
  }

  @Test func eachRule() {
    #expect(failure(elements: [0, 0], starts: [0, 5, 4], objective: 9)?.contains("for 3 tasks") == true)
    #expect(failure(elements: [2, 3, 2], starts: [0, 5, 4], objective: 9)?.contains("not there") == true)
    #expect(failure(elements: [2, 2, 2], starts: [0, 5, 4], objective: 9)?.contains("cannot run") == true)
    #expect(failure(elements: [2, 0, 2], starts: [0, 5, 3], objective: 9)?.contains("before its release") == true)
    #expect(failure(elements: [2, 0, 2], starts: [0, 4, 4], objective: 8)?.contains("before the data") == true)
    #expect(failure(elements: [2, 0, 2], starts: [3, 8, 4], objective: 12)?.contains("on C1") == true)
    #expect(failure(elements: [2, 0, 2], starts: [0, 5, 4], objective: 8)?.contains("but it is 9") == true)
    #expect(failure(elements: [2, 0, 2], starts: [0, .max - 1, 4], objective: 9)?.contains("out of range") == true)
    #expect(failure(elements: [2, 0, 2], starts: [-1, 5, 4], objective: 9)?.contains("before its release") == true)
  }
}
