/// Writes a linear model in CPLEX-LP format, for people to read and any other solver to solve.
///
/// Numbers read back exactly. Names are made plain and unique. What the format, or some reader of it, does not have is
/// written around: a row with two sides becomes two rows, a row without any is left out, and the objective's constant is
/// the cost of a column fixed to 1.
public enum LPWriter {
  /// - Throws: `MIPError` when the model is not valid.
  /// - Complexity: O(columns + nonzeros) time; the whole file is in memory.
  public static func write(_ model: LinearModel) throws(MIPError) -> String {
    try model.validate()
    return File(model).text
  }

  private struct File {
    let model: LinearModel
    var text = ""
    private var columnNames: [String]
    /// The name of a column fixed to 1; nil where none is needed.
    private var one: String?
    private var rowNames = FileNames(reserved: ["objective"])

    init(_ model: LinearModel) {
      self.model = model
      var names = FileNames()
      columnNames = model.columns.map { names.unique($0.name, prefix: "x") }
      let isNeeded = model.objectiveConstant != 0 || model.columns.isEmpty
      one = isNeeded ? names.unique("one", prefix: "x") : nil
      var title = FileNames()
      text = "\\ \(title.unique(model.name, prefix: "m"))\nMinimize\n objective:"
      writeObjective()
      text += "Subject To\n"
      for row in model.rows { write(row) }
      if model.rows.allSatisfy({ $0.lower == -.infinity && $0.upper == .infinity }) { writeEmptyRow() }
      writeBounds()
      write(section: "Generals", of: .integer)
      write(section: "Binaries", of: .binary)
      text += "End\n"
    }

    /// Terms are written a few to a line, for some readers take only 255 characters.
    private mutating func write(_ terms: some Collection<(coefficient: Double, name: String)>) {
      for (index, term) in terms.enumerated() {
        if index > 0, index % 6 == 0 { text += "\n  " }
        text += term.coefficient < 0 ? " - " : " + "
        text += "\(term.coefficient.magnitude.text) \(term.name)"
      }
    }

    private mutating func writeObjective() {
      var terms = zip(model.columns, columnNames).filter { $0.0.cost != 0 }.map { (coefficient: $0.cost, name: $1) }
      if let one, model.objectiveConstant != 0 { terms.append((model.objectiveConstant, one)) }
      if terms.isEmpty { terms.append((0, anyColumn)) }
      write(terms)
      text += "\n"
    }

    private var anyColumn: String { one ?? columnNames[0] }

    private mutating func write(_ row: LinearModel.Row) {
      let name = rowNames.unique(row.name, prefix: "r")
      if row.lower == row.upper {
        write(row, named: name, "=", row.lower)
      } else {
        if row.lower > -.infinity { write(row, named: name, ">=", row.lower) }
        let isSecond = row.lower > -.infinity
        if row.upper < .infinity {
          write(row, named: isSecond ? rowNames.unique(name + "_upper", prefix: "r") : name, "<=", row.upper)
        }
      }
    }

    private mutating func write(_ row: LinearModel.Row, named name: String, _ sense: String, _ side: Double) {
      text += " \(name):"
      let terms = row.terms.map { (coefficient: $0.coefficient, name: columnNames[$0.column]) }
      write(terms.isEmpty ? [(coefficient: 0, name: anyColumn)] : terms)
      text += " \(sense) \(side.text)\n"
    }

    /// The section of rows must not be empty.
    private mutating func writeEmptyRow() {
      text += " \(rowNames.unique("nothing", prefix: "r")): 0 \(anyColumn) >= 0\n"
    }

    private mutating func writeBounds() {
      text += "Bounds\n"
      for (column, name) in zip(model.columns, columnNames) {
        switch (column.lower, column.upper) {
        case (0, 1) where column.kind == .binary: break
        case (-.infinity, .infinity): text += " \(name) free\n"
        case (let lower, let upper) where lower == upper: text += " \(name) = \(lower.text)\n"
        case (0, .infinity): break
        case (-.infinity, let upper): text += " -inf <= \(name) <= \(upper.text)\n"
        case (let lower, .infinity): text += " \(name) >= \(lower.text)\n"
        case (let lower, let upper): text += " \(lower.text) <= \(name) <= \(upper.text)\n"
        }
      }
      if let one { text += " \(one) = 1\n" }
    }

    /// A binary column with other bounds than 0 and 1 is a general one, for the other section would reset them.
    private mutating func write(section: String, of kind: LinearModel.Kind) {
      let names = zip(model.columns, columnNames).filter { column, _ in
        let isPlainBinary = column.kind == .binary && column.lower == 0 && column.upper == 1
        return column.kind != .continuous && isPlainBinary == (kind == .binary)
      }
      if names.isEmpty { return }
      text += section + "\n"
      for (_, name) in names { text += " \(name)\n" }
    }
  }
}
