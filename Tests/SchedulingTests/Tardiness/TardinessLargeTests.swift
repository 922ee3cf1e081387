import Basics
import Race
import Solving
import Testing

@testable import Scheduling

/// One machine with more jobs than anything quadratic gets through.
@Suite struct TardinessLargeTests {
  enum Kind: CaseIterable { case plain, weighted, released }

  func instance(_ kind: Kind) throws -> Tardiness.Instance {
    var random = RandomSource(seed: 5)
    let jobs = (0..<20_000).map { _ in
      Tardiness.Job(
        processingTime: random.within(1...100), dueDate: random.within(0...1_000_000),
        weight: kind == .plain ? 1 : random.within(1...10),
        releaseDate: kind == .released ? random.within(0...800_000) : 0)
    }
    return try Tardiness.Instance(name: "large", jobs: jobs)
  }

  @Test(arguments: Kind.allCases)
  func theFirstSolutionAndBoundAreThereAtOnceAndEveryLaneStops(kind: Kind) throws {
    let instance = try instance(kind)
    let board = Scoreboard<Tardiness.Solution>(clock: RaceClock(timeLimit: 2)) { solution throws(CheckFailure) in
      try Tardiness.check(solution, of: instance)
    }
    for lane in try Tardiness.lanes(for: instance, SolveOptions<Tardiness.Solution>()) {
      for strategy in lane.strategies { strategy.run(on: board) }
    }
    let elapsed = board.elapsed
    #expect(board.rejections == [])
    #expect(try #require(board.history.first { $0.kind == .solution }).time < 2)
    #expect(board.bound != nil)
    #expect(elapsed < 6)
  }
}
