/// Bounds in which one constraint is to be shown to have no solution: those of level 0, the premises of an inference, and
/// the opposite of what it concludes.
package struct CheckedBounds {
  /// The lower bound of each node.
  private var lower: [Int32]

  /// Level 0 of a store.
  init(rootOf store: borrowing Store) { lower = (0..<store.nodeCount).map { store.root[$0] } }

  mutating func require(_ literal: Literal) { lower[literal.node] = max(lower[literal.node], literal.bound) }

  /// Whether some variable has no value left.
  var isEmpty: Bool { stride(from: 0, to: lower.count, by: 2).contains { lower[$0] > -lower[$0 + 1] } }

  func lower(_ x: IntegerVariable) -> Int32 { lower[Int(x.index)] }
  func upper(_ x: IntegerVariable) -> Int32 { -lower[Int(x.index ^ 1)] }
  func lower(_ x: OffsetVariable) -> Int32 { lower(x.variable) + x.offset }
  func upper(_ x: OffsetVariable) -> Int32 { upper(x.variable) + x.offset }
  func isTrue(_ literal: Literal) -> Bool { lower[literal.node] >= literal.bound }
  func isFalse(_ literal: Literal) -> Bool { -lower[literal.node ^ 1] < literal.bound }
}

/// A task in checked bounds, each tightened by start + duration = end.
struct CheckedTask {
  var est: Int32
  var lst: Int32
  var ect: Int32
  var lct: Int32
  var duration: Int32
  let demand: Int32
  let isPresent: Bool
  let isAbsent: Bool

  init(_ task: Task, _ bounds: CheckedBounds) {
    est = bounds.lower(task.start)
    lst = bounds.upper(task.start)
    ect = bounds.lower(task.end)
    lct = bounds.upper(task.end)
    duration = bounds.lower(task.duration)
    demand = bounds.lower(task.demand)
    isPresent = bounds.isTrue(task.presence)
    isAbsent = bounds.isFalse(task.presence)
    tighten()
  }

  mutating func tighten() {
    duration = max(duration, ect - lst)
    ect = max(ect, est + duration)
    lst = min(lst, lct - duration)
  }

  /// Whether its window is too short.
  var isImpossible: Bool { est > lst || ect > lct }

  /// Whether it runs at `time`, wherever it starts.
  func covers(_ time: Int32) -> Bool { lst <= time && time < ect }

  /// How long it runs in [a, b) at least.
  func leastInside(_ a: Int32, _ b: Int32) -> Int32 { max(0, min(ect - a, b - lst, b - a, duration)) }
}
