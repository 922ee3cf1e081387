extension Workflow {
  /// The open tasks of the jobs in the system, as flat lists that a planner goes through many times.
  struct PlanTable {
    /// By place; each behind its predecessors.
    private(set) var tasks: [Int] = []
    /// By place, a place in `jobs`.
    private(set) var jobOf: [Int] = []
    private(set) var jobs: [Int] = []
    /// By job, the latest end among tasks that have started, or the present time.
    private(set) var jobEnds: [Int] = []
    /// By place, where its elements begin in `candidates`, and the end of the last ones.
    private(set) var candidateStarts = [0]
    private(set) var candidates: [Int] = []
    /// By candidate, the time of the task there, and the earliest start by predecessors that have started.
    private(set) var durations: [Int] = []
    private(set) var earliest: [Int] = []
    /// By place, where its arcs from tasks of the table begin.
    private(set) var linkStarts = [0]
    /// By link, the place that it comes from.
    private(set) var linkFrom: [Int] = []
    /// By link: on one element, then between each two clusters.
    private(set) var linkTimes: [Int] = []
    /// By place, the tasks that wait for it.
    private(set) var targets: [[Int]] = []
    /// By element, when it is free of what runs.
    private(set) var free: [Int]
    let clusterOf: [Int]
    let clusters: Int
    let now: Int

    /// - Parameters:
    ///   - chosen: jobs in the system.
    ///   - places: by task, its place in this table where it has one.
    init(_ view: StreamView, _ chosen: [Int], _ clock: StreamClock, _ places: inout [Int]) {
      let platform = view.platform
      clusterOf = platform.clusterOfElement
      clusters = platform.clusters.count
      now = view.time
      free = clusterOf.indices.map { element in
        view.running(on: element).map { Self.expected($0, view, clock).known } ?? view.time
      }
      for job in chosen { add(job, view, clock, &places) }
      targets = [[Int]](repeating: [], count: tasks.count)
      for place in tasks.indices {
        for link in linkStarts[place]..<linkStarts[place + 1] { targets[linkFrom[link]].append(place) }
      }
    }

    /// When a task that has been assigned ends and when that is known, as far as can be told now.
    private static func expected(_ task: Int, _ view: StreamView, _ clock: StreamClock) -> (end: Int, known: Int) {
      if let end = view.end(of: task) { return (end, view.time) }
      guard let element = view.element(of: task) else { return (0, 0) }
      let start = view.start(of: task) ?? view.time
      let duration = view.duration(of: task, on: element)
      let known = clock.known(start: start, duration: duration)
      // What should have been known by now takes longer than it should.
      return known > view.time || start == view.time ? (start + duration, known) : (view.time + 1, view.time + 1)
    }

    private mutating func add(_ job: Int, _ view: StreamView, _ clock: StreamClock, _ places: inout [Int]) {
      var last = view.time
      for task in view.sorted(job) {
        if places.count <= task { places += [Int](repeating: -1, count: task + 1 - places.count) }
        if let element = view.element(of: task) {
          places[task] = -1
          let (end, known) = Self.expected(task, view, clock)
          last = max(last, end)
          if view.start(of: task) == nil { free[element] = max(free[element], known) }
          continue
        }
        places[task] = tasks.count
        tasks.append(task)
        jobOf.append(jobs.count)
        let own = view.elements(of: task)
        candidates += own
        candidateStarts.append(candidates.count)
        durations += own.map { view.duration(of: task, on: $0) }
        var starts = [Int](repeating: view.time, count: own.count)
        for arc in view.incoming(task) {
          let source = view.arc(arc).from
          guard let element = view.element(of: source) else {
            addLink(arc, from: places[source], view)
            continue
          }
          let (end, known) = Self.expected(source, view, clock)
          for (place, candidate) in own.enumerated() {
            starts[place] = max(starts[place], known, end + view.transfer(arc, from: element, to: candidate))
          }
        }
        earliest += starts
        linkStarts.append(linkFrom.count)
      }
      jobs.append(job)
      jobEnds.append(last)
    }

    private mutating func addLink(_ arc: Int, from place: Int, _ view: StreamView) {
      linkFrom.append(place)
      linkTimes += view.transfers(arc)
    }
  }
}
