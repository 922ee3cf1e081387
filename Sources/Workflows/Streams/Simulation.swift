import Basics

extension Workflow {
  /// What a policy decides at an instant.
  struct StreamDecision {
    /// Ready tasks with their elements, in the order in which they queue there. A task starts as soon as its data is there
    /// and the element is idle, those of earlier jobs first.
    var assignments: [(task: Int, element: Int)] = []
    /// When the policy wants to be asked again if nothing happens before.
    var wake: Int?
  }

  /// Assigns the tasks of a stream of jobs.
  protocol StreamPolicy {
    mutating func decide(_ view: StreamView) -> StreamDecision
  }

  /// Plays a stream of jobs, each known from its release on, with a policy.
  struct Simulation {
    /// A job comes, or a task ends.
    private struct Event: Comparable {
      let known: Int
      let time: Int
      /// Of what is known at once, that comes first which was set first.
      let set: Int
      let start: Int
      let number: Int
      let job: Int?
      let task: Int?
      static func < (left: Event, right: Event) -> Bool {
        (left.known, left.time, left.set, left.start, left.number)
          < (right.known, right.time, right.set, right.start, right.number)
      }
    }

    private let instance: Instance
    private let clock: StreamClock
    private let state: StreamState
    /// By task, what its nominal duration is multiplied by.
    private let factors: [Double]
    private var instants = MinHeap<Int>()
    private var events = MinHeap<Event>()
    /// Assigned tasks that have not started, earlier jobs first, with the time at which their data is there.
    private var queue: [(task: Int, dataTime: Int)] = []
    private var startedCount = 0

    /// - Parameters:
    ///   - noise: execution times are multiplied by factors that are uniform in 1 - noise ... 1 + noise.
    ///   - seed: of the factors, which do not depend on the policy.
    init(_ instance: Instance, clock: StreamClock, noise: Double = 0, seed: UInt64 = 1) {
      self.instance = instance
      self.clock = clock
      state = StreamState(instance)
      var random = RandomSource(seed: seed)
      factors = noise == 0 ? [] : instance.tasks.map { _ in 1 + noise * (2 * random.unit() - 1) }
      var before = (time: 0, known: 0)
      for job in instance.jobs.indices.sorted(by: { (instance.jobs[$0].release, $0) < (instance.jobs[$1].release, $1) })
      {
        let time = instance.jobs[job].release
        let known = clock.known(arrival: time, before: events.isEmpty ? nil : before)
        events.push(
          Event(
            known: known, time: time, set: clock == .ticks ? before.time : 0, start: -1, number: startedCount, job: job,
            task: nil))
        startedCount += 1
        instants.push(known)
        before = (time, known)
      }
    }

    /// - Returns: false where it was stopped before the end.
    mutating func run(_ policy: inout some StreamPolicy, shouldStop: () -> Bool = { false }) -> Bool {
      var open = instance.tasks.count
      var last = -1
      while open > 0 {
        guard let time = instants.pop() else { preconditionFailure("the policy leaves tasks unassigned for ever") }
        if time == last, events.least.map({ $0.known > time }) ?? true { continue }
        if shouldStop() { return false }
        last = time
        state.time = time
        while let next = events.least, next.known <= time {
          _ = events.pop()
          if let job = next.job { release(job) }
          guard let task = next.task else { continue }
          complete(task, at: next.time)
          open -= 1
        }
        if open == 0 { break }
        let decision = policy.decide(StreamView(state))
        assign(decision)
        startTasks()
        if let wake = decision.wake, wake > time { instants.push(wake) }
      }
      return true
    }

    private func release(_ job: Int) {
      state.isReleased[job] = true
      state.jobs.append(job)
      state.ready += instance.tasksOfJob[job].filter { state.waiting[$0] == 0 }
    }

    private func complete(_ task: Int, at end: Int) {
      state.ends[task] = end
      state.running[state.elementOf[task]] = nil
      let targets = instance.outgoing[task].map { instance.arcs[$0].to }.sorted()
      for target in targets {
        state.waiting[target] -= 1
        if state.waiting[target] == 0 { state.ready.append(target) }
      }
      let job = instance.tasks[task].job
      state.open[job] -= 1
      if state.open[job] == 0 { state.jobs.removeAll { $0 == job } }
    }

    private mutating func assign(_ decision: StreamDecision) {
      for (task, element) in decision.assignments {
        precondition(
          state.isReleased[instance.tasks[task].job] && state.waiting[task] == 0 && state.elementOf[task] < 0,
          "only ready tasks can be assigned")
        precondition(instance.elements[task].contains(element), "the element cannot run the task")
        state.elementOf[task] = element
        var dataTime = state.time
        for arc in instance.incoming[task] {
          let source = instance.arcs[arc].from
          let time = instance.transfer(arc, from: state.elementOf[source], to: element)
          dataTime = max(dataTime, (state.ends[source] ?? 0) + time)
        }
        if dataTime > state.time { instants.push(dataTime) }
        let job = instance.tasks[task].job
        let place = queue.firstIndex { instance.tasks[$0.task].job > job } ?? queue.count
        queue.insert((task, dataTime), at: place)
      }
      state.ready.removeAll { state.elementOf[$0] >= 0 }
    }

    private mutating func startTasks() {
      var left: [(task: Int, dataTime: Int)] = []
      for entry in queue {
        let element = state.elementOf[entry.task]
        if entry.dataTime <= state.time, state.running[element] == nil {
          start(entry.task, on: element)
        } else {
          left.append(entry)
        }
      }
      queue = left
    }

    private mutating func start(_ task: Int, on element: Int) {
      state.running[element] = task
      state.starts[task] = state.time
      let duration = self.duration(of: task, on: element)
      let end = state.time + duration
      let known = clock.known(start: state.time, duration: duration)
      events.push(
        Event(
          known: known, time: end, set: clock.lastStep(start: state.time, end: end), start: state.time,
          number: startedCount, job: nil, task: task))
      startedCount += 1
      instants.push(known)
    }

    private func duration(of task: Int, on element: Int) -> Int {
      let nominal = instance.duration(of: task, on: element)
      return factors.isEmpty ? nominal : Int((Double(nominal) * factors[task]).rounded())
    }

    /// By job, from its release to the end of its last task.
    var latencies: [Int] {
      instance.tasksOfJob.enumerated().map { job, tasks in
        tasks.reduce(0) { max($0, state.ends[$1] ?? 0) } - instance.jobs[job].release
      }
    }

    /// When the last task ended.
    var lastEnd: Int { state.ends.reduce(0) { max($0, $1 ?? 0) } }

    /// What was played; without noise, a solution of the instance.
    var solution: Solution {
      Solution(elements: state.elementOf, starts: state.starts.map { $0 ?? 0 }, of: instance)
    }
  }
}
