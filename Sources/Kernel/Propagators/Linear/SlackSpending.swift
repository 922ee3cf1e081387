import Basics

/// Weakens the lower bounds that explain a linear inference until its surplus is spent.
///
/// Bounds are taken latest first and stepped back to what they were before their entry while the surplus pays for it,
/// so that a learned clause spans few and early levels. What is left weakens bounds within their entries.
final class SlackSpending {
  /// A heap of (trail position, term) in one integer, the latest entry on top.
  private let heap: Buffer<Int>
  private let bounds: Buffer<Int32>
  /// Terms whose entry is too dear to step over, latest first.
  private let kept: Buffer<Int32>

  init(termCount: Int) {
    heap = Buffer(repeating: 0, count: termCount)
    bounds = Buffer(repeating: 0, count: termCount)
    kept = Buffer(repeating: 0, count: termCount)
  }

  /// Writes premises [x_j >= b_j], j != `skipped`, with sum a_j b_j at least what it is now minus `surplus`.
  ///
  /// - Complexity: O((n + k) log n) for k entries stepped over.
  func explain(
    _ variables: UnsafePointer<IntegerVariable>, _ coefficients: UnsafePointer<Int>, count: Int, except skipped: Int,
    surplus: Int, before position: Int32, _ store: inout Store
  ) {
    assert(surplus >= 0, "an inference has no negative surplus")
    var size = 0
    for j in 0..<count where j != skipped {
      let x = variables[j]
      let entry = store.change(of: x, before: position)
      if entry < 0 { continue }
      bounds[j] = store.trail[entry].bound
      heap[size] = Int(entry) << 32 | j
      size += 1
      siftUp(size - 1)
    }
    var surplus = surplus
    var keptCount = 0
    while size > 0 {
      let entry = store.trail[heap[0] >> 32]
      let j = heap[0] & 0xFFFF_FFFF
      let cost = coefficients[j] * (Int(bounds[j]) - Int(entry.previousBound))
      if cost <= surplus {
        surplus -= cost
        bounds[j] = entry.previousBound
        if entry.previous >= 0 {
          heap[0] = Int(entry.previous) << 32 | j
          siftDown(size)
          continue
        }
      } else {
        kept[keptCount] = Int32(truncatingIfNeeded: j)
        keptCount += 1
      }
      size -= 1
      heap[0] = heap[size]
      siftDown(size)
    }
    for k in 0..<keptCount {
      let j = Int(kept[k])
      // Below the cost of the whole entry, so the bound stays above the previous one.
      let steps = surplus / coefficients[j]
      surplus -= steps * coefficients[j]
      store.premise(Literal(variables[j], atLeast: bounds[j] - Int32(steps)))
    }
  }

  private func siftUp(_ start: Int) {
    var hole = start
    let item = heap[hole]
    while hole > 0 {
      let parent = (hole - 1) >> 1
      if heap[parent] >= item { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = item
  }

  private func siftDown(_ size: Int) {
    if size == 0 { return }
    var hole = 0
    let item = heap[0]
    while true {
      var child = 2 * hole + 1
      if child >= size { break }
      if child + 1 < size, heap[child + 1] > heap[child] { child += 1 }
      if heap[child] <= item { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = item
  }
}

extension Store {
  /// The trail position of the latest change of x before `position`; -1 if x stood at its root bound.
  @inline(__always) func change(of x: IntegerVariable, before position: Int32) -> Int32 {
    var t = last[x.index]
    while t >= position { t = trail[t].previous }
    return t
  }
}
