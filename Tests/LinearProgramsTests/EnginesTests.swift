import Basics
import Foundation
import GLPKSolver
import MIP
import Race
import Solving
import Testing

@testable import LinearPrograms

@Suite("Engines on files of linear programs") struct LinearProgramEnginesTests {
  typealias Engine = SolveOptions<MixedIntegerProgram.Solution>.Engine

  /// DOVETAIL_ENGINE_CASES sets how many.
  static let cases = ProcessInfo.processInfo.environment["DOVETAIL_ENGINE_CASES"].flatMap(Int.init) ?? 150

  static func run(
    _ instance: MixedIntegerProgram.Instance, _ engine: Engine, workers: Int = 1,
    _ change: (inout SolveOptions<MixedIntegerProgram.Solution>) -> Void = { _ in }
  ) throws -> RaceResult<MixedIntegerProgram.Solution> {
    var solve = ProblemSolve<MixedIntegerProgram>(instance)
    solve.options.engine = engine
    solve.options.workers = workers
    solve.options.mipSolver = GLPKSolver()
    change(&solve.options)
    return solve.race(try solve.lanes(), clock: RaceClock(timeLimit: 20))
  }

  static func instance(_ text: String) throws -> MixedIntegerProgram.Instance {
    try MixedIntegerProgram.parse(SourceText(name: "standard input", text: text))
  }

  /// The objective of a result as it is shown.
  static func shown(_ objective: Objective?, _ instance: MixedIntegerProgram.Instance) -> String {
    guard let objective else { return "none" }
    return MixedIntegerProgram.objectiveScale(of: instance)?.decimalText(of: objective) ?? objective.description
  }

  @Test func randomFilesInEveryFormAndEngineAgreeWithEnumeration() throws {
    for seed in 0..<Self.cases {
      let file = RandomFile(seed: seed)
      let truth = file.best.map { Self.decimalText($0) } ?? "none"
      for (form, engine) in zip(RandomFile.Form.allCases, [Engine.native, .glpk, .auto]) {
        let instance = try Self.instance(file.text(form))
        let result = try Self.run(instance, engine, workers: engine == .auto ? 2 : 1)
        let place = "seed \(seed), \(form), \(engine)"
        #expect(result.rejections + result.failures == [], "\(place)")
        #expect(result.status == (file.best == nil ? .infeasible : .optimal), "\(place)")
        #expect(Self.shown(result.objective, instance) == truth, "\(place)")
        guard let best = result.best else { continue }
        // As in a solution file, in which columns at 0 are not named.
        let text = try #require(MixedIntegerProgram.json(of: best.solution))
        let read = try JSONDecoder().decode(MixedIntegerProgram.Solution.self, from: Data(text.utf8))
        #expect(try MixedIntegerProgram.check(read, of: instance) == best.objective, "\(place)")
      }
    }
  }

  /// "1.5" of 30 twentieths: without zeros at the end.
  private static func decimalText(_ twentieths: Int) -> String {
    let text = RandomFile.decimal(twentieths)
    return text.contains(".") && text.hasSuffix("0") ? String(text.dropLast()) : text
  }

  /// What is called optimal where a column has no upper bound is no worse than anything in a wide box, and what is called
  /// infeasible has no solution there.
  @Test func columnsWithoutBoundsAreNotCutOffWhereItMatters() throws {
    var proved = 0
    for seed in 0..<Self.cases {
      let file = RandomFile(seed: 10_000 + seed, isOpen: true)
      let instance = try Self.instance(file.text(.lp))
      guard let result = try? Self.run(instance, .native) else { continue }
      proved += 1
      let best = file.best
      #expect(result.rejections + result.failures == [] && result.status != .unknown, "seed \(seed)")
      if result.status == .infeasible { #expect(best == nil, "seed \(seed)") }
      guard let best, let objective = result.objective else { continue }
      let value = Self.shown(objective, instance)
      let number = try #require(Double(value))
      #expect(
        file.isMaximised ? number >= Double(best) / 20 - 1e-9 : number <= Double(best) / 20 + 1e-9, "seed \(seed)")
    }
    #expect(proved > Self.cases / 2)
  }

  @Test func continuousColumnsAreGLPKs() throws {
    let text = "max 2 x + 3 y\nst\nx + y <= 3.5\nx + 3 y <= 6\nbounds\ny <= 9\ngen\nx\nend\n"
    let instance = try Self.instance(text)
    // x = 2 leaves y = 4/3 and 8; x = 3 leaves y = 1/2 and 7.5.
    for engine in [Engine.auto, .glpk] {
      let result = try Self.run(instance, engine)
      #expect(result.status == .optimal && result.rejections == [])
      #expect(Self.shown(result.objective, instance) == "8")
    }
    #expect(throws: SolveFault.self) { try Self.run(instance, .native) }
    let alone = #expect(throws: SolveFault.self) { try Self.run(instance, .auto) { $0.mipSolver = nil } }
    #expect(alone?.description.contains("y is continuous") == true)
  }

  @Test func linearProgramsWithoutIntegers() throws {
    // The vertex x = 2.4, y = 0.4.
    let instance = try Self.instance("min - x - y\nst\nx + 4 y <= 4\n3 x + 2 y <= 8\nend\n")
    let result = try Self.run(instance, .auto)
    #expect(result.status == .optimal && Self.shown(result.objective, instance) == "-2.8")
    let infeasible = try Self.instance("min x\nst\nx + y <= 1\nx + y >= 2\nend\n")
    #expect(try Self.run(infeasible, .auto).status == .infeasible)
    let unbounded = try Self.instance("max x\nst\nx - y <= 1\nend\n")
    let endless = try Self.run(unbounded, .auto)
    #expect(endless.status == .unknown && endless.failures.count == 1)
  }

  @Test func whatTheNativeEngineCannotTakeIsTold() throws {
    func refusal(_ text: String) throws -> String {
      let instance = try Self.instance(text)
      do {
        _ = try Self.run(instance, .native)
        return "taken"
      } catch let error as SolveFault {
        return error.description
      }
    }
    #expect(try refusal("max x\nst\nx - y <= 1\ngen\nx y\nend\n").contains("x has no such upper bound"))
    #expect(try refusal("min x\nst\n0.333333333333333333 x + 1.5 y >= 1\nbin\nx y\nend\n").contains("taken"))
    #expect(try refusal("min x\nst\n1e-15 x + 1e15 y >= 1\nbin\nx y\nend\n").contains("row c1"))
    #expect(try refusal("min 1e9 x + y\nst\nbounds\nx <= 9\ny <= 9\ngen\nx y\nend\n").contains("units apart"))
    // Rows give bounds, and dominance does.
    #expect(try refusal("max x\nst\nx + y <= 7\ngen\nx y\nend\n") == "taken")
    #expect(try refusal("min x + y\nst\nx + 2 y >= 7\ngen\nx y\nend\n") == "taken")
  }

  @Test func warmStartsAndHeuristics() throws {
    let file = try #require((0...).lazy.map { RandomFile(seed: $0) }.first { $0.best != nil && $0.columns.count == 4 })
    let instance = try Self.instance(file.text(.lp))
    let first = try Self.run(instance, .native)
    let best = try #require(first.best)
    // By name, in another order than the instance's columns.
    let names = Array(best.solution.columns.reversed())
    let given = MixedIntegerProgram.Solution(columns: names, values: Array(best.solution.values.reversed()))
    for engine in [Engine.native, .glpk] {
      let result = try Self.run(instance, engine) { $0.warmStart = .solution(given) }
      #expect(result.status == .optimal && result.objective == first.objective && result.rejections == [])
      #expect(result.best?.source == "warm start")
      let cold = try Self.run(instance, engine) { $0.warmStart = .none }
      #expect(cold.objective == first.objective && cold.best?.source != "repair")
    }
    let repaired = try Self.run(instance, .auto) { $0.heuristic = "repair" }
    #expect(repaired.rejections == [])
    #expect(MixedIntegerProgram.heuristics.map(\.name) == ["repair"])
  }
}
