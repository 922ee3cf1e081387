import Basics

/// A balanced tree over tasks in the order of their earliest starts that knows the earliest completion time of a set Θ
/// of them.
///
/// A node holds the total duration and the earliest completion of what is below it. Inserting and removing a task are
/// O(log n), asking is O(1).
///
/// - Source: Vilím 2007, "Global constraints in scheduling", PhD thesis, the Θ-tree.
struct ThetaTree: ~Copyable {
  struct Node: BitwiseCopyable {
    var sum: Int32
    var ect: Int32

    static let empty = Node(sum: 0, ect: .min / 2)
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
  @inline(__always) var ect: Int32 { nodes[1].ect }

  mutating func insert(_ leaf: Int, start: Int32, duration: Int32) {
    nodes[leaves + leaf] = Node(sum: duration, ect: start + duration)
    update(above: leaf)
  }

  mutating func remove(_ leaf: Int) {
    nodes[leaves + leaf] = .empty
    update(above: leaf)
  }

  private func update(above leaf: Int) {
    var i = (leaves + leaf) >> 1
    let nodes = self.nodes.pointer
    while i >= 1 {
      let left = nodes[2 * i]
      let right = nodes[2 * i + 1]
      nodes[i] = Node(sum: left.sum + right.sum, ect: max(right.ect, left.ect + right.sum))
      i >>= 1
    }
  }
}
