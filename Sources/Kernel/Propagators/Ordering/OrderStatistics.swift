import Basics

/// The lower side of: y is x in ascending order.
///
/// y_k is at least the k-th smallest lower bound. Where no more than k + 1 of the x can be at most the upper bound of
/// y_k, all of these are. The upper side is the same on -x and -y in reverse.
///
/// - Complexity: O(n²) a run; O(n) an explanation.
/// - Source: the bounds of Bleuzen-Guernalec, Colmerauer 1997, "Narrowing a 2n-block of sortings in O(n log n)", less
///   those of its matching.
final class OrderStatistics: Propagator {
  private let values: Buffer<OffsetVariable>
  private let sorted: Buffer<OffsetVariable>
  private let scratch: Buffer<Int32>
  private var id = PropagatorID(index: -1)

  init(_ values: [OffsetVariable], sorted: [OffsetVariable]) {
    self.values = Buffer(values)
    self.sorted = Buffer(sorted)
    scratch = Buffer(repeating: 0, count: values.count)
  }

  var priority: Priority { .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return (0..<values.count).map { values[$0].variable } + (0..<sorted.count).map { -sorted[$0].variable }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let count = values.count
    for i in 0..<count { scratch[i] = store.lower(values[i]) }
    scratch.withElements { elements in
      var elements = elements
      elements.sort()
    }
    for k in 0..<count {
      try store.raise(sorted[k].atLeast(scratch[k]), because: .lazy(id, payload: Int32(k)))
    }
    for k in 0..<count {
      let most = store.upper(sorted[k])
      // As many as can be that small, and no more than must be.
      guard k + 1 == count || scratch[k + 1] > most else { continue }
      for i in 0..<count where store.lower(values[i]) <= most {
        try store.raise(values[i].atMost(most), because: .lazy(id, payload: Int32(count + k * count + i)))
      }
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let count = values.count
    if payload < count {
      // All but k of the values are at least what is asked.
      let bound = literal.bound + sorted[payload].offset
      var left = count - Int(payload)
      for isRoot in [true, false] {
        for i in 0..<count where left > 0 {
          let reaches = values[i].atLeast(bound)
          guard store.isTrue(reaches, before: position), store.isRootTrue(reaches) == isRoot else { continue }
          store.premise(reaches)
          left -= 1
        }
      }
      return
    }
    // y_k is small, and of the other values all but k are above.
    let (k, place) = (Int(payload) / count - 1, Int(payload) % count)
    let most = store.upper(sorted[k], before: position)
    store.premise(sorted[k].atMost(most))
    var left = count - k - 1
    for isRoot in [true, false] {
      for i in 0..<count where left > 0 && i != place {
        let isAbove = values[i].atLeast(most + 1)
        guard store.isTrue(isAbove, before: position), store.isRootTrue(isAbove) == isRoot else { continue }
        store.premise(isAbove)
        left -= 1
      }
    }
  }

  /// Some y_k is too small for how few values can be at most that, or too large for how many must be.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<sorted.count).contains { k in
      let small = (0..<values.count).count { bounds.lower(values[$0]) <= bounds.upper(sorted[k]) }
      let surelySmall = (0..<values.count).count { bounds.upper(values[$0]) < bounds.lower(sorted[k]) }
      return small < k + 1 || surelySmall > k
    }
  }
}

extension Solver {
  /// `sorted` is `values` in ascending order. Call at level 0.
  package func postSort(_ values: [OffsetVariable], sorted: [OffsetVariable]) {
    precondition(values.count == sorted.count, "what is sorted has as many values as before")
    precondition(values.count < 1 << 15, "places of two values fit 32 bits")
    for (low, high) in zip(sorted, sorted.dropFirst()) {
      addPrecedence(from: low.variable, to: high.variable, weight: low.offset - high.offset)
    }
    post(OrderStatistics(values, sorted: sorted))
    post(OrderStatistics(values.map { -$0 }, sorted: sorted.reversed().map { -$0 }))
  }
}
