import Basics
import Solving

/// What policies came to, one below the other: the first column to the left, numbers to the right.
enum SimulationTable {
  /// - Parameters:
  ///   - title: the line above.
  ///   - rows: the header first, all of one length.
  static func text(_ title: String, _ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let numbers = zip(row, widths).dropFirst().map { NumberText.leftPadded($0, to: $1) }
      return ([NumberText.padded(row[0], to: widths[0])] + numbers).joined(separator: "  ") + "\n"
    }
    return title + "\n" + lines.joined()
  }
}

/// Policies by name, as `--policy` has them.
enum PolicyNames {
  /// - Throws: `CommandFailure` for the first one that is not there.
  static func check(_ names: [String], among known: [String]) throws(CommandFailure) {
    for name in names where !known.contains(name) {
      let hint = Spelling.hint(for: name, among: known)
      throw CommandFailure(
        .usage, "there is no policy '\(name)'; there are \(known.joined(separator: ", "))\(hint)")
    }
  }
}
