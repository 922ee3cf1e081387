import Glibc

/// What each line of a proof read, for trimming: lines counted from 0.
struct Notes {
  /// By line, the lines that it needs; and which steps of a clause are needed.
  private var needs: [[Int32]] = []
  private var neededSteps: [[Bool]] = []
  private var linesOfClauses: [Int32] = []
  /// Of the line at work: where each step's notes begin, and the definitions that its literals mention.
  private var begins: [Int] = []
  var mentions: [Int32] = []

  func line(ofClause number: Int) -> Int32? { linesOfClauses.indices.contains(number) ? linesOfClauses[number] : nil }

  mutating func beginSteps() {
    begins.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
  }

  mutating func beginStep(at place: Int) { begins.append(place) }

  /// A line without steps of its own.
  mutating func append(_ line: Int32, _ lines: [Int32]) {
    needs.append(Set(lines.lazy.filter { $0 >= 0 && $0 != line }).sorted())
    neededSteps.append([])
  }

  /// A clause: backward from the last step, those stay whose bounds a later one that stays has read.
  mutating func append(_ line: Int32, _ noted: [Int32], crossing: [Int32], clause: Int) {
    linesOfClauses.append(line)
    var isNeeded = [Bool](repeating: false, count: begins.count)
    var lines = Set(mentions.lazy.filter { $0 >= 0 })
    func need(_ source: Int32) {
      if source >= 0 { lines.insert(source) }
      if source <= State.firstStep { isNeeded[Int(State.firstStep - source)] = true }
    }
    for source in crossing { need(source) }
    if !begins.isEmpty, crossing.isEmpty || crossing.contains(where: { $0 <= State.firstStep }) {
      need(State.firstStep - Int32(begins.count - 1))
    }
    for step in begins.indices.reversed() where isNeeded[step] {
      let end = step + 1 < begins.count ? begins[step + 1] : noted.count
      for source in noted[begins[step]..<end] { need(source) }
    }
    needs.append(lines.sorted())
    neededSteps.append(isNeeded)
  }

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
    var lastUse = [Int32](repeating: -1, count: needs.count)
    if let end = needs.indices.last { lastUse[end] = Int32(end) }
    for line in needs.indices.reversed() where lastUse[line] >= 0 {
      for need in needs[line] where lastUse[Int(need)] < 0 { lastUse[Int(need)] = Int32(line) }
    }
    var numbers = [Int32](repeating: -1, count: needs.count)
    var (old, new) = (0, 0)
    var step = Step()
    while let op = try reader.nextLine(), op != Op.conclude {
      let line = reader.line - 1
      let isKept = needs.indices.contains(line) && lastUse[line] >= 0
      func distance(_ before: Int) -> Int { new - Int(numbers[Int(linesOfClauses[old - before])]) }
      switch op {
      case Op.fact:
        try reader.readStep(into: &step)
        if isKept {
          writer.byte(op)
          writer.line(step.op, reader.numbers, distance)
        }
      case Op.clause:
        try reader.readFields(op)
        if isKept { writer.line(op, reader.numbers, distance) }
        var k = 0
        while try reader.readNextStep(into: &step) {
          if isKept, neededSteps[line].indices.contains(k), neededSteps[line][k] {
            writer.line(step.op, reader.numbers, distance)
          }
          k += 1
        }
        if isKept {
          writer.byte(0)
          numbers[line] = Int32(new)
          new += 1
        }
        old += 1
      case Op.delete: try reader.readFields(op)
      default:
        _ = try reader.readDefinition(op)
        if isKept { writer.line(op, reader.numbers, distance) }
        if op <= Op.atMost {
          writer.variables.append(isKept ? variables : -1)
          variables += isKept ? 1 : 0
        }
        writer.constraints.append(isKept ? constraints : -1)
        constraints += isKept ? 1 : 0
      }
      if isKept, line + 1 < needs.count {
        let unused = needs[line].filter { lastUse[Int($0)] == line && numbers[Int($0)] >= 0 }
        let distances = unused.map { new - Int(numbers[Int($0)]) }
        if !unused.isEmpty { writer.line(Op.delete, [unused.count] + distances) { $0 } }
      }
      try writer.flush(atLeast: 1 << 20)
    }
    writer.conclusion(try reader.readConclusion())
    try writer.flush(atLeast: 0)
    writer.finish()
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

  /// - Parameter distance: of a clause whose old distance it is given.
  mutating func line(_ op: UInt8, _ numbers: [Int], _ distance: (Int) -> Int) {
    byte(op)
    var place = -1
    Op.walk(op) { field in
      place += 1
      let old = numbers[place]
      switch field {
      case .clause: number(distance(old))
      case .constraint, .reason, .summand: number(constraints[old])
      case .variable, .term: number(variables[old])
      case .order, .literal: number(2 * variables[old >> 1] + old & 1)
      case .signed, .bound, .coefficient, .multiplier: signed(old)
      default: number(old)
      }
      return old
    }
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
}
