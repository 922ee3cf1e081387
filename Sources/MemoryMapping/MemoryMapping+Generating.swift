import Solving

extension MemoryMapping: Generating {
  public static let generatorParameters: [Parameter] =
    Allocation.generatorParameters + [
      .init("network", .name, "memory layers: the program of a network, convolution or transformer"),
      .init(
        "tensors", .integer(20...100_000, default: 200), "of the network: as deep as it can be with no more tensors"),
      .init("fast-percent", .integer(1...1000, default: 50), "of the network: fast memory, of the largest working set"),
      .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
    ]

  /// - Returns: buffers as CSV, or the program of a network as JSON.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    guard let name = arguments.name("network") else {
      for option in ["tensors", "fast-percent"] where arguments.given.contains(option) {
        throw GeneratorError("--\(option) is for a --network")
      }
      return BufferTable.text(of: Allocation.generate(arguments))
    }
    for option in Allocation.generatorParameters.map(\.name) where arguments.given.contains(option) {
      throw GeneratorError("--\(option) is for buffers, without a --network")
    }
    guard let network = LayerProgram.Network(rawValue: name) else {
      let known = LayerProgram.Network.allCases.map(\.rawValue).joined(separator: " or ")
      throw GeneratorError("--network takes \(known), not '\(name)'")
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
