import Solving
import Testing

@testable import Scheduling

@Suite struct ResourceProjectInstanceTests {
  private func make(
    durations: [Int] = [0, 3, 2, 0], demands: [[Int]] = [[0], [2], [1], [0]],
    successors: [[Int]] = [[1, 2], [3], [3], []], capacities: [Int] = [2]
  ) throws -> ResourceProject.Instance {
    try ResourceProject.Instance(
      name: "made", durations: durations, demands: demands, successors: successors, capacities: capacities)
  }

  @Test func derivesPredecessorsOrderHeadsAndTails() throws {
    let instance = try make(successors: [[2, 1, 2], [3], [1, 3], []])
    #expect(instance.successors == [[1, 2], [3], [1, 3], []])
    #expect(instance.predecessors == [[], [0, 2], [0], [1, 2]])
    #expect(instance.topologicalOrder == [0, 2, 1, 3])
    #expect(instance.longestPaths.heads == [0, 2, 0, 5])
    #expect(instance.longestPaths.tails == [5, 0, 3, 0])
    #expect(instance.criticalPathLength == 5)
  }

  @Test func closureKnowsIndirectPrecedences() throws {
    let closure = try make(successors: [[2], [3], [1], []]).closure
    #expect(closure.precedes(0, 3) && closure.precedes(2, 3))
    #expect(!closure.precedes(3, 0) && !closure.precedes(1, 2))
    #expect(closure.successorCount(of: 0) == 3)
  }

  @Test func namesTheCycle() {
    #expect {
      try make(successors: [[1], [2], [3], [1]])
    } throws: { error in
      (error as? InvalidInstance)?.description
        == "the precedences are cyclic: 2 before 3 before 4 before 2"
    }
    #expect {
      try make(successors: [[1, 2], [3], [2], []])
    } throws: { error in
      (error as? InvalidInstance)?.description == "the precedences are cyclic: 3 before 3"
    }
  }

  @Test func refusesWhatIsNotAProject() {
    #expect(throws: InvalidInstance.self) { try make(durations: [], demands: [], successors: []) }
    #expect(throws: InvalidInstance.self) { try make(durations: [0, -1, 2, 0]) }
    #expect(throws: InvalidInstance.self) { try make(durations: [0, 1 << 30, 1, 0]) }
    #expect(throws: InvalidInstance.self) { try make(durations: [0, .max, .max, 0]) }
    #expect(throws: InvalidInstance.self) { try make(durations: [0, 3, 2]) }
    #expect(throws: InvalidInstance.self) { try make(demands: [[0], [3], [1], [0]]) }
    #expect(throws: InvalidInstance.self) { try make(demands: [[0], [-1], [1], [0]]) }
    #expect(throws: InvalidInstance.self) { try make(demands: [[0], [1, 1], [1], [0]]) }
    #expect(throws: InvalidInstance.self) { try make(capacities: [-1]) }
    #expect(throws: InvalidInstance.self) { try make(capacities: [1 << 31]) }
    #expect(throws: InvalidInstance.self) { try make(successors: [[1, 2], [3], [4], []]) }
  }
}
