import MIP
import Solving

extension MixedIntegerProgram: Generating {
  public static let generatorParameters: [Parameter] = [
    .init(
      "family", .name, "\(ProgramFamily.allCases.map(\.rawValue).joined(separator: ", ")) (knapsack)"),
    .init("size", .integer(1...100_000, default: 20), "items, jobs, sets, periods or customers"),
    .init("rows", .integer(1...10_000, default: 5), "capacities, agents, elements, products or places"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// - Returns: the program as free MPS.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    let name = arguments.name("family") ?? ProgramFamily.knapsack.rawValue
    guard let family = ProgramFamily(rawValue: name) else {
      let known = ProgramFamily.allCases.map(\.rawValue).joined(separator: ", ")
      throw GeneratorError("--family takes one of \(known), not '\(name)'")
    }
    let (size, rows) = (arguments.integer("size"), arguments.integer("rows"))
    guard size * rows <= 10_000_000 else { throw GeneratorError("--size times --rows may be 10000000 at most") }
    var generator = ProgramGenerator(
      family, size: size, rows: rows, seed: UInt64(arguments.integer("seed")))
    do {
      return try MPSWriter.write(generator.model())
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
