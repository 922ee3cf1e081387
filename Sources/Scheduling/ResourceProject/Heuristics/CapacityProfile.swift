import Basics

extension ResourceProject {
  /// The free capacity over time while a schedule grows.
  protocol CapacityProfile: AnyObject {
    func reset()
    /// The earliest start from `time` on at which the activity's demand is free for its whole duration.
    func earliestFit(_ activity: Int, from time: Int) -> Int
    func reserve(_ activity: Int, at start: Int)
  }

  /// A word (or more) for each time unit: best while the horizon is a small multiple of the number of activities.
  final class DenseProfile: CapacityProfile {
    private let project: PackedProject
    private let free: Buffer<UInt64>
    /// All times from here on are entirely free.
    private var usedUntil = 0

    init(_ project: PackedProject) {
      self.project = project
      free = Buffer(repeating: 0, count: (project.horizon + 1) * project.words)
      usedUntil = project.horizon + 1
      reset()
    }

    func reset() {
      let words = project.words
      let base = free.pointer
      if words == 1 {
        base.update(repeating: project.capacities[0], count: usedUntil)
      } else {
        for time in 0..<usedUntil {
          for word in 0..<words { base[time &* words &+ word] = project.capacities[word] }
        }
      }
      usedUntil = 0
    }

    /// Each window is scanned backwards, so that a conflict moves it behind the latest one; what was seen to fit is not
    /// looked at again. Times stay below the horizon: an active start is at most the sum of the durations placed.
    func earliestFit(_ activity: Int, from time: Int) -> Int {
      let duration = Int(project.durations[activity])
      let guards = project.guards
      let words = project.words
      let base = free.pointer
      let demand = project.demands.pointer + activity &* words
      let first = demand[0]
      var start = time
      var known = time
      window: while true {
        let end = start &+ duration
        var slot = end &- 1
        while slot >= known {
          let cell = base + slot &* words
          var fits = (cell[0] &- first) & guards
          if words > 1 { for word in 1..<words { fits &= (cell[word] &- demand[word]) & guards } }
          if fits != guards {
            known = end
            start = slot &+ 1
            continue window
          }
          slot &-= 1
        }
        return start
      }
    }

    func reserve(_ activity: Int, at start: Int) {
      let words = project.words
      let end = start &+ Int(project.durations[activity])
      let base = free.pointer
      let demand = project.demands.pointer + activity &* words
      for slot in start..<end {
        for word in 0..<words { base[slot &* words &+ word] &-= demand[word] }
      }
      usedUntil = max(usedUntil, end)
    }
  }

  /// Segments of constant free capacity in time order: independent of the length of the horizon.
  final class SparseProfile: CapacityProfile {
    private let project: PackedProject
    /// Segment s covers `times[s]..<times[s + 1]`, the last one everything from its time on.
    private var times: Buffer<Int32>
    private var free: Buffer<UInt64>

    init(_ project: PackedProject) {
      self.project = project
      times = Buffer(capacity: 2 * project.count + 2)
      free = Buffer(capacity: (2 * project.count + 2) * project.words)
      reset()
    }

    func reset() {
      times.removeAll()
      free.removeAll()
      times.append(0)
      for word in 0..<project.words { free.append(project.capacities[word]) }
    }

    func earliestFit(_ activity: Int, from time: Int) -> Int {
      let duration = Int(project.durations[activity])
      var start = time
      var segment = segment(at: time)
      while segment < times.count, Int(times[segment]) < start + duration {
        if !fits(activity, in: segment) {
          // The last segment is entirely free, so there is a next one.
          start = Int(times[segment + 1])
        }
        segment += 1
      }
      return start
    }

    func reserve(_ activity: Int, at start: Int) {
      let duration = Int(project.durations[activity])
      guard duration > 0 else { return }
      let first = split(at: start)
      let last = split(at: start + duration)
      let words = project.words
      for segment in first..<last {
        for word in 0..<words { free[segment * words + word] &-= project.demands[activity * words + word] }
      }
    }

    private func fits(_ activity: Int, in segment: Int) -> Bool {
      let words = project.words
      for word in 0..<words {
        let rest = free[segment * words + word] &- project.demands[activity * words + word]
        if rest & project.guards != project.guards { return false }
      }
      return true
    }

    /// The last segment that begins at or before `time`.
    private func segment(at time: Int) -> Int {
      var low = 0
      var high = times.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if Int(times[middle]) <= time { low = middle } else { high = middle }
      }
      return low
    }

    /// Makes a segment begin at `time`, and returns it.
    private func split(at time: Int) -> Int {
      let found = segment(at: time)
      if Int(times[found]) == time { return found }
      let words = project.words
      times.append(0)
      for _ in 0..<words { free.append(0) }
      let moved = times.count - 2 - found
      (times.pointer + found + 2).update(from: times.pointer + found + 1, count: moved)
      (free.pointer + (found + 2) * words).update(from: free.pointer + (found + 1) * words, count: moved * words)
      times[found + 1] = Int32(time)
      for word in 0..<words { free[(found + 1) * words + word] = free[found * words + word] }
      return found + 1
    }
  }
}
