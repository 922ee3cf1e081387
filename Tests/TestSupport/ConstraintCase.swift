import Basics

/// A small random model as a constraint's test gives it: the domains, and what a solution is, said by brute force.
///
/// How the model is posted to a solver is up to the test of that engine.
public struct ConstraintCase: Sendable {
  /// Lower and upper bound of each variable.
  public var domains: [ClosedRange<Int32>]
  /// Whether values of all variables satisfy the constraint.
  public var isSolution: @Sendable ([Int32]) -> Bool

  public init(domains: [ClosedRange<Int32>], isSolution: @escaping @Sendable ([Int32]) -> Bool) {
    self.domains = domains
    self.isSolution = isSolution
  }

  /// All solutions, in lexicographic order.
  public func enumerate() -> [[Int32]] {
    var found: [[Int32]] = []
    var values = domains.map(\.lowerBound)
    while true {
      if isSolution(values) { found.append(values) }
      var i = values.count - 1
      while i >= 0, values[i] == domains[i].upperBound {
        values[i] = domains[i].lowerBound
        i -= 1
      }
      if i < 0 { return found }
      values[i] += 1
    }
  }
}

extension RandomSource {
  /// A range inside `outer` with at most `width` + 1 values.
  public mutating func domain(in outer: ClosedRange<Int>, width: Int) -> ClosedRange<Int32> {
    let lower = within(outer)
    return Int32(lower)...Int32(min(outer.upperBound, lower + below(width + 1)))
  }
}
