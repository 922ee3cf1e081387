/// Items in the same bin add up to at most a capacity; bins are any integers.
package struct BinCapacityConstraint: Constraint {
  package static let name = "bin capacity"
  package static let keyword = "binCapacity"
  package private(set) var bins: [LinearForm]
  package private(set) var sizes: [Int]
  package private(set) var capacity: LinearForm

  package init(_ bins: [LinearForm], sizes: [Int], capacity: LinearForm) {
    self.bins = bins
    self.sizes = sizes
    self.capacity = capacity
  }

  package static var blank: Self { Self([], sizes: [], capacity: LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &bins)
    visitor.numbers("sizes", &sizes)
    visitor.form("capacity", &capacity)
  }

  package func flaw(in data: ModelData) -> String? {
    if bins.count != sizes.count { return "\(bins.count) items, \(sizes.count) sizes" }
    return PackingSizes.flaw(sizes)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for form in bins + [capacity] { form.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var loads: [Int: Int] = [:]
    for (bin, size) in zip(bins, sizes) { loads[bin.value(values), default: 0] += size }
    let limit = capacity.value(values)
    guard let full = loads.filter({ $0.value > limit }).keys.min() else { return nil }
    return "the items in bin \(full) add up to \(loads[full] ?? 0), the capacity is \(limit)"
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in bins + [capacity] where open.contains(form) && !data.isSafe(form) {
      throw .overflow("a bin or a capacity")
    }
  }

  /// Bins up to which a literal is made for each item and bin.
  private static let mostBins = 1_000

  /// A sum for each bin or, where these are many, a sum for each item over those that share its bin.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let ranges = bins.map { pieces.range(of: $0) }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return true }
    let width = last.subtractingReportingOverflow(first)
    if !width.overflow, width.partialValue < Self.mostBins {
      return decomposeByBins(first...last, ranges, &pieces)
    }
    return decomposeByPairs(&pieces)
  }

  private func decomposeByBins(
    _ all: ClosedRange<Int>, _ ranges: [ClosedRange<Int>], _ pieces: inout Decomposition
  ) -> Bool {
    var inside = [[(size: Int, literal: BoolVar)]](repeating: [], count: all.count)
    for (item, form) in bins.enumerated() {
      let literals = ranges[item].map { pieces.literal(form, equals: $0) }
      guard let count = LinearForm(sum(of: literals) - 1) else { return false }
      pieces.post(LinearConstraint(count, .equal))
      for (bin, literal) in zip(ranges[item], literals) {
        inside[bin - all.lowerBound].append((sizes[item], literal))
      }
    }
    // Some item is in some bin, so the capacity is not negative; then bins without items are within it.
    if pieces.range(of: capacity).lowerBound < 0 { pieces.post(LinearConstraint(capacity.negated, .atMost)) }
    for items in inside where !items.isEmpty {
      guard let total = LinearForm(sum(of: items.map { $0.size * $0.literal })) else { return false }
      pieces.post(LinearConstraint(total - capacity, .atMost))
    }
    return true
  }

  private func decomposeByPairs(_ pieces: inout Decomposition) -> Bool {
    for i in bins.indices {
      var terms = [LinearExpression(constant: sizes[i])]
      for j in bins.indices where j != i && sizes[j] > 0 {
        terms.append(sizes[j] * pieces.literal(bins[i] - bins[j], equals: 0))
      }
      guard let total = LinearForm(sum(of: terms)) else { return false }
      pieces.post(LinearConstraint(total - capacity, .atMost))
    }
    return true
  }
}
