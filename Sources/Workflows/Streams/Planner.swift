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
    private let view: StreamView
    private let clusterOf: [Int]
    /// By place and cluster, what is behind the end of a task at least.
    private let tails: [Int]
    private var busy: [[(start: Int, end: Int)]]
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

    init(_ table: PlanTable, _ view: StreamView, _ clock: StreamClock, tails: [Int]) {
      self.table = table
      self.view = view
      self.clock = clock
      self.tails = tails
      clusterOf = view.platform.clusterOfElement
      busy = [[(start: Int, end: Int)]](repeating: [], count: table.elements)
      knowns = [Int](repeating: 0, count: table.tasks.count)
      ends = knowns
      waiting = knowns
    }

    var now: Int { view.time }

    /// No plan has jobs that end earlier than this, as far as tails tell.
    var bound: Int {
      var last = table.jobEnds
      for place in table.tasks.indices where table.links[place].isEmpty {
        var least = Int.max
        for element in 0..<table.elements {
          let cluster = clusterOf[element]
          let duration = table.durations[place * table.clusters + cluster]
          if duration < 0 { continue }
          let start = table.earliest[place * table.elements + element]
          least = min(least, start + duration + tails[place * table.clusters + cluster])
        }
        last[table.jobOf[place]] = max(last[table.jobOf[place]], least)
      }
      return last.reduce(0, +)
    }

    /// - Parameter looksBehind: whether an element is chosen by what is behind the task as well, else by its end alone.
    mutating func plan(by keys: [Double], looksBehind: Bool = true) -> Plan {
      let count = table.tasks.count
      for element in busy.indices {
        busy[element].removeAll(keepingCapacity: true)
        busy[element].append((0, table.free[element]))
      }
      for place in 0..<count {
        waiting[place] = table.links[place].count
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
      let task = table.tasks[place]
      for element in view.elements(of: task) {
        let cluster = clusterOf[element]
        let duration = table.durations[place * table.clusters + cluster]
        var start = table.earliest[place * table.elements + element]
        for link in table.links[place] {
          let time = view.transfer(link.arc, from: plan.elements[link.from], to: element)
          start = max(start, knowns[link.from], ends[link.from] + time)
        }
        let tail = looksBehind ? tails[place * table.clusters + cluster] : 0
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
      let index = firstEnding(after: chosenStart, busy[chosen])
      if knowns[place] > chosenStart { busy[chosen].insert((chosenStart, knowns[place]), at: index) }
    }

    /// A task of no time waits for an idle element too, as in the simulation.
    private func gap(_ element: Int, from time: Int, _ duration: Int) -> Int {
      let list = busy[element]
      var start = time
      var index = firstEnding(after: time, list)
      while index < list.count,
        list[index].start < clock.known(start: start, duration: duration) || list[index].start <= start
      {
        start = max(start, list[index].end)
        index += 1
      }
      return start
    }

    private func firstEnding(after time: Int, _ list: [(start: Int, end: Int)]) -> Int {
      var index = list.count
      while index > 0, list[index - 1].end > time { index -= 1 }
      return index
    }
  }
}
