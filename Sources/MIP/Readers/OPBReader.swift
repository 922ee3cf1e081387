import Basics

/// Reads OPB files: linear pseudo-Boolean problems as in the competitions.
///
/// Products of literals and soft constraints are refused.
/// - Source: Roussel, Manquinho 2012, "Input/output format and solver requirements for the competitions of
///   pseudo-Boolean solvers".
public enum OPBReader {
  /// - Throws: the first thing that is wrong: file, line, what was expected and what was found.
  /// - Complexity: linear in the text.
  public static func read(_ source: SourceText) throws(InputError) -> ModelFile {
    var pass = OPBPass(source)
    return try pass.run()
  }
}

/// One reading of an OPB file.
private struct OPBPass {
  private var draft: ModelDraft
  private var lines: ByteLines
  /// Words of the line that is read, and the next of them.
  private var words: [Range<Int>] = []
  private var next = 0
  /// Of the sum that is read, by column; 0 where a column is not in it.
  private var coefficients: [Int128] = []
  private var touched: [Int] = []
  private var constant: Int128 = 0

  /// Integers up to here are doubles.
  private static let limit: Int128 = 1 << 53

  init(_ source: SourceText) {
    draft = ModelDraft(source)
    lines = ByteLines(source)
  }

  mutating func run() throws(InputError) -> ModelFile {
    while let word = peek() {
      switch text(word).lowercased() {
      case "min:", "max:": try takeObjective(isMaximised: text(word).lowercased() == "max:")
      case "soft:": throw refusal(word, "soft constraints, which are not read")
      default: try takeRow()
      }
    }
    return try draft.finished()
  }

  private mutating func takeObjective(isMaximised: Bool) throws(InputError) {
    guard draft.rows.isEmpty, draft.columns.isEmpty else {
      throw lines.place.error(expected: "one objective before all constraints", found: "it here")
    }
    draft.isMaximised = isMaximised
    next += 1
    try takeSum()
    for (column, value) in try sum() { draft[column].cost = value }
    draft.constant = try double(constant)
    try expectEnd(of: "the objective")
  }

  private mutating func takeRow() throws(InputError) {
    try takeSum()
    let terms = try sum().map { LinearModel.Term($0.column, $0.value) }
    guard let relation = peek().map(text), [">=", "=", "<="].contains(relation) else {
      throw error(expected: "'>=' or '='")
    }
    next += 1
    guard let word = peek() else { throw error(expected: "the constraint's side") }
    let side = try double(try integer(word, "the constraint's side") - constant)
    next += 1
    draft.rows.append(
      LinearModel.Row(
        name: "c\(draft.rows.count + 1)", terms: terms, lower: relation == "<=" ? -.infinity : side,
        upper: relation == ">=" ? .infinity : side))
    try expectEnd(of: "the constraint")
  }

  // MARK: Sums

  /// Coefficients and literals up to what is no coefficient. A negated literal is 1 less the column.
  private mutating func takeSum() throws(InputError) {
    constant = 0
    while let word = peek() {
      let first = lines.source.bytes[word.lowerBound]
      if first == UInt8(ascii: "[") { throw refusal(word, "soft constraints, which are not read") }
      if Self.isSign(first) { return }
      let coefficient = try integer(word, "a coefficient")
      next += 1
      guard let literal = peek(), !Self.isSign(lines.source.bytes[literal.lowerBound]) else {
        throw error(expected: "a literal after its coefficient")
      }
      let isNegated = lines.source.bytes[literal.lowerBound] == UInt8(ascii: "~")
      let column = try column(isNegated ? literal.dropFirst() : literal)
      if coefficients[column] == 0 { touched.append(column) }
      coefficients[column] += isNegated ? -coefficient : coefficient
      if isNegated { constant += coefficient }
      next += 1
      if let another = peek(), isLiteral(another) { throw refusal(another, "a product of literals, which is not read") }
    }
  }

  /// What was summed up, and nothing is left of it.
  private mutating func sum() throws(InputError) -> [(column: Int, value: Double)] {
    var terms: [(column: Int, value: Double)] = []
    for column in touched where coefficients[column] != 0 {
      terms.append((column, try double(coefficients[column])))
      coefficients[column] = 0
    }
    touched.removeAll(keepingCapacity: true)
    return terms
  }

  private mutating func column(_ word: Range<Int>) throws(InputError) -> Int {
    guard isLiteral(word), lines.source.bytes[word.lowerBound] != UInt8(ascii: "~") else {
      throw lines.place.error(expected: "a literal such as x1 or ~x1", found: TokenReader.shown(text(word)))
    }
    let name = text(word)
    if let known = draft.column(name) { return known }
    let made = draft.addColumn(name, isInteger: true, line: lines.number) ?? 0
    draft[made].upper = 1
    coefficients.append(0)
    return made
  }

  private func isLiteral(_ word: Range<Int>) -> Bool {
    guard let first = word.first else { return false }
    let byte = lines.source.bytes[first]
    return byte == UInt8(ascii: "~") || byte == UInt8(ascii: "_") || (97...122).contains(byte | 32)
  }

  private func integer(_ word: Range<Int>, _ what: String) throws(InputError) -> Int128 {
    let name = text(word)
    guard let value = Int128(name) else {
      throw lines.place.error(expected: "\(what) (an integer)", found: TokenReader.shown(name))
    }
    guard value.magnitude <= Self.limit else {
      throw lines.place.error(expected: "\(what) of at most 2^53", found: TokenReader.shown(name))
    }
    return value
  }

  private func double(_ sum: Int128) throws(InputError) -> Double {
    guard sum.magnitude <= Self.limit else {
      throw lines.place.error(expected: "sums of at most 2^53", found: "\(sum)")
    }
    return Double(Int(sum))
  }

  // MARK: Words

  private func text(_ word: Range<Int>) -> String { lines.text(word) }

  /// The next word of the text; nil at the end.
  private mutating func peek() -> Range<Int>? {
    while next == words.count {
      guard let line = lines.next() else { return nil }
      next = 0
      if line.isEmpty || lines.source.bytes[line.lowerBound] == UInt8(ascii: "*") {
        words = []
      } else {
        split(line)
      }
    }
    return words[next]
  }

  /// Words end at blanks, relations and semicolons, which are words themselves.
  private mutating func split(_ line: Range<Int>) {
    let bytes = lines.source.bytes
    words.removeAll(keepingCapacity: true)
    var start = line.lowerBound
    while start < line.upperBound {
      var end = start + 1
      if ByteLines.isBlank(bytes[start]) {
        start = end
        continue
      }
      let isSign = Self.isSign(bytes[start])
      while bytes[start] != UInt8(ascii: ";"), end < line.upperBound, !ByteLines.isBlank(bytes[end]),
        bytes[end] != UInt8(ascii: ";"), Self.isSign(bytes[end]) == isSign
      { end += 1 }
      words.append(start..<end)
      start = end
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ";")
  }

  private mutating func expectEnd(of what: String) throws(InputError) {
    guard let word = peek(), text(word) == ";" else { throw error(expected: "';' at the end of \(what)") }
    next += 1
  }

  private func error(expected: String) -> InputError {
    let found = next < words.count ? TokenReader.shown(text(words[next])) : "the end of the file"
    return lines.place.error(expected: expected, found: found)
  }

  private func refusal(_ word: Range<Int>, _ found: String) -> InputError {
    lines.place.error(expected: "a linear pseudo-Boolean problem", found: "\(TokenReader.shown(text(word))): \(found)")
  }
}
