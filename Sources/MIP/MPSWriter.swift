/// Writes a linear model in free MPS format, for any other solver.
///
/// Numbers read back exactly. Names are made plain and unique. What readers do not agree on is avoided: the objective's
/// constant is the cost of a column fixed to 1 (as the right-hand side of the objective's row, some readers negate it
/// and GLPK does not), and bounds are written out wherever defaults differ (integer columns, negative upper bounds).
public enum MPSWriter {
  /// - Throws: `MIPError` when the model is not valid.
  /// - Complexity: O(columns + nonzeros) time; the whole file is in memory.
  public static func write(_ model: LinearModel) throws(MIPError) -> String {
    try model.validate()
    return File(model).text
  }

  /// One line of ROWS with its part of RHS and RANGES.
  private struct Line {
    var name: String
    var sense: String
    var side: Double
    var range: Double?
  }

  private struct File {
    private var model: LinearModel
    var text = ""
    private var columnNames: [String]
    private var lines: [Line] = []
    /// For each column its coefficients, as (line, coefficient).
    private var entries: [[(line: Int, coefficient: Double)]]

    init(_ model: LinearModel) {
      var model = model
      if model.objectiveConstant != 0 {
        model.addColumn("one", .continuous, from: 1, to: 1, cost: model.objectiveConstant)
      }
      self.model = model
      var names = FileNames()
      columnNames = model.columns.map { names.unique($0.name, prefix: "x") }
      entries = Array(repeating: [], count: model.columns.count)
      var rowNames = FileNames(reserved: ["objective"])
      for row in model.rows {
        for line in Self.lines(of: row, named: rowNames.unique(row.name, prefix: "r"), &rowNames) {
          for term in row.terms { entries[term.column].append((lines.count, term.coefficient)) }
          lines.append(line)
        }
      }
      var title = FileNames()
      text = "NAME \(title.unique(model.name, prefix: "m"))\n"
      writeRows()
      writeColumns()
      writeSides()
      writeBounds()
      text += "ENDATA\n"
    }

    private static func lines(of row: Row, named name: String, _ names: inout FileNames) -> [Line] {
      if row.lower == row.upper { return [Line(name: name, sense: "E", side: row.lower)] }
      if row.lower == -.infinity {
        return [Line(name: name, sense: row.upper == .infinity ? "N" : "L", side: row.upper)]
      }
      if row.upper == .infinity { return [Line(name: name, sense: "G", side: row.lower)] }
      // A range is a difference, which may be rounded: it is used only where it gives back the other side exactly.
      let range = row.upper - row.lower
      if row.lower + range == row.upper { return [Line(name: name, sense: "G", side: row.lower, range: range)] }
      if row.upper - range == row.lower { return [Line(name: name, sense: "L", side: row.upper, range: range)] }
      return [
        Line(name: name, sense: "G", side: row.lower),
        Line(name: names.unique(name + "_upper", prefix: "r"), sense: "L", side: row.upper),
      ]
    }

    private typealias Row = LinearModel.Row

    private mutating func writeRows() {
      text += "ROWS\n N objective\n"
      for line in lines { text += " \(line.sense) \(line.name)\n" }
    }

    private mutating func writeColumns() {
      text += "COLUMNS\n"
      var isInside = false
      var markers = 0
      for (index, column) in model.columns.enumerated() {
        if (column.kind != .continuous) != isInside {
          isInside.toggle()
          text += " MARKER\(markers) 'MARKER' '\(isInside ? "INTORG" : "INTEND")'\n"
          markers += 1
        }
        // A column without any entry would not exist.
        if column.cost != 0 || entries[index].isEmpty {
          text += " \(columnNames[index]) objective \(column.cost.text)\n"
        }
        for entry in entries[index] {
          text += " \(columnNames[index]) \(lines[entry.line].name) \(entry.coefficient.text)\n"
        }
      }
      if isInside { text += " MARKER\(markers) 'MARKER' 'INTEND'\n" }
    }

    private mutating func writeSides() {
      text += "RHS\n"
      for line in lines where line.sense != "N" && line.side != 0 { text += " RHS \(line.name) \(line.side.text)\n" }
      if lines.contains(where: { $0.range != nil }) { text += "RANGES\n" }
      for line in lines { if let range = line.range { text += " RANGE \(line.name) \(range.text)\n" } }
    }

    private mutating func writeBounds() {
      text += "BOUNDS\n"
      for (column, name) in zip(model.columns, columnNames) {
        switch (column.lower, column.upper) {
        case (0, 1) where column.kind != .continuous: text += " BV BOUND \(name)\n"
        case (-.infinity, .infinity): text += " FR BOUND \(name)\n"
        case (let lower, let upper) where lower == upper: text += " FX BOUND \(name) \(lower.text)\n"
        case (0, .infinity) where column.kind == .continuous: break
        case (let lower, let upper):
          text += lower == -.infinity ? " MI BOUND \(name)\n" : " LO BOUND \(name) \(lower.text)\n"
          text += upper == .infinity ? " PL BOUND \(name)\n" : " UP BOUND \(name) \(upper.text)\n"
        }
      }
    }
  }
}
