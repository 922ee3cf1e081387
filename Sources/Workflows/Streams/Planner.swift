import Basics

extension Workflow {
  /// Builds plans of the open tasks: tasks in the order of keys, each in the gap of an element that costs least.
  struct Planner {
    struct Plan {
      var starts: [Int]
      var elements: [Int]
      /// The sum over jobs of their ends, then the sum over tasks.
      var cost: (jobs: Int, tasks: Int)
    }

    let table: PlanTable
    let clock: StreamClock
    /// By candidate, what is behind the end of a task there at least.
    private let tails: [Int]
    /// What elements are busy with, by start: so many places for each, of which the first ones are in use.
    private var busyStarts: [Int]
    private var busyEnds: [Int]
    private var busyCounts: [Int]
    private let room: Int
    private var knowns: [Int]
    private var ends: [Int]
    private var waiting: [Int]
    private var heap = MinHeap<Key>()

    private struct Key: Comparable {
      let value: Double
      let place: Int
      static func < (left: Key, right: Key) -> Bool {
        left.value != right.value ? left.value < right.value : left.place < right.place
      }
    }

    /// - Parameter tails: by place and cluster.
    init(_ table: PlanTable, _ clock: StreamClock, tails: [[Int]]) {
      self.table = table
      self.clock = clock
      var flat: [Int] = []
      flat.reserveCapacity(table.candidates.count)
      for place in table.tasks.indices {
        for candidate in table.candidateStarts[place]..<table.candidateStarts[place + 1] {
          flat.append(tails[place][table.clusterOf[table.candidates[candidate]]])
        }
      }
      self.tails = flat
      room = table.tasks.count + 1
      busyStarts = [Int](repeating: 0, count: room * table.clusterOf.count)
      busyEnds = busyStarts
      busyCounts = [Int](repeating: 0, count: table.clusterOf.count)
      knowns = [Int](repeating: 0, count: table.tasks.count)
      ends = knowns
      waiting = knowns
    }

    /// No plan has jobs that end earlier than this, as far as tails tell.
    var bound: Int {
      var last = table.jobEnds
      for place in table.tasks.indices {
        var least = Int.max
        for candidate in table.candidateStarts[place]..<table.candidateStarts[place + 1] {
          least = min(least, table.earliest[candidate] + table.durations[candidate] + tails[candidate])
        }
        last[table.jobOf[place]] = max(last[table.jobOf[place]], least)
      }
      return last.reduce(0, +)
    }

    /// - Parameter looksBehind: whether an element is chosen by what is behind the task as well, else by its end alone.
    mutating func plan(by keys: [Double], looksBehind: Bool = true) -> Plan {
      let count = table.tasks.count
      for element in busyCounts.indices {
        busyCounts[element] = 1
        busyEnds[element * room] = table.free[element]
      }
      for place in 0..<count {
        waiting[place] = table.linkStarts[place + 1] - table.linkStarts[place]
        if waiting[place] == 0 { heap.push(Key(value: keys[place], place: place)) }
      }
      var plan = Plan(
        starts: [Int](repeating: 0, count: count), elements: [Int](repeating: -1, count: count), cost: (0, 0))
      var last = table.jobEnds
      while let place = heap.pop()?.place {
        choose(place, &plan, looksBehind)
        plan.cost.tasks += ends[place]
        last[table.jobOf[place]] = max(last[table.jobOf[place]], ends[place])
        for target in table.targets[place] {
          waiting[target] -= 1
          if waiting[target] == 0 { heap.push(Key(value: keys[target], place: target)) }
        }
      }
      plan.cost.jobs = last.reduce(0, +)
      return plan
    }

    private mutating func choose(_ place: Int, _ plan: inout Plan, _ looksBehind: Bool) {
      var (least, leastEnd) = (Int.max, Int.max)
      var (chosen, chosenStart) = (-1, 0)
      let links = table.linkStarts[place]..<table.linkStarts[place + 1]
      let stride = table.clusters * table.clusters + 1
      /// The last element without work so far: one like it costs the same.
      var idle = (cluster: -1, earliest: -1)
      for candidate in table.candidateStarts[place]..<table.candidateStarts[place + 1] {
        let element = table.candidates[candidate]
        let cluster = table.clusterOf[element]
        let duration = table.durations[candidate]
        var start = table.earliest[candidate]
        if busyCounts[element] == 1, table.free[element] <= table.now {
          if idle == (cluster, start) { continue }
          idle = (cluster, start)
        }
        for link in links {
          let from = table.linkFrom[link]
          let source = plan.elements[from]
          let entry = source == element ? 0 : 1 + table.clusterOf[source] * table.clusters + cluster
          start = max(start, knowns[from], ends[from] + table.linkTimes[link * stride + entry])
        }
        let tail = looksBehind ? tails[candidate] : 0
        if start + duration + tail > least { continue }
        start = gap(element, from: start, duration)
        let end = start + duration
        if end + tail < least || end + tail == least && end < leastEnd {
          (least, leastEnd) = (end + tail, end)
          (chosen, chosenStart) = (element, start)
        }
      }
      plan.elements[place] = chosen
      plan.starts[place] = chosenStart
      ends[place] = leastEnd
      knowns[place] = clock.known(start: chosenStart, duration: leastEnd - chosenStart)
      if knowns[place] > chosenStart { insert(chosen, chosenStart, knowns[place]) }
    }

    private mutating func insert(_ element: Int, _ start: Int, _ end: Int) {
      var place = element * room + busyCounts[element]
      while place > element * room, busyStarts[place - 1] > start {
        busyStarts[place] = busyStarts[place - 1]
        busyEnds[place] = busyEnds[place - 1]
        place -= 1
      }
      busyStarts[place] = start
      busyEnds[place] = end
      busyCounts[element] += 1
    }

    /// A task of no time waits for an idle element too, as in the simulation.
    private func gap(_ element: Int, from time: Int, _ duration: Int) -> Int {
      let (first, end) = (element * room, element * room + busyCounts[element])
      var place = end
      while place > first, busyEnds[place - 1] > time { place -= 1 }
      var start = time
      while place < end, busyStarts[place] < max(start + 1, clock.known(start: start, duration: duration)) {
        start = max(start, busyEnds[place])
        place += 1
      }
      return start
    }
  }
}
