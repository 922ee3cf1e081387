import Race
import Testing

@testable import MemoryMapping

@Suite struct HintStrategyTests {
  private func run(_ set: MemoryMapping.BufferSet) throws -> RaceResult<MemoryMapping.Placement> {
    let board = Scoreboard<MemoryMapping.Placement>(clock: RaceClock(timeLimit: 5)) { solution throws(CheckFailure) in
      try MemoryMapping.Allocation.check(solution, of: set)
    }
    let strategy = try #require(MemoryMapping.Allocation.HintStrategy(AllocationSamples.prepared(set)))
    return Race.run([Lane([strategy])], on: board)
  }

  private func hinted(_ hints: [Int?], capacity: Int? = nil) -> MemoryMapping.BufferSet {
    AllocationSamples.set(
      zip(AllocationSamples.exact.buffers, hints).map { buffer, hint in
        .init(id: buffer.id, lower: buffer.lower, upper: buffer.upper, size: buffer.size, hint: hint)
      }, capacity: capacity)
  }

  /// The placement that the hints are is kept as it is where the question is whether the buffers fit.
  @Test func aPlacementOfHintsIsTheFirstAnswer() throws {
    let result = try run(hinted([8, 8, 4, 4, 0], capacity: 20))
    guard let placement = result.best?.solution else {
      Issue.record("no placement")
      return
    }
    #expect(placement.offsets == [8, 8, 4, 4, 0])
    #expect(result.history.first { $0.kind == .solution }?.source == "hints")
  }

  @Test func whatFollowsTheHintsIsPushedDown() throws {
    #expect(try run(hinted([18, 18, 14, 14, 3])).objective == 12)
    #expect(try run(hinted([18, nil, 14, nil, 3])).objective == 12)
  }

  /// Overlapping, misaligned or huge hints are only an order.
  @Test func hintsThatMakeNoPlacementDoNoHarm() throws {
    for hints in [[0, 0, 0, 0, 0], [Int.max, 3, Int.max, 1, 0], [nil, nil, nil, nil, 5]] {
      let result = try run(hinted(hints))
      #expect(result.best != nil && result.rejections == [])
    }
  }

  @Test func withoutHintsThereIsNothingToDo() {
    #expect(MemoryMapping.Allocation.HintStrategy(AllocationSamples.prepared(AllocationSamples.exact)) == nil)
  }
}
