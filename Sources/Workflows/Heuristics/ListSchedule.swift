extension Workflow {
  /// A schedule that grows task by task, each in the earliest gap of its element.
  struct ListSchedule {
    let instance: Instance
    private(set) var elementOf: [Int]
    private(set) var starts: [Int]
    private(set) var ends: [Int]
    /// By element, what it runs, by start.
    private var busy: [[(start: Int, end: Int)]]

    init(_ instance: Instance) {
      self.instance = instance
      elementOf = [Int](repeating: -1, count: instance.tasks.count)
      starts = elementOf
      ends = elementOf
      busy = [[(start: Int, end: Int)]](repeating: [], count: instance.platform.elementCount)
    }

    /// When all data of a task is there, of predecessors that have their places.
    func dataTime(of task: Int, on element: Int) -> Int {
      var time = instance.jobs[instance.tasks[task].job].release
      for arc in instance.incoming[task] {
        let source = instance.arcs[arc].from
        guard elementOf[source] >= 0 else { continue }
        time = max(time, ends[source] + instance.transfer(arc, from: elementOf[source], to: element))
      }
      return time
    }

    /// The earliest start from a time on in a gap that is long enough.
    ///
    /// - Complexity: O(log k + g) with k tasks on the element and g gaps looked at.
    func gap(on element: Int, from time: Int, duration: Int) -> Int {
      if duration == 0 { return time }
      let list = busy[element]
      var place = firstEnding(after: time, in: list)
      var start = time
      while place < list.count, list[place].start < start + duration {
        start = max(start, list[place].end)
        place += 1
      }
      return start
    }

    private func firstEnding(after time: Int, in list: [(start: Int, end: Int)]) -> Int {
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle].end > time { high = middle } else { low = middle + 1 }
      }
      return low
    }

    /// The earliest start of a task on an element.
    func earliestStart(of task: Int, on element: Int) -> Int {
      gap(on: element, from: dataTime(of: task, on: element), duration: instance.duration(of: task, on: element))
    }

    mutating func place(_ task: Int, on element: Int, at start: Int) {
      let duration = instance.duration(of: task, on: element)
      elementOf[task] = element
      starts[task] = start
      ends[task] = start + duration
      guard duration > 0 else { return }
      let place = firstEnding(after: start, in: busy[element])
      busy[element].insert((start, start + duration), at: place)
    }

    mutating func remove(_ task: Int) {
      let element = elementOf[task]
      if ends[task] > starts[task] { busy[element].remove(at: firstEnding(after: starts[task], in: busy[element])) }
      elementOf[task] = -1
    }

    /// The element with the least cost, the first one among equals, and the start there.
    ///
    /// - Parameter cost: of ending at a time on an element.
    func best(
      _ task: Int, among elements: [Int], _ cost: (_ element: Int, _ end: Int) -> Double = { Double($1) }
    ) -> (element: Int, start: Int) {
      var found = (element: elements[0], start: 0)
      var least = Double.infinity
      for element in elements {
        let start = earliestStart(of: task, on: element)
        let value = cost(element, start + instance.duration(of: task, on: element))
        if value < least { (found, least) = ((element, start), value) }
      }
      return found
    }

    var solution: Solution { Solution(elements: elementOf, starts: starts, of: instance) }
  }
}
