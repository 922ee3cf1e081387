import Basics

/// One reading of an MPS file in one of its forms.
struct MPSPass {
  /// What ROWS, RHS and RANGES say of a row.
  private struct Line {
    var sense: UInt8
    var side: Double?
    var range: Double?
    /// The column that named it last.
    var column = -1
  }

  private let form: MPSForm
  private var lines: ByteLines
  private(set) var draft: ModelDraft
  private var words: [Range<Int>] = []
  private var section: MPSSection?
  private var seen: Set<MPSSection> = []
  private var rows: [Line] = []
  private var rowNumbers: [String: Int] = [:]
  /// The row that is the objective; nil until there is one.
  private var objective: Int?
  private var objectiveName: String?
  private var isInteger = false
  private var column: Int?
  /// The names of the one set of sides, ranges and bounds.
  private var sets: [MPSSection: String] = [:]
  private var bounded: Set<Int> = []

  init(_ source: SourceText, _ form: MPSForm) {
    self.form = form
    lines = ByteLines(source)
    draft = ModelDraft(source)
  }

  mutating func run() throws(InputError) -> ModelFile {
    while section != .end {
      guard let line = lines.next() else { throw error(expected: "ENDATA", found: "the end of the file") }
      guard let first = line.first, lines.source.bytes[first] != UInt8(ascii: "*") else { continue }
      if ByteLines.isBlank(lines.source.bytes[first]) {
        guard form.split(line, of: lines, into: &words) else {
          throw error(expected: "fields in columns 2, 5, 15, 25, 40 and 50", found: shown(line))
        }
        if words.isEmpty { continue }
        try takeData(line)
      } else {
        lines.split(line, into: &words)
        try begin(line)
      }
    }
    return try finished()
  }

  // MARK: Sections

  private mutating func begin(_ line: Range<Int>) throws(InputError) {
    let word = text(0).uppercased()
    if MPSSection.others.contains(word) {
      throw error(expected: "a linear model", found: "the section \(word), which is not read")
    }
    guard let next = MPSSection(rawValue: word) else {
      throw error(expected: "a section, or a blank before what belongs to one", found: shown(words[0]))
    }
    guard seen.insert(next).inserted else { throw error(expected: "each section once", found: "\(word) again") }
    switch next {
    case .name: if words.count > 1 { draft.name = lines.text(words[1].lowerBound..<line.upperBound) }
    case .sense, .rows: break
    case .objective: if seen.contains(.columns) { throw error(expected: "OBJNAME before COLUMNS", found: "it here") }
    case .columns:
      try expect(.rows, before: word)
      try chooseObjective()
    case .sides, .ranges, .bounds: try expect(.columns, before: word)
    case .end: try expect(.columns, before: word)
    }
    section = next
    if words.count > 1, next == .sense || next == .objective {
      words.removeFirst()
      try takeData(line)
    }
  }

  private func expect(_ section: MPSSection, before word: String) throws(InputError) {
    if !seen.contains(section) { throw error(expected: "the section \(section.rawValue)", found: word) }
  }

  private mutating func takeData(_ line: Range<Int>) throws(InputError) {
    switch section {
    case .sense: try takeSense()
    case .objective: objectiveName = lines.text(words[0].lowerBound..<words[words.count - 1].upperBound)
    case .rows: try takeRow()
    case .columns: try takeColumn()
    case .sides: try takeSides()
    case .ranges: try takeRanges()
    case .bounds: try takeBound()
    case nil, .name, .end: throw error(expected: "a section in the first column", found: shown(line))
    }
  }

  private mutating func takeSense() throws(InputError) {
    switch LPKeyword.senses[text(0).lowercased()] {
    case .maximise: draft.isMaximised = true
    case .minimise: draft.isMaximised = false
    default: throw error(expected: "MAX or MIN", found: shown(words[0]))
    }
  }

  private mutating func takeRow() throws(InputError) {
    guard words.count == 2 else {
      throw error(expected: "a row as 'N', 'E', 'L' or 'G' and its name", found: counted(words.count, "field"))
    }
    let sense = text(0).uppercased()
    guard ["N", "E", "L", "G"].contains(sense), let letter = sense.utf8.first else {
      throw error(expected: "N, E, L or G", found: shown(words[0]))
    }
    let name = text(1)
    guard rowNumbers.updateValue(rows.count, forKey: name) == nil else {
      throw error(expected: "each row once", found: "\(shown(words[1])) again")
    }
    rows.append(Line(sense: letter))
    draft.rows.append(LinearModel.Row(name: name, terms: [], lower: -.infinity, upper: .infinity))
  }

  /// The row that OBJNAME says, or the first without sides.
  private mutating func chooseObjective() throws(InputError) {
    let free = rows.indices.filter { rows[$0].sense == UInt8(ascii: "N") }
    objective = objectiveName.map { name in free.first { draft.rows[$0].name == name } } ?? free.first
    if let objectiveName, objective == nil {
      throw error(expected: "a row 'N' named \(objectiveName), as OBJNAME says", found: "none")
    }
  }

  // MARK: Columns

  private mutating func takeColumn() throws(InputError) {
    if words.count == 3, text(1) == "'MARKER'" {
      switch text(2) {
      case "'INTORG'": isInteger = true
      case "'INTEND'": isInteger = false
      default: throw error(expected: "'INTORG' or 'INTEND'", found: shown(words[2]))
      }
      return
    }
    guard words.count == 3 || words.count == 5 else {
      throw error(
        expected: "a column, then one or two rows, each with a coefficient", found: counted(words.count, "field"))
    }
    let name = text(0)
    if column.map({ draft[$0].name != name }) ?? true {
      guard let made = draft.addColumn(name, isInteger: isInteger, line: lines.number) else {
        throw error(expected: "all coefficients of a column together", found: "\(shown(words[0])) again")
      }
      column = made
    }
    guard let column else { return }
    for index in stride(from: 1, to: words.count, by: 2) {
      let row = try row(words[index])
      guard rows[row].column != column else {
        throw error(expected: "each row once in column \(name)", found: "\(shown(words[index])) again")
      }
      rows[row].column = column
      let value = try number(words[index + 1], "the coefficient of \(name)")
      if row == objective {
        draft[column].cost = value
      } else if value != 0 {
        draft.rows[row].terms.append(LinearModel.Term(column, value))
      }
    }
  }

  private func row(_ word: Range<Int>) throws(InputError) -> Int {
    guard let row = rowNumbers[lines.text(word)] else {
      throw error(expected: "a row of the section ROWS", found: shown(word))
    }
    return row
  }

  // MARK: Sides

  /// The rows and values of a line, after the name of its set, which may be missing.
  private mutating func pairs(_ section: MPSSection) throws(InputError) -> [(row: Int, value: Double)] {
    guard (2...5).contains(words.count) else {
      throw error(expected: "one or two rows, each with a number", found: counted(words.count, "field"))
    }
    let first = words.count % 2
    try checkSet(first == 1 ? text(0) : "", section)
    var pairs: [(row: Int, value: Double)] = []
    for index in stride(from: first, to: words.count, by: 2) {
      let row = try row(words[index])
      let name = text(index)
      pairs.append((row, try number(words[index + 1], "the number of row \(name)")))
    }
    return pairs
  }

  /// Files may hold several sets of sides or bounds, of which one is meant; which one, no file says.
  private mutating func checkSet(_ name: String, _ section: MPSSection) throws(InputError) {
    let known = sets[section]
    guard known == nil || known == name else {
      throw error(expected: "one set of \(section.rawValue), as '\(known ?? "")'", found: "'\(name)'")
    }
    sets[section] = name
  }

  private mutating func takeSides() throws(InputError) {
    for (row, value) in try pairs(.sides) {
      guard rows[row].side == nil else {
        throw error(expected: "each row once", found: "\(draft.rows[row].name) again")
      }
      rows[row].side = value
    }
  }

  private mutating func takeRanges() throws(InputError) {
    for (row, value) in try pairs(.ranges) {
      guard rows[row].range == nil else {
        throw error(expected: "each row once", found: "\(draft.rows[row].name) again")
      }
      guard rows[row].sense != UInt8(ascii: "N") else {
        throw error(expected: "a row with a side", found: "\(draft.rows[row].name), which has none")
      }
      rows[row].range = value
    }
  }

  // MARK: The end

  private mutating func finished() throws(InputError) -> ModelFile {
    for (row, line) in rows.enumerated() {
      let side = line.side ?? 0
      let (lower, upper) = Self.sides(line.sense, side, line.range)
      draft.rows[row].lower = ModelDraft.side(lower)
      draft.rows[row].upper = ModelDraft.side(upper)
      guard draft.rows[row].lower < .infinity, draft.rows[row].upper > -.infinity else {
        throw error(expected: "a side that row \(draft.rows[row].name) can have", found: side.text)
      }
    }
    for column in draft.columns.indices where draft[column].isInteger && !bounded.contains(column) {
      draft[column].upper = 1
    }
    if let objective {
      draft.constant = 0 - (rows[objective].side ?? 0)
      draft.rows.remove(at: objective)
    }
    return try draft.finished()
  }

  /// A range goes up from the side of G, down from that of L, and from that of E where its sign says.
  private static func sides(_ sense: UInt8, _ side: Double, _ range: Double?) -> (lower: Double, upper: Double) {
    switch sense {
    case UInt8(ascii: "L"): (range.map { ModelDraft.sum(side, -$0.magnitude) } ?? -.infinity, side)
    case UInt8(ascii: "G"): (side, range.map { ModelDraft.sum(side, $0.magnitude) } ?? .infinity)
    case UInt8(ascii: "E"): (min(side, ModelDraft.sum(side, range ?? 0)), max(side, ModelDraft.sum(side, range ?? 0)))
    default: (-.infinity, .infinity)
    }
  }

  // MARK: Words

  private func text(_ index: Int) -> String { lines.text(words[index]) }

  private func shown(_ word: Range<Int>) -> String { TokenReader.shown(lines.text(word)) }

  private mutating func number(_ word: Range<Int>, _ what: @autoclosure () -> String) throws(InputError) -> Double {
    try draft.number(word, what(), in: lines)
  }

  private func error(expected: String, found: String) -> InputError {
    InputError(file: draft.file, line: max(1, lines.number), expected: expected, found: found)
  }
}

/// Bounds of columns.
extension MPSPass {
  private mutating func takeBound() throws(InputError) {
    let kind = text(0).uppercased()
    let takesNumber = ["UP", "LO", "FX", "LI", "UI"].contains(kind)
    guard takesNumber || ["FR", "MI", "PL", "BV"].contains(kind) else {
      let isKnown = ["SC", "SI", "BN"].contains(kind)
      throw error(
        expected: "a bound UP, LO, FX, FR, MI, PL, BV, LI or UI",
        found: isKnown ? "\(kind), which is not read" : shown(words[0]))
    }
    let place = try columnPlace(takesNumber)
    let name = text(place)
    guard let column = draft.column(name) else {
      throw error(expected: "a column of the section COLUMNS", found: shown(words[place]))
    }
    let value = takesNumber ? ModelDraft.side(try bound(words[place + 1], "the bound of \(name)")) : 0
    apply(kind, value, to: column)
  }

  /// The column's place among the words, after the name of the set, which may be missing. What needs no number may have
  /// one.
  private mutating func columnPlace(_ takesNumber: Bool) throws(InputError) -> Int {
    let least = takesNumber ? 3 : 2
    guard (least...4).contains(words.count) else {
      throw error(
        expected: "a bound's kind, a column\(takesNumber ? " and a number" : "")", found: counted(words.count, "field"))
    }
    let isNamed = words.count == 3 && (draft.column(text(2)) != nil || draft.column(text(1)) == nil)
    let hasSet = words.count == 4 || !takesNumber && isNamed
    try checkSet(hasSet ? text(1) : "", .bounds)
    return hasSet ? 2 : 1
  }

  private mutating func bound(_ word: Range<Int>, _ what: @autoclosure () -> String) throws(InputError) -> Double {
    switch lines.text(word).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: try number(word, what())
    }
  }

  private mutating func apply(_ kind: String, _ value: Double, to index: Int) {
    let isFirst = bounded.insert(index).inserted
    var column = draft[index]
    column.line = lines.number
    switch kind {
    case "UP", "UI":
      column.upper = value
      if isFirst, value < 0 {
        column.lower = -.infinity
        draft.warn("a negative upper bound without a lower one: the lower bound 0 is taken away", about: column.name)
      }
    case "LO", "LI": column.lower = value
    case "FX": (column.lower, column.upper) = (value, value)
    case "FR": (column.lower, column.upper) = (-.infinity, .infinity)
    case "MI": column.lower = -.infinity
    case "PL": column.upper = .infinity
    default: (column.lower, column.upper) = (0, 1)
    }
    if ["UI", "LI", "BV"].contains(kind) { column.isInteger = true }
    draft[index] = column
  }
}
