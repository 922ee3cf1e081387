/// A growable array of plain values with one owner: bounds are checked in debug builds, a bare pointer in release.
///
/// `Array` pays a uniqueness test on each write and a bounds test on each access; the search loops cannot afford
/// either. Growth happens through `append`, `resize` and `reserve` only.
@frozen
public struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  /// The number of elements.
  public var count: Int { @inline(__always) @inlinable get { used } }
  @usableFromInline var used: Int

  /// An empty buffer with room for so many elements.
  @inlinable
  public init(capacity: Int = 0) {
    self.capacity = Swift.max(capacity, 4)
    base = .allocate(capacity: self.capacity)
    used = 0
  }

  /// - Parameters: `count` copies of `value`.
  @inlinable
  public init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: value, count: count)
    used = count
  }

  /// A buffer of these elements.
  @inlinable
  public init(_ elements: some Collection<Element>) {
    self.init(capacity: elements.count)
    for element in elements { append(element) }
  }

  @inlinable deinit { base.deallocate() }

  /// Whether it has no element.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The storage, for loops that take it into a `let` first. Invalid after the next growth.
  @inlinable public var pointer: UnsafeMutablePointer<Element> { base }

  /// The element at an index below `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "index outside the buffer")
      return base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count, "index outside the buffer")
      base[index] = newValue
    }
    @inline(__always) nonmutating _modify {
      assert(index >= 0 && index < count, "index outside the buffer")
      yield &base[index]
    }
  }

  /// The element at an index below `count`.
  @inlinable
  public subscript(index: Int32) -> Element {
    @inline(__always) get { self[Int(index)] }
    @inline(__always) nonmutating set { self[Int(index)] = newValue }
    @inline(__always) nonmutating _modify { yield &self[Int(index)] }
  }

  /// The last element; the buffer is not empty.
  @inlinable public var last: Element { self[count - 1] }

  /// Puts an element at the end; amortised constant time.
  @inlinable
  public mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    base[used] = element
    used &+= 1
  }

  /// Takes the last element away; the buffer is not empty.
  @inlinable @discardableResult
  public mutating func removeLast() -> Element {
    assert(count > 0, "removing from an empty buffer")
    used &-= 1
    return base[used]
  }

  /// Keeps the first `count` elements.
  @inlinable
  public mutating func truncate(to count: Int) {
    assert(count <= self.count, "truncating to more than there is")
    used = count
  }

  /// Leaves no element, and keeps the memory.
  @inlinable public mutating func removeAll() { used = 0 }

  /// Makes the count `count`, filling with `value` where it grows.
  @inlinable
  public mutating func resize(to count: Int, filling value: Element) {
    reserve(count)
    while self.count < count {
      base[used] = value
      used &+= 1
    }
    used = count
  }

  /// Makes room for so many elements in all.
  @inlinable
  public mutating func reserve(_ capacity: Int) {
    if capacity > self.capacity { grow(to: capacity) }
  }

  /// Gives every element this value.
  @inlinable
  public nonmutating func fill(_ value: Element) {
    base.update(repeating: value, count: count)
  }

  /// Exchanges two elements.
  @inlinable
  public nonmutating func swapAt(_ i: Int, _ j: Int) {
    let saved = self[i]
    self[i] = self[j]
    self[j] = saved
  }

  /// Calls `body` with the elements as a buffer pointer, valid inside the call.
  @inlinable
  public func withElements<Result>(_ body: (UnsafeMutableBufferPointer<Element>) throws -> Result) rethrows -> Result {
    try body(UnsafeMutableBufferPointer(start: base, count: count))
  }

  @usableFromInline @inline(never)
  mutating func grow(to needed: Int) {
    let larger = Swift.max(needed, capacity * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    moved.moveInitialize(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
