import Basics
import Solving
import Testing

@testable import MemoryMapping

@Suite struct LayerGeneratorTests {
  @Test func equalArgumentsGiveEqualPrograms() {
    for network in LayerProgram.Network.allCases {
      let program = LayerSamples.network(network, 120, seed: 3)
      #expect(program == LayerSamples.network(network, 120, seed: 3))
      #expect(program != LayerSamples.network(network, 120, seed: 4))
    }
  }

  @Test(arguments: [50, 200, 1000])
  func networksAreAsDeepAsTheTensorsAllow(tensors: Int) {
    for network in LayerProgram.Network.allCases {
      for seed in 1...5 as ClosedRange<UInt64> {
        let count = LayerSamples.network(network, tensors, seed: seed).tensors.count
        #expect(count <= tensors && count > tensors - 16)
      }
    }
  }

  /// Operands in slow memory cost their bytes at 600 a nanosecond, arithmetic 100,000 a nanosecond.
  @Test func costsAreThoseOfTheLongerOfArithmeticAndTraffic() throws {
    var builder = NetworkBuilder(alignment: 1024)
    let x = builder.input("x", elements: 614_400)
    let light = builder.operation("light", operations: 0, [x], elements: 614_400)
    _ = builder.operation("heavy", operations: 1e9, [light], elements: 512)
    let program = try builder.program(named: "costs", fastPercent: 100)
    // 2 · 1,228,800 bytes of traffic; 10,000 ns of arithmetic.
    #expect(program.instructions.map(\.baseTime) == [4096, 10_000])
    // 2048 ns at 600 bytes a nanosecond become 256 at 4800.
    #expect(program.tensors[0].benefits == [1792] && program.tensors[1].definitionBenefit == 1792)
    #expect(program.tensors[1].benefits == [0])
    #expect(program.tensors[0].copyDemand == 4096)
    #expect(program.capacity == 2_457_600)
  }

  /// A 3 × 3 convolution of c to c channels has 9 c² weights of two bytes.
  @Test func shapesAreThoseOfTheLayers() throws {
    let program = LayerSamples.network(.convolution, 100)
    for tensor in program.tensors where tensor.name.hasSuffix(".spatial.weight") {
      #expect(tensor.isInput && tensor.uses.count == 1)
      let channels = Int((Double(tensor.size) / 18).squareRoot().rounded())
      #expect(abs(tensor.size - 18 * channels * channels) < 1024)
    }
    let transformer = LayerSamples.network(.transformer, 100)
    let mask = try #require(transformer.tensors.first { $0.name == "mask" })
    #expect(mask.uses.count == transformer.instructions.count { $0.name.hasSuffix(".softmax") })
  }

  @Test func whatIsComputedInPlaceSharesItsMemory() {
    let program = LayerSamples.network(.transformer, 60)
    for (number, tensor) in program.tensors.enumerated() where tensor.name.hasSuffix("softmax") {
      let scores = program.tensors[number - 1]
      #expect(tensor.aliasGroup != nil && tensor.aliasGroup == scores.aliasGroup)
      #expect(scores.uses.last == tensor.definition && scores.size == tensor.size)
    }
  }

  @Test func theCommandLinesGeneratorSaysWhatItTakes() throws {
    func generate(_ words: [String]) throws -> String {
      try MemoryMapping.Layers.generate(Arguments(words, for: MemoryMapping.Layers.generatorParameters))
    }
    let text = try generate(["--network", "transformer", "--tensors", "50"])
    let program = try MemoryMapping.Layers.parse(SourceText(name: "x", text: text))
    #expect(program == LayerSamples.network(.transformer, 50))
    #expect(throws: GeneratorError.self) { try generate(["--network", "perceptron"]) }
  }
}
