/// Rows of values that stand for assignments of some expressions; an entry may stand for any value.
package enum RowList {
  /// Stands for any value: no form reaches it.
  package static let wildcard = -(1 << 61)

  package static func matches(_ row: [Int], _ values: [Int]) -> Bool {
    zip(row, values).allSatisfy { $0 == wildcard || $0 == $1 }
  }

  /// Those that fit the ranges, each once, in their order.
  ///
  /// - Complexity: O(rows · columns).
  package static func fitting(_ rows: [[Int]], _ ranges: [ClosedRange<Int>]) -> [[Int]] {
    var seen = Set<[Int]>()
    return rows.filter { row in
      for (entry, range) in zip(row, ranges) where entry != wildcard && !range.contains(entry) { return false }
      return seen.insert(row).inserted
    }
  }

  /// What is wrong with rows for so many expressions.
  static func flaw(_ rows: [[Int]], _ count: Int, _ what: String) -> String? {
    guard let row = rows.firstIndex(where: { $0.count != count }) else { return nil }
    return "row \(row) of \(what) has \(rows[row].count) entries for \(count) expressions"
  }

  static func text(_ values: [Int]) -> String { "(" + values.map(String.init).joined(separator: ", ") + ")" }
}

extension Model {
  /// The canonical forms of the expressions, and the rows that can be theirs; nil after noting what is wrong.
  func canonicalRows(
    _ expressions: [any LinearExpressible], _ rows: [[Int]], _ what: String
  ) -> (forms: [LinearForm], rows: [[Int]])? {
    if let flaw = RowList.flaw(rows, expressions.count, what) {
      note(.mismatchedCounts(flaw))
      return nil
    }
    let forms = canonical(expressions, what)
    guard forms.count == expressions.count else { return nil }
    // What has no horizon yet may take any value.
    let ranges = forms.map { isOpen($0) ? -(1 << 60)...(1 << 60) : data.range(of: $0) }
    return (forms, RowList.fitting(rows, ranges))
  }
}
