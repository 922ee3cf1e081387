import Foundation
import GLPKSolver
import Race
import Scheduling
import Solving
import Testing

/// Random instances through each engine to the end, against enumeration.
@Suite struct ScheduleDifferentialTests {
  /// DOVETAIL_RANDOM_SCHEDULES sets how many.
  private static let seeds: Range<UInt64> = {
    let count = ProcessInfo.processInfo.environment["DOVETAIL_RANDOM_SCHEDULES"].flatMap { UInt64($0) } ?? 200
    return 0..<max(1, count)
  }()

  private enum Engine: CaseIterable {
    case native, nativeWithTwoWorkers, glpk
  }

  @Test func enginesAgreeWithEnumeration() throws {
    var (feasible, infeasible, large) = (0, 0, 0)
    for seed in Self.seeds {
      let random = RandomSchedule(seed: seed)
      // Without deadlines, enumeration knows the early schedules only.
      let enumeration = ScheduleEnumeration(random.instance, horizon: random.deadline ?? 8)
      guard enumeration.isSmall(2000) else {
        large += 1
        continue
      }
      let best = enumeration.best()?.objective
      if best == nil { infeasible += 1 } else { feasible += 1 }
      // A linear model has one level.
      for engine in Engine.allCases where engine != .glpk || random.instance.objective.count == 1 {
        let result = try solve(random.instance, engine)
        // Branch and bound alone may need too long to prove that there is nothing.
        if engine == .glpk, result.ending == .timeLimit { continue }
        let place = "seed \(seed), \(engine)"
        #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(place)")
        guard let found = result.best else {
          #expect(result.status == .infeasible && best == nil, "\(place): \(result.status), not \(best as Any)")
          continue
        }
        #expect(result.status == .optimal, "\(place): \(result.status)")
        let isKnown = random.deadline != nil || found.solution.tasks.allSatisfy { $0?.end ?? 0 <= 8 }
        if isKnown {
          #expect(found.objective == best, "\(place)")
        } else if let best {
          #expect(found.objective <= best, "\(place)")
        }
      }
    }
    let count = Self.seeds.count
    #expect(10 * feasible > 4 * count && 10 * infeasible > 2 * count && 10 * large < 2 * count)
  }

  /// What has methods of its own is solved by these, and their bounds and proofs hold too.
  @Test func methodsOfShapesAgreeWithEnumeration() throws {
    var solved = [Int](repeating: 0, count: ScheduleShapes.count)
    for seed in 0..<max(1, Self.seeds.upperBound / 40) {
      for shape in 0..<ScheduleShapes.count {
        let instance = try ScheduleShapes.instance(shape, seed: seed)
        guard let best = optimum(of: instance) else { continue }
        solved[shape] += 1
        for engine in [Engine.native, .nativeWithTwoWorkers] {
          let result = try solve(instance, engine)
          let place = "\(instance.name) of shape \(shape), seed \(seed), \(engine)"
          #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(place)")
          #expect(result.status == .optimal && result.objective == best, "\(place): \(result.status)")
        }
      }
    }
    #expect(solved.allSatisfy { $0 > 0 }, "\(solved)")
  }

  /// What takes no time, and idles, is there all the same: it starts in no break, though it may wait in one.
  @Test func idlingStartsInNoBreak() throws {
    for latestStart in [2, 3] {
      var builder = GeneralSchedule.Builder("idle")
      let saw = builder.machine("saw", breaks: [0..<3, 4..<6])
      let mark = builder.task("mark", mayIdle: true, mayPause: true)
      builder.mode(of: mark, duration: 0, on: [saw])
      builder.description.tasks[0].latestStart = latestStart
      builder.description.tasks[0].earliestEnd = 5
      let result = try solve(try builder.instance(), .native)
      #expect(result.rejections.isEmpty)
      #expect(result.objective == (latestStart == 2 ? nil : 5))
      #expect(result.status == (latestStart == 2 ? .infeasible : .optimal))
    }
  }

  /// With the makespan, in the shortest horizon that has a schedule; else in one that is long enough for schedules in which
  /// nothing can start earlier. nil where that is too much to enumerate.
  private func optimum(of instance: GeneralSchedule.Instance) -> Objective? {
    let setups = instance.setups.flatMap { $0.times.joined().compactMap(\.self) }.max() ?? 0
    let total = instance.tasks.reduce(0) { $0 + setups + ($1.modes.map(\.duration).max() ?? 0) }
    let isMakespan = instance.objective == [[GeneralSchedule.Term(.makespan)]]
    for horizon in isMakespan ? 0...total : total...total {
      let enumeration = ScheduleEnumeration(instance, horizon: horizon)
      guard enumeration.isSmall(2000) else { return nil }
      if let best = enumeration.best() { return best.objective }
    }
    return nil
  }

  private func solve(
    _ instance: GeneralSchedule.Instance, _ engine: Engine
  ) throws -> RaceResult<GeneralSchedule.Solution> {
    var options = SolveOptions<GeneralSchedule.Solution>()
    options.workers = engine == .nativeWithTwoWorkers ? 2 : 1
    options.engine = engine == .glpk ? .glpk : .native
    options.mipSolver = GLPKSolver()
    let board = Scoreboard<GeneralSchedule.Solution>(clock: RaceClock(timeLimit: 20)) {
      (solution) throws(CheckFailure) in try GeneralSchedule.check(solution, of: instance)
    }
    var limits = RaceLimits()
    limits.takesTurns = options.workers == 1
    return Race.run(try GeneralSchedule.lanes(for: instance, options), on: board, limits: limits)
  }
}
