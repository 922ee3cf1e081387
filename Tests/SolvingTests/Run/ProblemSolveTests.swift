import Basics
import Race
import SolvingSupport
import Testing

@testable import Solving

/// The toy's optimum is the smallest number that its text and the question allow.
@Suite struct ProblemSolveTests {
  private func source(_ text: String) -> SourceText { SourceText(name: "t", text: text) }

  private func fault(_ body: () throws(SolveFault) -> Void) -> SolveFault? {
    do {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func aTextIsSolved() throws {
    let solve = try ProblemSolve<Toy>(source("toy 7"))
    let result = solve.race(try solve.lanes(), clock: RaceClock(timeLimit: 20))
    #expect(result.status == .optimal && result.objective == Objective(7))
  }

  @Test func theQuestionChangesTheInstance() throws {
    let question = try Question(["--above=7", "--even"], of: [Toy.self])
    #expect(try ProblemSolve<Toy>(source("toy 3"), asking: question).instance.smallest == 8)
  }

  @Test func mistakesAreOfTheirKind() throws {
    let foreign = try Question(["--above=7"], of: [Toy.self])
    #expect(fault { () throws(SolveFault) in _ = try Question(["--above=x"], of: [Toy.self]) }?.kind == .usage)
    #expect(fault { () throws(SolveFault) in _ = try Question(["--below=1"], of: [Toy.self]) }?.kind == .usage)
    #expect(
      fault { () throws(SolveFault) in _ = try ProblemSolve<Other>(source("other"), asking: foreign) }
        == SolveFault(.usage, "--above is no option of other"))
    #expect(fault { () throws(SolveFault) in _ = try ProblemSolve<Toy>(source("toy x")) }?.kind == .data)
    let none = try Question(["--above=1000"], of: [Toy.self])
    #expect(fault { () throws(SolveFault) in _ = try ProblemSolve<Toy>(source("toy 1"), asking: none) }?.kind == .usage)
    let second = SourceText(name: "t", text: "toy 1", selection: 2)
    #expect(fault { () throws(SolveFault) in _ = try ProblemSolve<Toy>(second) }?.kind == .data)
    var solve = try ProblemSolve<Toy>(source("toy 1"))
    #expect(fault { () throws(SolveFault) in try solve.choose(engine: "steam", heuristic: nil) }?.kind == .usage)
    #expect(fault { () throws(SolveFault) in try solve.choose(engine: "auto", heuristic: "luck") }?.kind == .usage)
    for engine in ["cp", "glpk"] {
      #expect(fault { () throws(SolveFault) in try solve.choose(engine: engine, heuristic: "high") }?.kind == .usage)
    }
  }

  @Test func aStopEndsTheRace() throws {
    var solve = try ProblemSolve<Toy>(source("toy 7"))
    try solve.choose(engine: "auto", heuristic: "sleeper")
    let result = solve.race(clock: RaceClock(timeLimit: 60), onBegin: { stop in stop() })
    #expect(result.ending == .interrupt && result.status != .optimal)
  }

  @Test func whatIsThereAlreadyCounts() throws {
    var solve = try ProblemSolve<Toy>(source("toy 7"))
    try solve.choose(engine: "auto", heuristic: "high")
    let result = solve.race(
      clock: RaceClock(timeLimit: 60), from: (Toy.Solution(number: 9), "before"))
    #expect(result.best?.solution.number == 9 && result.best?.source == "before")
  }
}

@Suite struct ProblemChoiceTests {
  private let choice = ProblemChoice([Toy.self, Other.self, OtherToo.self]) { "--problem \($0)" }

  private func name(_ text: String, named name: String? = nil) throws -> String {
    "\(try choice.problem(of: SourceText(name: "t", text: text), named: name))"
  }

  @Test func theFormatSaysWhichProblem() throws {
    #expect(try name("toy 1") == "Toy" && name("too") == "OtherToo")
    #expect(throws: SolveFault.self) { try name("else") }
  }

  @Test func problemsOfOneNameAreToldApartByTheFormat() throws {
    #expect(try name("other", named: "other") == "Other" && name("too", named: "other") == "OtherToo")
    #expect(try name("else", named: "other") == "OtherToo")
    #expect(throws: SolveFault(.usage, "there is no problem 'x'; there are toy, other")) { try name("", named: "x") }
  }
}
