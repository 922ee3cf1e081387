import Basics

/// The resource profile: how much compulsory parts take at each time, as blocks of equal height.
///
/// A block never crosses the border of a compulsory part, so a task is in all of a block or in none of it.
final class Profile {
  /// Blocks [starts, ends) by time; times without compulsory parts are in none.
  let starts: Buffer<Int32>
  let ends: Buffer<Int32>
  let heights: Buffer<Int>
  private(set) var count = 0
  /// The highest block; -1 when there is none.
  private(set) var highest = -1

  private let startKey: Buffer<Int32>
  private let endKey: Buffer<Int32>
  private let byStart: Buffer<Int32>
  private let byEnd: Buffer<Int32>

  init(taskCount n: Int) {
    starts = Buffer(repeating: 0, count: 2 * n)
    ends = Buffer(repeating: 0, count: 2 * n)
    heights = Buffer(repeating: 0, count: 2 * n)
    startKey = Buffer(repeating: 0, count: n)
    endKey = Buffer(repeating: 0, count: n)
    byStart = Buffer((0..<n).map(Int32.init))
    byEnd = Buffer((0..<n).map(Int32.init))
  }

  var maximum: Int { highest < 0 ? 0 : heights[highest] }

  /// Makes the profile of the compulsory parts in `windows`.
  ///
  /// - Complexity: O(n) when the orders hardly changed since the last call, O(n²) at worst.
  func rebuild(_ windows: borrowing TaskWindows) {
    var parts = 0
    for k in 0..<windows.count {
      if windows.hasCompulsoryPart(k) {
        startKey[k] = windows.lst[k]
        endKey[k] = windows.ect[k]
        parts += 1
      } else {
        startKey[k] = .max
        endKey[k] = .max
      }
    }
    insertionSort(byStart, by: startKey)
    insertionSort(byEnd, by: endKey)
    count = 0
    highest = -1
    var height = 0
    var last: Int32 = 0
    var begun = 0
    var ended = 0
    while ended < parts {
      var time = endKey[byEnd[ended]]
      if begun < parts { time = min(time, startKey[byStart[begun]]) }
      if height > 0, time > last { append(from: last, to: time, height: height) }
      while ended < parts, endKey[byEnd[ended]] == time {
        height -= Int(windows.demand[byEnd[ended]])
        ended += 1
      }
      while begun < parts, startKey[byStart[begun]] == time {
        height += Int(windows.demand[byStart[begun]])
        begun += 1
      }
      last = time
    }
  }

  /// Makes the profile on the reversed time line.
  func mirror(of other: Profile) {
    count = other.count
    highest = other.highest < 0 ? -1 : other.count - 1 - other.highest
    for i in 0..<count {
      let block = count - 1 - i
      starts[i] = -other.ends[block]
      ends[i] = -other.starts[block]
      heights[i] = other.heights[block]
    }
  }

  @inline(__always)
  private func append(from start: Int32, to end: Int32, height: Int) {
    starts[count] = start
    ends[count] = end
    heights[count] = height
    if highest < 0 || height > heights[highest] { highest = count }
    count += 1
  }

  /// The index of the first block that ends after `time`; `count` when there is none.
  @inline(__always)
  func firstBlock(endingAfter time: Int32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) >> 1
      if ends[middle] <= time { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
