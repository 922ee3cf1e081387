import Statements

extension AllDifferentConstraint: Relaxable {
  /// The sum lies between those of the least and of the largest different values that the bounds allow; of a permutation
  /// it is one number.
  package func relax(into relaxed: inout RelaxedModel) {
    if exceptions.isEmpty { relaxed.addDifferent(expressions) }
  }
}

extension InverseConstraint: Relaxable {
  /// Both lists are permutations.
  package func relax(into relaxed: inout RelaxedModel) {
    if reach == .partial { return }
    relaxed.addDifferent(first)
    relaxed.addDifferent(second)
  }
}

extension RelaxedModel {
  /// least <= sum of different values <= largest.
  fileprivate mutating func addDifferent(_ expressions: [LinearForm]) {
    let ranges = expressions.map { data.range(of: $0) }
    let isSmall = ranges.allSatisfy { $0.lowerBound >= -Model.limit && $0.upperBound <= Model.limit }
    let fits = expressions.allSatisfy { $0.terms.allSatisfy { $0.coefficient.magnitude <= Model.limit } }
    guard isSmall, fits, expressions.count > 1 else { return }
    let least = Self.leastDifferentSum(ranges.map(\.lowerBound))
    let largest = -Self.leastDifferentSum(ranges.map { -$0.upperBound })
    // Where they exclude each other, the engine finds that out.
    guard least <= largest, let sum = expressions.reduce(nil as LinearForm?, { $0?.plus($1) ?? $1 }) else { return }
    addRow(sum, lower: least, upper: largest)
  }

  /// The least sum of different values that are not below these bounds: each the first free one, in their order.
  private static func leastDifferentSum(_ bounds: [Int]) -> Int {
    var (sum, last) = (0, Int.min)
    for bound in bounds.sorted() {
      last = last < bound ? bound : last + 1
      sum += last
    }
    return sum
  }
}

extension LinearForm {
  fileprivate func plus(_ other: LinearForm) -> LinearForm { self - other.negated }
}
