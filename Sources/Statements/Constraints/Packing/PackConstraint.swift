/// Each item is in one bin, and the sizes of the items in a bin add up to its load.
package struct PackConstraint: Constraint {
  package static let name = "pack"
  /// By item, its bin, a place in `loads`.
  package private(set) var bins: [LinearForm]
  package private(set) var sizes: [Int]
  package private(set) var loads: [LinearForm]

  package init(_ bins: [LinearForm], sizes: [Int], loads: [LinearForm]) {
    self.bins = bins
    self.sizes = sizes
    self.loads = loads
  }

  package static var blank: Self { Self([], sizes: [], loads: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &bins)
    visitor.numbers("sizes", &sizes)
    visitor.forms("loads", &loads)
  }

  package func flaw(in data: ModelData) -> String? {
    if bins.count != sizes.count { return "\(bins.count) items, \(sizes.count) sizes" }
    return PackingSizes.flaw(sizes)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for form in bins + loads { form.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var found = [Int](repeating: 0, count: loads.count)
    for (item, form) in bins.enumerated() {
      let bin = form.value(values)
      guard loads.indices.contains(bin) else { return "item \(item) is in bin \(bin) of \(loads.count)" }
      found[bin] += sizes[item]
    }
    for (bin, load) in loads.enumerated() where load.value(values) != found[bin] {
      return "the items in bin \(bin) add up to \(found[bin]), not \(load.value(values))"
    }
    return nil
  }

  package var functionTargets: [Int] { loads.flatMap { $0.terms.map(\.variable) } }

  package var attention: HintCompletion.Attention { .always }

  /// Loads follow once all bins are known.
  package func complete(_ completion: inout HintCompletion) -> Bool {
    var found = [Int](repeating: 0, count: loads.count)
    for (item, form) in bins.enumerated() {
      guard let bin = completion.value(of: form) else { return false }
      guard loads.indices.contains(bin) else { return true }
      found[bin] += sizes[item]
    }
    for (load, sum) in zip(loads, found) { completion.solve(load + -sum) }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in bins + loads where open.contains(form) && !data.isSafe(form) { throw .overflow("a bin or a load") }
  }

  /// A literal an item and bin; a sum a bin, and one of all loads.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    var inside = [[(size: Int, literal: BoolVar)]](repeating: [], count: loads.count)
    for (item, form) in bins.enumerated() {
      let range = pieces.range(of: form)
      let (first, end) = (max(0, range.lowerBound), min(loads.count, range.upperBound + 1))
      if range.lowerBound < 0 { pieces.post(LinearConstraint(form.negated, .atMost)) }
      if range.upperBound >= loads.count { pieces.post(LinearConstraint(form + (1 - loads.count), .atMost)) }
      if first >= end { continue }
      let literals = (first..<end).map { pieces.literal(form, equals: $0) }
      guard let count = LinearForm(sum(of: literals) - 1) else { return false }
      pieces.post(LinearConstraint(count, .equal))
      for (bin, literal) in zip(first..<end, literals) where sizes[item] > 0 {
        inside[bin].append((sizes[item], literal))
      }
    }
    for (load, items) in zip(loads, inside) {
      pieces.post(BinLoadConstraint(load, sizes: items.map(\.size), literals: items.map(\.literal)))
    }
    var all = FormSum()
    for load in loads { all.add(load, times: 1) }
    all.add(LinearForm(constant: sizes.reduce(0, +)), times: -1)
    if loads.count > 1, let all = all.form, pieces.data.isSafe(all) { pieces.post(LinearConstraint(all, .equal)) }
    return true
  }
}

/// What sizes of items may be.
enum PackingSizes {
  static func flaw(_ sizes: [Int]) -> String? {
    if sizes.contains(where: { $0 < 0 }) { return "a size is negative" }
    let total = sizes.reduce(UInt(0)) { min($0, 1 << 61) + min($1.magnitude, 1 << 61) }
    return total <= 1 << 59 ? nil : "sizes add up to more than exact arithmetic has room for"
  }
}

extension Model {
  /// Each item is in a bin, and what is in a bin adds up to its load.
  ///
  /// ```swift
  /// let bins = sizes.map { _ in model.integer(0...2) }
  /// let loads = (0..<3).map { _ in model.integer(0...10) }
  /// model.pack(bins, sizes: sizes, loads: loads)
  /// model.minimize(model.maximum(of: loads))
  /// ```
  /// - Parameters:
  ///   - bins: by item, the place of its bin in `loads`, from 0; it is one of these.
  ///   - sizes: by item, not negative. An item of size 0 is in a bin as well.
  ///   - loads: by bin.
  public func pack(_ bins: [any LinearExpressible], sizes: [Int], loads: [any LinearExpressible]) {
    guard checkSizes(sizes, of: bins.count) else { return }
    let (places, sums) = (canonical(bins, "an item's bin"), canonical(loads, "a load"))
    guard places.count == bins.count, sums.count == loads.count else { return }
    post(PackConstraint(places, sizes: sizes, loads: sums))
  }

  /// Each item is in one of the bins, and what is in a bin is at most its capacity.
  ///
  /// - Parameters:
  ///   - bins: by item, the place of its bin in `capacities`, from 0; it is one of these.
  ///   - capacities: by bin, numbers, variables or expressions.
  /// - Returns: the load of each bin.
  @discardableResult
  public func pack(
    _ bins: [any LinearExpressible], sizes: [Int], capacities: [any LinearExpressible]
  ) -> [IntVar] {
    guard checkSizes(sizes, of: bins.count) else { return capacities.map { _ in integer(0...0) } }
    let total = sizes.reduce(0, +)
    if total > Self.limit { note(.overflow("the load of a bin")) }
    let loads = capacities.map { _ in integer(0...min(total, Self.limit)) }
    for (load, capacity) in zip(loads, capacities) { add(load <= capacity) }
    pack(bins, sizes: sizes, loads: loads)
    return loads
  }

  /// Items are packed into bins of one capacity, where the number of a bin may be any integer.
  ///
  /// ```swift
  /// model.pack(orders.map(\.day), sizes: orders.map(\.hours), capacity: 8)
  /// ```
  public func pack(_ bins: [any LinearExpressible], sizes: [Int], capacity: some LinearExpressible) {
    guard checkSizes(sizes, of: bins.count) else { return }
    let places = canonical(bins, "an item's bin")
    guard places.count == bins.count, let limit = canonical(capacity.linearExpression, "a capacity") else { return }
    post(BinCapacityConstraint(places, sizes: sizes, capacity: limit))
  }

  private func checkSizes(_ sizes: [Int], of count: Int) -> Bool {
    guard sizes.count == count else {
      note(.mismatchedCounts("pack: \(count) items, \(sizes.count) sizes"))
      return false
    }
    if sizes.contains(where: { $0 < 0 }) { note(.negativeQuantity("the size of an item")) }
    if PackingSizes.flaw(sizes) != nil, sizes.allSatisfy({ $0 >= 0 }) { note(.overflow("the sizes of items")) }
    return PackingSizes.flaw(sizes) == nil
  }
}
