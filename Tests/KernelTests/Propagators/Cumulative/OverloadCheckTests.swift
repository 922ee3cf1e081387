import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct OverloadCheckTests {
  private static let post: @Sendable (Solver, [Task], IntegerVariable) -> Void = { solver, tasks, capacity in
    solver.post(TimeTable(tasks, capacity: capacity))
    solver.post(OverloadCheck(tasks, capacity: capacity))
  }

  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...80) { random in
      CumulativeCase(
        CumulativeCase.Features(
          taskCount: 3...4, optionalPercent: random.chance(30) ? 50 : 0, hasVariableCapacity: random.chance(30)),
        &random
      ).posted(Self.post)
    }
  }

  @Test func energyInAWindowBeyondTheCapacityIsInfeasible() {
    // Three tasks of 2 x 2 in [0, 5) at capacity 2: 12 > 10, although none has a compulsory part.
    let solver = Solver()
    let tasks = (0..<3).map { _ in
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 3), duration: 2, demand: 2)
    }
    let capacity = solver.constant(2)
    solver.post(TimeTable(tasks, capacity: capacity))
    #expect(solver.propagateRoot())
    solver.post(OverloadCheck(tasks, capacity: capacity))
    #expect(!solver.propagateRoot())
  }

  @Test func theTreesEnvelopeIsTheDefinition() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let count = random.within(1...9)
      let starts = (0..<count).map { _ in random.within(0...20) }.sorted()
      let capacity = random.within(1...5)
      let energies = (0..<count).map { _ in random.within(1...12) }
      let tree = EnergyTree(taskCount: count)
      tree.removeAll()
      var members: [Int] = []
      for rank in Array(0..<count).shuffled(using: &random) {
        tree.insert(rank: rank, start: capacity * starts[rank], energy: energies[rank])
        members.append(rank)
        let envelopes = members.map { first in
          capacity * starts[first] + members.filter { $0 >= first }.reduce(0) { $0 + energies[$1] }
        }
        #expect(tree.envelope == envelopes.max())
        let responsible = tree.responsibleRank()
        #expect(envelopes[members.firstIndex(of: responsible)!] == tree.envelope)
      }
    }
  }
}
