import Basics

extension LayerDocument {
  /// - Throws: the first place where the text is no JSON or lacks what a document has, or has a key that no
  ///   document has.
  init(reading source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    var (name, bandwidth) = (String?.none, Double?.none)
    var alignment = 1
    var memories: [MemoryLayers.Memory]?
    var instructions: [LayerProgram.Instruction]?
    var instructionLines: [Int] = []
    var tensors: [Tensor]?
    try json.beginObject("a program")
    let line = json.line
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "memories":
        memories = try Self.list("'memories'", &json) { (json) throws(InputError) in try Self.memory(&json) }
      case "alignment": alignment = try json.integer("'alignment'")
      case "bandwidth": bandwidth = try json.double("'bandwidth'")
      case "instructions":
        instructionLines = []
        instructions = try Self.list("'instructions'", &json) { (json) throws(InputError) in
          try json.beginObject("an instruction")
          instructionLines.append(json.line)
          return try Self.instruction(&json)
        }
      case "tensors":
        tensors = try Self.list("'tensors'", &json) { (json) throws(InputError) in try Self.tensor(&json) }
      default:
        throw json.stranger(key, among: ["name", "memories", "alignment", "bandwidth", "instructions", "tensors"])
      }
    }
    try json.expectEnd()
    self.init(
      name: name, memories: try json.required(memories, "memories", line), alignment: alignment, bandwidth: bandwidth,
      instructions: try json.required(instructions, "instructions", line), instructionLines: instructionLines,
      tensors: try json.required(tensors, "tensors", line))
  }

  private static func list<Element>(
    _ what: String, _ json: inout JSONReader, of element: (inout JSONReader) throws(InputError) -> Element
  ) throws(InputError) -> [Element] {
    var list: [Element] = []
    try json.beginArray(what)
    while try json.nextElement() { list.append(try element(&json)) }
    return list
  }

  private static func integers(_ what: String, _ json: inout JSONReader) throws(InputError) -> [Int] {
    var integers: [Int] = []
    try json.beginArray(what)
    while try json.nextElement() { integers.append(try json.integer(what)) }
    return integers
  }

  private static func memory(_ json: inout JSONReader) throws(InputError) -> MemoryLayers.Memory {
    var memory = MemoryLayers.Memory()
    try json.beginObject("a memory")
    while let key = try json.nextKey() {
      switch key {
      case "name": try json.skipValue()
      case "capacity": memory.capacity = try json.integer("'capacity'")
      case "cost": memory.cost = try json.double("'cost'")
      default: throw json.stranger(key, among: ["name", "capacity", "cost"])
      }
    }
    return memory
  }

  /// The rest of an object that has begun.
  private static func instruction(_ json: inout JSONReader) throws(InputError) -> LayerProgram.Instruction {
    var (name, time, supply) = ("", Int?.none, Int?.none)
    let line = json.line
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "time": time = try json.integer("'time'")
      case "supply": supply = try json.integer("'supply'")
      default: throw json.stranger(key, among: ["name", "time", "supply"])
      }
    }
    let baseTime = try json.required(time, "time", line)
    return .init(name: name, baseTime: baseTime, supply: supply ?? baseTime)
  }

  private static func tensor(_ json: inout JSONReader) throws(InputError) -> Tensor {
    try json.beginObject("a tensor")
    var tensor = Tensor(line: json.line, size: 0, uses: [])
    var (size, uses) = (Int?.none, [Int]?.none)
    while let key = try json.nextKey() {
      switch key {
      case "name": tensor.name = try json.text("'name'")
      case "size": size = try json.integer("'size'")
      case "definition": tensor.definition = try json.integer("'definition'")
      case "uses": uses = try integers("'uses'", &json)
      case "benefits": tensor.benefits = try integers("'benefits'", &json)
      case "definitionBenefit": tensor.definitionBenefit = try json.integer("'definitionBenefit'")
      case "copyDemand": tensor.copyDemand = try json.integer("'copyDemand'")
      case "alias": tensor.alias = try json.text("'alias'")
      case "endsInSlowMemory": tensor.endsInSlowMemory = try json.boolean("'endsInSlowMemory'")
      default:
        let known = [
          "name", "size", "definition", "uses", "benefits", "definitionBenefit", "copyDemand", "alias",
          "endsInSlowMemory",
        ]
        throw json.stranger(key, among: known)
      }
    }
    tensor.size = try json.required(size, "size", tensor.line)
    tensor.uses = try json.required(uses, "uses", tensor.line)
    return tensor
  }
}

extension JSONReader {
  /// The value of a key that must be there, of an object that begins on `line`.
  fileprivate func required<Value>(_ value: Value?, _ key: String, _ line: Int) throws(InputError) -> Value {
    guard let value else {
      throw InputError(file: source.name, line: line, expected: "the key '\(key)'", found: "none")
    }
    return value
  }
}
