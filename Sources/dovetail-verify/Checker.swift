import Glibc

/// The clauses of a proof by number, in one array that is compacted where deleted ones are most of it.
struct Clauses {
  private(set) var atoms: [Atom] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var wasted = 0

  var count: Int { starts.count }

  /// - Returns: nil where there is no such clause.
  @inline(__always) func range(_ distance: Int) -> Range<Int>? {
    let number = starts.count - distance
    guard distance >= 1, number >= 0, starts[number] >= 0 else { return nil }
    return starts[number]..<starts[number] + Int(lengths[number])
  }

  mutating func append(_ literals: [Atom]) {
    starts.append(atoms.count)
    lengths.append(Int32(literals.count))
    atoms += literals
  }

  /// - Returns: whether there was one.
  mutating func delete(_ distance: Int) -> Bool {
    guard let range = range(distance) else { return false }
    starts[starts.count - distance] = -1
    wasted += range.count
    if wasted > 1 << 16, wasted > atoms.count / 2 { compact() }
    return true
  }

  private mutating func compact() {
    var end = 0
    for number in starts.indices where starts[number] >= 0 {
      let start = starts[number]
      starts[number] = end
      for i in start..<start + Int(lengths[number]) {
        atoms[end] = atoms[i]
        end += 1
      }
    }
    atoms.removeLast(atoms.count - end)
    wasted = 0
  }
}

/// Checks a proof line by line: that F and "objective at most b - 1" have no solution.
///
/// At each moment every solution of F and the axiom, with some values of the defined variables, is within the root's
/// bounds and fulfils all clauses. Once none can be, there is none.
struct Checker {
  var model: Model
  var state = State()
  var clauses = Clauses()
  /// Of `order` and `before`, by variable.
  var orders: [Int: (first: Int, second: Int, isTotal: Bool)] = [:]
  var pairs = PairTable()
  var precedences: Precedences
  /// The lines that made the variables that F does not have.
  var variableLines: [Int32] = []

  /// What trimming asks for: the sources of all bounds that were read.
  var isNoting: Bool
  var noted: [Int32] = []
  private(set) var notes = Notes()

  // For single steps, kept so that they allocate nothing.
  var windows: [Window] = []
  var relations: [Int] = []
  var times: [Int] = []
  var optional: [Int] = []
  var leaf: [Int] = []
  var variablesOf: [Int: [Int]] = [:]
  /// By resource, whether chains of precedences join its tasks.
  var chains: [Bool?] = []

  private(set) var steps = [Int](repeating: 0, count: 64)
  private var step = Step()
  /// Of an `R`: constraint and multiplier by turns.
  var list: [Int] = []
  private var literals: [Atom] = []
  private var distances: [Int] = []
  private var isVoid = false

  /// - Parameter b: in the minimised sense; without it the axiom says nothing.
  init(_ statement: Statement, below b: Int?, isNoting: Bool) throws {
    do {
      model = try Model(statement)
      let objective = b == nil ? Form.number(0) : statement.objective ?? .number(0)
      guard let axiom = objective.adding(.number(b.map { 1 - $0 } ?? 0)) else {
        throw Unsupported(reason: "the claimed value is too large")
      }
      try model.append(.linear(axiom, .atMost, conditions: []))
    } catch let error as Unsupported {
      throw Unreadable(file: "the instance", line: nil, message: error.reason)
    }
    precedences = Precedences(statement)
    self.isNoting = isNoting
    for x in model.lower.indices { state.append(lower: model.lower[x], upper: model.upper[x]) }
  }

  /// To the conclusion of a proof that shows it.
  mutating func check(_ reader: inout ProofReader) throws -> Conclusion {
    // Once there is no solution, maybe before the writer knew, whatever the lines say holds: none is run.
    isVoid = state.isCrossed
    while let op = try reader.nextLine() {
      guard reader.line < Int(Int32.max) else { throw reader.malformed("too many lines") }
      if op == Op.conclude {
        guard isVoid else { throw rejection(reader, op, "the empty clause was not derived") }
        return try reader.readConclusion()
      }
      steps[Int(op) & 63] += 1
      let line = Int32(reader.line - 1)
      noted.removeAll(keepingCapacity: true)
      switch op {
      case Op.fact:
        try reader.readStep(into: &step)
        if isVoid { continue }
        state.current = line
        try take(reader)
        isVoid = state.isCrossed
        if isVoid { noteCrossing() }
        state.commit()
        if isNoting { notes.append(line, noted) }
      case Op.clause: try checkClause(&reader, line)
      case Op.delete:
        try reader.readDeletions(into: &distances)
        if isVoid { continue }
        // All distances count from the clauses at the line's beginning, which deleting does not change.
        for distance in distances where !clauses.delete(distance) {
          throw rejection(reader, op, "there is no clause at distance \(distance), or it was deleted")
        }
        if isNoting { notes.append(line, []) }
      default:
        let definition = try reader.readDefinition(op)
        if isVoid { continue }
        do { try define(definition, line: line) } catch let error as Rejection {
          throw rejection(reader, op, error.reason)
        }
        if isNoting {
          mention(definition)
          notes.append(line, noted)
        }
      }
    }
    throw reader.malformed("the proof ends without a conclusion")
  }

  private func rejection(_ reader: ProofReader, _ op: UInt8, _ reason: String) -> Rejection {
    Rejection(line: reader.line, rule: Op.name(op), reason: reason)
  }

  private mutating func take(_ reader: ProofReader) throws {
    steps[Int(step.op) & 63] += 1
    if step.op == Op.rows || step.op == Op.joint { list = reader.list }
    if isNoting { mention(step) }
    do { try run(step) } catch let error as Rejection {
      throw rejection(reader, step.op, error.reason)
    }
  }

  /// With all literals false the steps have to make some bounds cross: then one of them is true.
  private mutating func checkClause(_ reader: inout ProofReader, _ line: Int32) throws {
    try reader.readAtoms(into: &literals)
    var count: Int32 = 0
    if isVoid {
      while try reader.readNextStep(into: &step) {}
      return
    }
    if isNoting { notes.beginSteps() }
    state.current = State.assumed
    for literal in literals {
      do { try check(literal) } catch let error as Rejection { throw rejection(reader, Op.clause, error.reason) }
      state.raise(literal.negated)
      // Later ones could only raise crossed bounds further, beyond what sums are safe with.
      if state.isCrossed { break }
    }
    while try reader.readNextStep(into: &step) {
      if state.isCrossed { continue }
      guard count < Int32.max - 2 else { throw reader.malformed("too many steps") }
      state.current = State.firstStep - count
      count += 1
      if isNoting { notes.beginStep(at: noted.count) }
      try take(reader)
    }
    guard state.isCrossed else { throw rejection(reader, Op.clause, "the bounds do not cross") }
    if isNoting {
      for literal in literals { mention(variable: literal.code >> 1, &notes.mentions) }
      notes.append(line, noted, crossing: crossingSources, clause: clauses.count)
    }
    state.undo(to: 0)
    isVoid = literals.isEmpty
    clauses.append(literals)
  }

  // MARK: What lines need

  private var crossingSources: [Int32] {
    state.crossedCode < 0 ? [] : [state.source[state.crossedCode], state.source[state.crossedCode ^ 1]]
  }

  private mutating func noteCrossing() { noted += crossingSources }

  private func mention(variable: Int, _ list: inout [Int32]) {
    let place = variable - model.statement.lower.count
    if variableLines.indices.contains(place) { list.append(variableLines[place]) }
  }

  private mutating func mention(variable: Int) { mention(variable: variable, &noted) }

  private mutating func mention(constraint: Int) {
    if model.entries.indices.contains(constraint) { noted.append(model.entries[constraint].line) }
  }

  private mutating func mention(_ step: Step) {
    if let literal = step.literal { mention(variable: literal.code >> 1) }
    switch step.op {
    case Op.unit: if let line = notes.line(ofClause: clauses.count - step.constraint) { noted.append(line) }
    case Op.transitive: for number in [step.from, step.to, step.task] { mention(variable: number >> 1) }
    case Op.rows: for k in stride(from: 0, to: list.count, by: 2) { mention(constraint: list[k]) }
    case Op.joint: for constraint in list { mention(constraint: constraint) }
    case Op.pair:
      mention(constraint: step.constraint)
      mention(variable: step.from)
      mention(variable: step.to)
    default: mention(constraint: step.constraint)
    }
  }

  private mutating func mention(_ definition: Definition) {
    for atom in definition.atoms { mention(variable: atom.code >> 1) }
    for k in stride(from: 0, to: definition.terms.count, by: 2) { mention(variable: definition.terms[k]) }
    let numbers = definition.numbers
    switch definition.op {
    case Op.order: mention(constraint: numbers[2])
    case Op.value: mention(variable: numbers[0])
    case Op.clique: for constraint in numbers[(numbers[0] + 2)...] { mention(constraint: constraint) }
    case Op.strong: mention(constraint: numbers[0])
    default: break
    }
  }
}

/// - Parameters:
///   - b: in the minimised sense; nil for a proof that there is no solution.
///   - trim: where to write the proof without what its end does not need.
func checkProof(
  at path: String, of statement: Statement, below b: Int?, trim: String? = nil
) throws -> (conclusion: Conclusion, clauses: Int, lines: Int, statistics: String) {
  var reader = try ProofReader(path: path)
  defer { reader.finish() }
  guard trim == nil || reader.isFile, trim != path else {
    throw Unreadable(file: path, line: nil, message: "only files can be trimmed, to another file: they are read twice")
  }
  let start = clock()
  var checker = try Checker(statement, below: b, isNoting: trim != nil)
  let conclusion = try checker.check(&reader)
  let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  if let trim { try checker.notes.writeTrimmed(from: path, to: trim, of: statement) }
  let kinds = checker.steps.indices.filter { checker.steps[$0] > 0 }
    .map { "\(Op.name(UInt8($0))) \(checker.steps[$0])" }
  let sizes = "lines \(reader.line), \(reader.offset) bytes, \(seconds) s of computation"
  return (conclusion, checker.clauses.count, reader.line, sizes + "; " + kinds.joined(separator: ", "))
}
