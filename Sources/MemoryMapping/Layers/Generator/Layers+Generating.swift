import Solving

extension MemoryMapping.Layers: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("network", .name, "the program of a network, convolution or transformer"),
    .init("tensors", .integer(20...100_000, default: 200), "as deep as it can be with no more tensors"),
    .init("fast-percent", .integer(1...1000, default: 50), "fast memory, of the largest working set"),
    MemoryMapping.seed,
  ]

  /// - Returns: the program of a network, as JSON.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    let name = arguments.name("network")
    guard let network = name.flatMap(LayerProgram.Network.init) else {
      let known = LayerProgram.Network.allCases.map(\.rawValue).joined(separator: " or ")
      throw GeneratorError("--network takes \(known)\(name.map { ", not '\($0)'" } ?? "")")
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
