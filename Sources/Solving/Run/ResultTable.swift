import Basics

/// Tables of best known makespans, as libraries of project instances have them beside the instances, often with the same
/// ending: `j30opt.sm`, `j60hrs.sm`, `j120lb.sm`, `c15opt.mm`.
enum ResultTable {
  /// - Parameter lines: the beginning of the text, in lower case and without blanks before them.
  static func isOne(_ source: SourceText, _ lines: [Substring]) -> Bool {
    if lines.contains(where: { $0.hasPrefix("precedence") || $0.hasPrefix("jobs ") }) { return false }
    return hasHeading(lines) || isNamedAsOne(source.stem, source.name) && hasRows(lines) || countsInstances(lines)
  }

  /// A line that names the columns, above a line of numbers.
  private static func hasHeading(_ lines: [Substring]) -> Bool {
    for (number, line) in lines.enumerated() {
      let words = line.split { !$0.isLetter && $0 != "-" }
      guard words.count >= 2, words.contains(where: { $0.hasPrefix("inst") }),
        words.contains(where: { ["makespan", "ub", "lb", "upper", "lower", "opt", "optimum", "mpm-time"].contains($0) }
        ),
        !line.contains(",")
      else { continue }
      return lines[(number + 1)...].prefix(3).contains { isRow($0) }
    }
    return false
  }

  private static func isNamedAsOne(_ stem: String, _ name: String) -> Bool {
    let name = name.lowercased()
    if name.hasSuffix(".res") { return true }
    guard ["sm", "mm", "rcp", "sch"].contains(name.split(separator: ".").last ?? "") else { return false }
    return ["opt", "hrs", "lb", "ub", "bks"].contains { stem.lowercased().hasSuffix($0) }
  }

  private static func hasRows(_ lines: [Substring]) -> Bool { lines.contains { isRow($0) } }

  /// Numbers of a set of parameters, of an instance, and what is known of it.
  private static func isRow(_ line: Substring) -> Bool {
    let words = line.split(whereSeparator: \.isWhitespace)
    return words.count >= 3 && words.prefix(3).allSatisfy { Double($0) != nil }
  }

  /// Rows alone, the first ten of which count the instances of the first parameters.
  private static func countsInstances(_ lines: [Substring]) -> Bool {
    guard lines.count >= 10 else { return false }
    return lines.prefix(10).enumerated().allSatisfy { number, line in
      let words = line.split(whereSeparator: \.isWhitespace)
      return (3...6).contains(words.count) && words[0] == "1" && Int(words[1]) == number + 1
    }
  }
}
