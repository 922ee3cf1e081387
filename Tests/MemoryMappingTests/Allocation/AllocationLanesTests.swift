import GLPKSolver
import Race
import Solving
import Testing

@testable import MemoryMapping

/// Whole solves of small sets: every engine proves what all placements prove.
@Suite struct AllocationLanesTests {
  typealias Options = SolveOptions<MemoryMapping.Placement>

  private func solve(_ set: MemoryMapping.BufferSet, _ options: Options) throws -> RaceResult<MemoryMapping.Placement> {
    let instance = set
    let board = Scoreboard<MemoryMapping.Placement>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try MemoryMapping.Allocation.check(solution, of: instance)
    }
    return Race.run(try MemoryMapping.Allocation.lanes(for: instance, options), on: board)
  }

  @Test(arguments: 1...24 as ClosedRange<UInt64>, Options.Engine.allCases)
  func everyEngineProvesTheLeastHeight(seed: UInt64, engine: Options.Engine) throws {
    let set = AllocationSamples.random(
      6, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 4 == 3)
    var options = Options()
    options.engine = engine
    options.workers = engine == .glpk ? 1 : 2
    options.mipSolver = GLPKSolver()
    let result = try solve(set, options)
    #expect(result.rejections == [] && result.failures == [])
    guard let least = AllocationSamples.leastHeight(of: set) else {
      #expect(result.status == .infeasible)
      return
    }
    #expect(result.status == .optimal)
    #expect(result.objective?.first == least)
    // The question of fitting, on both sides.
    let fitting = try solve(set.asking(capacity: least), options)
    #expect(fitting.status == .optimal && fitting.rejections == [])
    let tooSmall = try solve(set.asking(capacity: least - 1), options)
    #expect(tooSmall.status == .infeasible && tooSmall.rejections == [])
  }

  @Test func everyHeuristicMakesAPlacement() throws {
    let set = AllocationSamples.random(25, seed: 4, alignments: true, gaps: true)
    for heuristic in MemoryMapping.Allocation.heuristics {
      var options = Options()
      options.heuristic = heuristic.name
      let instance = set
      let board = Scoreboard<MemoryMapping.Placement>(clock: RaceClock(timeLimit: 0.3)) {
        solution throws(CheckFailure) in try MemoryMapping.Allocation.check(solution, of: instance)
      }
      let result = Race.run(try MemoryMapping.Allocation.lanes(for: instance, options), on: board)
      #expect(result.best != nil && result.rejections == [], "\(heuristic.name)")
    }
  }

  @Test func oneWorkerWithTheSameSeedFindsTheSamePlacement() throws {
    let set = AllocationSamples.random(14, seed: 11, alignments: true)
    var options = Options()
    options.seed = 5
    let first = try solve(set, options)
    let second = try solve(set, options)
    #expect(first.status == .optimal)
    guard let a = first.best?.solution, let b = second.best?.solution else {
      Issue.record("no placement")
      return
    }
    #expect(a == b)
  }

  @Test func anEmptySetNeedsNoMemory() throws {
    let result = try solve(AllocationSamples.set([]), Options())
    #expect(result.status == .optimal && result.objective == 0)
  }
}
