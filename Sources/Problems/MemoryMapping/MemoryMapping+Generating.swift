extension MemoryMapping: Generating {
  public static let generatorParameters: [GeneratorParameter] = [
    .init("network", .name, "memory layers: the program of a network, convolution or transformer"),
    .init("tensors", .integer(20...100_000, default: 200), "of the network: as deep as it can be with no more tensors"),
    .init("fast-percent", .integer(1...1000, default: 50), "of the network: fast memory, of the largest working set"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// - Returns: the instance as JSON.
  public static func generate(_ arguments: GeneratorArguments) throws(GeneratorError) -> String {
    guard let network = arguments.name("network").flatMap(LayerProgram.Network.init) else {
      let known = LayerProgram.Network.allCases.map(\.rawValue).joined(separator: " or ")
      throw GeneratorError("--network takes \(known)\(arguments.name("network").map { ", not '\($0)'" } ?? "")")
    }
    do {
      let program = try LayerProgram.generate(
        network, tensorLimit: arguments.integer("tensors"), fastPercent: arguments.integer("fast-percent"),
        seed: UInt64(arguments.integer("seed")))
      return LayerDocument.text(of: program)
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
