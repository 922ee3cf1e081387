import Basics

/// A short tour through all nodes of a graph, by insertion and local search, again and again from the last one changed
/// at a few places.
///
/// Lengths may differ with the direction: what a reversed part is long comes from sums along the tour.
/// - Source: Lin 1965 for exchanges of two arcs; Or 1976 for moves of segments; Martin, Otto, Felten 1991, "Large-step
///   Markov chains for the traveling salesman problem", for the changes in between.
final class TourSearch {
  private let n: Int
  /// By tail · n + head; a missing arc is longer than any tour.
  private let length: Buffer<Int>
  private let tour: Buffer<Int32>
  private let place: Buffer<Int32>
  /// The lengths of the arcs up to each place, along the tour and against it.
  private let along: Buffer<Int>
  private let against: Buffer<Int>
  private let scratch: Buffer<Int32>
  private let best: Buffer<Int32>
  private(set) var bestLength: Int
  private var current = 0
  /// Nodes whose surroundings have changed.
  private var queue: [Int32] = []
  private let isQueued: Buffer<Bool>
  private var random: RandomSource
  /// Arcs that were looked at.
  private(set) var work = 0
  /// What a missing arc counts.
  private let missing: Int

  /// - Parameter lengths: by tail · nodes + head; nil where there is no arc.
  init(nodeCount: Int, lengths: [Int?], seed: UInt64) {
    n = nodeCount
    let largest = lengths.reduce(0) { max($0, abs($1 ?? 0)) }
    missing = (2 * largest + 1) * (nodeCount + 1)
    length = Buffer(lengths.map { [missing] in $0 ?? missing })
    tour = Buffer(repeating: 0, count: n)
    place = Buffer(repeating: 0, count: n)
    along = Buffer(repeating: 0, count: n + 1)
    against = Buffer(repeating: 0, count: n + 1)
    scratch = Buffer(repeating: 0, count: n)
    best = Buffer(repeating: 0, count: n)
    isQueued = Buffer(repeating: false, count: n)
    random = RandomSource(seed: seed)
    bestLength = .max
    insertAll()
    measure()
    for node in 0..<n { enqueue(Int32(node)) }
    descend()
    keepBest()
  }

  /// The best tour; nil while it has an arc that there is not.
  var bestTour: [Int]? {
    bestLength >= missing / 2 ? nil : (0..<n).map { Int(best[$0]) }
  }

  /// Changes the tour at a few places and improves it, so many times.
  func run(kicks: Int, until shouldStop: () -> Bool) {
    for kick in 0..<kicks {
      if kick & 63 == 0, shouldStop() { return }
      change()
      descend()
      if current <= bestLength {
        keepBest()
      } else {
        for p in 0..<n { tour[p] = best[p] }
        measure()
      }
    }
  }

  // MARK: The tour

  @inline(__always) private func c(_ from: Int32, _ to: Int32) -> Int { length[Int(from) * n + Int(to)] }
  @inline(__always) private func node(_ p: Int) -> Int32 { tour[p >= n ? p - n : p < 0 ? p + n : p] }

  private func measure() {
    for p in 0..<n {
      place[tour[p]] = Int32(p)
      along[p + 1] = along[p] + c(tour[p], node(p + 1))
      against[p + 1] = against[p] + c(node(p + 1), tour[p])
    }
    current = along[n]
    work += 2 * n
  }

  private func keepBest() {
    bestLength = current
    for p in 0..<n { best[p] = tour[p] }
  }

  private func enqueue(_ node: Int32) {
    if isQueued[node] { return }
    isQueued[node] = true
    queue.append(node)
  }

  /// Nodes in random order, each where it makes the tour least longer.
  private func insertAll() {
    let order = (0..<n).shuffled(using: &random)
    var nodes = [Int32(order[0])]
    for k in order.dropFirst() {
      let node = Int32(k)
      var (bestPlace, least) = (0, Int.max)
      for p in nodes.indices {
        let (before, after) = (nodes[p], nodes[p + 1 < nodes.count ? p + 1 : 0])
        let longer = c(before, node) + c(node, after) - (nodes.count > 1 ? c(before, after) : 0)
        if longer < least { (bestPlace, least) = (p + 1, longer) }
      }
      nodes.insert(node, at: bestPlace)
    }
    for p in 0..<n { tour[p] = nodes[p] }
  }

  // MARK: Moves

  private func descend() {
    while let node = queue.popLast() {
      isQueued[node] = false
      while improve(node) {}
    }
  }

  private func improve(_ node: Int32) -> Bool {
    let p = Int(place[node])
    work += 8 * n
    for first in [p - 1, p] where first >= 0 {
      if exchange(after: first) { return true }
    }
    for size in 1...3 {
      for start in [p, p - size + 1] where start >= 0 && start + size <= n {
        if move(start, size) { return true }
        if size == 1 { break }
      }
    }
    return false
  }

  /// Reverses what lies between two arcs, one of which leaves place `i`.
  private func exchange(after i: Int) -> Bool {
    for j in 0..<n where j != i {
      let (a, b) = (min(i, j), max(i, j))
      if b - a < 2 || b - a > n - 2 { continue }
      let added = c(tour[a], tour[b]) + c(tour[a + 1], node(b + 1)) + against[b] - against[a + 1]
      let removed = along[b + 1] - along[a]
      if added >= removed { continue }
      for end in [tour[a], tour[a + 1], tour[b], node(b + 1)] { enqueue(end) }
      var (low, high) = (a + 1, b)
      while low < high {
        (tour[low], tour[high]) = (tour[high], tour[low])
        (low, high) = (low + 1, high - 1)
      }
      measure()
      return true
    }
    return false
  }

  /// Puts a segment between two other nodes, as it is or reversed.
  private func move(_ start: Int, _ size: Int) -> Bool {
    if size + 2 > n { return false }
    let last = start + size - 1
    let (before, after) = (node(start - 1), node(last + 1))
    let (head, tail) = (tour[start], tour[last])
    let gain = c(before, head) + c(tail, after) - c(before, after)
    let (inside, turned) = (along[last] - along[start], against[last] - against[start])
    for p in 0..<n where p < start - 1 || p > last {
      // The place before the segment when that starts the tour.
      if start == 0, p == n - 1 { continue }
      let (left, right) = (tour[p], node(p + 1))
      let rest = gain + c(left, right)
      let isTurned = c(left, tail) + c(head, right) + turned - inside < rest
      if !isTurned, c(left, head) + c(tail, right) >= rest { continue }
      for end in [before, after, head, tail, left, right] { enqueue(end) }
      rebuild(start, size, after: p, isTurned)
      return true
    }
    return false
  }

  private func rebuild(_ start: Int, _ size: Int, after target: Int, _ isTurned: Bool) {
    for k in 0..<size { scratch[k] = tour[isTurned ? start + size - 1 - k : start + k] }
    if target > start {
      for p in start..<(target - size + 1) { tour[p] = tour[p + size] }
      for k in 0..<size { tour[target - size + 1 + k] = scratch[k] }
    } else {
      for p in stride(from: start + size - 1, to: target + size, by: -1) { tour[p] = tour[p - size] }
      for k in 0..<size { tour[target + 1 + k] = scratch[k] }
    }
    measure()
  }

  /// Exchanges two neighbouring segments: none of the moves takes that back by itself.
  private func change() {
    let longest = max(1, min(50, (n - 2) / 2))
    let (first, second) = (1 + random.below(longest), 1 + random.below(longest))
    let start = random.below(n - first - second + 1)
    for k in 0..<second { scratch[k] = tour[start + first + k] }
    for k in 0..<first { scratch[second + k] = tour[start + k] }
    for end in [node(start - 1), tour[start], tour[start + first - 1], tour[start + first]] { enqueue(end) }
    for end in [tour[start + first + second - 1], node(start + first + second)] { enqueue(end) }
    for k in 0..<(first + second) { tour[start + k] = scratch[k] }
    measure()
  }
}
