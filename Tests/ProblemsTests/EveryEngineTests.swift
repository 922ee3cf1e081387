import Basics
import Foundation
import GLPKSolver
import MIP
import Race
import Scheduling
import Solving
import Testing

@testable import Problems

enum Samples {
  static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Instances"

  static let files: [String] = {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let endings = [".txt", ".sm", ".rcp", ".csv", ".json", ".mps", ".lp", ".opb", ".dvt", ".fjs", ".sch", ".stg"]
    return files.filter { file in endings.contains { file.hasSuffix($0) } && !file.hasSuffix("bounds.csv") }.sorted()
  }()

  /// The problem of a bundled file, and its text; of a set, the second instance.
  static func read(_ file: String) throws -> (any Problem.Type, SourceText) {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
    let whole = SourceText(name: file, bytes: bytes)
    let problem = try #require(ProblemRegistry.all.first { $0.recognises(whole) })
    return (problem, SourceText(name: file, bytes: bytes, selection: file.hasSuffix("weighted-12.txt") ? 2 : nil))
  }

  /// DOVETAIL_ENGINE_CASES sets how many.
  static let cases = ProcessInfo.processInfo.environment["DOVETAIL_ENGINE_CASES"].flatMap(Int.init) ?? 120
}

/// Instances through everything that can be done with them: no crash, no rejection, equal proved objectives.
@Suite("Every instance goes through every engine, export and picture")
struct EveryEngineTests {
  @Test("bundled instances", arguments: Samples.files)
  func putBundled(file: String) throws {
    let (problem, source) = try Samples.read(file)
    try put(problem, source)
  }

  @Test("generated instances", arguments: 0..<Samples.cases)
  func putGenerated(number: Int) throws {
    let (name, options) = Self.words(number)
    let generators = ProblemRegistry.problems(named: name).compactMap { $0 as? any Generating.Type }
    let words = options + ["--seed", "\(number)"]
    let problem = try #require(
      generators.first { (try? Arguments(words, for: $0.generatorParameters)) != nil })
    try generate(problem, words)
  }

  private static func words(_ number: Int) -> (problem: String, words: [String]) {
    let small = number / 12
    return switch number % 12 {
    case 0: ("jobshop", ["--jobs", "\(1 + small % 4)", "--machines", "\(1 + small % 3)"])
    case 1: ("rcpsp", ["--activities", "\(4 + small % 6)"])
    case 2: ("tardiness", ["--jobs", "\(1 + small % 8)", "--rdd", "0.6", "--tf", "0.4"])
    case 3: ("pods", ["--nodes", "\(1 + small % 3)", "--pods-per-node", "\(1 + small % 4)"])
    case 4:
      // Sizes of 1 unit, of few units, and aligned ones: what divisors of sizes stumble over.
      (
        "memory",
        [
          "--buffers", "\(1 + small % 7)", "--live", "3", "--largest", "\(1 + small % 6)", "--alignment",
          "\(1 + small % 5)",
        ]
      )
    case 5: ("memory", ["--network", small % 2 == 0 ? "convolution" : "transformer", "--tensors", "\(20 + small)"])
    case 6:
      (
        "mip",
        [
          "--family", ["knapsack", "assignment", "covering", "lot-sizing", "facilities"][small % 5], "--size",
          "\(2 + small % 4)", "--rows", "\(1 + small % 3)",
        ]
      )
    case 7: ("model", [])
    case 8:
      (
        "schedule",
        [
          "--kind", GeneralSchedule.Generator.Kind.allCases[small % 10].rawValue, "--jobs", "\(2 + small % 3)",
          "--machines", "2",
        ]
      )
    case 9:
      (
        "allocation",
        [
          "--kind", ["rescue", "material", "power"][small % 3], "--entities", "\(2 + small % 4)", "--tasks",
          "\(1 + small % 3)",
        ]
      )
    case 10: ("workflow", ["--tasks", "\(2 + small % 4)", "--clusters", "\(1 + small % 3)"])
    default: ("vm-rescheduling", ["--machines", "\(1 + small % 4)", "--mnl", "\(small % 3)"])
    }
  }

  private func generate<P: Generating>(_ problem: P.Type, _ words: [String]) throws {
    let text = try P.generate(Arguments(words, for: P.generatorParameters))
    try put(problem, SourceText(name: "generated", text: text))
  }

  private func put<P: Problem>(_ problem: P.Type, _ source: SourceText) throws {
    let instance = try P.parse(source)
    var proved: [String: Objective] = [:]
    for engine in SolveOptions<P.Solution>.Engine.allCases {
      guard let result = try race(problem, instance, engine) else { continue }
      #expect(result.rejections.isEmpty, "\(engine): \(result.rejections)")
      if result.status == .optimal { proved["\(engine)"] = result.objective }
      guard let best = result.best else { continue }
      if let trivial = P.trivialBound(of: instance) { #expect(trivial <= best.objective, "\(engine)") }
      #expect(try P.check(best.solution, of: instance) == best.objective, "\(engine)")
      #expect(P.picture(of: best.solution, of: instance).hasPrefix("<"), "\(engine)")
      _ = P.explanation(of: best.solution, of: instance)
    }
    #expect(Set(proved.values).count <= 1, "\(proved)")
    try export(problem, instance)
  }

  /// - Returns: nil where the engine cannot take so large an instance.
  private func race<P: Problem>(
    _ problem: P.Type, _ instance: P.Instance, _ engine: SolveOptions<P.Solution>.Engine
  ) throws -> RaceResult<P.Solution>? {
    var options = SolveOptions<P.Solution>()
    options.engine = engine
    options.mipSolver = GLPKSolver()
    let scoreboard = Scoreboard<P.Solution>(
      clock: RaceClock(timeLimit: 0.2),
      check: { (solution) throws(CheckFailure) in try P.check(solution, of: instance) })
    do {
      return Race.run(try P.lanes(for: instance, options), on: scoreboard)
    } catch let error as MIPError {
      #expect(error.kind == .tooLarge, "\(error)")
      return nil
    } catch is ModelTooLarge {
      return nil
    }
  }

  /// A limit of the objective ends a solve with a solution as good, in each problem's own numbers.
  @Test("limits of the objective", arguments: Samples.files)
  func endAtAnObjective(file: String) throws {
    let (problem, source) = try Samples.read(file)
    try endAtAnObjective(problem, source)
  }

  private func endAtAnObjective<P: Problem>(_ problem: P.Type, _ source: SourceText) throws {
    var run = try ProblemSolve<P>(source)
    let first = run.race(clock: RaceClock(timeLimit: 0.1))
    guard let known = first.objective else { return }
    // One that is far from good.
    let scale = P.objectiveScale(of: run.instance)
    try run.limitObjective(scale.map { "\($0.rate(of: known))" } ?? "\(known.first)")
    let result = run.race(clock: RaceClock(timeLimit: 20))
    #expect(result.ending == .objectiveLimit || result.status == .optimal, "\(file(source)): \(result.ending)")
    #expect(try #require(result.objective).first <= known.first, "\(file(source))")
  }

  @Test("limits with more levels than the objective has", arguments: Samples.files)
  func refuseTooManyLevels(file: String) throws {
    let (problem, source) = try Samples.read(file)
    try refuseTooManyLevels(problem, source)
  }

  private func refuseTooManyLevels<P: Problem>(_ problem: P.Type, _ source: SourceText) throws {
    var run = try ProblemSolve<P>(source)
    for text in ["1" + String(repeating: ",1", count: 20), "", "1,,2", "x"] {
      #expect { try run.limitObjective(text) } throws: { ($0 as? SolveFault)?.kind == .usage }
    }
  }

  /// Finds nothing by itself.
  private struct IdleSolver: MIPSolver {
    let name = "idle"
    func solve(_ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor) throws(MIPError) -> MIPResult {
      MIPResult(status: .unknown)
    }
  }

  /// A MIP solver that finds nothing leaves what it began with.
  @Test("MIP solvers begin with a heuristic's solution", arguments: Samples.files)
  func beginWithASolution(file: String) throws {
    let (problem, source) = try Samples.read(file)
    try beginWithASolution(problem, source)
  }

  private func beginWithASolution<P: Problem>(_ problem: P.Type, _ source: SourceText) throws {
    var run = try ProblemSolve<P>(source)
    // What has no solution has none to begin with.
    guard run.race(clock: RaceClock(timeLimit: 2)).best != nil else { return }
    run.options.engine = .glpk
    run.options.mipSolver = IdleSolver()
    let result = run.race(clock: RaceClock(timeLimit: 5))
    #expect(result.best != nil, "\(file(source)): \(result.failures)")
    #expect(result.rejections.isEmpty)
  }

  private func file(_ source: SourceText) -> String { source.name }

  private func export<P: Problem>(_ problem: P.Type, _ instance: P.Instance) throws {
    do {
      let model = try P.linearModel(of: instance, SolveOptions())
      #expect(try MPSWriter.write(model).contains("ENDATA"))
      #expect(try LPWriter.write(model).lowercased().contains("end"))
    } catch let error as MIPError {
      #expect(error.kind == .tooLarge, "\(error)")
    }
  }
}
