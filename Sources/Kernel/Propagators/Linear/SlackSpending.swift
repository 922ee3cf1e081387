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

  /// Writes premises [x_j >= b_j], j != `skipped`, with excess + sum a_j b_j at least 0; what it is with the bounds of
  /// the time is the surplus, which is not negative.
  ///
  /// - Complexity: O((n + k) log n) for k entries stepped over; O(n) where nothing can be weakened.
  func explain(
    _ variables: UnsafePointer<IntegerVariable>, _ coefficients: UnsafePointer<Int>, count: Int, least: Int,
    except skipped: Int, excess: Int, before position: Int32, _ store: inout Store
  ) {
    let (heap, bounds) = (self.heap.pointer, self.bounds.pointer)
    let (root, last, trail) = (store.root.pointer, store.last.pointer, store.trail.pointer)
    var size = 0
    var surplus = excess
    for j in 0..<count where j != skipped {
      let node = variables[j].node
      var entry = last[node]
      while entry >= position { entry = trail[Int(entry)].previous }
      let bound = entry < 0 ? root[node] : trail[Int(entry)].bound
      surplus += coefficients[j] * Int(bound)
      if entry < 0 { continue }
      bounds[j] = bound
      heap[size] = Int(entry) << 32 | j
      size += 1
    }
    assert(surplus >= 0, "an inference has no negative surplus")
    if surplus < least {
      for k in 0..<size {
        let j = heap[k] & 0xFFFF_FFFF
        store.premise(Literal(variables[j], atLeast: bounds[j]))
      }
      return
    }
    heapify(size)
    var keptCount = 0
    while size > 0 {
      let entry = trail[heap[0] >> 32]
      let j = heap[0] & 0xFFFF_FFFF
      let cost = coefficients[j] * (Int(bounds[j]) - Int(entry.previousBound))
      if cost <= surplus {
        surplus -= cost
        bounds[j] = entry.previousBound
        if entry.previous >= 0 {
          heap[0] = Int(entry.previous) << 32 | j
          siftDown(0, size)
          continue
        }
      } else {
        kept[keptCount] = Int32(truncatingIfNeeded: j)
        keptCount += 1
      }
      size -= 1
      heap[0] = heap[size]
      siftDown(0, size)
    }
    for k in 0..<keptCount {
      let j = Int(kept[k])
      // Below the cost of the whole entry, so the bound stays above the previous one.
      let steps = surplus / coefficients[j]
      surplus -= steps * coefficients[j]
      store.premise(Literal(variables[j], atLeast: bounds[j] - Int32(steps)))
    }
  }

  private func heapify(_ size: Int) {
    var root = size >> 1
    while root > 0 {
      root -= 1
      siftDown(root, size)
    }
  }

  private func siftDown(_ root: Int, _ size: Int) {
    if root >= size { return }
    var hole = root
    let item = heap[hole]
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
