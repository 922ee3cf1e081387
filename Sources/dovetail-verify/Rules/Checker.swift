import Glibc

/// The clauses of a proof by number; nil for deleted ones.
struct Clauses {
  private var literals: [[Atom]?] = []
  var count: Int { literals.count }

  /// nil where there is no such clause.
  subscript(distance: Int) -> [Atom]? { distance >= 1 && distance <= count ? literals[count - distance] : nil }

  mutating func append(_ clause: [Atom]) { literals.append(clause) }

  mutating func delete(_ distance: Int) { literals[count - distance] = nil }
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
  /// The same by task: a bit where the other is first (1) or second (2), and the literal that says so.
  var ordersOf: [[(other: Int, relation: Int, atom: Atom)]]
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
  /// By task, how it is ordered against the one at work; else 0.
  var known: [Int]
  var times: [Int] = []
  var optional: [Int] = []
  var leaf: [Int] = []
  var variablesOf: [Int: [Int]] = [:]
  /// By resource, whether chains of precedences join its tasks.
  var chains: [Bool?] = []

  private(set) var steps = [Int](repeating: 0, count: 64)
  private var step = Step()
  private var literals: [Atom] = []
  /// Once there is no solution, maybe before the writer knew, whatever the lines say holds: none is run.
  private var isVoid = false
  /// What a rejection is of.
  private var rule: UInt8 = 0

  /// - Parameter b: in the minimised sense; without it the axiom says nothing.
  init(_ statement: Statement, below b: Int?, isNoting: Bool) throws {
    do {
      model = try Model(statement)
      let objective = b == nil ? Form.number(0) : statement.objective ?? .number(0)
      guard let axiom = objective.adding(.number(b.map { 1 - $0 } ?? 0))
      else { throw reject("the claimed value is too large") }
      try model.append(.linear(axiom, .atMost, conditions: []))
    } catch let error as Rejection {
      throw Unreadable(file: "the instance", line: nil, message: error.reason)
    }
    precedences = Precedences(statement)
    ordersOf = model.tasks.map { _ in [] }
    known = model.tasks.map { _ in 0 }
    self.isNoting = isNoting
    for x in model.lower.indices { state.append(lower: model.lower[x], upper: model.upper[x]) }
  }

  /// To the conclusion of a proof that shows it.
  mutating func check(_ reader: inout ProofReader) throws -> Conclusion {
    do { return try checkLines(&reader) } catch let error as Rejection where error.rule.isEmpty {
      throw Rejection(line: reader.line, rule: Op.name(rule), reason: error.reason)
    }
  }

  private mutating func checkLines(_ reader: inout ProofReader) throws -> Conclusion {
    isVoid = state.isCrossed
    while let op = try reader.nextLine() {
      guard reader.line < Int(Int32.max) else { throw reader.malformed("too many lines") }
      rule = op
      if op == Op.conclude {
        guard isVoid else { throw reject("the empty clause was not derived") }
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
        if isVoid { noted += crossingSources }
        state.commit()
        if isNoting { notes.append(line, noted) }
      case Op.clause: try checkClause(&reader, line)
      case Op.delete:
        try reader.readFields(op)
        if isVoid { continue }
        // All distances count from the clauses at the line's beginning, which deleting does not change.
        for distance in reader.numbers.dropFirst() {
          _ = try clause(distance)
          clauses.delete(distance)
        }
        if isNoting { notes.append(line, []) }
      default:
        let definition = try reader.readDefinition(op)
        if isVoid { continue }
        try define(definition, line: line)
        if isNoting {
          mention(op, reader.numbers)
          notes.append(line, noted)
        }
      }
    }
    throw reader.malformed("the proof ends without a conclusion")
  }

  private mutating func take(_ reader: ProofReader) throws {
    steps[Int(step.op) & 63] += 1
    if isNoting { mention(step.op, reader.numbers) }
    rule = step.op
    try run(step)
  }

  /// With all literals false the steps have to make some bounds cross: then one of them is true.
  private mutating func checkClause(_ reader: inout ProofReader, _ line: Int32) throws {
    try reader.readFields(Op.clause)
    literals = reader.atoms
    var count: Int32 = 0
    if isVoid {
      while try reader.readNextStep(into: &step) {}
      return
    }
    if isNoting { notes.beginSteps() }
    state.current = State.assumed
    // All of them, also those behind a crossing: the clause is kept, and steps read it.
    for literal in literals { try check(literal) }
    for literal in literals {
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
    rule = Op.clause
    guard state.isCrossed else { throw reject("the bounds do not cross") }
    if isNoting {
      notes.mentions += literals.compactMap { self.line(ofVariable: $0.code >> 1) }
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

  private func line(ofVariable variable: Int) -> Int32? {
    let place = variable - model.statement.lower.count
    return variableLines.indices.contains(place) ? variableLines[place] : nil
  }

  /// The lines that made what a line or step mentions.
  private mutating func mention(_ op: UInt8, _ numbers: [Int]) {
    var place = -1
    Op.walk(op) { field in
      place += 1
      let number = numbers[place]
      var line: Int32?
      switch field {
      case .variable, .term: line = self.line(ofVariable: number)
      case .order, .literal: line = self.line(ofVariable: number >> 1)
      case .clause: line = notes.line(ofClause: clauses.count - number)
      case .constraint, .reason, .summand: line = number < model.entries.count ? model.entries[number].line : nil
      default: break
      }
      if let line { noted.append(line) }
      return number
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
