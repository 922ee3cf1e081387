import Basics

/// A balanced tree over tasks in the order of their earliest starts that knows the earliest completion time of a set Θ
/// of them, and of Θ plus at most one of the grey tasks Λ.
///
/// A node holds the total duration and the earliest completion of what is below it. Inserting, greying and removing a
/// task are O(log n), asking is O(1).
///
/// - Source: Vilím 2007, "Global constraints in scheduling", PhD thesis, the Θ-tree and the Θ-Λ-tree.
struct ThetaTree: ~Copyable {
  struct Node: BitwiseCopyable {
    var sum: Int32
    var ect: Int32
    /// The same with at most one grey task, and the leaf of the grey task that attains it.
    var greySum: Int32
    var greyEct: Int32
    var sumLeaf: Int32
    var ectLeaf: Int32

    static let empty = Node(sum: 0, ect: .min / 2, greySum: 0, greyEct: .min / 2, sumLeaf: -1, ectLeaf: -1)
  }

  private var nodes: Buffer<Node>
  private var leaves = 1

  /// - Parameter capacity: the most tasks there will be.
  init(capacity: Int) {
    var size = 1
    while size < capacity { size *= 2 }
    nodes = Buffer(repeating: .empty, count: 2 * size)
  }

  /// Empties the tree and lays it out for `count` tasks; leaf k is the task with the k-th earliest start.
  mutating func removeAll(count: Int) {
    leaves = 1
    while leaves < count { leaves *= 2 }
    for i in 1..<(2 * leaves) { nodes[i] = .empty }
  }

  /// The earliest completion time of Θ.
  var ect: Int32 { nodes[1].ect }
  /// The earliest completion time of Θ with the grey task that makes it largest.
  var greyEct: Int32 { nodes[1].greyEct }
  /// The leaf of that grey task; -1 when none matters.
  var responsible: Int32 { nodes[1].ectLeaf }

  mutating func insert(_ leaf: Int, start: Int32, duration: Int32) {
    let ect = start + duration
    nodes[leaves + leaf] = Node(
      sum: duration, ect: ect, greySum: duration, greyEct: ect, sumLeaf: -1, ectLeaf: -1)
    update(above: leaf)
  }

  /// Moves a task from Θ to Λ.
  mutating func grey(_ leaf: Int) {
    let old = nodes[leaves + leaf]
    nodes[leaves + leaf] = Node(
      sum: 0, ect: Node.empty.ect, greySum: old.sum, greyEct: old.ect, sumLeaf: Int32(leaf), ectLeaf: Int32(leaf))
    update(above: leaf)
  }

  mutating func remove(_ leaf: Int) {
    nodes[leaves + leaf] = .empty
    update(above: leaf)
  }

  private mutating func update(above leaf: Int) {
    var i = (leaves + leaf) >> 1
    let nodes = self.nodes.pointer
    while i >= 1 {
      let left = nodes[2 * i]
      let right = nodes[2 * i + 1]
      var node = Node(
        sum: left.sum + right.sum, ect: max(right.ect, left.ect + right.sum), greySum: 0, greyEct: right.greyEct,
        sumLeaf: -1, ectLeaf: right.ectLeaf)
      if left.greySum + right.sum >= left.sum + right.greySum {
        node.greySum = left.greySum + right.sum
        node.sumLeaf = left.sumLeaf
      } else {
        node.greySum = left.sum + right.greySum
        node.sumLeaf = right.sumLeaf
      }
      if left.ect + right.greySum > node.greyEct {
        node.greyEct = left.ect + right.greySum
        node.ectLeaf = right.sumLeaf
      }
      if left.greyEct + right.sum > node.greyEct {
        node.greyEct = left.greyEct + right.sum
        node.ectLeaf = left.ectLeaf
      }
      nodes[i] = node
      i >>= 1
    }
  }
}
