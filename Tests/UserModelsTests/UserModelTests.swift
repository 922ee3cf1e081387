import Basics
import Foundation
import GLPKSolver
import Modeling
import Race
import Solving
import TestSupport
import Testing

@testable import UserModels

/// Models of a user's own through the problem's engines, checker, files and pictures.
@Suite struct UserModelTests {
  typealias Engine = SolveOptions<UserModel.Solution>.Engine

  static func instance(_ text: String) throws -> UserModel.Instance {
    try UserModel.parse(SourceText(name: "folder/mine.dvt", text: text))
  }

  static func run(
    _ instance: UserModel.Instance, _ engine: Engine, workers: Int = 1
  ) throws -> RaceResult<UserModel.Solution> {
    var solve = ProblemSolve<UserModel>(instance)
    solve.options.engine = engine
    solve.options.workers = workers
    solve.options.mipSolver = GLPKSolver()
    return solve.race(try solve.lanes(), clock: RaceClock(timeLimit: 20))
  }

  private static let shop = """
    dovetail-model 1
    int x0 0..9 "a.start"
    int x1 0..9
    bool x2 "late"
    interval t0 start x0 duration 3 end x0 + 3 "a"
    interval t1 start x1 duration 2 end x1 + 2 presence x2 "b"
    interval t2 start x1 duration 4 end x1 + 4 "b"
    noOverlap [t0, t2]
    cumulative [t0, t1] demands [1; 2] capacity 2
    maximize 5 x2 - x0 - x1
    """

  @Test func generatedModelsAgreeWithEnumerationInEachEngine() throws {
    for seed in 0..<120 {
      let arguments = try Arguments(["--seed", "\(seed)"], for: UserModel.generatorParameters)
      let instance = try Self.instance(UserModel.generate(arguments))
      let truth = BruteForce(instance.data)
      for engine in [Engine.auto, .glpk] {
        let result = try Self.run(instance, engine, workers: seed.isMultiple(of: 2) ? 1 : 2)
        #expect(result.rejections + result.failures == [], "seed \(seed), \(engine)")
        #expect(result.status == (truth.solutions.isEmpty ? .infeasible : .optimal), "seed \(seed), \(engine)")
        if truth.solutions.isEmpty { continue }
        #expect(result.objective == Objective(truth.leastCost ?? 0), "seed \(seed), \(engine)")
        guard let best = result.best else { continue }
        let whole = UserModel.completed(best.solution, of: instance) { false }
        let text = try #require(UserModel.json(of: whole))
        let read = try JSONDecoder().decode(UserModel.Solution.self, from: Data(text.utf8))
        #expect(read == whole && read.intervals == whole.intervals, "seed \(seed)")
        #expect(try UserModel.check(read, of: instance) == best.objective, "seed \(seed)")
        #expect(UserModel.picture(of: read, of: instance).contains("<svg"))
      }
    }
  }

  @Test func namesAreKeysWhereTheyAreThereOnce() throws {
    let instance = try Self.instance(
      "dovetail-model 1\nbool x0 \"a\"\nbool x1 \"a\"\nbool x2 \"x0\"\nbool x3 \"b\"\nbool x4\nbool x5 \"x\"\n")
    #expect(instance.keys == ["x0", "x1", "x2", "b", "x4", "x5"])
    #expect(instance.name == "mine")
  }

  @Test func theBestShopIsFound() throws {
    // b fits behind a or before it: 0 + 3 and 4 + 0 cost as much; being late is worth 5.
    let instance = try Self.instance(Self.shop)
    for engine in Engine.allCases {
      let result = try Self.run(instance, engine)
      #expect(result.status == .optimal && result.objective == Objective(-2), "\(engine)")
      let solution = try #require(result.best).solution
      #expect(UserModel.explanation(of: solution, of: instance).count == 5)
      let scale = try #require(UserModel.objectiveScale(of: instance))
      #expect(scale.decimalText(of: Objective(-2)) == "2")
    }
  }

  @Test func theCheckerNamesTheRule() throws {
    let instance = try Self.instance(Self.shop)
    func failure(_ values: [String: Int], _ intervals: [String: [Int]]? = nil) -> String {
      let names = values.keys.sorted()
      let solution = UserModel.Solution(
        names: names, values: names.map { values[$0] ?? 0 }, intervals: intervals)
      do {
        return "\(try UserModel.check(solution, of: instance))"
      } catch {
        return error.description
      }
    }
    let right = ["a.start": 0, "x1": 3, "late": 1]
    #expect(failure(right) == "-2")
    #expect(failure(right, ["a": [0, 3], "t1": [3, 5], "t2": [3, 7]]) == "-2")
    #expect(failure(right, ["a": [0, 4]]).contains("the interval a is said to be at [0, 4], and is at [0, 3]"))
    #expect(failure(right, ["b": [3, 5]]).contains("there is no interval b"))
    #expect(failure(["a.start": 0, "x1": 3]).contains("late has no value"))
    #expect(failure(["a.start": 0, "x1": 3, "late": 1, "z": 0]).contains("there is no variable z"))
    #expect(failure(["a.start": 0, "x1": 10, "late": 1]).contains("x1 = 10 is outside 0 ... 9"))
    #expect(failure(["a.start": 0, "x1": 2, "late": 0]).contains("constraint 0: a and b overlap"))
  }

  @Test func hintsAreTheFirstSolution() throws {
    let instance = try Self.instance(
      "dovetail-model 1\nint x0 0..9\nint x1 0..9\nlinear x0 + x1 - 9 = 0\nminimize x0\nhint x0 4\n")
    var solve = ProblemSolve<UserModel>(instance)
    let first = FirstText()
    let result = solve.race(try solve.lanes(), clock: RaceClock(timeLimit: 10)) { event in
      if event.objective != nil { first.take(event.source) }
    }
    #expect(result.status == .optimal && first.value == "hints")
    solve.options.warmStart = .none
    #expect(solve.race(clock: RaceClock(timeLimit: 10)).objective == 0)
  }

  @Test func modelsWithoutAnObjectiveEndWithAnySolution() throws {
    let instance = try Self.instance("dovetail-model 1\nint x0 0..9\nlinear x0 - 7 = 0\n")
    for engine in Engine.allCases {
      let result = try Self.run(instance, engine)
      #expect(result.status == .optimal && result.objective == 0 && result.best?.solution.values == [7])
    }
  }

  @Test func whatTheNativeEngineCannotTakeIsSaid() throws {
    let instance = try Self.instance(
      "dovetail-model 1\nint x0 0..1000000000\nint x1 0..1000000000\nlinear -x0 - x1 + 5 <= 0\n"
        + "minimize 3 x0 + 2 x1\n")
    #expect(throws: SolveFault.self) { try Self.run(instance, .native) }
    let result = try Self.run(instance, .glpk)
    #expect(result.status == .optimal && result.objective == 10)
  }

  @Test func textsAreRecognisedByTheirFirstWord() {
    for text in ["dovetail-model 1\n", "# mine\n\n  dovetail-model 1"] {
      #expect(UserModel.recognises(SourceText(name: "", text: text)))
    }
    for text in ["", "dovetail-models", "2 2\n0 3 1 2\n", "NAME m\nROWS"] {
      #expect(!UserModel.recognises(SourceText(name: "", text: text)))
    }
  }
}

/// The first text that it is given.
private final class FirstText: @unchecked Sendable {
  private let lock = NSLock()
  private var text: String?

  func take(_ text: String) { lock.withLock { if self.text == nil { self.text = text } } }
  var value: String? { lock.withLock { text } }
}
