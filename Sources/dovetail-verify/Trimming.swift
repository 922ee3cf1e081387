import Glibc

/// What each line of a proof read, for trimming: lines counted from 0.
struct Notes {
  /// By line, where its needs begin in `needs`.
  private var starts: [Int] = []
  private var needs: [Int32] = []
  /// Which steps of a clause were needed, a bit each, from a word of their own on.
  private var stepStarts: [Int] = []
  private var stepBits: [UInt64] = []
  private var linesOfClauses: [Int32] = []
  /// Of the line at work: where each step's notes begin, and the definitions that its literals mention.
  private var begins: [Int] = []
  var mentions: [Int32] = []

  func line(ofClause number: Int) -> Int32? {
    linesOfClauses.indices.contains(number) ? linesOfClauses[number] : nil
  }

  mutating func beginSteps() {
    begins.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
  }

  mutating func beginStep(at place: Int) { begins.append(place) }

  /// A line without steps of its own.
  mutating func append(_ line: Int32, _ lines: [Int32]) {
    starts.append(needs.count)
    stepStarts.append(-1)
    needs += Set(lines.lazy.filter { $0 >= 0 && $0 != line }).sorted()
  }

  /// A clause: backward from the last step, those stay whose bounds a later one that stays has read.
  mutating func append(_ line: Int32, _ noted: [Int32], crossing: [Int32], clause: Int) {
    starts.append(needs.count)
    linesOfClauses.append(line)
    let first = stepBits.count
    stepStarts.append(first)
    stepBits += [UInt64](repeating: 0, count: begins.count / 64 + 1)
    var lines = Set(mentions.lazy.filter { $0 >= 0 })
    func need(_ source: Int32) {
      if source >= 0 { lines.insert(source) }
      if source <= State.firstStep {
        let step = Int(State.firstStep - source)
        stepBits[first + step / 64] |= 1 << UInt64(step % 64)
      }
    }
    for source in crossing { need(source) }
    if !begins.isEmpty, crossing.isEmpty || crossing.contains(where: { $0 <= State.firstStep }) {
      need(State.firstStep - Int32(begins.count - 1))
    }
    for step in begins.indices.reversed() where isNeeded(step, first) {
      let end = step + 1 < begins.count ? begins[step + 1] : noted.count
      for source in noted[begins[step]..<end] { need(source) }
    }
    needs += lines.sorted()
  }

  private func isNeeded(_ step: Int, _ first: Int) -> Bool { stepBits[first + step / 64] >> UInt64(step % 64) & 1 == 1 }

  // MARK: The second pass

  /// Writes the lines that the last one before the conclusion needs, numbered anew; a `d` after each clause's last use.
  func writeTrimmed(from path: String, to out: String, of statement: Statement) throws {
    var reader = try ProofReader(path: path)
    defer { reader.finish() }
    var writer = try ProofWriter(path: out)
    var (constraints, variables) = (statement.constraints.count + 1, statement.lower.count)
    writer.constraints = Array(0..<constraints)
    writer.variables = Array(0..<variables)
    // By line: the last line that needs it, -1 for none; and the number of its clause among those written.
    var lastUse = [Int32](repeating: -1, count: starts.count)
    if let end = starts.indices.last { lastUse[end] = Int32(end) }
    for line in starts.indices.reversed() where lastUse[line] >= 0 {
      for need in self.needs(of: line) where lastUse[Int(need)] < 0 { lastUse[Int(need)] = Int32(line) }
    }
    var numbers = [Int32](repeating: -1, count: starts.count)
    var (old, new) = (0, 0)
    var step = Step()
    var literals: [Atom] = []
    var distances: [Int] = []
    while let op = try reader.nextLine(), op != Op.conclude {
      let line = reader.line - 1
      let isKept = starts.indices.contains(line) && lastUse[line] >= 0
      func distance(_ before: Int) -> Int { new - Int(numbers[Int(linesOfClauses[old - before])]) }
      switch op {
      case Op.fact:
        try reader.readStep(into: &step)
        if isKept {
          writer.byte(op)
          if step.op == Op.unit { step.constraint = distance(step.constraint) }
          writer.step(step, list: reader.list)
        }
      case Op.clause:
        try reader.readAtoms(into: &literals)
        if isKept {
          writer.byte(op)
          writer.atoms(literals)
        }
        var k = 0
        while try reader.readNextStep(into: &step) {
          if isKept, k < stepCount(of: line), isNeeded(k, stepStarts[line]) {
            if step.op == Op.unit { step.constraint = distance(step.constraint) }
            writer.step(step, list: reader.list)
          }
          k += 1
        }
        if isKept {
          writer.byte(0)
          numbers[line] = Int32(new)
          new += 1
        }
        old += 1
      case Op.delete: try reader.readDeletions(into: &distances)
      default:
        let definition = try reader.readDefinition(op)
        if isKept { writer.definition(definition) }
        if op <= Op.atMost {
          writer.variables.append(isKept ? variables : -1)
          variables += isKept ? 1 : 0
        }
        writer.constraints.append(isKept ? constraints : -1)
        constraints += isKept ? 1 : 0
      }
      if isKept, line + 1 < starts.count {
        let unused = needs(of: line).filter { lastUse[Int($0)] == line && numbers[Int($0)] >= 0 }
        if !unused.isEmpty { writer.deletions(unused.map { new - Int(numbers[Int($0)]) }) }
      }
      try writer.flush(atLeast: 1 << 20)
    }
    writer.conclusion(try reader.readConclusion())
    try writer.flush(atLeast: 0)
    writer.finish()
  }

  private func needs(of line: Int) -> ArraySlice<Int32> {
    needs[starts[line]..<(line + 1 < starts.count ? starts[line + 1] : needs.count)]
  }

  /// Bits that there are for the line's steps; those behind the crossing have none, or zeros.
  private func stepCount(of line: Int) -> Int {
    let next = stepStarts[(line + 1)...].first { $0 >= 0 } ?? stepBits.count
    return 64 * (next - stepStarts[line])
  }
}

/// Writes a proof's bytes, with variables and constraints renumbered.
struct ProofWriter {
  private var bytes = ProofReader.magic
  private let descriptor: Int32
  private let path: String
  /// The new numbers by the old ones.
  var variables: [Int] = []
  var constraints: [Int] = []

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    if descriptor < 0 { throw failure() }
  }

  private func failure() -> Unreadable { Unreadable(file: path, line: nil, message: String(cString: strerror(errno))) }

  mutating func flush(atLeast size: Int) throws {
    guard bytes.count >= size else { return }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, $0.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      done += count
    }
    bytes.removeAll(keepingCapacity: true)
  }

  func finish() { close(descriptor) }

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  private mutating func unsigned(_ number: UInt64) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func number(_ number: Int) { unsigned(UInt64(number)) }
  private mutating func signed(_ number: Int) { unsigned(UInt64(bitPattern: Int64(number << 1 ^ number >> 63))) }

  private mutating func signedVariable(_ code: Int) { number(2 * variables[code >> 1] + code & 1) }

  private mutating func atom(_ atom: Atom) {
    signedVariable(atom.code)
    signed(atom.code & 1 == 0 ? atom.value : -atom.value)
  }

  mutating func atoms(_ atoms: [Atom]) {
    number(atoms.count)
    for atom in atoms { self.atom(atom) }
  }

  mutating func deletions(_ distances: [Int]) {
    byte(Op.delete)
    number(distances.count)
    for distance in distances { number(distance) }
  }

  mutating func conclusion(_ conclusion: Conclusion) {
    byte(Op.conclude)
    switch conclusion {
    case .optimal(let value):
      number(0)
      signed(value)
    case .bound(let value):
      number(1)
      signed(value)
    case .infeasible: number(2)
    }
  }

  mutating func step(_ step: Step, list: [Int]) {
    byte(step.op)
    switch step.op {
    case Op.unit: return number(step.constraint)
    case Op.transitive:
      for number in [step.from, step.to, step.task] { signedVariable(number) }
      return
    case Op.rows:
      number(list.count / 2)
      for k in stride(from: 0, to: list.count, by: 2) {
        number(constraints[list[k]])
        signed(list[k + 1])
      }
    case Op.joint:
      number(list.count)
      for constraint in list { number(constraints[constraint]) }
    default: number(constraints[step.constraint])
    }
    switch step.op {
    case Op.bounds: return
    case Op.pair:
      number(variables[step.from])
      return number(variables[step.to])
    case Op.window, Op.ordered, Op.unusable:
      signed(step.from)
      signed(step.to)
      if step.op == Op.ordered { number(step.task) }
    case Op.nowhere: number(step.task)
    default: break
    }
    number(step.literal == nil ? 0 : 1)
    if let literal = step.literal { atom(literal) }
  }

  mutating func definition(_ definition: Definition) {
    byte(definition.op)
    var numbers = definition.numbers
    switch definition.op {
    case Op.and: atoms(definition.atoms)
    case Op.order: numbers[2] = constraints[numbers[2]]
    case Op.value: numbers[0] = variables[numbers[0]]
    case Op.strong: numbers[0] = constraints[numbers[0]]
    case Op.clique: for k in (numbers[0] + 2)..<numbers.count { numbers[k] = constraints[numbers[k]] }
    case Op.form, Op.atMost:
      number(definition.terms.count / 2)
      for k in stride(from: 0, to: definition.terms.count, by: 2) {
        number(variables[definition.terms[k]])
        signed(definition.terms[k + 1])
      }
    default: break
    }
    for number in numbers { self.number(number) }
    if [Op.form, Op.atMost, Op.value].contains(definition.op) { signed(definition.constant) }
  }
}
