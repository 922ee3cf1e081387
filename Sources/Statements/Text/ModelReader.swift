import Basics

/// Reads the text of a model, in one pass, for the contents that it was written from.
///
/// It takes what ModelText defines and nothing that no method of `Model` would have posted, so that what was read may be
/// solved whoever wrote it. Each mistake is file, line, what was expected and what was found.
/// - Complexity: O(bytes); sums whose variables are out of order are sorted.
package struct ModelReader {
  var scanner: ModelScanner
  var data = ModelData(name: "")
  private var hasName = false
  /// Of each interval.
  private var intervalLines: [Int] = []

  /// - Throws: the first place where the text is not a model.
  package static func read(_ source: SourceText) throws(InputError) -> ModelData {
    var reader = ModelReader(scanner: ModelScanner(source))
    reader.readAll()
    if let failure = reader.scanner.failure { throw failure }
    return reader.data
  }

  private init(scanner: ModelScanner) { self.scanner = scanner }

  private mutating func readAll() {
    let hasText = scanner.goToLine()
    scanner.expect(ModelWriter.magic)
    let version = scanner.integer("the version of the form")
    if !scanner.hasFailed, version != ModelWriter.version {
      scanner.fail("expected version \(ModelWriter.version) of the form, found \(version)")
    }
    scanner.expectLineEnd()
    guard hasText else { return }
    while scanner.goToLine() {
      readLine()
      scanner.expectLineEnd()
    }
    if !scanner.hasFailed { checkEquations() }
  }

  private mutating func readLine() {
    let word = scanner.word()
    switch word {
    case "int": readVariable(isBoolean: false)
    case "bool": readVariable(isBoolean: true)
    case "interval": readInterval()
    case "minimize": readObjective(isMaximised: false)
    case "maximize": readObjective(isMaximised: true)
    case "hint": readHint()
    case "name": readName()
    default:
      if let kind = ConstraintKinds.kind(word) {
        readConstraint(kind)
      } else if word.isEmpty {
        scanner.fail(expected: "the word that a line begins with")
      } else {
        scanner.fail("expected a variable, an interval or a kind of constraint, found \(TokenReader.shown(word))")
      }
    }
  }

  private mutating func readName() {
    guard let name = scanner.quoted() else { return scanner.fail(expected: "a name in quotes") }
    if hasName { scanner.fail("expected one name, found a second one") }
    hasName = true
    data.name = name
  }

  // MARK: Variables

  private mutating func readVariable(isBoolean: Bool) {
    readIndex("x", next: data.variableCount)
    var (low, high) = (0, 1)
    if !isBoolean {
      low = scanner.integer("the least value")
      scanner.expect("..")
      high = scanner.integer("the largest value")
      if !scanner.hasFailed, low > high || low < -Model.limit || high > Model.limit {
        scanner.fail("expected bounds in order, strictly within -2^30 ... 2^30, found \(low)..\(high)")
      }
    }
    let name = scanner.quoted() ?? ""
    if scanner.hasFailed { return }
    data.lower.append(low)
    data.upper.append(high)
    data.names.append(name)
  }

  /// What is defined is numbered as it comes.
  private mutating func readIndex(_ letter: Character, next: Int) {
    guard let index = scanner.index(after: letter.asciiValue ?? 0), index == next else {
      return scanner.fail(expected: "\(letter)\(next), the next number, before this")
    }
  }

  // MARK: Intervals

  private mutating func readInterval() {
    readIndex("t", next: data.intervals.count)
    scanner.expect("start")
    let start = sum()
    scanner.expect("duration")
    let duration = sum()
    scanner.expect("end")
    let end = sum()
    let presence = scanner.take("presence") ? readLiteral() : nil
    let name = scanner.quoted() ?? Interval.defaultName(data.intervals.count)
    if scanner.hasFailed { return }
    guard start.constant == 0, start.terms.count == 1, start.terms[0].coefficient == 1 else {
      return scanner.fail("expected a variable as the start, found another sum")
    }
    if data.range(of: duration).lowerBound < 0 {
      return scanner.fail("expected a duration from 0 on, found one that can be negative")
    }
    for range in [data.range(of: duration), data.range(of: end)]
    where range.lowerBound < -Model.limit || range.upperBound > Model.limit {
      return scanner.fail(
        "expected times strictly within -2^30 ... 2^30, found \(range.lowerBound)..\(range.upperBound)")
    }
    intervalLines.append(scanner.line)
    data.intervals.append(Interval(name: name, start: start, duration: duration, end: end, presence: presence))
  }

  private mutating func checkEquations() {
    guard let interval = data.intervalWithoutEquation else { return }
    scanner.fail(
      "interval t\(interval): expected a linear constraint that says start + duration = end where it is present, "
        + "found none", line: intervalLines[interval])
  }

  // MARK: Objective and hints

  private mutating func readObjective(isMaximised: Bool) {
    let form = sum()
    if scanner.hasFailed { return }
    if data.objective != nil { return scanner.fail("expected one objective, found a second one") }
    data.objective = ModelData.Objective(cost: isMaximised ? form.negated : form, isMaximised: isMaximised)
  }

  private mutating func readHint() {
    let variable = readVariableReference()
    let value = scanner.integer("a value")
    if scanner.hasFailed { return }
    let range = data.lower[variable]...data.upper[variable]
    guard range.contains(value) else {
      return scanner.fail(
        "expected a value of x\(variable), from \(range.lowerBound) to \(range.upperBound), found \(value)")
    }
    data.hints.append(ModelData.Hint(variable: variable, value: value))
  }

  // MARK: Constraints

  private mutating func readConstraint<Kind: Constraint>(_ kind: Kind.Type) {
    var constraint = Kind.blank
    constraint.visitParts(&self)
    if scanner.hasFailed { return }
    if let flaw = constraint.flaw(in: data) { return scanner.fail("\(Kind.keyword): \(flaw)") }
    data.constraints.append(constraint)
  }
}

extension Interval {
  /// Of the interval of this number where the user gives it no name.
  package static func defaultName(_ index: Int) -> String { "interval \(index)" }
}
