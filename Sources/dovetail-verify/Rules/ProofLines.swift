/// [x >= value] where the code is 2x, [-x >= value] where it is 2x + 1: both signs are one case everywhere.
struct Atom: Equatable, BitwiseCopyable {
  var code: Int
  var value: Int

  init(code: Int, value: Int) { (self.code, self.value) = (code, value) }
  init(code: Int, bound: Int) { self.init(code: code, value: code & 1 == 0 ? bound : -bound) }
  init(_ literal: Literal) { self.init(code: 2 * literal.variable + (literal.isUpper ? 1 : 0), bound: literal.bound) }

  var negated: Atom { Atom(code: code ^ 1, value: 1 - value) }
}

/// A step as read; which of the numbers mean something depends on the opcode.
struct Step {
  var op: UInt8 = 0
  /// The constraint, or the distance of a clause.
  var constraint = 0
  /// The window; of T the three orders, in `task` the last.
  var from = 0
  var to = 0
  var task = 0
  var literal: Atom?
  /// Of `R` constraint and multiplier by turns, of `G` constraints.
  var list: [Int] = []
}

/// A definition as read: numbers in the order of the file, those of a form as variable and coefficient by turns.
struct Definition {
  var op: UInt8 = 0
  var numbers: [Int] = []
  var atoms: [Atom] = []
  var terms: [Int] = []
  var constant = 0
}

/// What a number of a line is: so it is read, printed, and numbered anew by trimming.
enum Field: UInt8 {
  case number, signed, task, constraint, variable
  /// A clause's distance; the constraint that justifies; a variable times 2 plus a sign.
  case clause, reason, order
  /// Each followed by the second: 2 · variable + sign and bound, variable and coefficient, constraint and multiplier.
  case literal, bound, term, coefficient, summand, multiplier
  /// How many elements follow, each with the fields of `elements`; of `strong` its kind, which says it as well.
  case tasks, constraints, reasons, clauses, literals, terms, summands, conclusion, kind

  var isCount: Bool { rawValue >= Field.tasks.rawValue }

  var elements: [Field] {
    switch self {
    case .tasks: [.task]
    case .constraints, .reasons: [.constraint]
    case .clauses: [.clause]
    case .literals, .conclusion: [.literal, .bound]
    case .terms: [.term, .coefficient]
    case .summands: [.summand, .multiplier]
    case .kind: [.number]
    default: []
    }
  }
}

enum Op {
  static let fact: UInt8 = 1, clause: UInt8 = 2, delete: UInt8 = 3, conclude: UInt8 = 4
  static let order: UInt8 = 16, before: UInt8 = 17, and: UInt8 = 18, form: UInt8 = 19, value: UInt8 = 20
  static let atMost: UInt8 = 21, clique: UInt8 = 22, strong: UInt8 = 23
  static let unit: UInt8 = 32, bounds: UInt8 = 33, window: UInt8 = 34, ordered: UInt8 = 35, unusable: UInt8 = 36
  static let transitive: UInt8 = 37, nowhere: UInt8 = 38, rows: UInt8 = 40, pair: UInt8 = 41, joint: UInt8 = 43

  /// The name and the fields of each line, definition and step: all that is known of its form.
  private static let layouts: [(name: String, fields: [Field])?] = {
    var all = [(name: String, fields: [Field])?](repeating: nil, count: 64)
    (all[1], all[2], all[3], all[4]) = (("u", []), ("a", [.literals]), ("d", [.clauses]), ("c", []))
    all[16] = ("order", [.task, .task, .reason])
    all[17] = ("before", [.task, .task])
    all[18] = ("and", [.literals])
    all[19] = ("let", [.terms, .signed])
    all[20] = ("value", [.variable, .signed])
    all[21] = ("atMost", [.terms, .signed])
    all[22] = ("clique", [.tasks, .reasons])
    all[23] = ("strong", [.constraint, .kind])
    all[32] = ("C", [.clause])
    all[33] = ("B", [.constraint])
    all[34] = ("W", [.constraint, .signed, .signed, .conclusion])
    all[35] = ("J", [.constraint, .signed, .signed, .task, .conclusion])
    all[36] = ("V", [.constraint, .signed, .signed, .conclusion])
    all[37] = ("T", [.order, .order, .order])
    all[38] = ("P", [.constraint, .task, .conclusion])
    all[40] = ("R", [.summands, .conclusion])
    all[41] = ("O", [.constraint, .variable, .variable])
    all[43] = ("G", [.constraints, .conclusion])
    return all
  }()

  static func isKnown(_ op: UInt8, in range: ClosedRange<UInt8>) -> Bool { range ~= op && layouts[Int(op)] != nil }
  static func name(_ op: UInt8) -> String { op < 64 ? layouts[Int(op)]?.name ?? "opcode \(op)" : "opcode \(op)" }

  /// Goes through the fields of a line in the order of its bytes; the closure returns the number that stands there.
  @inline(__always) static func walk(_ op: UInt8, _ number: (Field) throws -> Int) rethrows {
    for field in layouts[Int(op)]?.fields ?? [] {
      let count = try number(field)
      if !field.isCount { continue }
      let elements = field.elements
      for _ in 0..<(field == .kind ? max(1, count) : count) { for element in elements { _ = try number(element) } }
    }
  }
}
