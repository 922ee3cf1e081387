import Basics

/// A small random linear program in units of 1/20, which it writes in every format and solves by looking at everything:
/// numbers of files come from integers, and no reader, scaling or checker has a part in what is expected.
struct RandomFile {
  enum Form: CaseIterable { case fixed, free, lp }

  struct Column {
    var name: String
    var lower: Int
    /// nil where there is none.
    var upper: Int?
    var cost: Int
  }

  struct Row {
    var coefficients: [Int]
    /// nil where there is none; units of 1/20 like the coefficients.
    var lower, upper: Int?
  }

  var columns: [Column] = []
  var rows: [Row] = []
  var constant: Int
  var isMaximised: Bool

  /// Largest value that is looked at where there is no upper bound.
  static let horizon = 40

  init(seed: Int, isOpen: Bool = false) {
    var random = RandomSource(seed: UInt64(seed))
    // Of a third of the files all numbers are integers.
    let unit = random.below(3) == 0 ? 20 : 1
    constant = unit * random.within(-9...9)
    isMaximised = random.below(3) == 0
    for index in 0..<random.within(1...4) {
      let lower = random.below(2) == 0 ? 0 : random.within(-3...2)
      columns.append(
        Column(
          name: "x\(index)", lower: lower, upper: lower + random.below(random.below(2) == 0 ? 2 : 5),
          cost: unit * random.within(-9...9)))
    }
    if isOpen { columns[random.below(columns.count)].upper = nil }
    for _ in 0..<random.below(5) {
      let side = unit * random.within(-12...18)
      var row = Row(coefficients: columns.map { _ in random.below(4) == 0 ? 0 : unit * random.within(-6...6) })
      switch random.below(8) {
      case 0: (row.lower, row.upper) = (side, side)
      case 1: (row.lower, row.upper) = (side, side + unit * random.within(1...8))
      case 2...4: row.lower = side
      default: row.upper = side
      }
      rows.append(row)
    }
  }

  /// The best objective in units of 1/20, in the file's sense; nil where there is no solution.
  var best: Int? {
    var best: Int?
    var values = columns.map(\.lower)
    while true {
      let isFeasible = rows.allSatisfy { row in
        let sum = zip(row.coefficients, values).reduce(0) { $0 + $1.0 * $1.1 }
        return sum >= row.lower ?? sum && sum <= row.upper ?? sum
      }
      if isFeasible {
        let value = zip(columns, values).reduce(constant) { $0 + $1.0.cost * $1.1 }
        best = best.map { isMaximised ? max($0, value) : min($0, value) } ?? value
      }
      var index = 0
      while index < values.count, values[index] == columns[index].upper ?? Self.horizon {
        values[index] = columns[index].lower
        index += 1
      }
      if index == values.count { return best }
      values[index] += 1
    }
  }

  /// 27 twentieths are 1.35.
  static func decimal(_ twentieths: Int) -> String {
    let hundredths = twentieths.magnitude * 5
    let decimals = String(100 + hundredths % 100).dropFirst()
    let sign = twentieths < 0 ? "-" : ""
    return hundredths % 100 == 0 ? "\(sign)\(hundredths / 100)" : "\(sign)\(hundredths / 100).\(decimals)"
  }

  func text(_ form: Form) -> String { form == .lp ? lp : mps(isFixed: form == .fixed) }

  private var lp: String {
    func sum(_ terms: [(Int, String)]) -> String {
      terms.map { "\($0.0 < 0 ? "-" : "+") \(Self.decimal(abs($0.0))) \($0.1)" }.joined(separator: " ")
    }
    let costs = sum(columns.map { ($0.cost, $0.name) })
    var text = "\(isMaximised ? "Maximize" : "Minimize")\n obj: \(costs)"
    text += " \(constant < 0 ? "-" : "+") \(Self.decimal(abs(constant)))\nSubject To\n"
    for (index, row) in rows.enumerated() {
      let terms = sum(zip(row.coefficients, columns).map { ($0, $1.name) })
      switch (row.lower, row.upper) {
      case (let lower?, let upper?) where lower == upper: text += " r\(index): \(terms) = \(Self.decimal(lower))\n"
      case (let lower?, let upper?):
        text += " r\(index): \(Self.decimal(lower)) <= \(terms) <= \(Self.decimal(upper))\n"
      case (let lower?, nil): text += " r\(index): \(terms) >= \(Self.decimal(lower))\n"
      case (nil, let upper?): text += " r\(index): \(terms) <= \(Self.decimal(upper))\n"
      case (nil, nil): break
      }
    }
    text += "Bounds\n"
    for column in columns {
      text += " \(column.name) >= \(column.lower)\n"
      if let upper = column.upper { text += " \(column.lower) <= \(column.name) <= \(upper)\n" }
    }
    return text + "Generals\n" + columns.map { " \($0.name)" }.joined() + "\nEnd\n"
  }

  private func mps(isFixed: Bool) -> String {
    // Names with blanks, which only columns of the line tell.
    func name(_ text: String) -> String { isFixed ? text.prefix(1) + " " + text.dropFirst() : text }
    func line(_ fields: String...) -> String {
      guard isFixed else { return " " + fields.joined(separator: " ") + "\n" }
      let places = [1, 4, 14, 24, 39, 49]
      var line = ""
      for (field, place) in zip(fields, places) where !field.isEmpty {
        line += String(repeating: " ", count: place - line.count) + field
      }
      return line + "\n"
    }
    func data(_ fields: String...) -> String {
      isFixed ? line("", fields[0], fields[1], fields[2]) : line(fields[0], fields[1], fields[2])
    }
    var text = "NAME random\n" + (isMaximised ? "OBJSENSE\n    MAX\n" : "") + "ROWS\n" + line("N", name("cost"))
    for (index, row) in rows.enumerated() {
      let sense = row.lower == row.upper && row.lower != nil ? "E" : row.lower != nil ? "G" : "L"
      text += line(sense, name("r\(index)"))
    }
    text += "COLUMNS\n" + data("M0", "'MARKER'", "'INTORG'")
    for (number, column) in columns.enumerated() {
      text += data(name(column.name), name("cost"), Self.decimal(column.cost))
      for (index, row) in rows.enumerated() where row.coefficients[number] != 0 {
        text += data(name(column.name), name("r\(index)"), Self.decimal(row.coefficients[number]))
      }
    }
    text += data("M1", "'MARKER'", "'INTEND'") + "RHS\n" + data("RHS", name("cost"), Self.decimal(-constant))
    for (index, row) in rows.enumerated() {
      text += data("RHS", name("r\(index)"), Self.decimal(row.lower ?? row.upper ?? 0))
    }
    text += "RANGES\n"
    for (index, row) in rows.enumerated() {
      guard let lower = row.lower, let upper = row.upper, lower != upper else { continue }
      text += data("RNG", name("r\(index)"), Self.decimal(upper - lower))
    }
    text += "BOUNDS\n"
    for column in columns {
      text += line("LO", "BND", name(column.name), "\(column.lower)")
      text += column.upper.map { line("UP", "BND", name(column.name), "\($0)") } ?? line("PL", "BND", name(column.name))
    }
    return text + "ENDATA\n"
  }
}
