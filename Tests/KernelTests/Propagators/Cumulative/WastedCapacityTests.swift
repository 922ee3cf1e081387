import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct WastedCapacityTests {
  private static let post: @Sendable (Solver, [Task], IntegerVariable) -> Void = { solver, tasks, capacity in
    let wastable = Int(solver.store.upper(capacity))
    solver.post(TimeTable(tasks, capacity: capacity))
    solver.post(TimeTableEdgeFinding(tasks, capacity: capacity, wastable: wastable))
    solver.post(TimeTableEdgeFinding(tasks.map(\.mirrored), capacity: capacity, wastable: wastable))
  }

  private static func check(
    _ features: CumulativeCase.Features, seeds: ClosedRange<UInt64>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    ConstraintOracle(isConfluent: false, solutionLimit: 25).check(seeds: seeds, sourceLocation: sourceLocation) {
      CumulativeCase(features, &$0).posted(post)
    }
  }

  @Test func coarseDemandsAgreeWithBruteForce() {
    // Demands of 3 to 7 at capacities up to 11 rarely add up to all of it.
    Self.check(
      CumulativeCase.Features(taskCount: 3...4, maximumDuration: 3, capacities: 5...11, demands: 3...7), seeds: 1...150)
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(
        taskCount: 3...3, lastStart: 5, optionalPercent: 50, capacities: 5...11, demands: 3...7), seeds: 1...80)
  }

  @Test func variableCapacitiesAndDurationsAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(
        taskCount: 3...3, lastStart: 4, hasVariableDuration: true, hasVariableCapacity: true, capacities: 3...4,
        demands: 2...4), seeds: 1...60)
  }

  @Test func mirroredTasksAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(taskCount: 3...4, isMirrored: true, capacities: 5...11, demands: 3...7), seeds: 1...60)
  }

  /// Four tasks of 2 x 3 in [0, 5) at capacity 5 need 24 of 25, yet only one of them can run at a time: 8 time units.
  @Test func capacityThatNoSetOfTasksUsesIsNoRoom() {
    let solver = Solver()
    let tasks = (0..<4).map { _ in
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 3), duration: 2, demand: 3)
    }
    // One of demand 2, which would fill the capacity, comes later.
    let filler = solver.makeTask(start: solver.makeVariable(lower: 5, upper: 9), duration: 2, demand: 2)
    let capacity = solver.constant(5)
    solver.post(TimeTableEdgeFinding(tasks + [filler], capacity: capacity))
    #expect(solver.propagateRoot())
    solver.post(TimeTableEdgeFinding(tasks + [filler], capacity: capacity, wastable: 5))
    #expect(!solver.propagateRoot())
  }

  /// A task that runs in all of [0, 6) with 2 of 7 leaves 5: one of demand 4 at a time, not the 4 + 3 that would fill it.
  @Test func compulsoryPartsTakeTheirShareOfTheSums() {
    let solver = Solver()
    let wall = solver.makeTask(start: solver.makeVariable(lower: 0, upper: 0), duration: 6, demand: 2)
    let tasks = [4, 4, 3, 3].map { demand in
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 4), duration: 2, demand: demand)
    }
    let capacity = solver.constant(7)
    let all = [wall] + tasks
    solver.post(TimeTableEdgeFinding(all, capacity: capacity))
    // 12 + 28 of 42: the energies fit, yet four tasks of 2 one after the other do not fit 6.
    #expect(solver.propagateRoot())
    solver.post(TimeTableEdgeFinding(all, capacity: capacity, wastable: 7))
    #expect(!solver.propagateRoot())
  }

  @Test func blocksAreTheDefinition() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let count = random.within(1...8)
      let limit = random.within(1...100)
      let solver = Solver()
      let tasks = (0..<count).map { _ in
        let first = Int32(random.within(0...20))
        let start = solver.makeVariable(lower: first, upper: first + Int32(random.within(0...8)))
        return solver.makeTask(
          start: start, duration: Int32(random.within(1...4)), demand: Int32(random.within(1...60)))
      }
      let windows = TaskWindows(tasks)
      windows.refresh(solver.store)
      let waste = WastedCapacity(taskCount: count, capacity: limit)
      let profile = Profile(taskCount: count)
      profile.rebuild(windows)
      if profile.maximum > limit { continue }
      waste.rebuild(windows, profile, limit: limit)
      let first = (0..<count).map { windows.est[$0] }.min()!
      let last = (0..<count).map { windows.lct[$0] }.max()!
      for time in first..<last {
        let mustRun = (0..<count).filter { windows.lst[$0] <= time && time < windows.ect[$0] }
        let mayRun = (0..<count).filter { windows.est[$0] <= time && time < windows.lct[$0] && !mustRun.contains($0) }
        let room = limit - mustRun.reduce(0) { $0 + Int(windows.demand[$1]) }
        let most = Self.largestSum(of: mayRun.map { Int(windows.demand[$0]) }, within: room)
        let found = (0..<waste.count).first { waste.starts[$0] <= time && time < waste.ends[$0] }
        #expect((found.map { waste.heights[$0] } ?? 0) == room - most)
      }
    }
  }

  /// All subsets, one by one.
  private static func largestSum(of demands: [Int], within limit: Int) -> Int {
    (0..<(1 << demands.count)).map { subset in
      demands.indices.reduce(0) { $0 + (subset >> $1 & 1 == 1 ? demands[$1] : 0) }
    }.filter { $0 <= limit }.max()!
  }
}
