import Basics

@testable import Scheduling

/// Tiny random projects and their optimum by enumeration, sharing nothing with the code under test.
enum ProjectOracle {
  /// At most `count` activities without dummies, durations 0 to 4, one to three resources. What takes no time may demand
  /// more than there is.
  static func randomInstance(count: Int, _ random: inout RandomSource) -> ResourceProject.Instance {
    let resourceCount = random.within(1...3)
    let capacities = (0..<resourceCount).map { _ in random.within(1...6) }
    var successors = [[Int]](repeating: [], count: count)
    for before in 0..<count {
      for after in before + 1..<max(count, before + 1) where random.below(4) == 0 { successors[before].append(after) }
    }
    let durations = (0..<count).map { _ in random.within(0...4) }
    let demands = durations.map { duration in
      capacities.map { random.below(3) == 0 ? 0 : random.within(0...(duration > 0 ? $0 : 2 * $0 + 1)) }
    }
    // Numbers are not in topological order, so that nothing can rely on it.
    var names = Array(0..<count)
    names.shuffle(using: &random)
    return try! ResourceProject.Instance(
      name: "tiny", durations: names.map { durations[$0] }, demands: names.map { demands[$0] },
      successors: names.map { old in successors[old].map { names.firstIndex(of: $0)! } }, capacities: capacities)
  }

  /// The least makespan, by trying for one activity after the other (in a topological order) every start below the
  /// best makespan so far.
  static func optimum(of instance: ResourceProject.Instance) -> Int {
    var search = Enumeration(instance)
    search.place(0, makespan: 0)
    return search.best
  }

  private struct Enumeration {
    let instance: ResourceProject.Instance
    var best: Int
    private var starts: [Int]
    /// What is free of each resource at each time.
    private var free: [[Int]]

    init(_ instance: ResourceProject.Instance) {
      self.instance = instance
      best = instance.totalDuration
      starts = [Int](repeating: 0, count: instance.activityCount)
      free = instance.capacities.map { [Int](repeating: $0, count: instance.totalDuration) }
    }

    mutating func place(_ index: Int, makespan: Int) {
      guard index < starts.count else {
        best = makespan
        return
      }
      let activity = instance.topologicalOrder[index]
      let duration = instance.durations[activity]
      var start = 0
      for before in instance.predecessors[activity] { start = max(start, starts[before] + instance.durations[before]) }
      while max(makespan, start + duration) < best {
        if take(activity, from: start, to: start + duration, sign: 1) {
          starts[activity] = start
          place(index + 1, makespan: max(makespan, start + duration))
        }
        _ = take(activity, from: start, to: start + duration, sign: -1)
        start += 1
      }
    }

    /// - Returns: whether nothing is overdrawn.
    private mutating func take(_ activity: Int, from start: Int, to end: Int, sign: Int) -> Bool {
      var fits = true
      for resource in free.indices {
        for time in start..<end {
          free[resource][time] -= sign * instance.demands[activity][resource]
          if free[resource][time] < 0 { fits = false }
        }
      }
      return fits
    }
  }

  /// Every activity list that respects the precedences.
  static func lists(of instance: ResourceProject.Instance) -> [[Int32]] {
    var result: [[Int32]] = []
    var list: [Int32] = []
    func extend() {
      if list.count == instance.activityCount { result.append(list) }
      for activity in 0..<instance.activityCount
      where !list.contains(Int32(activity))
        && instance.predecessors[activity].allSatisfy({ list.contains(Int32($0)) })
      {
        list.append(Int32(activity))
        extend()
        list.removeLast()
      }
    }
    extend()
    return result
  }
}
