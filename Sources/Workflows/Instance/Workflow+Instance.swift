import Basics
import Solving

extension Workflow {
  /// A task, which runs on one element from its start to its end.
  public struct Task: Sendable, Equatable {
    /// As files call it.
    public var name: String
    /// Its job, from 0.
    public var job: Int
    /// By cluster; nil where it cannot run.
    public var durations: [Int?]

    /// A task of a job, with its time on each cluster.
    public init(name: String, job: Int = 0, durations: [Int?]) {
      self.name = name
      self.job = job
      self.durations = durations
    }
  }

  /// A graph of tasks that comes at one time.
  public struct Job: Sendable, Equatable {
    /// As files call it.
    public var name: String
    /// No task of it starts before.
    public var release: Int

    /// A job that is there from its release on.
    public init(name: String, release: Int = 0) {
      self.name = name
      self.release = release
    }
  }

  /// Data that one task gives to another one.
  public struct Arc: Sendable, Equatable {
    /// The task that sends.
    public var from: Int
    /// The task that waits for it.
    public var to: Int
    /// Divided by the bandwidth, its time.
    public var volume: Int

    /// Data from one task to another one.
    public init(from: Int, to: Int, volume: Int = 0) {
      self.from = from
      self.to = to
      self.volume = volume
    }
  }

  /// What is to be as small as possible.
  public enum Aim: String, Sendable, CaseIterable {
    /// The end of the last task.
    case makespan
    /// The sum over all jobs of the time from the release to the end of the last task.
    case latency
  }

  /// Tasks, jobs and a platform, checked.
  public struct Instance: Sendable {
    /// As files call it.
    public let name: String
    /// What runs the tasks.
    public let platform: Platform
    /// By number.
    public let jobs: [Job]
    /// By number.
    public let tasks: [Task]
    /// By number; each pair of tasks once.
    public let arcs: [Arc]
    /// What counts.
    public var aim = Aim.makespan
    /// What was taken that the text does not say.
    var warnings: [String] = []
    /// By task, the arcs that lead to it.
    let incoming: [[Int]]
    /// By task, the arcs that leave it.
    let outgoing: [[Int]]
    /// All tasks, each behind its predecessors.
    let order: [Int]
    /// By task, the elements that can run it.
    let elements: [[Int]]
    /// By job.
    let tasksOfJob: [[Int]]
    /// All work and transfers one after the other, from the last release on: no good schedule is longer.
    public let horizon: Int
    /// What transfers take, by arc: first on the same element, then by the cluster that sends and the one that receives.
    private let times: [Int]

    /// - Throws: `InvalidInstance` for the first thing that is wrong.
    public init(name: String, platform: Platform, jobs: [Job], tasks: [Task], arcs: [Arc]) throws(InvalidInstance) {
      try Self.check(platform)
      try Self.check(jobs, tasks, platform)
      try Self.check(arcs, taskCount: tasks.count, jobs: tasks.map(\.job))
      guard let order = TopologicalOrder.order(of: tasks.count, arcs.lazy.map { ($0.from, $0.to) }) else {
        throw InvalidInstance("the tasks wait for each other in a circle")
      }
      let count = platform.clusters.count
      guard arcs.count * (count * count + 1) <= Self.transferLimit else {
        throw InvalidInstance("\(arcs.count) arcs between \(count) clusters are too many")
      }
      let shape = Shape(tasks, arcs, jobCount: jobs.count)
      times = arcs.flatMap { Self.times(of: $0, on: platform) }
      self.name = name
      self.platform = platform
      self.jobs = jobs
      self.tasks = tasks
      self.arcs = arcs
      self.order = order
      incoming = shape.incoming
      outgoing = shape.outgoing
      tasksOfJob = shape.tasksOfJob
      elements = tasks.map { task in
        platform.clusterOfElement.indices.filter { task.durations[platform.clusterOfElement[$0]] != nil }
      }
      horizon = try Self.horizon(jobs, tasks, times, stride: count * count + 1)
    }

    /// By arc: first on the same element, then between each two clusters.
    private static func times(of arc: Arc, on platform: Platform) -> [Int] {
      let clusters = platform.clusters.indices
      let own = platform.transfers.time(of: arc.volume, from: 0, to: 0, isSameElement: true)
      return [own]
        + clusters.flatMap { source in
          clusters.map { platform.transfers.time(of: arc.volume, from: source, to: $0, isSameElement: false) }
        }
    }

    private static func horizon(
      _ jobs: [Job], _ tasks: [Task], _ times: [Int], stride: Int
    ) throws(InvalidInstance) -> Int {
      var sum = jobs.reduce(0) { max($0, $1.release) }
      func add(_ time: Int) throws(InvalidInstance) {
        guard time < horizonLimit, sum < horizonLimit else {
          throw InvalidInstance("all times together are above \(horizonLimit)")
        }
        sum += time
      }
      for task in tasks { try add(task.durations.reduce(0) { max($0, $1 ?? 0) }) }
      for first in Swift.stride(from: 0, to: times.count, by: stride) {
        try add(times[first..<first + stride].max() ?? 0)
      }
      return sum
    }

    /// What the data of an arc takes from one element to another one.
    @inline(__always)
    func transfer(_ arc: Int, from source: Int, to target: Int) -> Int {
      let count = platform.clusters.count
      let base = arc * (count * count + 1)
      if source == target { return times[base] }
      return times[base + 1 + platform.clusterOfElement[source] * count + platform.clusterOfElement[target]]
    }

    /// The same by cluster, between elements that differ.
    @inline(__always)
    func transfer(_ arc: Int, fromCluster source: Int, toCluster target: Int) -> Int {
      let count = platform.clusters.count
      return times[arc * (count * count + 1) + 1 + source * count + target]
    }

    /// The same on one element.
    @inline(__always)
    func ownTransfer(_ arc: Int) -> Int {
      times[arc * (platform.clusters.count * platform.clusters.count + 1)]
    }

    /// On one element, then between elements of each two clusters.
    func transfers(_ arc: Int) -> ArraySlice<Int> {
      let stride = platform.clusters.count * platform.clusters.count + 1
      return times[arc * stride..<(arc + 1) * stride]
    }

    /// On an element that can run it.
    @inline(__always)
    func duration(of task: Int, on element: Int) -> Int {
      tasks[task].durations[platform.clusterOfElement[element]] ?? 0
    }

    /// What messages and pictures call a task: with its job, where there are several.
    public func label(of task: Int) -> String {
      jobs.count == 1 ? tasks[task].name : "\(jobs[tasks[task].job].name) \(tasks[task].job + 1), \(tasks[task].name)"
    }
  }
}

/// Lists that follow from tasks and arcs.
private struct Shape {
  var incoming: [[Int]]
  var outgoing: [[Int]]
  var tasksOfJob: [[Int]]

  init(_ tasks: [Workflow.Task], _ arcs: [Workflow.Arc], jobCount: Int) {
    incoming = [[Int]](repeating: [], count: tasks.count)
    outgoing = incoming
    tasksOfJob = [[Int]](repeating: [], count: jobCount)
    for (number, arc) in arcs.enumerated() {
      outgoing[arc.from].append(number)
      incoming[arc.to].append(number)
    }
    for (number, task) in tasks.enumerated() { tasksOfJob[task.job].append(number) }
  }
}
