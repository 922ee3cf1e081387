import Basics

/// No two of many rectangles overlap, pair by pair and without a Boolean a pair.
///
/// One of two rectangles is left of, right of, below or above the other. Where bounds exclude three of these orders,
/// the fourth holds and pushes; where they exclude all, not both rectangles are there. An order is excluded by an end
/// that is later than a start: two premises.
///
/// - Complexity: O(n) for each rectangle whose bounds have changed.
/// - Source: Beldiceanu, Carlsson 2001, "Sweep as a generic pruning technique applied to the non-overlapping rectangles
///   constraint", for the problem; the rule is the disjunction itself.
final class RectanglePairs: Propagator {
  /// Which of two comes first, and in which direction.
  private struct Order: BitwiseCopyable {
    var first, second: Task
  }

  private let xs: Buffer<Task>
  private let ys: Buffer<Task>
  private let presences: Buffer<Literal>
  private var id = PropagatorID(index: -1)
  /// By rectangle, the bounds of its start and end in both directions when it was last looked at.
  private let seen: Buffer<SIMD8<Int32>>
  private let wasPresent: Buffer<Bool>
  /// Whether the last run came to its end.
  private var isComplete = true

  /// - Parameter rectangles: each is there where its presence is true; its tasks' own presences are not looked at.
  init(_ rectangles: [(x: Task, y: Task, presence: Literal)]) {
    xs = Buffer(rectangles.map(\.x))
    ys = Buffer(rectangles.map(\.y))
    presences = Buffer(rectangles.map(\.presence))
    seen = Buffer(repeating: SIMD8(repeating: .min), count: rectangles.count)
    wasPresent = Buffer(repeating: false, count: rectangles.count)
  }

  var priority: Priority { .timeTable }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = Set<IntegerVariable>()
    for i in 0..<xs.count {
      for task in [xs[i], ys[i]] {
        woken.formUnion([task.start.variable, -task.start.variable, task.end.variable, -task.end.variable])
      }
      woken.insert(presences[i].variable)
    }
    return woken.sorted { $0.index < $1.index }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    // A run that failed has seen bounds of which not all pairs were looked at.
    if !isComplete { seen.fill(SIMD8(repeating: .min)) }
    isComplete = false
    for i in 0..<xs.count {
      let isPresent = store.isTrue(presences[i])
      let bounds = self.bounds(i, store)
      if bounds == seen[i], isPresent == wasPresent[i] { continue }
      let position = store.position
      for j in 0..<xs.count where j != i { try separate(i, j, &store) }
      // What was inferred may be taken back while these bounds stay, so they are looked at once more.
      seen[i] = store.position == position ? bounds : SIMD8(repeating: .min)
      wasPresent[i] = isPresent
    }
    isComplete = true
  }

  private func bounds(_ i: Int, _ store: borrowing Store) -> SIMD8<Int32> {
    SIMD8(
      store.lower(xs[i].start), store.upper(xs[i].start), store.lower(xs[i].end), store.upper(xs[i].end),
      store.lower(ys[i].start), store.upper(ys[i].start), store.lower(ys[i].end), store.upper(ys[i].end))
  }

  private func order(_ way: Int, _ i: Int, _ j: Int) -> Order {
    switch way {
    case 0: Order(first: xs[i], second: xs[j])
    case 1: Order(first: xs[j], second: xs[i])
    case 2: Order(first: ys[i], second: ys[j])
    default: Order(first: ys[j], second: ys[i])
    }
  }

  private func separate(_ i: Int, _ j: Int, _ store: inout Store) throws(Conflict) {
    if store.isFalse(presences[i]) || store.isFalse(presences[j]) { return }
    var left = -1
    for way in 0..<4 {
      let order = order(way, i, j)
      if store.lower(order.first.end) > store.upper(order.second.start) { continue }
      if left >= 0 { return }
      left = way
    }
    let areThere = store.isTrue(presences[i]) && store.isTrue(presences[j])
    if left < 0 {
      // One that is there excludes the other; where both are, this is a conflict.
      let (sure, open) = store.isTrue(presences[i]) ? (i, j) : (j, i)
      if !store.isTrue(presences[sure]) { return }
      for way in 0..<4 { exclude(order(way, i, j), &store) }
      premise(presences[sure], &store)
      if areThere {
        premise(presences[open], &store)
        throw store.fail(by: id)
      }
      return try store.raise(presences[open].negated, because: store.takeReason(by: id))
    }
    if !areThere { return }
    let kept = order(left, i, j)
    let end = store.lower(kept.first.end)
    let start = store.upper(kept.second.start)
    for conclusion in [kept.second.start.atLeast(end), kept.first.end.atMost(start)] where !store.isTrue(conclusion) {
      for way in 0..<4 where way != left { exclude(order(way, i, j), &store) }
      premise(presences[i], &store)
      premise(presences[j], &store)
      let isPushed = conclusion == kept.second.start.atLeast(end)
      premise(isPushed ? kept.first.end.atLeast(end) : kept.second.start.atMost(start), &store)
      try store.raise(conclusion, because: store.takeReason(by: id))
    }
  }

  /// Premises that exclude an order: its first ends after the latest start of its second.
  private func exclude(_ order: Order, _ store: inout Store) {
    let latest = store.upper(order.second.start)
    premise(order.first.end.atLeast(latest + 1), &store)
    premise(order.second.start.atMost(latest), &store)
  }

  private func premise(_ literal: Literal, _ store: inout Store) {
    if !store.isRootTrue(literal) { store.premise(literal) }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("a pair's reasons are written when it infers")
  }

  /// Two that are there, of which each may start before the other ends in both directions and must.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    let boxes = (0..<xs.count).filter { bounds.isTrue(presences[$0]) }
    return boxes.contains { i in
      boxes.contains { j in
        i < j
          && [(xs[i], xs[j]), (ys[i], ys[j])].allSatisfy { a, b in
            let (a, b) = (CheckedTask(a, bounds), CheckedTask(b, bounds))
            return a.isImpossible || b.isImpossible || a.ect > b.lst && b.ect > a.lst
          }
      }
    }
  }
}

extension Solver {
  /// Posts that no two of many rectangles overlap, without a Boolean a pair. Call at level 0.
  package func postRectanglePairs(_ rectangles: [(x: Task, y: Task, presence: Literal)]) {
    let possible = rectangles.filter { !store.isFalse($0.presence) }
    if possible.count > 1 { post(RectanglePairs(possible)) }
  }
}
