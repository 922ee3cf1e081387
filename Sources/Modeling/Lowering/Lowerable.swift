import Kernel
import Statements

/// A constraint that has a form in the kernel: clauses, precedence arcs or a propagator. One without is lowered through
/// its decomposition.
package protocol Lowerable: Constraint {
  /// Whether posting it takes long enough for a look at the clock before; the default is no.
  var takesLong: Bool { get }

  /// Posts it to the model's solver.
  ///
  /// - Parameter position: its place among the constraints of `model.expanded`.
  /// - Throws: `overflow` when a sum leaves what the kernel keeps in 32 bits.
  func lower(into model: LoweredModel, at position: Int) throws(ModelError)
}

extension Lowerable {
  package var takesLong: Bool { false }
}
