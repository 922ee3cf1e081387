import Basics

/// A dense array with the list of its entries that may differ from 0, so that both a scan and a jump are cheap.
struct SparseVector: ~Copyable {
  var values = Buffer<Double>()
  var indices = Buffer<Int32>()

  var count: Int { values.count }

  /// All zero, with room for `count` entries.
  mutating func reset(count: Int) {
    values.resize(to: count, filling: 0)
    values.fill(0)
    indices.removeAll()
    indices.reserve(count + 1)
  }

  /// Sets the listed entries to 0 and forgets them.
  mutating func clear() {
    let values = values.pointer
    for i in 0..<indices.count { values[Int(indices[i])] = 0 }
    indices.removeAll()
  }

  /// Lists the entries of at least `least` and zeroes the rest.
  ///
  /// - Returns: the square of the norm.
  @discardableResult
  mutating func list(above least: Double = 1e-14) -> Double {
    indices.resize(to: values.count + 1, filling: 0)
    let (values, indices) = (values.pointer, indices.pointer)
    var used = 0
    var square = 0.0
    for i in 0..<self.values.count {
      let value = values[i]
      // NaN is kept, so that whoever looks at the numbers sees it. What is kept is as good as random: no branch.
      let kept = value.magnitude < least ? 0 : value
      values[i] = kept
      indices[used] = Int32(truncatingIfNeeded: i)
      used &+= kept != 0 ? 1 : 0
      square += kept * kept
    }
    self.indices.truncate(to: used)
    return square
  }
}
