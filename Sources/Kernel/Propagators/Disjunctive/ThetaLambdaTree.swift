import Basics

/// A balanced tree over tasks in the order of their earliest starts that knows the earliest completion time of a set Θ of
/// them, and of Θ plus at most one of the grey tasks Λ.
///
/// A node holds the total duration and the earliest completion of what is below it. Filling it is O(n); greying and removing a task are O(log n), asking is O(1).
///
/// - Source: Vilím 2007, "Global constraints in scheduling", PhD thesis, the Θ-Λ-tree.
struct ThetaLambdaTree: ~Copyable {
  struct Node: BitwiseCopyable {
    var sum: Int32
    var ect: Int32
    /// The same with at most one grey task, and the leaf of the grey task that attains it.
    var greySum: Int32
    var greyEct: Int32
    var sumLeaf: Int32
    var ectLeaf: Int32

    static let empty = Node(sum: 0, ect: .min / 2, greySum: 0, greyEct: .min / 2, sumLeaf: -1, ectLeaf: -1)

    init(sum: Int32, ect: Int32, greySum: Int32, greyEct: Int32, sumLeaf: Int32, ectLeaf: Int32) {
      self.sum = sum
      self.ect = ect
      self.greySum = greySum
      self.greyEct = greyEct
      self.sumLeaf = sumLeaf
      self.ectLeaf = ectLeaf
    }

    /// A leaf of Θ.
    init(task start: Int32, _ duration: Int32) {
      self.init(
        sum: duration, ect: start + duration, greySum: duration, greyEct: start + duration, sumLeaf: -1, ectLeaf: -1)
    }

    func greyed(_ leaf: Int32) -> Node {
      Node(sum: 0, ect: Node.empty.ect, greySum: sum, greyEct: ect, sumLeaf: leaf, ectLeaf: leaf)
    }
  }

  private var nodes: Buffer<Node>
  private var leaves = 1

  /// - Parameter capacity: the most tasks there will be.
  init(capacity: Int) {
    var size = 1
    while size < capacity { size *= 2 }
    nodes = Buffer(repeating: .empty, count: 2 * size)
  }

  /// Lays the tree out for `count` tasks, each in Θ or grey; leaf k is the task with the k-th earliest start.
  @inline(__always)
  mutating func fill(count: Int, task: (Int) -> (start: Int32, duration: Int32, isGrey: Bool)) {
    leaves = 1
    while leaves < count { leaves *= 2 }
    let nodes = self.nodes.pointer
    for leaf in 0..<count {
      let (start, duration, isGrey) = task(leaf)
      let node = Node(task: start, duration)
      nodes[leaves + leaf] = isGrey ? node.greyed(Int32(leaf)) : node
    }
    for leaf in count..<max(count, leaves) { nodes[leaves + leaf] = .empty }
    var i = leaves - 1
    while i >= 1 {
      join(i)
      i -= 1
    }
  }

  /// The earliest completion time of Θ.
  @inline(__always) var ect: Int32 { nodes[1].ect }
  /// The earliest completion time of Θ with the grey task that makes it largest.
  @inline(__always) var greyEct: Int32 { nodes[1].greyEct }
  /// The leaf of that grey task; -1 when none matters.
  var responsible: Int32 { nodes[1].ectLeaf }

  /// Moves a task from Θ to Λ.
  mutating func grey(_ leaf: Int) {
    nodes[leaves + leaf] = nodes[leaves + leaf].greyed(Int32(leaf))
    update(above: leaf)
  }

  mutating func remove(_ leaf: Int) {
    nodes[leaves + leaf] = .empty
    update(above: leaf)
  }

  private func update(above leaf: Int) {
    var i = (leaves + leaf) >> 1
    while i >= 1 {
      join(i)
      i >>= 1
    }
  }

  /// Computes node i from the two below it.
  @inline(__always)
  private func join(_ i: Int) {
    let nodes = self.nodes.pointer
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
  }
}
