/// A list inside a `ListPool`.
@frozen
public struct PooledList: BitwiseCopyable {
  @usableFromInline var offset: UInt32
  @usableFromInline var capacity: UInt32
  @usableFromInline var used: UInt32

  /// An empty list.
  @inlinable public init() {
    offset = 0
    capacity = 0
    used = 0
  }

  /// Its elements.
  @inlinable @inline(__always) public var count: Int { Int(used) }
}

/// Many growing lists in one buffer: a list that outgrows its place moves to the end, and its old place is lost until
/// the pool is emptied.
@frozen
public struct ListPool<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var storage: Buffer<Element>
  @usableFromInline let filler: Element

  /// - Parameter filler: any value; fills what is reserved and not used.
  @inlinable public init(filler: Element) {
    storage = Buffer()
    self.filler = filler
  }

  /// The first element of `list`; invalid after the next growth of any list.
  @inlinable @inline(__always)
  public func pointer(of list: PooledList) -> UnsafeMutablePointer<Element> {
    storage.pointer + Int(list.offset)
  }

  /// Puts an element at the end of a list of this pool.
  @inlinable @inline(__always)
  public mutating func append(_ element: Element, to list: inout PooledList) {
    if list.used == list.capacity { grow(&list) }
    storage.pointer[Int(list.offset &+ list.used)] = element
    list.used &+= 1
  }

  /// Inserts `element` before `index`, moving the rest up.
  @inlinable
  public mutating func insert(_ element: Element, at index: Int, of list: inout PooledList) {
    append(element, to: &list)
    let base = pointer(of: list)
    var i = list.count - 1
    while i > index {
      base[i] = base[i - 1]
      i -= 1
    }
    base[index] = element
  }

  /// Leaves the first `count` elements of a list.
  @inlinable @inline(__always)
  public func truncate(_ list: inout PooledList, to count: Int) {
    assert(count <= list.count, "truncating to more than there is")
    list.used = UInt32(truncatingIfNeeded: count)
  }

  /// Forgets all lists; the caller makes its handles new.
  @inlinable public mutating func removeAll() { storage.removeAll() }

  /// Elements of the pool in memory, used or not.
  @inlinable public var footprint: Int { storage.count }

  @usableFromInline @inline(never)
  mutating func grow(_ list: inout PooledList) {
    let larger = max(4, list.capacity * 2)
    precondition(storage.count + Int(larger) <= Int(UInt32.max), "a list pool holds 2^32 elements")
    let moved = UInt32(storage.count)
    storage.resize(to: storage.count + Int(larger), filling: filler)
    for i in 0..<Int(list.used) { storage[Int(moved) + i] = storage[Int(list.offset) + i] }
    list.offset = moved
    list.capacity = larger
  }
}
