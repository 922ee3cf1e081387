import Basics

/// One direction of g[f[i]] = i for lists too long for literals: a fixed f[i] = j fixes g[j], and a bound of f[i] leaves
/// places that cannot hold i.
///
/// Values that are no place of g say nothing.
///
/// - Complexity: O(n) a run, plus the places left.
final class Inverse: Propagator {
  private let f: Buffer<OffsetVariable>
  private let g: Buffer<OffsetVariable>
  private var id = PropagatorID(index: -1)

  init(_ f: [OffsetVariable], _ g: [OffsetVariable]) {
    self.f = Buffer(f)
    self.g = Buffer(g)
  }

  var priority: Priority { .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return ((0..<f.count).map { f[$0].variable } + (0..<g.count).map { g[$0].variable }).flatMap { [$0, -$0] }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    for i in 0..<f.count {
      while let excluded = exclusion(of: store.lower(f[i]), for: i, store) {
        let low = store.lower(f[i])
        store.premise(f[i].atLeast(low))
        store.premise(excluded)
        try store.raise(f[i].atLeast(low + 1), because: store.takeReason(by: id))
      }
      while let excluded = exclusion(of: store.upper(f[i]), for: i, store) {
        let high = store.upper(f[i])
        store.premise(f[i].atMost(high))
        store.premise(excluded)
        try store.raise(f[i].atMost(high - 1), because: store.takeReason(by: id))
      }
      let j = store.lower(f[i])
      guard j == store.upper(f[i]), j >= 0, Int(j) < g.count else { continue }
      for bound in [g[j].atLeast(Int32(i)), g[j].atMost(Int32(i))] where !store.isTrue(bound) {
        store.premise(f[i].atLeast(j))
        store.premise(f[i].atMost(j))
        try store.raise(bound, because: store.takeReason(by: id))
      }
    }
  }

  /// The bound by which place j of g is not i.
  @inline(__always)
  private func exclusion(of j: Int32, for i: Int, _ store: borrowing Store) -> Literal? {
    guard j >= 0, Int(j) < g.count else { return nil }
    let place = Int32(i)
    if store.lower(g[j]) > place { return g[j].atLeast(place + 1) }
    if store.upper(g[j]) < place { return g[j].atMost(place - 1) }
    return nil
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("reasons are explicit")
  }

  /// Some f[i] has no value left: each is a place of g that cannot hold i.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<f.count).contains { i in
      (Int(bounds.lower(f[i]))...max(Int(bounds.lower(f[i])), Int(bounds.upper(f[i])))).allSatisfy { j in
        j >= 0 && j < g.count && (Int(bounds.lower(g[j])) > i || Int(bounds.upper(g[j])) < i)
      }
    }
  }
}

extension Solver {
  /// Posts that f[i] = j just where g[j] = i, for places of both lists. Call at level 0.
  package func postInverse(_ f: [OffsetVariable], _ g: [OffsetVariable]) {
    post(Inverse(f, g))
    post(Inverse(g, f))
  }
}
