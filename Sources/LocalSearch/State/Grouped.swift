import Basics

/// Lists of plain values, one behind the other in one buffer.
struct Grouped<Element: BitwiseCopyable>: ~Copyable {
  /// By group, where it starts; one more at the end.
  private(set) var start: Buffer<Int32>
  private(set) var elements: Buffer<Element>

  init() {
    start = Buffer()
    start.append(0)
    elements = Buffer()
  }

  /// Groups of elements that are given in any order: `place` tells the group and the element of each.
  init(groups: Int, count: Int, _ place: (Int) -> (group: Int, element: Element)) {
    start = Buffer(repeating: 0, count: groups + 1)
    elements = Buffer(capacity: count)
    if count == 0 { return }
    for i in 0..<count { start[place(i).group + 1] += 1 }
    for group in 0..<groups { start[group + 1] += start[group] }
    elements.resize(to: count, filling: place(0).element)
    let next = Buffer<Int32>(repeating: 0, count: groups)
    for group in 0..<groups { next[group] = start[group] }
    for i in 0..<count {
      let (group, element) = place(i)
      elements[next[group]] = element
      next[group] += 1
    }
  }

  /// The elements of other lists, by the group that each names; it becomes what `entry` makes of it and of its list.
  init<Other>(
    transposing lists: borrowing Grouped<Other>, groups: Int, filler: Element, group: (Other) -> Int,
    entry: (Other, Int32) -> Element
  ) {
    start = Buffer(repeating: 0, count: groups + 1)
    elements = Buffer(repeating: filler, count: lists.elements.count)
    let next = Buffer<Int32>(repeating: 0, count: groups)
    for place in 0..<lists.elements.count { next[group(lists[place])] += 1 }
    for i in 0..<groups {
      start[i + 1] = start[i] + next[i]
      next[i] = start[i]
    }
    for list in 0..<lists.groups {
      for place in lists.range(of: list) {
        let group = group(lists[place])
        elements[next[group]] = entry(lists[place], Int32(truncatingIfNeeded: list))
        next[group] += 1
      }
    }
  }

  var groups: Int { start.count - 1 }

  @inline(__always)
  func range(of group: Int) -> Range<Int> { Int(start.pointer[group])..<Int(start.pointer[group + 1]) }

  @inline(__always)
  subscript(place: Int) -> Element { elements.pointer[place] }

  mutating func append(_ element: Element) { elements.append(element) }

  /// Ends the group that elements were appended to.
  mutating func close() { start.append(Int32(elements.count)) }

  /// Forgets what was appended since the last group was closed.
  mutating func dropOpenGroup() { elements.truncate(to: Int(start.last)) }
}
