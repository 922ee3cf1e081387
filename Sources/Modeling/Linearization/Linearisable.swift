import Statements

/// A constraint that has a form in rows and columns of a linear model. One without is linearised through its
/// decomposition.
package protocol Linearisable: Constraint {
  /// Adds its rows, and the columns that they need.
  ///
  /// - Parameter position: its place among the constraints of the linearizer's data.
  /// - Throws: `tooLarge`.
  func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError)
}
