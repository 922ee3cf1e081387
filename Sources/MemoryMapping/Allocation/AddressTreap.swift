/// The live buffers of the checker's sweep in order of address: a treap whose nodes are buffers.
///
/// - Source: Seidel, Aragon 1996, "Randomized search trees".
struct AddressTreap {
  private var addresses: [Int]
  private var left: [Int32]
  private var right: [Int32]
  private var root: Int32 = -1

  /// - Parameter capacity: buffers are numbered below this.
  init(capacity: Int) {
    addresses = [Int](repeating: 0, count: capacity)
    left = [Int32](repeating: -1, count: capacity)
    right = [Int32](repeating: -1, count: capacity)
  }

  /// The buffer with the greatest address up to `address`, and the one with the least address above it.
  ///
  /// - Complexity: O(log n) expected.
  func neighbours(of address: Int) -> (below: Int?, above: Int?) {
    var node = root
    var (below, above): (Int?, Int?) = (nil, nil)
    while node >= 0 {
      if addresses[Int(node)] <= address {
        below = Int(node)
        node = right[Int(node)]
      } else {
        above = Int(node)
        node = left[Int(node)]
      }
    }
    return (below, above)
  }

  /// Adds a buffer that is not there at an address where nobody is.
  mutating func insert(_ buffer: Int, at address: Int) {
    addresses[buffer] = address
    // Down to the first node of lower priority, whose subtree is then split around the new node.
    var parent: Int32 = -1
    var node = root
    while node >= 0, Self.priority(Int(node)) >= Self.priority(buffer) {
      parent = node
      node = addresses[Int(node)] < address ? right[Int(node)] : left[Int(node)]
    }
    split(node, at: address, around: buffer)
    link(Int32(buffer), under: parent, at: address)
  }

  /// Takes out the buffer at `address`.
  mutating func remove(_ address: Int) {
    var parent: Int32 = -1
    var node = root
    while node >= 0, addresses[Int(node)] != address {
      parent = node
      node = addresses[Int(node)] < address ? right[Int(node)] : left[Int(node)]
    }
    guard node >= 0 else { return }
    let merged = merge(left[Int(node)], right[Int(node)])
    link(merged, under: parent, at: address)
  }

  private mutating func link(_ node: Int32, under parent: Int32, at address: Int) {
    if parent < 0 {
      root = node
    } else if addresses[Int(parent)] < address {
      right[Int(parent)] = node
    } else {
      left[Int(parent)] = node
    }
  }

  /// Makes the parts of `tree` below and above `address` the children of `buffer`.
  private mutating func split(_ tree: Int32, at address: Int, around buffer: Int) {
    // The open ends: where the next piece of the lower part hangs to the right, of the upper part to the left.
    var (lower, upper) = (buffer, buffer)
    left[buffer] = -1
    right[buffer] = -1
    var node = tree
    while node >= 0 {
      let next: Int32
      if addresses[Int(node)] < address {
        if lower == buffer { left[buffer] = node } else { right[lower] = node }
        lower = Int(node)
        next = right[Int(node)]
        right[Int(node)] = -1
      } else {
        if upper == buffer { right[buffer] = node } else { left[upper] = node }
        upper = Int(node)
        next = left[Int(node)]
        left[Int(node)] = -1
      }
      node = next
    }
  }

  /// One tree of two, all of whose addresses are in order.
  private mutating func merge(_ low: Int32, _ high: Int32) -> Int32 {
    var (low, high) = (low, high)
    var top: Int32 = -1
    var parent: Int32 = -1
    var isRight = false
    while low >= 0 || high >= 0 {
      let takesLow = high < 0 || low >= 0 && Self.priority(Int(low)) >= Self.priority(Int(high))
      let node = takesLow ? low : high
      if parent < 0 {
        top = node
      } else if isRight {
        right[Int(parent)] = node
      } else {
        left[Int(parent)] = node
      }
      parent = node
      isRight = takesLow
      if takesLow { low = right[Int(low)] } else { high = left[Int(high)] }
    }
    return top
  }

  /// Fixed random-looking priorities: the tree's shape depends on the buffers in it only.
  private static func priority(_ buffer: Int) -> UInt64 {
    var z = UInt64(truncatingIfNeeded: buffer) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
