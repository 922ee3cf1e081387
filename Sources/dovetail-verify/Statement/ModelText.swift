/// Reads the text of a model, `.dvt`, in one pass: what its definition says, and nothing else.
struct ModelText {
  var scanner: Scanner
  let statement = Statement()
  private var intervalLines: [Int] = []
  private var hasName = false

  /// Values of variables and times are strictly within it.
  static let limit = 1 << 30
  static let numberLimit = 1 << 60

  static func read(_ text: [UInt8], name: String) throws -> Statement {
    var reader = ModelText(scanner: Scanner(file: name, bytes: text))
    try reader.readAll()
    return reader.statement
  }

  private init(scanner: Scanner) { self.scanner = scanner }

  private mutating func readAll() throws {
    let hasText = scanner.goToLine()
    try scanner.expect("dovetail-model")
    guard try scanner.integer("the version") == 1, hasText else { throw scanner.error("expected version 1") }
    try scanner.expectEnd()
    while scanner.goToLine() {
      try readLine()
      try scanner.expectEnd()
    }
    try checkEquations()
  }

  private mutating func readLine() throws {
    let word = scanner.word()
    switch word {
    case "name":
      guard try scanner.quoted() != nil, !hasName else { throw scanner.error("expected one name in quotes") }
      hasName = true
    case "int", "bool":
      try expectIndex(UInt8(ascii: "x"), statement.lower.count)
      var (low, high) = (0, 1)
      if word == "int" {
        low = try scanner.integer("the least value")
        try scanner.expect("..")
        high = try scanner.integer("the largest value")
        guard -Self.limit < low, low <= high, high < Self.limit
        else { throw scanner.error("expected bounds in order, strictly within -2^30 ... 2^30, found \(low)..\(high)") }
      }
      statement.names.append(try scanner.quoted() ?? "")
      statement.lower.append(low)
      statement.upper.append(high)
    case "interval": try readInterval()
    case "minimize", "maximize":
      let form = try self.form()
      guard statement.objective == nil else { throw scanner.error("expected one objective, found a second one") }
      statement.isMaximised = word == "maximize"
      statement.objective = statement.isMaximised ? Form().adding(form, times: -1) : form
    case "hint":
      let variable = try self.variable()
      let value = try scanner.integer("a value")
      guard statement.lower[variable] <= value, value <= statement.upper[variable]
      else { throw scanner.error("expected a value of x\(variable), found \(value)") }
    case "": throw scanner.error(expected: "the word that a line begins with")
    default:
      statement.constraints.append(try readConstraint(word))
    }
  }

  private mutating func expectIndex(_ letter: UInt8, _ next: Int) throws {
    guard try scanner.index(after: letter) == next
    else { throw scanner.error("expected the next number, \(Unicode.Scalar(letter))\(next)") }
  }

  // MARK: Intervals

  private mutating func readInterval() throws {
    try expectIndex(UInt8(ascii: "t"), statement.tasks.count)
    let (start, duration, end) = (try form("start"), try form("duration"), try form("end"))
    let presence = scanner.take("presence") ? try literal() : nil
    let name = try scanner.quoted() ?? "interval \(statement.tasks.count)"
    guard start.constant == 0, start.terms.count == 1, start.terms[0].coefficient == 1
    else { throw scanner.error("expected a variable as the start, found another sum") }
    guard isWithinTimes(duration), isWithinTimes(end), range(duration).least >= 0
    else { throw scanner.error("expected times strictly within -2^30 ... 2^30 and a duration of at least 0") }
    statement.tasks.append(Task(start: start, duration: duration, end: end, presence: presence, name: name))
    intervalLines.append(scanner.line)
  }

  /// That start + duration = end follows for each interval where it is present, from the forms or from a line: rules
  /// for resources rely on it.
  private func checkEquations() throws {
    var lines: [Int: [(form: Form, conditions: [Literal])]] = [:]
    for case .linear(let form, .equal, let conditions) in statement.constraints {
      if let first = form.terms.first { lines[first.variable, default: []].append((form, conditions)) }
    }
    for (number, task) in statement.tasks.enumerated() {
      let gap = task.start.adding(task.duration)?.adding(task.end, times: -1)
      if gap == Form() { continue }
      let isSaid = lines[gap?.terms.first?.variable ?? -1, default: []].contains { line in
        line.conditions.allSatisfy { $0 == task.presence } && gap.map { Self.areProportional($0, line.form) } ?? false
      }
      guard isSaid else {
        throw Unreadable(
          file: scanner.file, line: intervalLines[number],
          message: "t\(number): expected a line 'linear' that says start + duration = end where it is present")
      }
    }
  }

  /// Whether both, not 0, are 0 at the same points since one is a multiple of the other.
  private static func areProportional(_ a: Form, _ b: Form) -> Bool {
    guard let (p, q) = a.terms.first.flatMap({ first in b.terms.first.map { (first.coefficient, $0.coefficient) } }),
      a.terms.map(\.variable) == b.terms.map(\.variable)
    else { return false }
    let pairs = zip(a.terms.map(\.coefficient) + [a.constant], b.terms.map(\.coefficient) + [b.constant])
    return pairs.allSatisfy { $0.multipliedFullWidth(by: q) == $1.multipliedFullWidth(by: p) }
  }

  // MARK: Pieces

  mutating func variable() throws -> Int { try reference(UInt8(ascii: "x"), statement.lower.count) }
  mutating func interval() throws -> Int { try reference(UInt8(ascii: "t"), statement.tasks.count) }

  private mutating func reference(_ letter: UInt8, _ count: Int) throws -> Int {
    let name = "\(Unicode.Scalar(letter))"
    guard let index = try scanner.index(after: letter) else { throw scanner.error(expected: "such as \(name)0") }
    guard index < count else { throw scanner.error("\(name)\(index) is not defined before") }
    return index
  }

  mutating func literal() throws -> Literal {
    let isNegated = scanner.take("!")
    let variable = try self.variable()
    guard statement.lower[variable] >= 0, statement.upper[variable] <= 1
    else { throw scanner.error("expected a variable from 0 to 1, found x\(variable)") }
    return Literal(variable: variable, isUpper: isNegated, bound: isNegated ? 0 : 1)
  }

  mutating func number() throws -> Int {
    let number = try scanner.integer("a number")
    guard number.magnitude <= Self.numberLimit else { throw scanner.error("expected a number within -2^60 ... 2^60") }
    return number
  }

  /// A sum of terms in whatever order.
  mutating func form() throws -> Form {
    var form = Form()
    var isOrdered = true
    var isNegative = scanner.take("-")
    repeat {
      let magnitude = try scanner.magnitude()
      if let variable = try scanner.index(after: UInt8(ascii: "x")) {
        guard variable < statement.lower.count else { throw scanner.error("x\(variable) is not defined before") }
        let coefficient = try scanner.signed(magnitude ?? 1, isNegative: isNegative)
        isOrdered = isOrdered && coefficient != 0 && form.terms.last?.variable ?? -1 < variable
        form.terms.append((variable, coefficient))
      } else if let magnitude {
        let number = try scanner.signed(magnitude, isNegative: isNegative)
        guard case (let sum, false) = form.constant.addingReportingOverflow(number) else { throw unsafe }
        form.constant = sum
      } else {
        throw scanner.error(expected: "a number or a variable such as x3")
      }
      isNegative = scanner.take("-")
    } while isNegative || scanner.take("+")
    guard let merged = isOrdered ? form : Form().adding(form), merged.range(statement.lower, statement.upper) != nil
    else { throw unsafe }
    return merged
  }

  private var unsafe: Unreadable { scanner.error("expected a sum within -2^60 ... 2^60, found one that can leave it") }

  /// Of a form that was read.
  func range(_ form: Form) -> (least: Int, most: Int) { form.range(statement.lower, statement.upper) ?? (.min, .max) }

  func isWithinTimes(_ form: Form) -> Bool { range(form).least > -Self.limit && range(form).most < Self.limit }

  // MARK: Parts of constraints, behind a word of their own

  mutating func form(_ label: StaticString) throws -> Form {
    try scanner.expect(label)
    return try form()
  }

  mutating func number(_ label: StaticString) throws -> Int {
    try scanner.expect(label)
    return try number()
  }

  mutating func relation() throws -> Relation {
    let relation = scanner.take("<=") ? Relation.atMost : scanner.take("=") ? .equal : .different
    if relation == .different { try scanner.expect("!=") }
    try scanner.expect("0")
    return relation
  }

  /// True for the first.
  mutating func choice(_ first: StaticString, _ second: StaticString) throws -> Bool {
    if scanner.take(first) { return true }
    guard scanner.take(second) else { throw scanner.error(expected: "'\(first)' or '\(second)'") }
    return false
  }

  mutating func forms(_ label: StaticString? = nil) throws -> [Form] {
    try list(label, separator: ";") { reader throws in try reader.form() }
  }
  mutating func literals(_ label: StaticString? = nil) throws -> [Literal] {
    try list(label) { reader throws in try reader.literal() }
  }
  mutating func intervals(_ label: StaticString? = nil) throws -> [Int] {
    try list(label) { reader throws in try reader.interval() }
  }
  mutating func numbers(_ label: StaticString? = nil) throws -> [Int] {
    try list(label) { reader throws in try reader.number() }
  }
  mutating func rows(_ label: StaticString) throws -> [[Int?]] {
    try list(label) { reader throws in
      try reader.list(nil) { $0.scanner.take("*") ? nil : try $0.scanner.integer("a number or '*'") }
    }
  }

  /// In brackets; one that has a word of its own is empty where that is missing.
  private mutating func list<Element>(
    _ label: StaticString?, separator: StaticString = ",", _ read: (inout ModelText) throws -> Element
  ) throws -> [Element] {
    if let label, !scanner.take(label) { return [] }
    try scanner.expect("[")
    var elements: [Element] = []
    if scanner.take("]") { return [] }
    repeat { elements.append(try read(&self)) } while scanner.take(separator)
    try scanner.expect("]")
    return elements
  }
}
