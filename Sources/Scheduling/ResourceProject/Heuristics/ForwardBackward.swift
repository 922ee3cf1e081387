import Basics

extension ResourceProject {
  /// Forward-backward improvement: the activities by decreasing end, each as late as possible, then by increasing
  /// start, each as early as possible, for as long as the makespan falls. No pass can make it longer.
  ///
  /// - Source: Tormos, Lova 2001, "A competitive heuristic solution technique for resource-constrained project
  ///   scheduling"; Valls, Ballestín, Quintanilla 2005, "Justification and RCPSP: a technique that pays".
  final class ForwardBackward {
    private let project: PackedProject
    private let serial: SerialScheme
    private let keys, scratch: Buffer<UInt64>
    private let list: Buffer<Int32>
    /// By time, for a sort in linear time; empty where times are many.
    private let counts: Buffer<Int32>
    /// The last schedule as late as possible, whose times count back from the end; of one makespan with the last one that
    /// was improved.
    let mirrored: Buffer<Int32>

    init(_ project: PackedProject, _ serial: SerialScheme) {
      self.project = project
      self.serial = serial
      keys = Buffer(repeating: 0, count: project.count)
      scratch = Buffer(repeating: 0, count: project.count)
      list = Buffer(repeating: 0, count: project.count)
      mirrored = Buffer(repeating: 0, count: project.count)
      counts = Buffer(repeating: 0, count: project.hasFewTimes ? project.horizon + 2 : 0)
    }

    /// Improves the feasible schedule in `starts` in place.
    ///
    /// - Returns: its new makespan, at most `makespan`.
    func improve(_ starts: UnsafeMutablePointer<Int32>, makespan: Int) -> Int {
      var makespan = makespan
      while true {
        let before = makespan
        sort(isMirrored: true) { makespan &- Int(starts[$0]) &- Int(project.durations[$0]) }
        makespan = serial.schedule(list.pointer, .backward, into: mirrored.pointer)
        sort(isMirrored: false) { makespan &- Int(mirrored[$0]) &- Int(project.durations[$0]) }
        makespan = serial.schedule(list.pointer, into: starts)
        if makespan >= before { return makespan }
      }
    }

    /// Writes the activities in order of their starts: the activity list that stands for the schedule.
    func order(_ starts: UnsafePointer<Int32>, into result: UnsafeMutablePointer<Int32>) {
      sort(isMirrored: false) { Int(starts[$0]) }
      result.update(from: list.pointer, count: project.count)
    }

    /// Sorts activities by time into `list`; at equal times (of activities of duration 0) the topological order, or its
    /// reverse, decides.
    @inline(__always)
    private func sort(isMirrored: Bool, by time: (Int) -> Int) {
      if counts.count > 0 { sortByCounts(isMirrored, time) } else { sortByKeys(isMirrored, time) }
    }

    @inline(__always)
    private func sortByCounts(_ isMirrored: Bool, _ time: (Int) -> Int) {
      let count = project.count
      let counts = counts.pointer
      var last = 0
      for activity in 0..<count { last = max(last, time(activity)) }
      counts.update(repeating: 0, count: last &+ 2)
      for activity in 0..<count { counts[time(activity) &+ 1] &+= 1 }
      if last > 0 { for time in 1...last { counts[time] &+= counts[time &- 1] } }
      for index in 0..<count {
        let activity = project.order[isMirrored ? count &- 1 &- index : index]
        let time = time(Int(activity))
        list[counts[time]] = activity
        counts[time] &+= 1
      }
    }

    @inline(__always)
    private func sortByKeys(_ isMirrored: Bool, _ time: (Int) -> Int) {
      let count = project.count
      for activity in 0..<count {
        let position = Int(project.position[activity])
        let rank = isMirrored ? count &- 1 &- position : position
        keys[activity] = UInt64(truncatingIfNeeded: time(activity)) << 32 | UInt64(truncatingIfNeeded: rank)
      }
      sortKeys(keys.pointer, count, scratch.pointer)
      for index in 0..<count {
        let rank = Int(keys[index] & 0xFFFF_FFFF)
        list[index] = project.order[isMirrored ? count &- 1 &- rank : rank]
      }
    }
  }

  /// Sorts `count` keys upwards: insertion sort in runs of 8, then merges; no allocation.
  static func sortKeys(_ keys: UnsafeMutablePointer<UInt64>, _ count: Int, _ scratch: UnsafeMutablePointer<UInt64>) {
    let run = 8
    var low = 0
    while low < count {
      let high = min(low &+ run, count)
      var index = low &+ 1
      while index < high {
        let key = keys[index]
        var place = index
        while place > low, keys[place &- 1] > key {
          keys[place] = keys[place &- 1]
          place &-= 1
        }
        keys[place] = key
        index &+= 1
      }
      low = high
    }
    var width = run
    var from = keys
    var to = scratch
    while width < count {
      var low = 0
      while low < count {
        let middle = min(low &+ width, count)
        let high = min(middle &+ width, count)
        var left = low
        var right = middle
        for place in low..<high {
          if left < middle, right >= high || from[left] <= from[right] {
            to[place] = from[left]
            left &+= 1
          } else {
            to[place] = from[right]
            right &+= 1
          }
        }
        low = high
      }
      (from, to) = (to, from)
      width &*= 2
    }
    if from != keys { keys.update(from: from, count: count) }
  }
}
