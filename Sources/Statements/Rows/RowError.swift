/// Why rows are refused.
package struct RowError: Error, Equatable, Sendable, CustomStringConvertible {
  /// From 0 on among those that were given; nil where none by itself is to blame.
  package let row: Int?
  package let description: String

  package init(row: Int?, _ description: String) {
    self.row = row
    self.description = description
  }
}
