import Basics

/// What of the capacity no tasks can use at a time: what is left of it by compulsory parts and the set of others that may
/// run then whose demands sum to the most that fits. For energies it is as good as used.
///
/// - Complexity: O(n² · capacity / 64) a run; mostly far less, since a time is done with as soon as the capacity is a sum.
/// - Source: Cloutier, Quimper 2026 (knapsack tightening).
final class WastedCapacity {
  /// Blocks [starts, ends) by time, in which `heights` is wasted.
  let starts: Buffer<Int32>
  let ends: Buffer<Int32>
  let heights: Buffer<Int>
  private(set) var count = 0

  private let sums: SubsetSums
  private let byStart: Buffer<Int32>
  private let byEnd: Buffer<Int32>
  private let startKey: Buffer<Int32>
  private let endKey: Buffer<Int32>
  /// The tasks that may run now, and the place of each in the list.
  private let active: Buffer<Int32>
  private let place: Buffer<Int32>

  init(taskCount n: Int, capacity: Int) {
    starts = Buffer(repeating: 0, count: 4 * n)
    ends = Buffer(repeating: 0, count: 4 * n)
    heights = Buffer(repeating: 0, count: 4 * n)
    sums = SubsetSums(upTo: capacity)
    byStart = Buffer((0..<n).map(Int32.init))
    byEnd = Buffer((0..<n).map(Int32.init))
    startKey = Buffer(repeating: 0, count: n)
    endKey = Buffer(repeating: 0, count: n)
    active = Buffer(repeating: 0, count: n)
    place = Buffer(repeating: 0, count: n)
  }

  /// Finds the blocks between the first start and the last end of the tasks in `windows`, whose demands are constant.
  ///
  /// - Parameter profile: the profile of these windows.
  func rebuild(_ windows: borrowing TaskWindows, _ profile: borrowing Profile, limit: Int) {
    count = 0
    var present = 0
    for k in 0..<windows.count {
      let mayRun = windows.presence[k] != .absent && windows.est[k] < windows.lct[k]
      startKey[k] = mayRun ? windows.est[k] : .max
      endKey[k] = mayRun ? windows.lct[k] : .max
      if mayRun { present += 1 }
    }
    insertionSort(byStart, by: startKey)
    insertionSort(byEnd, by: endKey)
    var activeCount = 0
    var begun = 0
    var ended = 0
    var block = 0
    var last = Int32.min
    while ended < present {
      var time = endKey[byEnd[ended]]
      if begun < present { time = min(time, startKey[byStart[begun]]) }
      if last > .min {
        while last < time {
          while block < profile.count, profile.ends[block] <= last { block += 1 }
          let isInBlock = block < profile.count && profile.starts[block] <= last
          var next = time
          if block < profile.count { next = min(time, isInBlock ? profile.ends[block] : profile.starts[block]) }
          let taken = isInBlock ? profile.heights[block] : 0
          append(from: last, to: next, waste(at: last, activeCount, windows, limit - taken))
          last = next
        }
      }
      while ended < present, endKey[byEnd[ended]] == time {
        let hole = place[byEnd[ended]]
        activeCount -= 1
        active[hole] = active[activeCount]
        place[active[hole]] = hole
        ended += 1
      }
      while begun < present, startKey[byStart[begun]] == time {
        place[byStart[begun]] = Int32(truncatingIfNeeded: activeCount)
        active[activeCount] = byStart[begun]
        activeCount += 1
        begun += 1
      }
      last = time
    }
  }

  /// What those that may run at `time` beside the compulsory parts leave of `room`.
  private func waste(at time: Int32, _ activeCount: Int, _ windows: borrowing TaskWindows, _ room: Int) -> Int {
    if room <= 0 { return 0 }
    sums.clear(0)
    for i in 0..<activeCount {
      let k = Int(active[i])
      if windows.lst[k] <= time, time < windows.ect[k], windows.presence[k] == .present { continue }
      sums.include(Int(windows.demand[k]))
      if sums.contains(room) { return 0 }
    }
    return room - sums.largest(atMost: room)
  }

  @inline(__always) private func append(from start: Int32, to end: Int32, _ waste: Int) {
    if waste == 0 { return }
    starts[count] = start
    ends[count] = end
    heights[count] = waste
    count += 1
  }
}
