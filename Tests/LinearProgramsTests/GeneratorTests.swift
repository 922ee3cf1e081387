import Basics
import MIP
import Solving
import Testing

@testable import LinearPrograms

@Suite("Generated linear programs") struct LinearProgramGeneratorTests {
  private func text(_ words: String...) throws -> String {
    let parameters = MixedIntegerProgram.generatorParameters
    return try MixedIntegerProgram.generate(Arguments(words, for: parameters))
  }

  @Test(arguments: ProgramFamily.allCases)
  func everyFamilyReadsBackAndHasASolution(family: ProgramFamily) throws {
    for seed in 1...3 {
      let words = ["--family", family.rawValue, "--size", "4", "--rows", "2", "--seed", "\(seed)"]
      let parameters = MixedIntegerProgram.generatorParameters
      let text = try MixedIntegerProgram.generate(Arguments(words, for: parameters))
      #expect(try text == MixedIntegerProgram.generate(Arguments(words, for: parameters)))
      let instance = try LinearProgramEnginesTests.instance(text)
      #expect(instance.isInteger && instance.warnings == [])
      let native = try LinearProgramEnginesTests.run(instance, .native)
      let glpk = try LinearProgramEnginesTests.run(instance, .glpk)
      #expect(native.status == .optimal && native.objective == glpk.objective && native.rejections == [])
    }
  }

  @Test func seedsAndMistakes() throws {
    #expect(try text("--seed", "1") != text("--seed", "2"))
    #expect(throws: GeneratorError.self) { try text("--family", "sudoku") }
    #expect(throws: GeneratorError.self) { try text("--size", "100000", "--rows", "10000") }
  }
}
