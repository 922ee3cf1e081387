extension Workflow {
  /// The open tasks of the jobs in the system, as lists that a planner goes through many times.
  struct PlanTable {
    /// By place; each behind its predecessors.
    private(set) var tasks: [Int] = []
    /// By place, a place in `jobs`.
    private(set) var jobOf: [Int] = []
    private(set) var jobs: [Int] = []
    /// By job, the latest end among tasks that have started, or the present time.
    private(set) var jobEnds: [Int] = []
    /// By place and cluster; -1 where it cannot run.
    private(set) var durations: [Int] = []
    /// By place and element: no start is earlier, by predecessors that have started.
    private(set) var earliest: [Int] = []
    /// By place, arcs from tasks of the table.
    private(set) var links: [[(arc: Int, from: Int)]] = []
    /// By place, the tasks that wait for it.
    private(set) var targets: [[Int]] = []
    /// By element, when it is free of what runs.
    private(set) var free: [Int] = []
    let clusters: Int
    let elements: Int

    init(_ view: StreamView, _ clock: StreamClock, _ places: inout [Int]) {
      clusters = view.platform.clusters.count
      elements = view.platform.elementCount
      free = (0..<elements).map { element in
        view.running(on: element).map { Self.expected($0, view, clock).known } ?? view.time
      }
      for job in view.jobs { add(job, view, clock, &places) }
      targets = [[Int]](repeating: [], count: tasks.count)
      for (number, list) in links.enumerated() { for link in list { targets[link.from].append(number) } }
    }

    /// When a task that has started ends and when that is known, as far as can be told now.
    private static func expected(_ task: Int, _ view: StreamView, _ clock: StreamClock) -> (end: Int, known: Int) {
      if let end = view.end(of: task) { return (end, view.time) }
      guard let element = view.element(of: task), let start = view.start(of: task) else { return (0, 0) }
      let duration = view.duration(of: task, on: element)
      let known = clock.known(start: start, duration: duration)
      // What should have been known by now takes longer than it should.
      return known > view.time ? (start + duration, known) : (view.time + 1, view.time + 1)
    }

    private mutating func add(_ job: Int, _ view: StreamView, _ clock: StreamClock, _ places: inout [Int]) {
      var last = view.time
      for task in view.sorted(job) {
        if let most = view.tasks(of: job).last, places.count <= most {
          places += [Int](repeating: -1, count: most + 1 - places.count)
        }
        if view.element(of: task) != nil {
          places[task] = -1
          last = max(last, Self.expected(task, view, clock).end)
          continue
        }
        places[task] = tasks.count
        tasks.append(task)
        jobOf.append(jobs.count)
        let first = durations.count
        durations += [Int](repeating: -1, count: clusters)
        var starts = [Int](repeating: view.time, count: elements)
        let candidates = view.elements(of: task)
        for element in candidates {
          durations[first + view.platform.clusterOfElement[element]] = view.duration(of: task, on: element)
        }
        var own: [(arc: Int, from: Int)] = []
        for arc in view.incoming(task) {
          let source = view.arc(arc).from
          guard let place = view.element(of: source) else {
            own.append((arc, places[source]))
            continue
          }
          let (end, known) = Self.expected(source, view, clock)
          for element in candidates {
            starts[element] = max(starts[element], known, end + view.transfer(arc, from: place, to: element))
          }
        }
        earliest += starts
        links.append(own)
      }
      jobs.append(job)
      jobEnds.append(last)
    }
  }
}
