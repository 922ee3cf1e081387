import Basics
import Statements

/// A cumulative's constant demands and capacity, made as strong as the sets of tasks that fit together allow.
///
/// The capacity comes down to the largest sum of demands within it. A demand goes up by what no set of other tasks can
/// use beside it. The sets that fit stay the same; energies get larger against the capacity.
///
/// - Source: coefficient strengthening of knapsacks, as in Savelsbergh 1994, "Preprocessing and probing techniques for
///   mixed integer programming problems", with exact subset sums; Cloutier, Quimper 2026 for cumulatives.
struct CapacityStrengthening {
  private(set) var demands: [Int]
  private(set) var capacity: Int
  /// What was done, in this order.
  private(set) var changes: [Change] = []

  enum Change: Equatable {
    case divided(by: Int)
    case capacity(Int)
    /// The demand at a place.
    case demand(Int, Int)
  }

  /// Word operations of the subset sums, so that lowering stays quick on large models.
  private static let workLimit = 20_000_000

  /// - Parameters:
  ///   - demands: not negative; those above the capacity stay as they are.
  ///   - capacity: not negative.
  /// - Complexity: O(n² · capacity / 64) for n demands, within a limit; above it less is done.
  init(demands: [Int], capacity: Int) {
    self.demands = demands
    self.capacity = capacity
    divide()
    let fitting = self.demands.count { $0 > 0 && $0 <= self.capacity }
    let words = self.capacity / UInt64.bitWidth + 1
    guard fitting > 0, words <= Self.workLimit / fitting else { return }
    lowerCapacity()
    if words <= Self.workLimit / fitting / fitting { liftDemands() }
    divide()
  }

  /// By the greatest common divisor of the demands.
  private mutating func divide() {
    let divisor = max(1, demands.reduce(0, greatestCommonDivisor))
    if divisor > 1 { changes.append(.divided(by: divisor)) }
    capacity /= divisor
    for i in demands.indices { demands[i] /= divisor }
  }

  private mutating func lowerCapacity() {
    let sums = SubsetSums(upTo: capacity)
    for demand in demands { sums.include(demand) }
    let largest = sums.largest(atMost: capacity)
    if largest < capacity { changes.append(.capacity(largest)) }
    capacity = largest
  }

  /// One after the other: what one demand gained counts for the next.
  private mutating func liftDemands() {
    for i in demands.indices where demands[i] > 0 && demands[i] <= capacity {
      let beside = SubsetSums(upTo: capacity - demands[i])
      for j in demands.indices where j != i { beside.include(demands[j]) }
      let lifted = capacity - beside.largest(atMost: capacity - demands[i])
      if lifted > demands[i] { changes.append(.demand(i, lifted)) }
      demands[i] = lifted
    }
  }
}
