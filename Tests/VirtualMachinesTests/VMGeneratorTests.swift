import Basics
import Solving
import Testing

@testable import VirtualMachines

@Suite struct VMGeneratorTests {
  func generate(_ words: String...) throws -> String {
    try VMRescheduling.generate(Arguments(words, for: VMRescheduling.generatorParameters))
  }

  @Test func equalArgumentsGiveEqualClustersThatAreRead() throws {
    let text = try generate("--seed", "3", "--groups", "10", "--mix", "c1+r1")
    #expect(text == (try generate("--seed", "3", "--groups", "10", "--mix", "c1+r1")))
    #expect(text != (try generate("--seed", "4", "--groups", "10", "--mix", "c1+r1")))
    let instance = try VMRescheduling.parse(SourceText(name: "x.json", text: text))
    #expect(instance.machineCount == 20 && instance.migrationLimit == 5 && !instance.antiAffinity.isEmpty)
    // Families tell by memory per core.
    #expect(Set(instance.virtualMachines.map { $0.size.memory / $0.size.cpu }) == [2048, 8192])
  }

  @Test func theLoadIsReachedAndTheClusterIsFragmented() throws {
    let instance = try VMRescheduling.parse(SourceText(name: "x.json", text: try generate("--load", "0.85")))
    let used = instance.virtualMachines.reduce(0) { $0 + $1.size.cpu }
    #expect((0.85 * 1760...0.9 * 1760).contains(Double(used)))
    #expect(instance.loss(of: instance.homes) * 5 > instance.measure.denominator)
  }

  @Test func wrongArgumentsAreNamed() {
    #expect(throws: GeneratorError.self) { try generate("--mix", "c2") }
    #expect(throws: ParameterError.self) { try generate("--load", "2") }
  }
}
