extension Buffer {
  /// Puts `item` among the first `count` elements, which are in order; those at their end that are later move up.
  ///
  /// - Parameter isLater: whether an element goes behind the item.
  @inlinable @inline(__always)
  package func insert(_ item: Element, among count: Int, _ isLater: (Element) -> Bool) {
    assert(count >= 0 && count < self.count, "inserting behind the end")
    let place = pointer
    var hole = count
    while hole > 0, isLater(place[hole - 1]) {
      place[hole] = place[hole - 1]
      hole -= 1
    }
    place[hole] = item
  }
}

/// Sorts the first `count` entries of `order` (all of them when nil) by `key`: linear for what was sorted a moment ago.
@inlinable @inline(__always)
package func insertionSort(
  _ order: borrowing Buffer<Int32>, by key: borrowing Buffer<Int32>, first count: Int? = nil
) {
  let count = count ?? order.count
  let keys = key.pointer
  var i = 1
  while i < count {
    let item = order[i]
    let value = keys[Int(item)]
    order.insert(item, among: i) { keys[Int($0)] > value }
    i += 1
  }
}
