import Kernel

/// The literals [x = v] of one kernel variable, as far as somebody asks for them.
///
/// Bounds are the only literals of the kernel; a value inside a domain is a Boolean of its own, tied to them. All
/// constraints over x meet in the same Booleans. What ties them is posted when all constraints are there: clauses a
/// value, or a propagator where the whole domain was asked for.
struct ValueEncoding {
  /// Never a negated one.
  let variable: IntegerVariable
  /// Where the first of them comes from.
  let origin: Origin
  private(set) var literals: [Int32: Literal] = [:]
  /// The values of `literals`, in the order in which they were asked for.
  private(set) var values: [Int32] = []
  /// All values are asked for.
  var isWhole = false
  /// x takes one of the values of each of these lists, ascending each.
  var sets: [[Int]] = []
  /// So many of the values and of the lists are tied to the bounds of x, and whether the whole domain is.
  private(set) var tied = (values: 0, sets: 0, isWhole: false)

  init(_ variable: IntegerVariable, origin: Origin) {
    self.variable = variable
    self.origin = origin
  }

  mutating func add(_ literal: Literal, for value: Int32) {
    literals[value] = literal
    values.append(value)
  }

  mutating func noteTied(isWhole: Bool) { tied = (values.count, sets.count, tied.isWhole || isWhole) }

  /// Whether some list leaves the value out.
  func isGap(_ value: Int) -> Bool { sets.contains { !Self.contains(value, in: $0) } }

  private static func contains(_ value: Int, in sorted: [Int]) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value
  }
}
