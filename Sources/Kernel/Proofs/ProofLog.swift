import Basics
import Synchronization

/// The proof of one run: lines of all its workers in the order in which they were made, each numbered under one lock.
///
/// What a line rests on was appended before it, so whoever takes over facts or clauses of another worker can name them.
/// The language is that of `dovetail-verify`, whose page states each rule.
package final class ProofLog: Sendable {
  /// Takes the next bytes of the file.
  ///
  /// - Returns: false where they could not be written, which ends the proof.
  package typealias Sink = @Sendable (borrowing [UInt8]) -> Bool

  package enum Claim: Sendable, Equatable {
    case optimal(Int)
    case bound(Int)
    case infeasible
  }

  package enum Status: Sendable, Equatable {
    case open
    /// The conclusion is written.
    case complete
    /// It would have become longer than the limit.
    case tooLong
    case writeError
    /// Something was used that the language has no rule for.
    case uncertified(String)
  }

  struct State: ~Copyable {
    var bytes: [UInt8] = []
    var written = 0
    var variables = 0
    var constraints = 0
    var clauses = 0
    /// The objective's bound, as a constraint.
    var axiom = -1
    var isMaximised = false
    /// What adds up to the objective's bound in terms of the variable that the search minimises.
    var objectiveRows: [Row] = []
    var hasObjective = true
    /// There is a clause without literals: only a conclusion may follow.
    var isRefuted = false
    var status = Status.open
    /// What has been defined, by the bytes of the line.
    var known: [[UInt8]: Definition] = [:]
    var isOpen: Bool { status == .open }
  }

  private let state: Mutex<State>
  private let sink: Sink
  private let limit: Int
  private static let chunk = 1 << 20
  /// The verifier refuses numbers beyond.
  package static let largestNumber = UInt(1) << 60

  /// - Parameters:
  ///   - limit: bytes of the file.
  ///   - sink: called under the lock of the log.
  package init(limit: Int = .max, sink: @escaping Sink) {
    self.limit = limit
    self.sink = sink
    state = Mutex(State(bytes: ProofBytes.magic))
  }

  package var status: Status { state.withLock { $0.status } }

  /// States how many variables and constraints the verifier's own statement of the problem has; the objective's bound is
  /// the constraint after these. The first who says so counts; all say the same.
  package func begin(variables: Int, constraints: Int, hasObjective: Bool = true, isMaximised: Bool = false) {
    state.withLock { state in
      if state.constraints > 0 { return }
      state.variables = variables
      state.constraints = constraints + 1
      state.axiom = constraints
      state.hasObjective = hasObjective
      state.isMaximised = isMaximised
    }
  }

  /// Whether claims have the opposite sign of costs.
  package var isMaximised: Bool { state.withLock { $0.isMaximised } }

  /// The objective's bound, as a constraint.
  package var axiom: Int { state.withLock { $0.axiom } }

  /// Rows that add up to a bound of the objective's variable: what all solvers say, and those that have just begun in
  /// part.
  func note(objectiveRows rows: [Row]) {
    state.withLock { state in
      if rows.count > state.objectiveRows.count { state.objectiveRows = rows }
    }
  }

  /// Level 0 may have the objective at the bound that is claimed, with nobody left to say that nothing better is left.
  private func closeAtBound() {
    let rows = state.withLock { $0.hasObjective ? $0.objectiveRows : [] }
    if rows.isEmpty { return }
    var step = ProofStep(.combination, 0)
    step.start = Int32(rows.count)
    fact(step, rows: rows)
  }

  /// Where there is no objective, any solution is as good as any other.
  package func closeWithoutObjective() {
    let axiom = state.withLock { $0.hasObjective ? -1 : $0.axiom }
    if axiom >= 0 { fact(.bounds(axiom)) }
  }

  /// Nothing more is written, since something has no rule.
  package func giveUp(_ reason: String) {
    state.withLock { if $0.isOpen { $0.status = .uncertified(reason) } }
  }

  // MARK: Lines

  /// A fact that one step shows at the root.
  package func fact(_ step: ProofStep, rows: [Row] = []) {
    append { state in
      state.bytes.append(1)
      Self.encode(step, rows, &state)
    }
  }

  /// A clause that steps show.
  ///
  /// - Returns: its number.
  @discardableResult
  package func clause(_ literals: [ProofLiteral], _ steps: some Sequence<ProofStep>, rows: [Row] = []) -> Int {
    append { state in
      state.bytes.append(2)
      state.bytes.appendNatural(literals.count)
      for literal in literals { Self.encode(literal, &state) }
      for step in steps { Self.encode(step, rows, &state) }
      state.bytes.append(0)
      state.clauses += 1
    } after: { state in
      if literals.isEmpty { state.isRefuted = true }
    }
  }

  /// Clauses that no later line uses.
  func delete(_ numbers: [Int32]) {
    if numbers.isEmpty { return }
    append { state in
      state.bytes.append(3)
      state.bytes.appendNatural(numbers.count)
      for number in numbers { state.bytes.appendNatural(state.clauses - Int(number)) }
    }
  }

  /// Writes the conclusion and ends the log: what other threads still append is dropped.
  package func conclude(_ claim: Claim) {
    if claim != .infeasible { closeAtBound() }
    append(isConclusion: true) { state in
      state.bytes.append(ProofBytes.conclusion)
      switch claim {
      case .optimal(let value):
        state.bytes.appendNatural(0)
        state.bytes.appendInteger(value)
      case .bound(let value):
        state.bytes.appendNatural(1)
        state.bytes.appendInteger(value)
      case .infeasible: state.bytes.appendNatural(2)
      }
    }
    state.withLock { state in
      guard state.isOpen else { return }
      flush(&state)
      if state.isOpen { state.status = .complete }
    }
  }

  // MARK: Definitions

  /// What a definition makes.
  package struct Definition: Sendable {
    /// -1 where there is none.
    package var variable: Int
    package var constraint: Int
  }

  package enum Meaning: Sendable {
    /// One of two tasks that cannot overlap by a constraint is first.
    case order(Int, Int, by: Int)
    /// Both are present, and the first ends before the second starts.
    case before(Int, Int)
    case conjunction([ProofLiteral])
    /// A sum of variables times coefficients, and a constant.
    case form([(variable: Int, coefficient: Int)], Int)
    case value(Int, Int)
    case atMostZero([(variable: Int, coefficient: Int)], Int)
    /// Tasks of which each two are disjoint by one of the constraints, or by precedences.
    case clique([Int], by: [Int])
    case divided(Int, by: Int)
    case capacity(Int, Int)
    case demand(Int, place: Int, Int)

    var makesVariable: Bool {
      switch self {
      case .clique, .divided, .capacity, .demand: false
      default: true
      }
    }
  }

  /// Defines a variable and a constraint, or a constraint alone; what another solver has defined alike is the same.
  package func define(_ meaning: Meaning) -> Definition {
    var made = Definition(variable: -1, constraint: -1)
    append { state in
      let line = Self.bytes(of: meaning)
      if let known = state.known[line] {
        made = known
        return
      }
      state.bytes += line
      if meaning.makesVariable {
        made.variable = state.variables
        state.variables += 1
      }
      made.constraint = state.constraints
      state.constraints += 1
      state.known[line] = made
    }
    return made
  }

  // MARK: Bytes

  /// A row of a combination, and how often it is added.
  package struct Row: Sendable, BitwiseCopyable {
    package var constraint: Int32
    package var multiplier: Int

    package init(_ constraint: Int, times multiplier: Int) {
      self.constraint = Int32(constraint)
      self.multiplier = multiplier
    }
  }

  @discardableResult
  private func append(
    isConclusion: Bool = false, _ write: (inout State) -> Void, after note: (inout State) -> Void = { _ in }
  ) -> Int {
    state.withLock { state in
      // Numbers go on, so that whoever counts on them finds them different.
      let number = state.clauses
      let size = state.bytes.count
      write(&state)
      if !state.isOpen || state.isRefuted && !isConclusion { state.bytes.removeLast(state.bytes.count - size) }
      note(&state)
      if state.bytes.count >= Self.chunk { flush(&state) }
      return number
    }
  }

  private func flush(_ state: inout State) {
    if state.written + state.bytes.count > limit {
      state.status = .tooLong
    } else if !sink(state.bytes) {
      state.status = .writeError
    } else {
      state.written += state.bytes.count
    }
    state.bytes.removeAll(keepingCapacity: true)
  }

  private static func encode(_ literal: ProofLiteral, _ state: inout State) {
    state.bytes.appendNatural(Int(literal.code))
    state.bytes.appendInteger(Int(literal.bound))
  }

  private static func encode(_ step: ProofStep, _ rows: [Row], _ state: inout State) {
    state.bytes.append(step.rule.rawValue)
    func encodeConclusion(_ state: inout State) {
      state.bytes.append(step.conclusion.code < 0 ? 0 : 1)
      if step.conclusion.code >= 0 { encode(step.conclusion, &state) }
    }
    switch step.rule {
    case .clause: state.bytes.appendNatural(state.clauses - Int(step.source))
    case .bounds: state.bytes.appendNatural(Int(step.source))
    case .window, .waste, .ordered:
      state.bytes.appendNatural(Int(step.source))
      state.bytes.appendInteger(Int(step.start))
      state.bytes.appendInteger(Int(step.end))
      if step.rule == .ordered { state.bytes.appendNatural(Int(step.task)) }
      encodeConclusion(&state)
    case .transitive, .exclusive:
      for number in [step.source, step.start, step.end] { state.bytes.appendNatural(Int(number)) }
    case .unplaceable:
      state.bytes.appendNatural(Int(step.source))
      state.bytes.appendNatural(Int(step.task))
      encodeConclusion(&state)
    case .joint, .combination:
      let used = rows[Int(step.source)..<Int(step.source + step.start)]
      state.bytes.appendNatural(used.count)
      for row in used {
        state.bytes.appendNatural(Int(row.constraint))
        if step.rule == .combination { state.bytes.appendInteger(row.multiplier) }
      }
      encodeConclusion(&state)
    }
  }

  private static func bytes(of meaning: Meaning) -> [UInt8] {
    var bytes: [UInt8] = []
    func naturals(_ opcode: UInt8, _ numbers: [Int]) {
      bytes.append(opcode)
      for number in numbers { bytes.appendNatural(number) }
    }
    func form(_ opcode: UInt8, _ terms: [(variable: Int, coefficient: Int)], _ constant: Int) {
      naturals(opcode, [terms.count])
      for term in terms {
        bytes.appendNatural(term.variable)
        bytes.appendInteger(term.coefficient)
      }
      bytes.appendInteger(constant)
    }
    switch meaning {
    case .order(let first, let second, let constraint): naturals(16, [first, second, constraint])
    case .before(let first, let second): naturals(17, [first, second])
    case .conjunction(let literals):
      naturals(18, [literals.count])
      for literal in literals {
        bytes.appendNatural(Int(literal.code))
        bytes.appendInteger(Int(literal.bound))
      }
    case .form(let terms, let constant): form(19, terms, constant)
    case .value(let variable, let value):
      naturals(20, [variable])
      bytes.appendInteger(value)
    case .atMostZero(let terms, let constant): form(21, terms, constant)
    case .clique(let tasks, let constraints): naturals(22, [tasks.count] + tasks + [constraints.count] + constraints)
    case .divided(let constraint, let divisor): naturals(23, [constraint, 0, divisor])
    case .capacity(let constraint, let capacity): naturals(23, [constraint, 1, capacity])
    case .demand(let constraint, let place, let demand): naturals(23, [constraint, 2, place, demand])
    }
    return bytes
  }
}
