import Basics

/// Sorts the first `count` entries of `order` (all of them when nil) by `key`: linear for what was sorted a moment ago.
@inline(__always)
func insertionSort(_ order: borrowing Buffer<Int32>, by key: borrowing Buffer<Int32>, first count: Int? = nil) {
  let count = count ?? order.count
  let order = order.pointer
  let key = key.pointer
  var i = 1
  while i < count {
    let item = order[i]
    let value = key[Int(item)]
    var hole = i
    while hole > 0, key[Int(order[hole - 1])] > value {
      order[hole] = order[hole - 1]
      hole -= 1
    }
    order[hole] = item
    i += 1
  }
}
