/// A signed view of an integer variable: x and -x are neighbours (index i and i ^ 1).
///
/// Only lower bounds are ever stored. The upper bound of x is minus the lower bound of -x, so every routine is written
/// for one direction.
package struct IntegerVariable: Hashable, Sendable, BitwiseCopyable {
  package let index: Int32

  @inline(__always) package init(index: Int32) { self.index = index }

  @inline(__always) package static prefix func - (x: IntegerVariable) -> IntegerVariable {
    IntegerVariable(index: x.index ^ 1)
  }

  /// The same for x and -x.
  @inline(__always) var base: Int { Int(index >> 1) }
  @inline(__always) package var isNegated: Bool { index & 1 == 1 }
  @inline(__always) var node: Int { Int(index) }
}

/// The bound literal [variable >= bound]: the one kind of literal there is. 8 bytes.
///
/// A Boolean is a variable with domain {0, 1}; it is true as [b >= 1], false as [-b >= 0].
package struct Literal: Hashable, Sendable, BitwiseCopyable {
  package let variable: IntegerVariable
  package let bound: Int32

  @inline(__always) package init(_ variable: IntegerVariable, atLeast bound: Int32) {
    self.variable = variable
    self.bound = bound
  }

  @inline(__always) package init(_ variable: IntegerVariable, atMost bound: Int32) {
    self.init(-variable, atLeast: -bound)
  }

  /// not [x >= v] is [-x >= 1 - v].
  @inline(__always) package var negated: Literal { Literal(-variable, atLeast: 1 - bound) }

  /// Variable 0 is the constant 1, so this literal is always true.
  package static let always = Literal(IntegerVariable(index: 0), atLeast: 1)

  @inline(__always) var node: Int { Int(variable.index) }
}

extension Literal: CustomStringConvertible {
  package var description: String {
    variable.isNegated ? "[x\(variable.base) <= \(-bound)]" : "[x\(variable.base) >= \(bound)]"
  }
}

/// Bounds and weights stay inside -limit ... limit, so that a sum of two fits 32 bits; longer sums are made in 64.
package let boundLimit: Int32 = (1 << 30) - 1
