/// Families of cuts, each of which can be left out.
package struct CutFamilies: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Variable bounds that the point violates: rows that came from probing and are not in the linear program.
  package static let impliedBounds = CutFamilies(rawValue: 1)
  package static let cliques = CutFamilies(rawValue: 2)
  /// (l, S) inequalities.
  package static let lotSizing = CutFamilies(rawValue: 4)
  /// Mixed integer rounding of rows and of paths of rows.
  package static let rounding = CutFamilies(rawValue: 8)
  /// Covers of rows and of paths of rows.
  package static let covers = CutFamilies(rawValue: 16)
  package static let zeroHalf = CutFamilies(rawValue: 32)
  /// Gomory's mixed integer cuts.
  package static let tableau = CutFamilies(rawValue: 64)
  package static let all = CutFamilies(rawValue: 127)
}
