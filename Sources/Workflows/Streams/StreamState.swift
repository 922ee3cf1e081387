import Basics

extension Workflow {
  /// What has become of a stream of jobs so far: the simulation's own, of which policies see a `StreamView`.
  final class StreamState {
    let instance: Instance
    var time = 0
    /// By job.
    var isReleased: [Bool]
    /// By task: predecessors of which the end is not known yet.
    var waiting: [Int]
    /// By task, once it is assigned.
    var elementOf: [Int]
    /// By task, once it has started.
    var starts: [Int?]
    /// By task, once its end is known.
    var ends: [Int?]
    /// Tasks that can be assigned, in the order in which that became known.
    var ready: [Int] = []
    /// By element, what runs on it as far as is known.
    var running: [Int?]
    /// By job, tasks of which the end is not known.
    var open: [Int]
    /// Released jobs with open tasks, in the order of their releases.
    var jobs: [Int] = []
    /// By task, its place in an order in which each is behind its predecessors.
    let position: [Int]

    init(_ instance: Instance) {
      var position = [Int](repeating: 0, count: instance.tasks.count)
      for (place, task) in instance.order.enumerated() { position[task] = place }
      self.position = position
      self.instance = instance
      isReleased = [Bool](repeating: false, count: instance.jobs.count)
      waiting = instance.incoming.map(\.count)
      elementOf = [Int](repeating: -1, count: instance.tasks.count)
      starts = [Int?](repeating: nil, count: instance.tasks.count)
      ends = starts
      running = [Int?](repeating: nil, count: instance.platform.elementCount)
      open = instance.tasksOfJob.map(\.count)
    }
  }

  /// What a policy sees: the platform, and the jobs that have come, with what has become of their tasks. A question about
  /// any other job ends the program, so no policy can read the future by mistake; execution times are the nominal ones.
  struct StreamView {
    private let state: StreamState

    init(_ state: StreamState) { self.state = state }

    var time: Int { state.time }
    var platform: Platform { state.instance.platform }
    /// Tasks to be assigned, in the order in which they became ready.
    var ready: [Int] { state.ready }
    /// Those that have come and have not ended, as far as is known.
    var jobs: [Int] { state.jobs }

    private func checked(_ task: Int) -> Int {
      precondition(state.isReleased[state.instance.tasks[task].job], "task \(task) has not come yet")
      return task
    }

    func release(of job: Int) -> Int {
      precondition(state.isReleased[job], "job \(job) has not come yet")
      return state.instance.jobs[job].release
    }

    func tasks(of job: Int) -> [Int] {
      precondition(state.isReleased[job], "job \(job) has not come yet")
      return state.instance.tasksOfJob[job]
    }

    func name(of job: Int) -> String {
      precondition(state.isReleased[job], "job \(job) has not come yet")
      return state.instance.jobs[job].name
    }

    func job(of task: Int) -> Int { state.instance.tasks[checked(task)].job }
    /// The elements that can run a task.
    func elements(of task: Int) -> [Int] { state.instance.elements[checked(task)] }
    func duration(of task: Int, on element: Int) -> Int { state.instance.duration(of: checked(task), on: element) }
    func incoming(_ task: Int) -> [Int] { state.instance.incoming[checked(task)] }
    func outgoing(_ task: Int) -> [Int] { state.instance.outgoing[checked(task)] }
    /// Both ends of an arc of a job that has come.
    func arc(_ arc: Int) -> (from: Int, to: Int) {
      (checked(state.instance.arcs[arc].from), state.instance.arcs[arc].to)
    }
    func transfer(_ arc: Int, from source: Int, to target: Int) -> Int {
      _ = checked(state.instance.arcs[arc].from)
      return state.instance.transfer(arc, from: source, to: target)
    }

    /// The same by cluster, between elements that differ.
    func transfer(_ arc: Int, fromCluster source: Int, toCluster target: Int) -> Int {
      _ = checked(state.instance.arcs[arc].from)
      return state.instance.transfer(arc, fromCluster: source, toCluster: target)
    }
    func ownTransfer(_ arc: Int) -> Int {
      _ = checked(state.instance.arcs[arc].from)
      return state.instance.ownTransfer(arc)
    }

    /// What an arc takes: on one element, then between elements of each two clusters.
    func transfers(_ arc: Int) -> ArraySlice<Int> {
      _ = checked(state.instance.arcs[arc].from)
      return state.instance.transfers(arc)
    }

    /// Where a task stands in an order in which each is behind its predecessors.
    func position(of task: Int) -> Int { state.position[checked(task)] }

    /// Where a task was assigned; nil as long as it is not.
    func element(of task: Int) -> Int? {
      let element = state.elementOf[checked(task)]
      return element < 0 ? nil : element
    }
    func start(of task: Int) -> Int? { state.starts[checked(task)] }
    /// nil as long as it is not known.
    func end(of task: Int) -> Int? { state.ends[checked(task)] }
    /// What runs on an element as far as is known.
    func running(on element: Int) -> Int? { state.running[element] }
  }
}
