import Basics

extension ResourceProject {
  /// The parallel schedule generation scheme: time moves from completion to completion, and at each time the eligible
  /// activities start in priority order as long as they fit.
  ///
  /// Its schedules are non-delay: good where resources are scarce, but every optimal one may be missed.
  /// - Complexity: O(n²) at most; nothing is allocated in a call.
  /// - Source: Bedworth, Bailey 1982; Kolisch 1996.
  final class ParallelScheme {
    private let project: PackedProject
    private let missing: Buffer<Int32>
    private let eligible, running: Buffer<Int32>
    private let free: Buffer<UInt64>

    init(_ project: PackedProject) {
      self.project = project
      missing = Buffer(repeating: 0, count: project.count)
      eligible = Buffer(repeating: 0, count: project.count)
      running = Buffer(repeating: 0, count: project.count)
      free = Buffer(repeating: 0, count: project.words)
    }

    /// - Parameters:
    ///   - priorities: by activity, smallest first; of equals the first in topological order.
    ///   - starts: receives the start of each activity.
    /// - Returns: the makespan.
    func schedule(_ priorities: UnsafePointer<Int32>, into starts: UnsafeMutablePointer<Int32>) -> Int {
      var eligibleCount = 0
      var runningCount = 0
      var time = 0
      var scheduled = 0
      for activity in 0..<project.count {
        missing[activity] = project.predecessorOffsets[activity + 1] - project.predecessorOffsets[activity]
      }
      for word in 0..<project.words { free[word] = project.capacities[word] }
      for index in 0..<project.count where missing[project.order[index]] == 0 {
        insert(project.order[index], priorities, &eligibleCount)
      }
      while true {
        var kept = 0
        var index = 0
        while index < eligibleCount {
          let activity = Int(eligible[index])
          index += 1
          if project.durations[activity] == 0 {
            // Ends as it starts; what it makes eligible may have to stand before the present index, so begin anew.
            starts[activity] = Int32(time)
            scheduled += 1
            while index < eligibleCount {
              eligible[kept] = eligible[index]
              kept += 1
              index += 1
            }
            eligibleCount = kept
            release(successorsOf: activity, priorities, &eligibleCount)
            kept = 0
            index = 0
          } else if take(activity) {
            starts[activity] = Int32(time)
            scheduled += 1
            running[runningCount] = Int32(activity)
            runningCount += 1
          } else {
            eligible[kept] = Int32(activity)
            kept += 1
          }
        }
        eligibleCount = kept
        if runningCount == 0 { break }
        var next = Int.max
        for index in 0..<runningCount { next = min(next, end(of: running[index], starts)) }
        time = next
        var still = 0
        for index in 0..<runningCount {
          let activity = running[index]
          if end(of: activity, starts) > time {
            running[still] = activity
            still += 1
          } else {
            giveBack(Int(activity))
            release(successorsOf: Int(activity), priorities, &eligibleCount)
          }
        }
        runningCount = still
      }
      assert(scheduled == project.count, "an activity never became eligible")
      return time
    }

    private func end(of activity: Int32, _ starts: UnsafeMutablePointer<Int32>) -> Int {
      Int(starts[Int(activity)]) &+ Int(project.durations[activity])
    }

    private func take(_ activity: Int) -> Bool {
      let words = project.words
      for word in 0..<words {
        let rest = free[word] &- project.demands[activity &* words &+ word]
        if rest & project.guards != project.guards { return false }
      }
      for word in 0..<words { free[word] &-= project.demands[activity &* words &+ word] }
      return true
    }

    private func giveBack(_ activity: Int) {
      let words = project.words
      for word in 0..<words { free[word] &+= project.demands[activity &* words &+ word] }
    }

    private func release(successorsOf activity: Int, _ priorities: UnsafePointer<Int32>, _ eligibleCount: inout Int) {
      for edge in Int(project.successorOffsets[activity])..<Int(project.successorOffsets[activity + 1]) {
        let successor = project.successors[edge]
        missing[successor] -= 1
        if missing[successor] == 0 { insert(successor, priorities, &eligibleCount) }
      }
    }

    private func insert(_ activity: Int32, _ priorities: UnsafePointer<Int32>, _ eligibleCount: inout Int) {
      var place = eligibleCount
      let priority = priorities[Int(activity)]
      while place > 0 {
        let other = eligible[place - 1]
        let otherPriority = priorities[Int(other)]
        if otherPriority < priority { break }
        if otherPriority == priority, project.position[other] < project.position[activity] { break }
        eligible[place] = other
        place -= 1
      }
      eligible[place] = activity
      eligibleCount += 1
    }
  }
}
