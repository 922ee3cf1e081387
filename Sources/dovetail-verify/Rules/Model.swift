/// size · v, where v is the variable of the code, or its opposite where the code is odd.
struct Term: BitwiseCopyable { var code, size: Int }

struct FlatForm: BitwiseCopyable { var first, end, constant: Int }

/// Where all atoms are true, the form is at most 0.
struct Row: BitwiseCopyable { var firstAtom, endAtom, form: Int }

struct FlatTask: BitwiseCopyable {
  var start, duration, end: Int
  /// Code -1: always present.
  var presence: Atom
  /// Start is this variable plus an offset, the duration constant, the end their sum; -1 where something is otherwise.
  var startVariable, offset, length: Int
  /// Rows of start + duration = end.
  var firstRow, endRow: Int
  /// Variables that `let` has made equal to start, duration and end; -1 for none.
  var startName = -1, durationName = -1, endName = -1
}

/// Tasks that share a capacity.
struct Resource: BitwiseCopyable {
  var first, end, capacity: Int
  /// At most one at a time; demands and capacity are numbers.
  var isUnary, isConstant: Bool
}

/// What rows cannot say; rarely on the hot path.
enum Special {
  /// Where the condition is true, one of the options is true and its form is at least the target.
  case witness(condition: Atom?, target: Int, options: [(atom: Atom?, form: Int)])
  case different(conditions: [Atom], form: Int)
  case atMostOne([Atom])
  /// No two have the same value.
  case distinct([Int])
  /// First and last values by turns; the code of a plain variable, else -1.
  case ranges(form: Int, code: Int, [Int], target: Atom?)
  /// Places are row · width + column; plain elements have one row.
  case element(target: Int, forms: [Int], width: Int, row: Int, column: Int)
}

/// What a constraint's number stands for.
struct Entry {
  var rows: Range<Int>
  var specials: Range<Int>
  /// Rows 0 and 1 are a form and its opposite.
  var isEquation = false
  var resource = -1
  /// Its definition, by which the leaves of an enumeration are checked.
  var constraint: Constraint
  var tasks: [Int] = []
  /// The line that made it, -1 for those of F.
  var line: Int32 = -1
}

/// The statement in flat arrays. Definitions append to it.
///
/// Almost every constraint is rows, and a clause is one too: its literals' opposites are the conditions of a row that
/// cannot hold. Forms come in pairs, f and f ^ 1 are opposites. No sum over a form overflows where bounds have not
/// crossed: `flatten` refuses magnitudes over 2^61, and bounds never leave the domains that it counts with.
struct Model {
  var terms: [Term] = []
  var forms: [FlatForm] = []
  var atoms: [Atom] = []
  var rows: [Row] = []
  var tasks: [FlatTask] = []
  var members: [(task: Int, demand: Int)] = []
  var resources: [Resource] = []
  var specials: [Special] = []
  var entries: [Entry] = []
  /// The domains of all variables, those of definitions too.
  var lower, upper: [Int]
  /// Literals that say that a variable has a value, by variable.
  var values: [Int: [(value: Int, atom: Atom)]] = [:]
  let statement: Statement
  var never = 0

  static let most = 1 << 61
  /// Times of tasks are within this, so that products with demands fit 128 bits for all numbers of tasks.
  static let timeLimit = 1 << 40

  /// - Throws: `Rejection` where a number is beyond what can be computed with.
  init(_ statement: Statement) throws {
    self.statement = statement
    (lower, upper) = (statement.lower, statement.upper)
    let limits = -ProofReader.limit...ProofReader.limit
    for x in lower.indices where !limits.contains(lower[x]) || !limits.contains(upper[x]) {
      throw reject("variable \(x) is too large")
    }
    never = try flatten(.number(1))
    for task in statement.tasks { try append(task) }
    for constraint in statement.constraints { try append(constraint) }
  }

  mutating func appendVariable(_ lowest: Int, _ highest: Int) {
    lower.append(lowest)
    upper.append(highest)
  }

  // MARK: Forms

  /// - Returns: the number of the form; its opposite is that ^ 1.
  mutating func flatten(_ form: Form) throws -> Int {
    var total = form.constant.magnitude
    for (variable, coefficient) in form.terms {
      let reach = max(lower[variable].magnitude, upper[variable].magnitude, 1)
      let (product, isOver) = coefficient.magnitude.multipliedReportingOverflow(by: reach)
      let (sum, isOverToo) = total.addingReportingOverflow(product)
      guard !isOver, !isOverToo else { throw reject("a form is too large") }
      total = sum
    }
    guard total <= UInt(Self.most) else { throw reject("a form is too large") }
    for sign in [1, -1] {
      let first = terms.count
      for (variable, coefficient) in form.terms {
        terms.append(Term(code: 2 * variable + (coefficient * sign > 0 ? 0 : 1), size: abs(coefficient)))
      }
      forms.append(FlatForm(first: first, end: terms.count, constant: sign * form.constant))
    }
    return forms.count - 2
  }

  func sum(_ form: Form, _ other: Form, times factor: Int) throws -> Form {
    guard let sum = form.adding(other, times: factor) else { throw reject("a form is too large") }
    return sum
  }

  /// The least value over the domains.
  func least(_ form: Int) -> Int {
    var sum = forms[form].constant
    for term in terms[forms[form].first..<forms[form].end] {
      sum += term.size * (term.code & 1 == 0 ? lower[term.code >> 1] : -upper[term.code >> 1])
    }
    return sum
  }

  func isConstant(_ form: Int) -> Bool { forms[form].first == forms[form].end }

  // MARK: Rows

  mutating func row(_ conditions: [Atom], _ form: Int) {
    atoms += conditions
    rows.append(Row(firstAtom: atoms.count - conditions.count, endAtom: atoms.count, form: form))
  }

  mutating func clause(_ literals: [Atom]) { row(literals.map(\.negated), never) }

  /// Where the conditions hold, form is at most the other (or equal).
  mutating func rows(_ conditions: [Atom], _ form: Form, _ other: Form, isEqual: Bool = false) throws {
    relate(conditions, try flatten(sum(form, other, times: -1)), isEqual ? .equal : .atMost)
  }

  /// The literal is true exactly where all of the others are.
  mutating func conjunction(_ literal: Atom, _ others: [Atom]) {
    for other in others { clause([literal.negated, other]) }
    clause(others.map(\.negated) + [literal])
  }

  mutating func relate(_ conditions: [Atom], _ form: Int, _ relation: Relation) {
    if relation == .different {
      specials.append(.different(conditions: conditions, form: form))
    } else {
      row(conditions, form)
      if relation == .equal {
        row(conditions, form ^ 1)
        // Multiples of what the sizes have in common are never 0 with a rest.
        let common = terms[forms[form].first..<forms[form].end].reduce(0) { divisor($0, $1.size) }
        if common > 1, forms[form].constant % common != 0 { clause(conditions.map(\.negated)) }
      }
    }
  }

  mutating func reified(_ literal: Atom, _ form: Form, _ relation: Relation) throws {
    let flat = try flatten(form)
    relate([literal], flat, relation)
    switch relation {
    case .atMost: row([literal.negated], try flatten(sum(.number(1), form, times: -1)))
    case .equal: relate([literal.negated], flat, .different)
    case .different: relate([literal.negated], flat, .equal)
    }
  }

  /// The variable is what the form is: so are times that are the same form.
  mutating func name(_ form: Int, _ variable: Int) {
    func isSame(_ other: Int) -> Bool {
      forms[form].constant == forms[other].constant
        && terms[forms[form].first..<forms[form].end].elementsEqual(terms[forms[other].first..<forms[other].end]) {
          $0.code == $1.code && $0.size == $1.size
        }
    }
    for k in tasks.indices {
      if isSame(tasks[k].start) { tasks[k].startName = variable }
      if isSame(tasks[k].duration) { tasks[k].durationName = variable }
      if isSame(tasks[k].end) { tasks[k].endName = variable }
    }
  }

  private func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  func presence(_ task: Int) -> [Atom] { tasks[task].presence.code < 0 ? [] : [tasks[task].presence] }

  // MARK: Tasks and resources

  mutating func append(_ task: Task) throws {
    let presence = task.presence.map { Atom($0) } ?? Atom(code: -1, value: 0)
    var flat = FlatTask(
      start: try flatten(task.start), duration: try flatten(task.duration), end: try flatten(task.end),
      presence: presence, startVariable: -1, offset: 0, length: 0, firstRow: rows.count, endRow: rows.count)
    for form in [flat.start, flat.duration, flat.end] {
      guard least(form) >= -Self.timeLimit, least(form ^ 1) >= -Self.timeLimit
      else { throw reject("times beyond 2^40") }
    }
    let sum = try sum(task.start, task.duration, times: 1)
    if sum != task.end {
      try rows(presence.code < 0 ? [] : [presence], sum, task.end, isEqual: true)
      flat.endRow = rows.count
    } else if task.start.terms.count == 1, task.start.terms[0].coefficient == 1, task.duration.terms.isEmpty {
      flat.startVariable = task.start.terms[0].variable
      (flat.offset, flat.length) = (task.start.constant, task.duration.constant)
    }
    tasks.append(flat)
  }

  /// None where rules for resources cannot be used.
  mutating func appendResource(_ list: [Int], demands: [Form]?, capacity: Form) throws {
    guard Set(list).count == list.count else { return }
    let first = members.count
    var isConstant = capacity.terms.isEmpty
    let one = try flatten(.number(1))
    for (place, task) in list.enumerated() {
      let demand = try demands.map { try flatten($0[place]) } ?? one
      if least(demand) < 0 { return }
      isConstant = isConstant && self.isConstant(demand)
      members.append((task, demand))
    }
    resources.append(
      Resource(
        first: first, end: members.count, capacity: try flatten(capacity), isUnary: demands == nil,
        isConstant: isConstant))
  }

  func contains(_ resource: Int, _ task: Int) -> Bool {
    members[resources[resource].first..<resources[resource].end].contains { $0.task == task }
  }
}
