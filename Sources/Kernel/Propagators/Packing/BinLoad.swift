import Basics

/// The load of one bin is a sum of sizes that can be reached: those of the items in it, and of some that may be.
///
/// That loads are within the sums of what is and of what may be in the bin is in a linear row beside it; this is about
/// the gaps between sums.
///
/// - Complexity: O(items · capacity / 64) a run.
/// - Source: Shaw 2004, "A constraint for bin packing"; Trick 2003, "A dynamic programming approach for consistency and
///   propagation for knapsack constraints", for the sums.
final class BinLoad: Propagator {
  private let load: OffsetVariable
  private let sizes: Buffer<Int32>
  private let literals: Buffer<Literal>
  /// The sums of open items.
  private let sums: SubsetSums
  private var id = PropagatorID(index: -1)

  /// - Parameter limit: the largest load, not negative.
  init(_ load: OffsetVariable, items: [(size: Int32, literal: Literal)], limit: Int) {
    self.load = load
    sizes = Buffer(items.map(\.size))
    literals = Buffer(items.map(\.literal))
    sums = SubsetSums(upTo: limit)
  }

  var priority: Priority { .energetic }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = Set([load.variable, -load.variable])
    for i in 0..<literals.count {
      woken.insert(literals[i].variable)
      woken.insert(-literals[i].variable)
    }
    return woken.sorted { $0.index < $1.index }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    sums.clear(0)
    var taken = 0
    for i in 0..<literals.count {
      if store.isTrue(literals[i]) {
        taken += Int(sizes[i])
      } else if !store.isFalse(literals[i]) {
        sums.include(Int(sizes[i]))
      }
    }
    let (low, high) = (Int(store.lower(load)), Int(store.upper(load)))
    // Where what is in the bin is too much, the row says so.
    if high < taken { return }
    let most = taken + sums.largest(atMost: high - taken)
    if most < high {
      explain(load.atMost(Int32(high)), &store)
      try store.raise(load.atMost(Int32(most)), because: store.takeReason(by: id))
    }
    var least = max(low, taken)
    while !sums.contains(least - taken) { least += 1 }
    if least > low {
      explain(load.atLeast(Int32(low)), &store)
      try store.raise(load.atLeast(Int32(least)), because: store.takeReason(by: id))
    }
  }

  /// Which items are in the bin and which are not, and the bound that falls into a gap.
  private func explain(_ bound: Literal, _ store: inout Store) {
    if !store.isRootTrue(bound) { store.premise(bound) }
    for i in 0..<literals.count where !store.isUnassigned(literals[i]) {
      let fact = store.isTrue(literals[i]) ? literals[i] : literals[i].negated
      if !store.isRootTrue(fact) { store.premise(fact) }
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("a bin's reasons are written when it infers")
  }

  /// No subset of the items that may be there, with all that are, adds up to a possible load.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    var reached: Set = [0]
    for i in 0..<literals.count where !bounds.isFalse(literals[i]) {
      let further = Set(reached.map { $0 + Int(sizes[i]) })
      reached = bounds.isTrue(literals[i]) ? further : reached.union(further)
    }
    return !reached.contains { $0 >= Int(bounds.lower(load)) && $0 <= Int(bounds.upper(load)) }
  }
}

extension Solver {
  /// The load is the sum of sizes whose literals are true, beside a linear row that says the same: filters by the sums
  /// that can be reached, where making them is quick. Call at level 0.
  package func postBinLoad(_ load: OffsetVariable, items: [(size: Int, literal: Literal)]) {
    let limit = Int(store.upper(load))
    let open = items.filter { !store.isFalse($0.literal) && $0.size > 0 && $0.size <= limit }
    guard limit >= 0, limit <= Self.largestLoad, open.count > 1, limit / 64 * open.count <= Self.largestLoad,
      open.count == items.count(where: { !store.isFalse($0.literal) && $0.size > 0 })
    else { return }
    post(BinLoad(load, items: open.map { (Int32($0.size), $0.literal) }, limit: limit))
  }

  private static var largestLoad: Int { 1 << 14 }
}
