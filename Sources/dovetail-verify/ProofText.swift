import Glibc

/// `--text`: a line of text for each line of a proof, steps behind their clause.
struct ProofText {
  private var clauses = 0

  static func text(_ atom: Atom) -> String {
    atom.code & 1 == 0 ? "[x\(atom.code >> 1)>=\(atom.value)]" : "[x\(atom.code >> 1)<=\(-atom.value)]"
  }

  private static func text(_ atoms: [Atom]) -> String { atoms.map { " " + text($0) }.joined() }

  /// An order as a variable, with `!` for its opposite.
  private static func order(_ number: Int) -> String { (number & 1 == 0 ? "x" : "!x") + "\(number >> 1)" }

  /// Clauses have their numbers here, not distances; below 0 are those that there cannot be.
  private func text(_ step: Step, _ reader: ProofReader) -> String {
    var words = [Op.name(step.op)]
    switch step.op {
    case Op.unit: words.append("\(clauses - step.constraint)")
    case Op.transitive: words += [step.from, step.to, step.task].map(Self.order)
    case Op.rows:
      words += stride(from: 0, to: reader.list.count, by: 2).map { "\(reader.list[$0])*\(reader.list[$0 + 1])" }
    case Op.joint: words += reader.list.map { "\($0)" }
    default: words.append("\(step.constraint)")
    }
    switch step.op {
    case Op.window, Op.unusable: words += ["\(step.from)", "\(step.to)"]
    case Op.ordered: words += ["\(step.from)", "\(step.to)", "\(step.task)"]
    case Op.nowhere: words.append("\(step.task)")
    case Op.pair: words += ["x\(step.from)", "x\(step.to)"]
    default: break
    }
    if let literal = step.literal { words.append(Self.text(literal)) }
    return words.joined(separator: " ")
  }

  private func text(_ definition: Definition) -> String {
    let (name, numbers) = (Op.name(definition.op), definition.numbers)
    func list(_ numbers: some Sequence<Int>) -> String { numbers.map { " \($0)" }.joined() }
    switch definition.op {
    case Op.order: return "\(name) \(numbers[0]) \(numbers[1]) by \(numbers[2])"
    case Op.and: return name + Self.text(definition.atoms)
    case Op.value: return "\(name) x\(numbers[0]) \(definition.constant)"
    case Op.clique: return name + list(numbers[1..<numbers[0] + 1]) + " by" + list(numbers[(numbers[0] + 2)...])
    case Op.strong:
      return "\(name) \(numbers[0]) \(["divide", "capacity", "lift"][numbers[1]])" + list(numbers[2...])
    case Op.form, Op.atMost:
      let terms = stride(from: 0, to: definition.terms.count, by: 2).map {
        "\(definition.terms[$0 + 1]) x\(definition.terms[$0]) + "
      }
      return "\(name) \(terms.joined())\(definition.constant)" + (definition.op == Op.atMost ? " <= 0" : "")
    default: return name + list(numbers)
    }
  }

  /// - Returns: nil at the end of the file; after a conclusion nothing may stand.
  mutating func nextLine(_ reader: inout ProofReader) throws -> String? {
    guard let op = try reader.nextLine() else { return nil }
    var step = Step()
    switch op {
    case Op.fact:
      try reader.readStep(into: &step)
      return "u " + text(step, reader)
    case Op.clause:
      var literals: [Atom] = []
      try reader.readAtoms(into: &literals)
      var steps: [String] = []
      while try reader.readNextStep(into: &step) { steps.append(text(step, reader)) }
      clauses += 1
      // Distances in it are to its own number, which the next clause's steps count on from.
      return "a" + Self.text(literals) + " :" + (steps.isEmpty ? "" : " ") + steps.joined(separator: " / ")
    case Op.delete:
      var distances: [Int] = []
      try reader.readDeletions(into: &distances)
      return "d" + distances.map { " \(clauses - $0)" }.joined()
    case Op.conclude: return "c \(try reader.readConclusion())"
    default: return text(try reader.readDefinition(op))
    }
  }
}

/// Prints a proof, as far as it can be parsed.
func printProof(at path: String, of statement: Statement) throws {
  var reader = try ProofReader(path: path)
  defer { reader.finish() }
  var text = ProofText()
  while let line = try text.nextLine(&reader) { print(line) }
}
