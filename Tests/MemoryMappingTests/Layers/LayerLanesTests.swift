import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import MemoryMapping

@Suite struct LayerLanesTests {
  typealias Solution = LayerMapping

  /// Runs the lanes one after the other on a board that stops at a proof or after `seconds`.
  func solve(
    _ program: LayerProgram, seconds: Double = 20, _ change: (inout SolveOptions<Solution>) -> Void = { _ in }
  ) throws -> Scoreboard<Solution> {
    var options = SolveOptions<Solution>()
    change(&options)
    let instance = program
    let board = Scoreboard<Solution>(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try MemoryMapping.Layers.check(solution, of: instance)
    }
    for lane in try MemoryMapping.Layers.lanes(for: instance, options) {
      for strategy in lane.strategies where !board.shouldStop { strategy.run(on: board) }
    }
    #expect(board.rejections == [] && board.failures == [])
    return board
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func tinyProgramsAreProvedOptimal(seed: UInt64) throws {
    let program = LayerSamples.random(seed: seed)
    let board = try solve(program)
    let optimum = LayerOracle.optimum(of: program)
    #expect(board.best?.objective.first == -optimum && board.bound?.first == -optimum)
  }

  @Test(arguments: MemoryMapping.Layers.heuristics.map(\.name))
  func eachNamedHeuristicRunsAlone(name: String) throws {
    let board = try solve(LayerSamples.network(.convolution, 40), seconds: 1) { $0.heuristic = name }
    #expect(try #require(board.best).objective.first < 0)
    #expect(board.history.filter { $0.kind == .solution }.allSatisfy { $0.source == name })
    #expect(board.bound != nil)
  }

  @Test(arguments: [SolveOptions<Solution>.Engine.glpk, .native, .auto])
  func allEnginesProveTheSameOptimum(engine: SolveOptions<Solution>.Engine) throws {
    let program = LayerSamples.random(seed: 5, tensors: 6, instructions: 8)
    let board = try solve(program, seconds: 60) {
      $0.engine = engine
      $0.mipSolver = GLPKSolver()
    }
    let reference = try solve(program)
    #expect(board.bound != nil && board.best?.objective == board.bound)
    #expect(board.best?.objective == reference.best?.objective)
  }

  /// The operator list of `Instances/memory/perceptron.csv`; its optimum is that of two engines, and of a model of
  /// another solver.
  @Test(arguments: [SolveOptions<Solution>.Engine.glpk, .auto])
  func anOperatorListIsSolvedToTheOptimum(engine: SolveOptions<Solution>.Engine) throws {
    let list = """
      capacity=49152
      alignment=64
      bandwidth=4
      fast-cost=0.25
      slow-cost=2
      name,inputs,outputs,sizes,cost
      inputs,,x weight1 weight2,8192 16384 16384,
      first,x weight1,hidden,8192,65536
      activate,hidden,active,8192,32768
      second,active weight2,narrow,8192,65536
      add,narrow x,y,8192,49152
      """
    let program = try MemoryMapping.Layers.parse(SourceText(name: "perceptron.csv", text: list))
    let board = try solve(program) {
      $0.engine = engine
      $0.mipSolver = GLPKSolver()
    }
    #expect(board.best?.objective.first == -129_024 && board.bound?.first == -129_024)
  }

  @Test func noEngineIsWorseThanGreedy() throws {
    let program = LayerSamples.network(.transformer, 80, percent: 20)
    let greedy = try solve(program, seconds: 1) { $0.heuristic = LayerHeuristic.density.rawValue }
    let raced = try solve(program, seconds: 2)
    #expect(try #require(raced.best).objective <= #require(greedy.best).objective)
    #expect(try #require(raced.bound) <= #require(raced.best).objective)
  }

  @Test func unknownNamesAndMissingSolversAreUsersMistakes() {
    let program = LayerSamples.threeUses
    #expect(throws: SolveOptionError.self) { try solve(program) { $0.heuristic = "magic" } }
    #expect(throws: SolveOptionError.noMIPSolver) { try solve(program) { $0.engine = .glpk } }
  }

  @Test func aGivenMappingIsTheFirstOne() throws {
    let program = LayerSamples.threeUses
    let given = LayerMapping([], of: program)
    let board = try solve(program) { $0.warmStart = .solution(given) }
    #expect(board.history.first?.source == "warm start")
    #expect(board.best?.objective == -6)
  }

  @Test func thePictureShowsEveryStayItsCopyAndTheSupply() throws {
    let board = try solve(LayerSamples.threeUses)
    let best = try #require(board.best)
    let svg = MemoryMapping.Layers.picture(of: best.solution, of: LayerSamples.threeUses)
    #expect(svg.contains("a: instructions 0 to 3, 2 bytes at 0, copied in"))
    #expect(svg.contains("a: copied in during instructions 0 to 0"))
    #expect(svg.contains("copy time, %") && svg.contains("6 of 40 (15.0 %) saved"))
  }

  @Test func theTimeSavedIsToldInWords() throws {
    let best = try #require(try solve(LayerSamples.threeUses).best)
    let words = MemoryMapping.Layers.explanation(of: best.solution, of: LayerSamples.threeUses)
    #expect(words == ["time saved 6 of 40 (15.0 %)"])
  }
}
