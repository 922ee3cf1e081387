import Basics

extension MemoryMapping {
  /// Lets the buffers of a placement drop, the lowest first, each onto those that dropped before it.
  ///
  /// No buffer ends up higher than it was: what lies below it has not risen.
  struct Gravity {
    private let instance: Allocation.Prepared

    /// - Parameter instance: without fixed offsets.
    init(_ instance: Allocation.Prepared) { self.instance = instance }

    /// - Parameter offsets: of a valid placement.
    /// - Complexity: O(n log n) for n buffers and gaps.
    func drop(_ offsets: [Int]) -> [Int] {
      let (buffers, sections) = (instance.set.buffers, instance.sections)
      let levels = RisingLevels(count: sections.count)
      var dropped = offsets
      for index in RadixOrder.ascending(offsets) {
        let pieces = Int(sections.pieceStart[Int(index)])..<Int(sections.pieceStart[Int(index) + 1])
        var level = 0
        for piece in pieces {
          level = max(level, levels.maximum(from: Int(sections.pieceFirst[piece]), to: Int(sections.pieceEnd[piece])))
        }
        let offset = roundedUp(level, to: buffers[Int(index)].alignment)
        dropped[Int(index)] = offset
        for piece in pieces {
          levels.raise(
            from: Int(sections.pieceFirst[piece]), to: Int(sections.pieceEnd[piece]),
            to: offset + buffers[Int(index)].size)
        }
      }
      return dropped
    }
  }
}

/// A level for each of n places, all 0 at first; ranges are raised, and maxima of ranges asked for.
///
/// A complete binary tree: a node knows the greatest level below it, and to what all of it has been raised.
final class RisingLevels {
  private let leafCount: Int
  private let greatest, covered: Buffer<Int>

  init(count: Int) {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    leafCount = leaves
    greatest = Buffer(repeating: 0, count: 2 * leaves)
    covered = Buffer(repeating: 0, count: 2 * leaves)
  }

  /// The greatest level of the places [first, end), of which there is at least one.
  ///
  /// - Complexity: O(log n).
  func maximum(from first: Int, to end: Int) -> Int {
    var result = 0
    var (left, right) = (first + leafCount, end + leafCount)
    while left < right {
      if left & 1 == 1 {
        result = max(result, greatest[left])
        left += 1
      }
      if right & 1 == 1 {
        right -= 1
        result = max(result, greatest[right])
      }
      left /= 2
      right /= 2
    }
    // What was raised as a whole above the range.
    for place in [first, end - 1] {
      var node = (place + leafCount) / 2
      while node > 0 {
        result = max(result, covered[node])
        node /= 2
      }
    }
    return result
  }

  /// Raises the places [first, end) to at least `level`.
  ///
  /// - Complexity: O(log n).
  func raise(from first: Int, to end: Int, to level: Int) {
    var (left, right) = (first + leafCount, end + leafCount)
    while left < right {
      if left & 1 == 1 {
        cover(left, level)
        left += 1
      }
      if right & 1 == 1 {
        right -= 1
        cover(right, level)
      }
      left /= 2
      right /= 2
    }
    for place in [first, end - 1] {
      var node = (place + leafCount) / 2
      while node > 0 {
        greatest[node] = max(covered[node], greatest[2 * node], greatest[2 * node + 1])
        node /= 2
      }
    }
  }

  private func cover(_ node: Int, _ level: Int) {
    greatest[node] = max(greatest[node], level)
    covered[node] = max(covered[node], level)
  }
}
