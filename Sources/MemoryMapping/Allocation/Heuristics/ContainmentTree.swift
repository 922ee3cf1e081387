import Basics

/// The buffers that are not placed yet, for one question: which of those that live inside a range of sections has the
/// greatest score?
///
/// A complete binary tree over the buffers in order of their first section; each node knows the least end and the
/// greatest score below it.
final class ContainmentTree {
  private struct Node: BitwiseCopyable {
    var score: Int
    var end: Int32
  }

  private let count: Int
  private let leafCount: Int
  private let nodes: Buffer<Node>
  private let firsts, ends: Buffer<Int32>
  /// The buffer of each leaf, and the leaf of each buffer.
  private let buffers, leaves: Buffer<Int32>
  /// The first leaf whose buffer begins in the section or later.
  private let firstLeaf: Buffer<Int32>
  /// Nodes looked at in one question before the best buffer so far will do.
  private let budget: Int
  private let stack: Buffer<Int32>

  init(_ sections: MemoryMapping.Sections, count: Int, budget: Int = 512) {
    self.count = count
    self.budget = budget
    let hulls = (0..<count).map { sections.hull(of: $0) }
    firsts = Buffer(hulls.lazy.map { Int32($0.lowerBound) })
    ends = Buffer(hulls.lazy.map { Int32($0.upperBound) })
    buffers = Buffer(RadixOrder.ascending(hulls.map(\.lowerBound)))
    leaves = Buffer(repeating: 0, count: count)
    firstLeaf = Buffer(repeating: 0, count: sections.count + 1)
    var leafCount = 1
    while leafCount < count { leafCount *= 2 }
    self.leafCount = leafCount
    nodes = Buffer(repeating: Node(score: .min, end: .max), count: 2 * leafCount)
    stack = Buffer(repeating: 0, count: 128)
    var leaf = 0
    for section in 0...sections.count {
      firstLeaf[section] = Int32(leaf)
      while leaf < count, Int(firsts[buffers[leaf]]) == section {
        leaves[buffers[leaf]] = Int32(leaf)
        leaf += 1
      }
    }
  }

  func first(of buffer: Int) -> Int32 { firsts[buffer] }
  func end(of buffer: Int) -> Int32 { ends[buffer] }

  /// Makes all buffers candidates again.
  func fill(_ scores: borrowing Buffer<Int>) {
    for leaf in 0..<count {
      let buffer = buffers[leaf]
      nodes[leafCount + leaf] = Node(score: scores[buffer], end: ends[buffer])
    }
    var node = leafCount - 1
    while node > 0 {
      update(node)
      node -= 1
    }
  }

  /// Takes out the buffer inside [first, end) with the greatest score among those looked at.
  func takeBest(inside first: Int32, _ end: Int32) -> Int? {
    let nodes = nodes.pointer
    let (low, high) = (Int(firstLeaf[first]), Int(firstLeaf[end]))
    guard low < high else { return nil }
    var best = -1
    var bestScore = Int.min
    var visits = 0
    // The nodes that make up [low, high), the left ones on top.
    var depth = 0
    var (left, right) = (low + leafCount, high + leafCount)
    while left < right {
      if left & 1 == 1 {
        stack[depth] = Int32(left)
        depth += 1
        left += 1
      }
      if right & 1 == 1 {
        right -= 1
        stack[depth] = Int32(right)
        depth += 1
      }
      left /= 2
      right /= 2
    }
    while depth > 0 {
      depth -= 1
      let node = Int(stack[depth])
      if nodes[node].end > end || nodes[node].score <= bestScore { continue }
      visits += 1
      if visits > budget, best >= 0 { break }
      if node >= leafCount {
        best = node
        bestScore = nodes[node].score
        continue
      }
      // The child with the greater score is looked at first.
      let isRightBetter = nodes[2 * node + 1].score > nodes[2 * node].score
      stack[depth] = Int32(isRightBetter ? 2 * node : 2 * node + 1)
      stack[depth + 1] = Int32(isRightBetter ? 2 * node + 1 : 2 * node)
      depth += 2
    }
    guard best >= 0 else { return nil }
    let buffer = Int(buffers[best - leafCount])
    remove(best)
    return buffer
  }

  private func remove(_ leaf: Int) {
    nodes[leaf] = Node(score: .min, end: .max)
    var node = leaf / 2
    while node > 0 {
      update(node)
      node /= 2
    }
  }

  private func update(_ node: Int) {
    let (a, b) = (nodes[2 * node], nodes[2 * node + 1])
    nodes[node] = Node(score: max(a.score, b.score), end: min(a.end, b.end))
  }
}
