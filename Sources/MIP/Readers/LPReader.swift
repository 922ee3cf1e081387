import Basics

/// Reads CPLEX-LP files.
///
/// Rows may have columns and numbers on both sides, and two relations where what is outside are numbers. What is to the
/// right of a sum's relation ends with its line. Keywords begin a line. A column of Binaries has what is left of its
/// bounds within 0 ... 1.
public enum LPReader {
  /// - Throws: the first thing that is wrong: file, line, what was expected and what was found.
  /// - Complexity: linear in the text.
  public static func read(_ source: SourceText) throws(InputError) -> ModelFile {
    var pass = LPPass(source)
    return try pass.run()
  }
}

/// One reading of a CPLEX-LP file.
struct LPPass {
  /// A sum of columns, each once, and of numbers.
  struct Expression {
    var terms: [LinearModel.Term] = []
    var constant = 0.0
  }

  var scanner: LPScanner
  var draft: ModelDraft
  /// Where each column is among the terms of the sum that is read; -1 elsewhere.
  private var places: [Int] = []
  private var rowNames: Set<String> = []

  init(_ source: SourceText) {
    scanner = LPScanner(source)
    draft = ModelDraft(source)
  }

  mutating func run() throws(InputError) -> ModelFile {
    guard case .sense(let sense) = try takeKeyword("Minimize or Maximize") else {
      throw scanner.error(expected: "Minimize or Maximize before all else")
    }
    draft.isMaximised = sense == .maximise
    try takeObjective()
    guard try takeKeyword("Subject To") == .rows else { throw scanner.error(expected: "Subject To") }
    while scanner.keyword == nil, scanner.token.kind != .end { try takeRow() }
    var seen: [LPKeyword] = []
    while true {
      let line = scanner.token.line
      let keyword = try takeKeyword("End or a section such as Bounds")
      guard !seen.contains(keyword) else {
        throw InputError(file: draft.file, line: line, expected: "each section once", found: "the same again")
      }
      seen.append(keyword)
      switch keyword {
      case .bounds: while scanner.keyword == nil, scanner.token.kind != .end { try takeBound() }
      case .integers: try takeNames { $0.isInteger = true }
      case .binaries:
        try takeNames { column in
          column.isInteger = true
          (column.lower, column.upper) = (max(0, column.lower), min(1, column.upper))
        }
      case .end: return try draft.finished()
      default: throw InputError(file: draft.file, line: line, expected: "End or Bounds", found: "another section")
      }
    }
  }

  private mutating func takeKeyword(_ expected: String) throws(InputError) -> LPKeyword {
    guard let (keyword, words) = scanner.keyword else { throw scanner.error(expected: expected) }
    if case .other(let name) = keyword {
      throw InputError(
        file: draft.file, line: scanner.token.line, expected: "a linear model", found: "\(name), which are not read")
    }
    for _ in 0..<words { scanner.advance() }
    return keyword
  }

  /// A label before a colon; nil where there is none.
  private mutating func takeLabel() -> String? {
    guard scanner.token.kind == .name, scanner.next.kind == .colon else { return nil }
    defer {
      scanner.advance()
      scanner.advance()
    }
    return scanner.text(scanner.token)
  }

  private mutating func takeObjective() throws(InputError) {
    _ = takeLabel()
    if scanner.keyword != nil { return }
    let line = scanner.token.line
    let sum = try expression(isRight: false)
    guard sum.constant.isFinite else {
      throw InputError(file: draft.file, line: line, expected: "a finite constant", found: "an infinite one")
    }
    for term in sum.terms { draft[term.column].cost = term.coefficient }
    draft.constant = sum.constant
  }

  // MARK: Rows

  private mutating func takeRow() throws(InputError) {
    let line = scanner.token.line
    let label = takeLabel()
    if let label, !rowNames.insert(label).inserted {
      throw InputError(file: draft.file, line: line, expected: "each row once", found: "'\(label)' again")
    }
    let name = label ?? "c\(draft.rows.count + 1)"
    // Rows without any column may have nothing to the left.
    let hasLeft = relation == nil
    var first = hasLeft ? try expression(isRight: false) : Expression()
    var sense = try takeRelation()
    // A number to the left is the lower side of a sum, which may go on for lines.
    var second = try expression(isRight: !hasLeft || !first.terms.isEmpty)
    var row: LinearModel.Row
    if let again = relation {
      scanner.advance()
      guard again == sense, sense != .equal, first.terms.isEmpty else {
        throw scanner.error(expected: "a number, a sum and a number between relations of one direction")
      }
      let third = try expression(isRight: true)
      guard third.terms.isEmpty else { throw scanner.error(expected: "a number as the last side of row \(name)") }
      let sides = [first, third].map { ModelDraft.side(ModelDraft.sum($0.constant, -second.constant)) }
      row = LinearModel.Row(name: name, terms: second.terms, lower: sides[0], upper: sides[1])
      if sense == .atLeast { (row.lower, row.upper) = (row.upper, row.lower) }
    } else {
      if first.terms.isEmpty, !second.terms.isEmpty {
        swap(&first, &second)
        sense = Self.reversed(sense)
      }
      let side = ModelDraft.side(ModelDraft.sum(second.constant, -first.constant))
      row = LinearModel.Row(name: name, terms: difference(first, second), lower: -.infinity, upper: .infinity)
      if sense != .atMost { row.lower = side }
      if sense != .atLeast { row.upper = side }
    }
    row.terms.removeAll { $0.coefficient == 0 }
    guard row.lower <= row.upper, row.lower < .infinity, row.upper > -.infinity else {
      throw InputError(
        file: draft.file, line: line, expected: "sides that row \(name) can have",
        found: "\(row.lower.text) ... \(row.upper.text)")
    }
    draft.rows.append(row)
  }

  private static func reversed(_ relation: LPScanner.Kind) -> LPScanner.Kind {
    relation == .atMost ? .atLeast : relation == .atLeast ? .atMost : relation
  }

  private mutating func difference(_ left: Expression, _ right: Expression) -> [LinearModel.Term] {
    if right.terms.isEmpty { return left.terms }
    var sum = Expression()
    for term in left.terms { add(term.column, term.coefficient, to: &sum) }
    for term in right.terms { add(term.column, -term.coefficient, to: &sum) }
    clearPlaces(of: sum)
    return sum.terms
  }

  private var relation: LPScanner.Kind? {
    switch scanner.token.kind {
    case .atMost, .atLeast, .equal: scanner.token.kind
    default: nil
    }
  }

  mutating func takeRelation() throws(InputError) -> LPScanner.Kind {
    guard let relation else {
      let isBeyond = scanner.token.kind == .other
      throw scanner.error(
        expected: isBeyond ? "a linear model, with '+', '-' and a relation" : "'+', '-' or a relation such as '<='")
    }
    scanner.advance()
    return relation
  }

  // MARK: Sums

  /// Terms up to what is none.
  ///
  /// - Parameter isRight: of a relation, where the next row may begin on the next line.
  private mutating func expression(isRight: Bool) throws(InputError) -> Expression {
    var sum = Expression()
    var isFirst = true
    while isFirst || isSign && !(isRight && scanner.token.isFirst) {
      try takeTerm(&sum, isRight: isRight)
      isFirst = false
    }
    clearPlaces(of: sum)
    return sum
  }

  private mutating func takeTerm(_ sum: inout Expression, isRight: Bool) throws(InputError) {
    let sign = takeSigns()
    var coefficient = sign
    if scanner.token.kind == .number {
      coefficient = sign * (try finite(scanner.token, allowsInfinity: true))
      let belongs = scanner.nextIsColumn && (!isRight || !scanner.next.isFirst)
      scanner.advance()
      guard belongs else {
        sum.constant = coefficient.isFinite ? ModelDraft.sum(sum.constant, coefficient) : coefficient
        return
      }
    }
    guard coefficient.isFinite else { throw scanner.error(expected: "a relation after an infinite side") }
    guard scanner.token.kind == .name, scanner.next.kind != .colon, scanner.keyword == nil else {
      throw scanner.error(expected: scanner.token.kind == .other ? "a linear term" : "a number or the name of a column")
    }
    add(takeColumn(), coefficient, to: &sum)
  }

  private var isSign: Bool { scanner.token.kind == .plus || scanner.token.kind == .minus }

  mutating func takeSigns() -> Double {
    var sign = 1.0
    while isSign {
      if scanner.token.kind == .minus { sign = -sign }
      scanner.advance()
    }
    return sign
  }

  mutating func finite(_ token: LPScanner.Token, allowsInfinity: Bool) throws(InputError) -> Double {
    let isWord = token.value == .infinity && scanner.text(token).lowercased().hasPrefix("inf")
    guard token.value.isFinite || isWord && allowsInfinity else {
      throw scanner.error(expected: "a number of at most 308 digits")
    }
    if token.isRounded, !isWord { draft.noteRounding(of: scanner.text(token)) }
    return token.value
  }

  private mutating func add(_ column: Int, _ coefficient: Double, to sum: inout Expression) {
    while places.count <= column { places.append(-1) }
    if places[column] < 0 {
      places[column] = sum.terms.count
      sum.terms.append(LinearModel.Term(column, coefficient))
    } else {
      let known = sum.terms[places[column]].coefficient
      sum.terms[places[column]].coefficient = ModelDraft.sum(known, coefficient)
    }
  }

  private mutating func clearPlaces(of sum: Expression) {
    for term in sum.terms { places[term.column] = -1 }
  }

  /// The column that the name here is of; a new one where there is none.
  mutating func takeColumn() -> Int {
    let name = scanner.text(scanner.token)
    let line = scanner.token.line
    scanner.advance()
    if let known = draft.column(name) { return known }
    return draft.addColumn(name, line: line) ?? 0
  }
}

/// What is said of columns.
extension LPPass {
  /// `l <= x <= u`, either half of it in either direction, `x = v`, or `x free`.
  private mutating func takeBound() throws(InputError) {
    let line = scanner.token.line
    var left: (sense: LPScanner.Kind, value: Double)?
    if scanner.token.kind != .name {
      let value = try signedNumber()
      left = (try takeRelation(), value)
    }
    guard scanner.token.kind == .name else { throw scanner.error(expected: "the name of a column") }
    let index = takeColumn()
    var column = draft[index]
    column.line = line
    if let left { Self.apply(Self.reversed(left.sense), left.value, to: &column) }
    switch scanner.token.kind {
    case .atMost, .atLeast, .equal:
      let sense = try takeRelation()
      guard left == nil || left?.sense == sense && sense != .equal else {
        throw scanner.error(expected: "two relations of one direction")
      }
      let value = try signedNumber()
      if left == nil, value < 0, sense == .atMost, column.lower == 0 {
        throw InputError(
          file: draft.file, line: line,
          expected: "a lower bound as well, such as -inf <= \(column.name) <= \(value.text)",
          found: "a negative upper bound beside the lower bound 0")
      }
      Self.apply(sense, value, to: &column)
    case .name where left == nil && scanner.text(scanner.token).lowercased() == "free":
      scanner.advance()
      (column.lower, column.upper) = (-.infinity, .infinity)
    default:
      if left == nil { throw scanner.error(expected: "a relation or 'free' after \(column.name)") }
    }
    draft[index] = column
  }

  private static func apply(_ sense: LPScanner.Kind, _ value: Double, to column: inout ModelDraft.Column) {
    let value = ModelDraft.side(value)
    if sense != .atLeast { column.upper = value }
    if sense != .atMost { column.lower = value }
  }

  private mutating func signedNumber() throws(InputError) -> Double {
    let sign = takeSigns()
    guard scanner.token.kind == .number else { throw scanner.error(expected: "a number") }
    let value = try finite(scanner.token, allowsInfinity: true)
    scanner.advance()
    return sign * value
  }

  private mutating func takeNames(_ change: (inout ModelDraft.Column) -> Void) throws(InputError) {
    while scanner.keyword == nil, scanner.token.kind != .end {
      guard scanner.token.kind == .name else { throw scanner.error(expected: "the name of a column") }
      let line = scanner.token.line
      let index = takeColumn()
      draft[index].line = line
      change(&draft[index])
    }
  }
}
