import Glibc

/// A linear form; the terms ascend by variable, without zero coefficients.
///
/// Readers take a form only where its magnitude, over the bounds of F, is at most 2^60: then its value at a point
/// within these bounds is exact in 64 bits.
struct Form: Equatable {
  var terms: [(variable: Int, coefficient: Int)] = []
  var constant = 0

  static func variable(_ variable: Int) -> Form { Form(terms: [(variable, 1)]) }
  static func number(_ number: Int) -> Form { Form(constant: number) }

  static func == (left: Form, right: Form) -> Bool {
    left.constant == right.constant && left.terms.elementsEqual(right.terms, by: ==)
  }

  /// Never traps; wrong only for points outside of the bounds.
  @inline(__always) func value(_ values: [Int]) -> Int {
    var sum = constant
    for term in terms { sum &+= term.coefficient &* values[term.variable] }
    return sum
  }

  /// - Returns: nil beyond 64 bits.
  func adding(_ other: Form, times factor: Int = 1) -> Form? {
    var sums: [Int: Int] = [:]
    for (form, factor) in [(self, 1), (other, factor)] {
      for term in form.terms {
        let (product, isOver) = term.coefficient.multipliedReportingOverflow(by: factor)
        let (sum, isOverToo) = sums[term.variable, default: 0].addingReportingOverflow(product)
        guard !isOver, !isOverToo else { return nil }
        sums[term.variable] = sum
      }
    }
    let (product, isOver) = other.constant.multipliedReportingOverflow(by: factor)
    let (sum, isOverToo) = constant.addingReportingOverflow(product)
    guard !isOver, !isOverToo else { return nil }
    let terms = sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return Form(terms: terms.map { ($0.key, $0.value) }, constant: sum)
  }

  /// Forms that were read are small enough for that.
  var negated: Form { Form(terms: terms.map { ($0.variable, -$0.coefficient) }, constant: -constant) }

  /// The least and the greatest value over a box.
  ///
  /// - Returns: nil where |constant| + Σ |coefficient| · magnitude of the variable is more than 2^60.
  func range(_ lower: [Int], _ upper: [Int]) -> (least: Int, most: Int)? {
    let limit: UInt = 1 << 60
    var (least, most, total) = (constant, constant, constant.magnitude)
    guard total <= limit else { return nil }
    for (variable, coefficient) in terms {
      let magnitude = max(lower[variable].magnitude, upper[variable].magnitude)
      let (product, isOver) = coefficient.magnitude.multipliedReportingOverflow(by: magnitude)
      guard !isOver, product <= limit - total, coefficient.magnitude <= limit else { return nil }
      total += product
      least += coefficient * (coefficient > 0 ? lower : upper)[variable]
      most += coefficient * (coefficient > 0 ? upper : lower)[variable]
    }
    return (least, most)
  }
}

/// [x >= bound] or, where it is upper, [x <= bound].
struct Literal: Hashable {
  var variable: Int
  var isUpper: Bool
  var bound: Int

  @inline(__always) func holds(_ values: [Int]) -> Bool {
    isUpper ? values[variable] <= bound : values[variable] >= bound
  }

  /// Of a Boolean: 1 where it is true.
  var form: Form { isUpper ? Form(terms: [(variable, -1)], constant: 1) : .variable(variable) }
}

/// Takes place where its presence is true, always without one.
///
/// start + duration = end where it is present: the readers check that F says so.
struct Task {
  var start: Form
  var duration: Form
  var end: Form
  var presence: Literal?
  var name: String

  @inline(__always) func isPresent(_ values: [Int]) -> Bool { presence.map { $0.holds(values) } ?? true }
}

/// How a form compares with 0.
enum Relation {
  case atMost, equal, different

  func holds(_ value: Int) -> Bool {
    switch self {
    case .atMost: value <= 0
    case .equal: value == 0
    case .different: value != 0
    }
  }
}

enum Arithmetic: String { case product, quotient, remainder, power }

/// What a solution has to fulfil; numbers of intervals are `Int`. Each line of a model text is one of these cases.
indirect enum Constraint {
  case all([Constraint])
  case linear(Form, Relation, conditions: [Literal])
  case reified(Literal, Form, Relation)
  /// First and last value of one range after the other.
  case membership(Form, ranges: [Int], target: Literal?)
  case clause([Literal])
  case atMostOne([Literal])
  case conjunction(Literal, of: [Literal])
  case parity([Literal], target: Literal?)

  case maximum(Form, of: [Form])
  case indexOfMaximum(Form, of: [Form])
  case arithmetic(Arithmetic, target: Form, left: Form, right: Form)
  /// The place is row · width + column.
  case element(Form, of: [Form], width: Int, row: Form, column: Form)
  case allDifferent([Form], except: [Int])
  case distinctCount(Form, of: [Form])
  /// Of the forms with a value of the group, the sizes add up to its sum; closed where each value is of a group.
  case tally([Form], sizes: [Int], groups: [(values: Set<Int>, sum: Form)], isClosed: Bool)
  case binCapacity([Form], sizes: [Int], capacity: Form)
  /// The forms are (or are not) a row; nil in one is any value.
  case table([Form], rows: [[Int?]], isAllowed: Bool)
  case lexicographic([Form], [Form], isStrict: Bool)
  case circuit([Form], isWhole: Bool)

  case noOverlap([Int])
  case cumulative([Int], demands: [Form], capacity: Form)
  /// Where both are present and all conditions true: first + delay <= second, or equal.
  case temporal(Int, isEnd: Bool, Int, isOtherEnd: Bool, isEqual: Bool, delay: Form, conditions: [Literal])
  case alternative(Int, of: [Int])
  case selection(Int, of: [Int], cardinality: Form)
  case span(Int, parts: [Int])
  case synchronize(Int, with: [Int])

  static func precedence(before: Int, after: Int, delay: Int, conditions: [Literal]) -> Constraint {
    .temporal(
      before, isEnd: true, after, isOtherEnd: false, isEqual: false, delay: .number(delay), conditions: conditions)
  }

  /// All that it mentions, tasks as such.
  var parts: (forms: [Form], literals: [Literal], tasks: [Int]) {
    switch self {
    case .all(let constraints):
      let parts = constraints.map(\.parts)
      return (parts.flatMap(\.forms), parts.flatMap(\.literals), parts.flatMap(\.tasks))
    case .linear(let form, _, let conditions): return ([form], conditions, [])
    case .reified(let literal, let form, _): return ([form], [literal], [])
    case .membership(let form, _, let target): return ([form], target.map { [$0] } ?? [], [])
    case .clause(let literals), .atMostOne(let literals): return ([], literals, [])
    case .conjunction(let literal, let literals): return ([], [literal] + literals, [])
    case .parity(let literals, let target): return ([], literals + (target.map { [$0] } ?? []), [])
    case .maximum(let form, let forms), .indexOfMaximum(let form, let forms), .distinctCount(let form, let forms),
      .binCapacity(let forms, _, let form):
      return (forms + [form], [], [])
    case .arithmetic(_, let target, let left, let right): return ([target, left, right], [], [])
    case .element(let form, let forms, _, let row, let column): return (forms + [form, row, column], [], [])
    case .allDifferent(let forms, _), .table(let forms, _, _), .circuit(let forms, _): return (forms, [], [])
    case .tally(let forms, _, let groups, _): return (forms + groups.map(\.sum), [], [])
    case .lexicographic(let forms, let more, _): return (forms + more, [], [])
    case .noOverlap(let tasks): return ([], [], tasks)
    case .cumulative(let tasks, let demands, let capacity): return (demands + [capacity], [], tasks)
    case .temporal(let first, _, let second, _, _, let delay, let conditions):
      return ([delay], conditions, [first, second])
    case .alternative(let task, let others), .span(let task, let others), .synchronize(let task, let others):
      return ([], [], [task] + others)
    case .selection(let task, let others, let cardinality): return ([cardinality], [], [task] + others)
    }
  }
}

/// F: what a proof is about, as the verifier itself reads it from an instance.
final class Statement {
  var names: [String] = []
  var lower: [Int] = []
  var upper: [Int] = []
  var tasks: [Task] = []
  var constraints: [Constraint] = []
  /// Minimised: that of a file that maximises is negated here.
  var objective: Form?
  var isMaximised = false
  /// How solutions of the instance are written.
  var layout = Layout.model

  /// Of schedules: the variables that are times, and how large they may be.
  var times: [Int] = []
  var horizon = 0

  enum Layout {
    case model
    /// Operations of each job; variable 0 is the makespan, the starts follow.
    case jobShop(counts: [Int])
    case project
    /// By name, the durations of an operation's choices.
    case flexible([(name: String, durations: [Int])])
  }

  /// The variables that a constraint mentions, ascending, its tasks' ones too.
  func variables(of constraint: Constraint) -> [Int] {
    let parts = constraint.parts
    var all = Set(parts.literals.map(\.variable))
    for form in parts.forms { all.formUnion(form.terms.lazy.map(\.variable)) }
    for task in parts.tasks {
      for form in [tasks[task].start, tasks[task].duration, tasks[task].end] {
        all.formUnion(form.terms.lazy.map(\.variable))
      }
      if let presence = tasks[task].presence { all.insert(presence.variable) }
    }
    return all.sorted()
  }

  /// Why the values are no solution; nil where they are one.
  func violation(of values: [Int]) -> String? {
    guard values.count == lower.count else { return "\(values.count) values for \(lower.count) variables" }
    for (variable, value) in values.enumerated() where value < lower[variable] || value > upper[variable] {
      return "x\(variable) = \(value) is not within \(lower[variable])...\(upper[variable])"
    }
    for (number, constraint) in constraints.enumerated() where !Self.holds(constraint, values, tasks) {
      return "constraint \(number), \("\(constraint)".prefix { $0 != "(" }), does not hold"
    }
    return nil
  }
}

/// A file that is not what it should be, or a wrong use: exit 2.
struct Unreadable: Error {
  var file: String
  var line: Int?
  var message: String
}

/// A proof that does not show its claim: exit 1. Lines of proofs count from 1.
struct Rejection: Error {
  var line: Int?
  var rule: String
  var reason: String
}

/// What a proof claims in its last line, in the instance's own sense.
enum Conclusion: Equatable {
  case optimal(Int)
  case bound(Int)
  case infeasible
}
