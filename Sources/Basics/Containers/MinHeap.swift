/// A binary heap, the least element on top.
@frozen
public struct MinHeap<Element: Comparable> {
  @usableFromInline var elements: [Element] = []

  /// An empty heap.
  @inlinable public init() {}

  /// Whether there is no element.
  @inlinable public var isEmpty: Bool { elements.isEmpty }

  /// The least element, which stays; nil where there is none.
  @inlinable public var least: Element? { elements.first }

  /// Adds an element.
  ///
  /// - Complexity: O(log n).
  @inlinable
  public mutating func push(_ element: Element) {
    var child = elements.count
    elements.append(element)
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the least element out; nil where there is none.
  @inlinable
  public mutating func pop() -> Element? {
    guard let least = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return least }
    elements[0] = last
    var parent = 0
    while 2 * parent + 1 < elements.count {
      var child = 2 * parent + 1
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      if elements[parent] <= elements[child] { break }
      elements.swapAt(parent, child)
      parent = child
    }
    return least
  }
}
