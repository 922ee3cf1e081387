import Basics

/// The upper border of what is placed, as segments of equal level over the sections; neighbours differ in level.
///
/// A segment is named by its first section. The lowest is found through a binary heap with stale entries.
final class Skyline {
  private struct Entry: BitwiseCopyable {
    var level: Int
    var segment: Int32
    /// The version of the segment when it was entered.
    var stamp: Int32
  }

  private let sectionCount: Int
  private let levels: Buffer<Int>
  private let ends, previous, stamps: Buffer<Int32>
  private var heap: Buffer<Entry>

  init(sectionCount: Int) {
    self.sectionCount = sectionCount
    levels = Buffer(repeating: 0, count: sectionCount)
    ends = Buffer(repeating: 0, count: sectionCount)
    previous = Buffer(repeating: -1, count: sectionCount)
    stamps = Buffer(repeating: 0, count: sectionCount)
    heap = Buffer(capacity: 64)
  }

  func reset() {
    heap.removeAll()
    guard sectionCount > 0 else { return }
    stamps.fill(0)
    set(0, Int32(sectionCount), 0, after: -1)
  }

  /// The leftmost segment of the lowest level.
  func lowest() -> Int {
    while true {
      let top = heap[0]
      if stamps[top.segment] == top.stamp { return Int(top.segment) }
      pop()
    }
  }

  func extent(of segment: Int) -> (first: Int32, end: Int32, level: Int) {
    (Int32(segment), ends[segment], levels[segment])
  }

  /// Lifts a segment to its lower neighbour and merges it with that.
  func raise(_ segment: Int) {
    let end = ends[segment]
    let left = previous[segment]
    let hasRight = Int(end) < sectionCount
    precondition(left >= 0 || hasRight, "a buffer fits in no valley")
    let leftLevel = left >= 0 ? levels[left] : Int.max
    let rightLevel = hasRight ? levels[end] : Int.max
    var (first, last, level) = (Int32(segment), end, min(leftLevel, rightLevel))
    stamps[segment] += 1
    if leftLevel == level {
      first = left
      stamps[left] += 1
    }
    if rightLevel == level {
      last = ends[end]
      stamps[end] += 1
    }
    level = min(leftLevel, rightLevel)
    set(first, last, level, after: previous[first])
  }

  /// Puts a top over [first, end), inside `segment`.
  func place(_ segment: Int, _ first: Int32, _ end: Int32, top: Int) {
    let (start, stop, level) = extent(of: segment)
    var before = previous[segment]
    stamps[segment] += 1
    if start < first {
      set(start, first, level, after: before)
      before = start
    }
    var (newFirst, newEnd) = (first, end)
    if before >= 0, levels[before] == top {
      stamps[before] += 1
      newFirst = before
      before = previous[before]
    }
    if end == stop, Int(stop) < sectionCount, levels[stop] == top {
      stamps[stop] += 1
      newEnd = ends[stop]
    }
    set(newFirst, newEnd, top, after: before)
    if end < stop { set(end, stop, level, after: newFirst) }
  }

  /// Writes a segment and enters it in the heap.
  private func set(_ first: Int32, _ end: Int32, _ level: Int, after before: Int32) {
    levels[first] = level
    ends[first] = end
    previous[first] = before
    if Int(end) < sectionCount { previous[end] = first }
    stamps[first] += 1
    heap.append(Entry(level: level, segment: first, stamp: stamps[first]))
    siftUp()
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.level != b.level ? a.level < b.level : a.segment < b.segment
  }

  private func siftUp() {
    let entries = heap.pointer
    var child = heap.count - 1
    let entry = entries[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.precedes(entry, entries[parent]) else { break }
      entries[child] = entries[parent]
      child = parent
    }
    entries[child] = entry
  }

  private func pop() {
    let entry = heap.removeLast()
    let count = heap.count
    guard count > 0 else { return }
    let entries = heap.pointer
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, Self.precedes(entries[child + 1], entries[child]) { child += 1 }
      guard Self.precedes(entries[child], entry) else { break }
      entries[parent] = entries[child]
      parent = child
    }
    entries[parent] = entry
  }
}
