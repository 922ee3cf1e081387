#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LayerDocument {
  /// The text of `program`, which `read` reads back: a line for each instruction and each tensor.
  static func text(of program: LayerProgram) -> String {
    let instructions = program.instructions.map {
      InstructionRow(name: $0.name, time: $0.baseTime, supply: $0.supply)
    }
    let tensors = program.tensors.map {
      TensorRow(
        name: $0.name, size: $0.size, definition: $0.isInput ? nil : $0.definition, uses: $0.uses,
        benefits: $0.benefits, definitionBenefit: $0.isInput ? nil : $0.definitionBenefit, copyDemand: $0.copyDemand,
        alias: $0.aliasGroup.map { "\($0)" }, endsInSlowMemory: $0.endsInSlowMemory ? true : nil)
    }
    return """
      {
        "name": \(json(program.name)),
        "memories": [{"name": "fast", "capacity": \(program.capacity)}, {"name": "slow"}],
        "alignment": \(program.alignment),
        "instructions": [
          \(instructions.map(json).joined(separator: ",\n    "))
        ],
        "tensors": [
          \(tensors.map(json).joined(separator: ",\n    "))
        ]
      }

      """
  }

  private struct InstructionRow: Encodable {
    let name: String
    let time, supply: Int
  }

  private struct TensorRow: Encodable {
    let name: String
    let size: Int
    let definition: Int?
    let uses, benefits: [Int]
    let definitionBenefit: Int?
    let copyDemand: Int
    let alias: String?
    let endsInSlowMemory: Bool?
  }

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("a program has a JSON form") }
    return String(decoding: data, as: UTF8.self)
  }
}
