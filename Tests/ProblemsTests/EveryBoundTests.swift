import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import Problems

@Suite("Every result has a bound")
struct EveryBoundTests {
  /// What a solve is asked for.
  enum Call: CaseIterable, Sendable {
    case noTime, noTimeForGLPK, noTimeForNative, noConflicts, noConflictsForNative, noWarmStart, noMemory, littleGLPK,
      heuristics, noTimeForCP, oneConflict, noConflictsForCP, halfGap, manyWorkers, interrupt
  }

  @Test("at any limit, of any engine", arguments: Samples.files, Call.allCases)
  func everyResultHasABound(file: String, call: Call) throws {
    let (problem, source) = try Samples.read(file)
    try put(problem, source, call)
  }

  private func put<P: Problem>(_ problem: P.Type, _ source: SourceText, _ call: Call) throws {
    var solve = try ProblemSolve<P>(source)
    solve.options.mipSolver = GLPKSolver()
    var timeLimit = 0.05
    switch call {
    case .noTime: timeLimit = 0
    case .noTimeForGLPK: (timeLimit, solve.options.engine) = (0, .glpk)
    case .noTimeForNative: (timeLimit, solve.options.engine) = (0, .native)
    case .noConflicts: solve.options.conflictLimit = 0
    case .noConflictsForNative: (solve.options.conflictLimit, solve.options.engine) = (0, .native)
    case .noWarmStart: solve.options.warmStart = .none
    case .noMemory: solve.limits.memory = 1
    case .littleGLPK: solve.options.engine = .glpk
    case .noTimeForCP: (timeLimit, solve.options.engine) = (0, .cp)
    case .oneConflict: (solve.options.conflictLimit, solve.options.workers) = (1, 2)
    case .noConflictsForCP: (solve.options.conflictLimit, solve.options.engine) = (0, .cp)
    case .halfGap: (solve.gapLimit, solve.options.workers) = (0.5, 2)
    case .manyWorkers: solve.options.workers = 5
    case .interrupt:
      // Ctrl-C right at the start.
      check(solve.race(clock: RaceClock(timeLimit: 20)) { stop in stop() })
      return
    case .heuristics:
      // A search for a sixth of the many.
      for (number, heuristic) in P.heuristics.enumerated() where number % 6 == 0 {
        solve.options.heuristic = heuristic.name
        check(solve, timeLimit: timeLimit)
      }
      return
    }
    check(solve, timeLimit: timeLimit)
  }

  private func check<P: Problem>(_ solve: ProblemSolve<P>, timeLimit: Double) {
    check(solve.race(clock: RaceClock(timeLimit: timeLimit)))
  }

  private func check<Solution>(_ result: RaceResult<Solution>) {
    #expect(result.rejections.isEmpty)
    #expect(result.bound != nil || result.status == .infeasible)
    if let best = result.best, let bound = result.bound { #expect(bound <= best.objective) }
  }

  /// By hand: the longest job of ft06 is its third one with 47, and machine 3 has 43 to do; of ft20 a machine has 1119 to
  /// do; the smallest values of a rota's Booleans, and so on.
  @Test(arguments: [
    ("jobshop/ft06.txt", [47]), ("jobshop/ft20.txt", [1119]), ("memory/five.csv", [12]), ("rcpsp/small-10.sm", [35]),
    ("pods/zones.json", [0, 0, 0, 0, 0, 0]), ("vm-rescheduling/cluster-20.json", [0]), ("schedule/joinery.json", [10]),
    ("mip/covering-40.mps", [0]),
  ])
  func trivialBoundsAreThoseOfTheNumbers(file: String, levels: [Int]) throws {
    let (problem, source) = try Samples.read(file)
    #expect(try bound(problem, source) == Objective(levels: levels))
  }

  private func bound<P: Problem>(_ problem: P.Type, _ source: SourceText) throws -> Objective? {
    P.trivialBound(of: try P.parse(source))
  }
}
