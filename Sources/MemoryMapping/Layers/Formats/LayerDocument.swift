import Basics

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
struct LayerDocument {
  struct Tensor {
    let line: Int
    var name: String?
    var size: Int
    var definition = -1
    var uses: [Int]
    var benefits: [Int]?
    var definitionBenefit: Int?
    var copyDemand: Int?
    var alias: String?
    var endsInSlowMemory = false
  }

  var name: String?
  var memories: [MemoryLayers.Memory]
  var alignment = 1
  /// Bytes that are copied in a unit of time.
  var bandwidth: Double?
  var instructions: [LayerProgram.Instruction]
  /// On which line each instruction begins.
  var instructionLines: [Int]
  var tensors: [Tensor]

  static func recognises(_ source: SourceText) -> Bool {
    source.firstByte == UInt8(ascii: "{") && source.contains("\"instructions\"") && source.contains("\"tensors\"")
  }

  /// - Parameter name: the program's, where the document gives none.
  static func read(_ source: SourceText, name: String) throws(InputError) -> LayerProgram {
    let document = try LayerDocument(reading: source)
    do {
      return try document.program(named: name)
    } catch {
      let line =
        switch error.place {
        case .instruction(let number): document.instructionLines[number]
        case .tensor(let number): document.tensors[number].line
        case nil: Int?.none
        }
      throw InputError(file: source.name, line: line, error.description)
    }
  }

  /// The space that a size takes; sizes that no program has stay for it to refuse.
  private func roundedUp(_ size: Int) -> Int {
    let limit = LayerProgram.totalLimit
    guard (0..<limit).contains(size), (1..<limit).contains(alignment) else { return size }
    // An empty tensor saves nothing and never comes to fast memory, whatever it would take there.
    return (max(1, size) + alignment - 1) / alignment * alignment
  }

  private func program(named fallback: String) throws(InvalidProgram) -> LayerProgram {
    let layers = try MemoryLayers(memories)
    var groups: [String: Int] = [:]
    var program: [LayerProgram.Tensor] = []
    program.reserveCapacity(tensors.count)
    for (number, entry) in try tensors.enumerated().map({ (number, entry) throws(InvalidProgram) in
      (number, try entry.tidied(number))
    }) {
      var (benefits, own) = (entry.benefits, entry.definitionBenefit)
      if benefits == nil {
        let benefit = try layers.benefit(of: entry.size, tensor: number)
        benefits = entry.uses.map { _ in benefit }
        own = own ?? (entry.definition < 0 ? 0 : benefit)
      }
      var demand = entry.copyDemand
      if demand == nil { demand = try MemoryLayers.copyDemand(of: entry.size, bandwidth: bandwidth, tensor: number) }
      var group: Int?
      if let alias = entry.alias {
        group = groups[alias] ?? groups.count
        groups[alias] = group
      }
      program.append(
        LayerProgram.Tensor(
          name: entry.name ?? "", size: roundedUp(entry.size), definition: entry.definition, uses: entry.uses,
          benefits: benefits ?? [], definitionBenefit: own ?? 0, copyDemand: demand ?? 0, aliasGroup: group,
          endsInSlowMemory: entry.endsInSlowMemory))
    }
    return try LayerProgram(
      name: name ?? fallback, capacity: layers.capacity, alignment: alignment, instructions: instructions,
      tensors: program)
  }
}

extension LayerDocument.Tensor {
  /// The same with each use once: an instruction that reads a tensor twice, as in a square, uses it once, for the
  /// benefits of both. An empty tensor shares its memory with nobody.
  fileprivate func tidied(_ number: Int) throws(InvalidProgram) -> LayerDocument.Tensor {
    var result = self
    if size == 0 {
      let saved = (benefits ?? []).contains { $0 != 0 } || (definitionBenefit ?? 0) != 0
      if saved { throw InvalidProgram("tensor \(number) has the size 0 and benefits", at: .tensor(number)) }
      result.alias = nil
    }
    guard benefits.map({ $0.count == uses.count }) ?? true else { return result }
    result.uses = []
    result.benefits = benefits.map { _ in [] }
    for (place, use) in uses.enumerated() {
      if result.uses.last != use {
        result.uses.append(use)
        if let benefits { result.benefits?.append(benefits[place]) }
      } else if let benefits, let before = result.benefits?.popLast() {
        let (sum, overflows) = before.addingReportingOverflow(benefits[place])
        result.benefits?.append(overflows ? .max : sum)
      }
    }
    return result
  }
}
