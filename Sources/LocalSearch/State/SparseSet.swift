import Basics

/// A set of numbers below a limit: insertion, removal and a random element in constant time.
struct SparseSet: ~Copyable {
  private var items: Buffer<Int32>
  /// By number, its place in `items`; -1 outside.
  private let places: Buffer<Int32>

  init(below limit: Int) {
    items = Buffer(capacity: limit)
    places = Buffer(repeating: -1, count: limit)
  }

  var count: Int { items.count }
  var isEmpty: Bool { items.isEmpty }
  subscript(place: Int) -> Int { Int(items[place]) }

  func contains(_ number: Int) -> Bool { places[number] >= 0 }

  mutating func insert(_ number: Int) {
    if places[number] >= 0 { return }
    places[number] = Int32(truncatingIfNeeded: items.count)
    items.append(Int32(truncatingIfNeeded: number))
  }

  mutating func remove(_ number: Int) {
    let place = places[number]
    if place < 0 { return }
    let last = items.removeLast()
    if Int(last) != number {
      items[place] = last
      places[Int(last)] = place
    }
    places[number] = -1
  }

  /// Keeps the first numbers, in the order of insertion where none but the last was removed since.
  mutating func truncate(to count: Int) {
    while items.count > count { places[Int(items.removeLast())] = -1 }
  }

  mutating func removeAll() {
    for i in 0..<items.count { places[Int(items[i])] = -1 }
    items.removeAll()
  }
}
