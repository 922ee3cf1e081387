import Basics

/// A layer program as a plain list of operators, one a line, below the machine's numbers:
///
///     capacity=65536
///     alignment=64
///     bandwidth=4
///     fast-cost=0.25
///     slow-cost=2
///     name,inputs,outputs,sizes,cost
///     inputs,,image weight1 weight2,12544 4096 8192,
///     conv1,image weight1,hidden,25088,30000
///     conv2,hidden weight2,output,25088,25000
///
/// `inputs`, `outputs` and `sizes` are lists separated by blanks; a size in bytes for each output. `cost` is the time
/// of the operator with everything in slow memory; its supply of copy time is as long. A line without inputs and cost
/// names inputs of the program, which it does not compute. `fast-cost` and `slow-cost` are the times for each byte read
/// or written, from which the benefits follow. Sizes are rounded up to the alignment, which is 1 where it is left out; an
/// output of size 0 stays in slow memory.
/// Tensors that no operator reads are results, and must end in slow memory. Lines that begin with # are comments.
struct OperatorList {
  private struct Draft {
    let name: String
    let bytes: Int
    let size: Int
    let definition: Int
    let line: Int
    var uses: [Int] = []
  }

  private static let columns = ["name", "inputs", "outputs", "sizes", "cost"]

  private var lines: CSVReader
  private var settings: [String: Double] = [:]
  private var instructions: [LayerProgram.Instruction] = []
  private var instructionLines: [Int] = []
  private var drafts: [Draft] = []
  private var numbers: [String: Int] = [:]

  static func recognises(_ source: SourceText) -> Bool {
    var lines = CSVReader(source, .emptyLinesAndComments)
    while (try? lines.next()) == true {
      let cells = lines.texts
      if cells == columns { return true }
      guard cells.count == 1, cells[0].contains("=") else { return false }
    }
    return false
  }

  /// - Throws: the first place where the text is not the format, or numbers that make no program.
  static func read(_ source: SourceText, name: String) throws(InputError) -> LayerProgram {
    var list = OperatorList(lines: CSVReader(source, .emptyLinesAndComments))
    try list.readSettings()
    while try list.lines.next() { try list.readOperator(list.lines.texts) }
    do {
      return try list.program(named: name)
    } catch {
      let line =
        switch error.place {
        case .instruction(let number): list.instructionLines[number]
        case .tensor(let number): list.drafts[number].line
        case nil: Int?.none
        }
      throw InputError(file: source.name, line: line, error.description)
    }
  }

  private init(lines: CSVReader) { self.lines = lines }

  private static func words(_ cell: String) -> [String] { cell.split(whereSeparator: \.isWhitespace).map(String.init) }

  /// Up to the header line.
  private mutating func readSettings() throws(InputError) {
    let known = ["capacity", "alignment", "bandwidth", "fast-cost", "slow-cost"]
    while try lines.next() {
      let cells = lines.texts
      if cells == Self.columns { return }
      // Blanks around the sign do not count.
      let parts = cells[0].split(separator: "=", maxSplits: 1).map { Self.words(String($0)).joined(separator: " ") }
      guard cells.count == 1, parts.count == 2, known.contains(parts[0]) else {
        throw lines.error(
          expected: "\(known.joined(separator: ", ")) with '=' and a number, or the header "
            + "'\(Self.columns.joined(separator: ","))'", found: lines.shown)
      }
      guard let value = Double(parts[1]), value.isFinite, value >= 0, value < Double(LayerProgram.totalLimit) else {
        throw lines.error(expected: "a number from 0 to 2^60 for \(parts[0])", found: TokenReader.shown(parts[1]))
      }
      guard settings.updateValue(value, forKey: parts[0]) == nil else {
        throw lines.error(expected: "\(parts[0]) once", found: "it twice")
      }
    }
    throw lines.error(
      expected: "the header '\(Self.columns.joined(separator: ","))'", found: "the end of the file")
  }

  private mutating func readOperator(_ cells: [String]) throws(InputError) {
    guard cells.count == Self.columns.count else {
      throw lines.error(expected: "\(Self.columns.count) cells", found: "\(cells.count)")
    }
    let (inputs, outputs, sizes) = (Self.words(cells[1]), Self.words(cells[2]), Self.words(cells[3]))
    guard outputs.count == sizes.count else {
      throw lines.error(
        expected: "a size for each of \(counted(outputs.count, "output"))", found: counted(sizes.count, "size"))
    }
    let isDeclaration = cells[4].isEmpty
    guard !isDeclaration || inputs.isEmpty else {
      throw lines.error(expected: "the cost of \(TokenReader.shown(cells[0]))", found: "an empty cell")
    }
    if !isDeclaration {
      let cost = try lines.place.integer(cells[4], "a cost", in: 0...(LayerProgram.totalLimit - 1))
      for name in inputs {
        guard let number = numbers[name] else {
          throw lines.error(expected: "a tensor that is an output of a line above", found: TokenReader.shown(name))
        }
        // An operator that reads a tensor twice uses it once.
        if drafts[number].uses.last != instructions.count { drafts[number].uses.append(instructions.count) }
      }
      instructions.append(.init(name: cells[0], baseTime: cost, supply: cost))
      instructionLines.append(lines.line)
    }
    let alignment = Int(settings["alignment"] ?? 1)
    for (name, size) in zip(outputs, sizes) {
      let bytes = try lines.place.integer(size, "the size of \(name)", in: 0...(LayerProgram.totalLimit / 2))
      guard numbers.updateValue(drafts.count, forKey: name) == nil else {
        throw lines.error(expected: "each tensor once among the outputs", found: "\(TokenReader.shown(name)) again")
      }
      drafts.append(
        Draft(
          name: name, bytes: bytes, size: Self.space(of: bytes, alignment),
          definition: isDeclaration ? -1 : instructions.count - 1, line: lines.line))
    }
  }

  /// Bytes rounded up to the alignment. What is empty saves nothing and never comes to fast memory, whatever it would
  /// take there.
  private static func space(of bytes: Int, _ alignment: Int) -> Int {
    let least = max(1, bytes)
    let excess = alignment > 0 ? least % alignment : 0
    return excess == 0 ? least : least - excess + alignment
  }

  private func program(named name: String) throws(InvalidProgram) -> LayerProgram {
    guard let capacity = settings["capacity"] else {
      throw InvalidProgram("expected a line capacity=BYTES, found none")
    }
    for (setting, unit) in [("bandwidth", "BYTES"), ("fast-cost", "TIME"), ("slow-cost", "TIME")] {
      guard settings[setting] != nil || drafts.allSatisfy({ $0.bytes == 0 }) else {
        throw InvalidProgram("expected a line \(setting)=\(unit), found none")
      }
    }
    for setting in ["capacity", "alignment"] {
      if let value = settings[setting], value != value.rounded() {
        throw InvalidProgram("expected an integer for \(setting), found \(value)")
      }
    }
    let layers = try MemoryLayers([
      .init(capacity: Int(capacity), cost: settings["fast-cost"]), .init(cost: settings["slow-cost"]),
    ])
    let tensors = try drafts.enumerated().map { (number, draft) throws(InvalidProgram) in
      let benefit = try layers.benefit(of: draft.bytes, tensor: number)
      return LayerProgram.Tensor(
        name: draft.name, size: draft.size, definition: draft.definition, uses: draft.uses,
        benefits: draft.uses.map { _ in benefit }, definitionBenefit: draft.definition < 0 ? 0 : benefit,
        copyDemand: try MemoryLayers.copyDemand(of: draft.bytes, bandwidth: settings["bandwidth"], tensor: number),
        endsInSlowMemory: draft.uses.isEmpty)
    }
    return try LayerProgram(
      name: name, capacity: Int(capacity), alignment: Int(settings["alignment"] ?? 1), instructions: instructions,
      tensors: tensors)
  }
}
