import Basics
import GLPKSolver
import MIP
import Pods
import Race
import Solving
import Testing

@testable import Problems

@Suite("Exported models have all levels of the objective")
struct LinearLevelsTests {
  /// By enumeration: the sums of all values are in the order of the levels.
  @Test(arguments: [[0], [3], [1, 1], [2, 0, 3], [3, 2, 1], [1, 4, 2, 2]])
  func sumsAreInTheOrderOfLevels(widths: [Int]) throws {
    let weights = try #require(LinearLevels.weights(ofWidths: widths))
    var values: [[Int]] = [[]]
    for width in widths { values = values.flatMap { value in (0...width).map { value + [$0] } } }
    let sums = values.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    for (a, first) in values.enumerated() {
      for (b, second) in values.enumerated() {
        #expect((sums[a] < sums[b]) == first.lexicographicallyPrecedes(second))
      }
    }
    #expect((sums.max() ?? 0) <= LinearLevels.sumLimit)
  }

  @Test func sumsThatSolversCannotTellApartAreNone() {
    #expect(LinearLevels.weights(ofWidths: [1000, 1000]) == nil)
    #expect(LinearLevels.weights(ofWidths: [.max, .max]) == nil)
    #expect(LinearLevels.weights(ofWidths: [1_000_000]) == [1])
  }

  /// The files that are written, through GLPK, against what our own engines prove.
  @Test("pods", arguments: 1...8)
  func podsAgree(seed: Int) throws {
    let words = ["--nodes", "2", "--pods-per-node", "\(1 + seed % 4)", "--usage", "1.1", "--seed", "\(seed)"]
    let text = try PodPacking.generate(Arguments(words, for: PodPacking.generatorParameters))
    try agree(PodPacking.self, SourceText(name: "pods", text: text))
  }

  @Test(
    "bundled instances",
    arguments: [
      "pods/tight-4.json", "pods/preempted-4.json", "memory/five.csv",
    ])
  func bundledAgree(file: String) throws {
    let (problem, source) = try Samples.read(file)
    try agree(problem, source)
  }

  private func agree<P: Problem>(_ problem: P.Type, _ source: SourceText) throws {
    let run = try ProblemSolve<P>(source)
    let result = run.race(clock: RaceClock(timeLimit: 20))
    try #require(result.status == .optimal)
    let optimum = try #require(result.objective).levels
    let levels = try P.linearLevels(of: run.instance)
    #expect((levels.note == nil) == (optimum.count == 1))
    if levels.models.count == 1 {
      let found = try solve(levels.models[0])
      guard optimum.count > 1 else {
        #expect(found == optimum[0])
        return
      }
      let weights = try weights(levels)
      #expect(found == zip(weights, optimum).reduce(0) { $0 + $1.0 * $1.1 })
      return
    }
    #expect(levels.models.count == optimum.count)
    for (number, model) in levels.models.enumerated() {
      #expect(try solve(model, fixing: Array(optimum.prefix(number))) == optimum[number])
    }
  }

  /// A model a level, as the page says: rows take the optima of the levels before.
  @Test func aModelALevel() throws {
    let pods = (0..<60).map { number in
      #"{"name": "p\#(number)", "priority": \#(number % 6), "cpu": 1000, "mem": 1, "node": null}"#
    }
    let text = #"{"nodes": [{"name": "n", "cpu": 35000, "mem": 99}], "pods": [\#(pods.joined(separator: ","))]}"#
    let instance = try PodPacking.parse(SourceText(name: "levels.json", text: text))
    let levels = try PodPacking.linearLevels(of: instance)
    #expect(levels.models.count == 7)
    // By hand: ten pods of each of six priorities, and room for 35.
    let optimum = [0, 0, 0, 5, 10, 10, 0]
    for (number, model) in levels.models.enumerated() {
      #expect(try solve(model, fixing: Array(optimum.prefix(number))) == optimum[number])
    }
  }

  /// Through the text of the file and its reader.
  private func solve(_ model: LinearModel, fixing optima: [Int] = []) throws -> Int {
    var text = try MPSWriter.write(model)
    for (level, value) in optima.enumerated() {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
        !$0.hasPrefix(" RHS level_\(level + 1) ")
      }
      text = lines.joined(separator: "\n")
        .replacing("\nRHS\n", with: "\nRHS\n RHS level_\(level + 1) \(value)\n")
    }
    let read = try MPSReader.read(SourceText(name: "model.mps", text: text)).model
    let result = try GLPKSolver().solve(read, MIPOptions(), monitor: SilentMonitor())
    #expect(result.status == .optimal)
    return Int(try #require(result.objective).rounded())
  }

  private func weights(_ levels: LinearLevels) throws -> [Int] {
    let note = try #require(levels.note)
    let sum = try #require(note.split(separator: ",").first).dropFirst("the objective is ".count)
    return try sum.split(separator: " + ").map { term in
      let words = term.split(separator: " ")
      return words.count == 1 ? 1 : try #require(Int(words[0]))
    }
  }
}
