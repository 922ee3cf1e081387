import Glibc

/// `--text`: a line of text for each line of a proof, steps behind their clause.
struct ProofText {
  private var clauses = 0

  static func text(_ atom: Atom) -> String {
    atom.code & 1 == 0 ? "[x\(atom.code >> 1)>=\(atom.value)]" : "[x\(atom.code >> 1)<=\(-atom.value)]"
  }

  /// Clauses have their numbers here, not distances; below 0 are those that there cannot be.
  private func text(_ op: UInt8, _ numbers: [Int]) -> String {
    var words = [Op.name(op)]
    var place = -1
    Op.walk(op) { field in
      place += 1
      let number = numbers[place]
      switch field {
      case .clause: words.append("\(clauses - number)")
      case .variable: words.append("x\(number)")
      case .order: words.append((number & 1 == 0 ? "x" : "!x") + "\(number >> 1)")
      case .reason: words.append("by \(number)")
      case .reasons: words.append("by")
      case .kind: words.append(["divide", "capacity", "lift"][number])
      case .bound: words.append(Self.text(Atom(code: numbers[place - 1], bound: number)))
      case .coefficient: words.append("\(number) x\(numbers[place - 1]) +")
      case .multiplier: words.append("\(numbers[place - 1])*\(number)")
      case .number, .signed, .task, .constraint: words.append("\(number)")
      case .literal, .term, .summand, .tasks, .constraints, .clauses, .literals, .terms, .summands, .conclusion: break
      }
      return number
    }
    return words.joined(separator: " ") + (op == Op.atMost ? " <= 0" : "")
  }

  /// - Returns: nil at the end of the file; after a conclusion nothing may stand.
  mutating func nextLine(_ reader: inout ProofReader) throws -> String? {
    guard let op = try reader.nextLine() else { return nil }
    var step = Step()
    switch op {
    case Op.fact:
      try reader.readStep(into: &step)
      return "u " + text(step.op, reader.numbers)
    case Op.clause:
      try reader.readFields(op)
      let head = text(op, reader.numbers) + " :"
      var steps: [String] = []
      while try reader.readNextStep(into: &step) { steps.append(text(step.op, reader.numbers)) }
      clauses += 1
      return head + (steps.isEmpty ? "" : " ") + steps.joined(separator: " / ")
    case Op.delete: try reader.readFields(op)
    case Op.conclude: return "c \(try reader.readConclusion())"
    default: _ = try reader.readDefinition(op)
    }
    return text(op, reader.numbers)
  }
}

/// Prints a proof, as far as it can be parsed.
func printProof(at path: String, of statement: Statement) throws {
  var reader = try ProofReader(path: path)
  defer { reader.finish() }
  var text = ProofText()
  while let line = try text.nextLine(&reader) { print(line) }
}
