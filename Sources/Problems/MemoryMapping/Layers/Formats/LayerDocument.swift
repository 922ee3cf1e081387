#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A layer program as JSON:
///
///     {
///       "name": "two convolutions",
///       "memories": [
///         {"name": "scratch", "capacity": 65536, "cost": 0.25},
///         {"name": "main", "cost": 2}
///       ],
///       "alignment": 64,
///       "bandwidth": 4,
///       "instructions": [
///         {"name": "conv1", "time": 30000, "supply": 30000},
///         {"name": "conv2", "time": 25000}
///       ],
///       "tensors": [
///         {"name": "image", "size": 12544, "uses": [0]},
///         {"name": "weight", "size": 4096, "uses": [0, 1], "benefits": [9000, 6000], "copyDemand": 2048},
///         {"name": "hidden", "size": 25088, "definition": 0, "uses": [1], "alias": "a"},
///         {"name": "output", "size": 25088, "definition": 1, "uses": [], "alias": "a", "endsInSlowMemory": true}
///       ]
///     }
///
/// There are two memories: the fast one has a `capacity` in bytes, the slow one has none. `cost` is the time that an
/// instruction takes for each byte that it reads from or writes to the memory; it is needed only where benefits are left
/// out, and gives each of them as the size times the difference of the two costs. Of an instruction, `supply` is its
/// `time` where it is left out. Of a tensor, `definition` is left out for inputs of the program, `benefits` has one
/// number for each use, `definitionBenefit` is that of the definition, and `copyDemand` is the size divided by
/// `bandwidth`, rounded up, where it is left out. `alias` is the name of the group of tensors that share memory.
struct LayerDocument: Codable {
  struct Memory: Codable {
    var name: String?
    var capacity: Int?
    var cost: Double?
  }

  struct Instruction: Codable {
    var name: String?
    var time: Int
    var supply: Int?
  }

  struct Tensor: Codable {
    var name: String?
    var size: Int
    var definition: Int?
    var uses: [Int]
    var benefits: [Int]?
    var definitionBenefit: Int?
    var copyDemand: Int?
    var alias: String?
    var endsInSlowMemory: Bool?
  }

  var name: String?
  var memories: [Memory]
  var alignment: Int?
  /// Bytes that are copied in a unit of time.
  var bandwidth: Double?
  var instructions: [Instruction]
  var tensors: [Tensor]

  static func recognises(_ source: SourceText) -> Bool {
    guard let first = source.bytes.first(where: { $0 > 32 }), first == UInt8(ascii: "{") else { return false }
    return contains("\"instructions\"", source) && contains("\"tensors\"", source)
  }

  /// - Parameter name: the program's, where the document gives none.
  static func read(_ source: SourceText, name: String) throws(InputError) -> LayerProgram {
    do {
      return try JSONDecoder().decode(LayerDocument.self, from: Data(source.bytes)).program(named: name)
    } catch let error as DecodingError {
      throw InputError(file: source.name, explain(error))
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  /// The text of `program`, which `read` reads back: a line for each instruction and each tensor.
  static func text(of program: LayerProgram) -> String {
    let instructions = program.instructions.map { Instruction(name: $0.name, time: $0.baseTime, supply: $0.supply) }
    let tensors = program.tensors.map {
      Tensor(
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

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("a program has a JSON form") }
    return String(decoding: data, as: UTF8.self)
  }

  private func program(named fallback: String) throws -> LayerProgram {
    let layers = try MemoryLayers(memories.map { .init(capacity: $0.capacity, cost: $0.cost) })
    var groups: [String: Int] = [:]
    let alignment = alignment ?? 1
    let tensors = try tensors.enumerated().map { (number, entry) in
      let title = "tensor \(number)\(entry.name.map { " (\($0))" } ?? "")"
      let definition = entry.definition ?? -1
      let benefits =
        try entry.benefits
        ?? entry.uses.map { _ in
          try layers.benefit(of: entry.size, title)
        }
      let demand = try entry.copyDemand ?? MemoryLayers.copyDemand(of: entry.size, bandwidth: bandwidth, title)
      let own =
        try entry.definitionBenefit
        ?? (definition < 0 || entry.benefits != nil ? 0 : layers.benefit(of: entry.size, title))
      return LayerProgram.Tensor(
        name: entry.name ?? "", size: entry.size, definition: definition, uses: entry.uses, benefits: benefits,
        definitionBenefit: own, copyDemand: demand,
        aliasGroup: entry.alias.map { name in
          let number = groups[name] ?? groups.count
          groups[name] = number
          return number
        }, endsInSlowMemory: entry.endsInSlowMemory ?? false)
    }
    return try LayerProgram(
      name: name ?? fallback, capacity: layers.capacity, alignment: alignment,
      instructions: instructions.map {
        .init(name: $0.name ?? "", baseTime: $0.time, supply: $0.supply ?? $0.time)
      }, tensors: tensors)
  }

  private static func contains(_ word: String, _ source: SourceText) -> Bool {
    let word = Array(word.utf8)
    var rest = source.bytes[...]
    while let quote = rest.firstIndex(of: word[0]) {
      if rest[quote...].starts(with: word) { return true }
      rest = rest[(quote + 1)...]
    }
    return false
  }

  private static func explain(_ error: DecodingError) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "expected the key '\(path(context.codingPath + [key]))', found none"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(path(context.codingPath))': \(context.debugDescription)"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default: "not a JSON document of a program"
    }
  }
}
