import Basics
import Solving

extension Workflow.Instance {
  /// All times together.
  static let horizonLimit = 1 << 50
  static let taskLimit = 200_000
  static let arcLimit = 2_000_000
  static let volumeLimit = 1 << 52
  /// Entries of the table of transfer times.
  static let transferLimit = 1 << 24

  static func check(_ platform: Workflow.Platform) throws(InvalidInstance) {
    let clusters = platform.clusters
    guard (1...Workflow.Platform.clusterLimit).contains(clusters.count) else {
      throw InvalidInstance("expected 1 to \(Workflow.Platform.clusterLimit) clusters, found \(clusters.count)")
    }
    for cluster in clusters where !(0...Workflow.Platform.elementLimit).contains(cluster.size) {
      throw InvalidInstance(
        "cluster \(cluster.name) has \(cluster.size) elements, outside 0 to \(Workflow.Platform.elementLimit)")
    }
    guard (1...Workflow.Platform.elementLimit).contains(platform.elementCount) else {
      throw InvalidInstance(
        "expected 1 to \(Workflow.Platform.elementLimit) elements, found \(platform.elementCount)")
    }
    let rates = platform.transfers.bandwidth
    guard rates.count == clusters.count, rates.allSatisfy({ $0.count == clusters.count }) else {
      throw InvalidInstance("expected a bandwidth for each two of \(counted(clusters.count, "cluster"))")
    }
    for rate in rates.joined().compactMap(\.self) + [platform.transfers.ownBandwidth].compactMap(\.self)
    where !(rate > 0 && rate.isFinite) {
      throw InvalidInstance("expected bandwidths above 0, found \(rate)")
    }
  }

  static func check(
    _ jobs: [Workflow.Job], _ tasks: [Workflow.Task], _ platform: Workflow.Platform
  ) throws(InvalidInstance) {
    guard (1...taskLimit).contains(tasks.count) else {
      throw InvalidInstance("expected 1 to \(taskLimit) tasks, found \(tasks.count)")
    }
    for job in jobs where !(0...horizonLimit).contains(job.release) {
      throw InvalidInstance("job \(job.name) is released at \(job.release), outside 0 to \(horizonLimit)")
    }
    var hasTasks = [Bool](repeating: false, count: jobs.count)
    for (number, task) in tasks.enumerated() {
      guard jobs.indices.contains(task.job) else {
        throw InvalidInstance("task \(task.name) is of job \(task.job), which is not there", at: .item(number))
      }
      hasTasks[task.job] = true
      guard task.durations.count == platform.clusters.count else {
        throw InvalidInstance(
          "task \(task.name) has times for \(task.durations.count) of \(platform.clusters.count) clusters",
          at: .item(number))
      }
      for duration in task.durations.compactMap(\.self) where !(0...horizonLimit).contains(duration) {
        throw InvalidInstance("task \(task.name) takes \(duration), outside 0 to \(horizonLimit)", at: .item(number))
      }
      let isRunnable = zip(task.durations, platform.clusters).contains { $0 != nil && $1.size > 0 }
      guard isRunnable else {
        throw InvalidInstance("no element can run task \(task.name)", at: .item(number))
      }
    }
    if let job = hasTasks.firstIndex(of: false) { throw InvalidInstance("job \(jobs[job].name) has no tasks") }
  }

  static func check(_ arcs: [Workflow.Arc], taskCount: Int, jobs: [Int]) throws(InvalidInstance) {
    guard arcs.count <= arcLimit else { throw InvalidInstance("\(arcs.count) arcs are more than \(arcLimit)") }
    var seen: Set<[Int]> = []
    for arc in arcs {
      for task in [arc.from, arc.to] where !(0..<taskCount).contains(task) {
        throw InvalidInstance("an arc names task \(task) of \(taskCount)")
      }
      guard jobs[arc.from] == jobs[arc.to] else {
        throw InvalidInstance("an arc leads from task \(arc.from) to task \(arc.to) of another job", at: .item(arc.to))
      }
      guard arc.from != arc.to, seen.insert([arc.from, arc.to]).inserted else {
        throw InvalidInstance("the arc from task \(arc.from) to task \(arc.to) is one too many", at: .item(arc.to))
      }
      guard (0...volumeLimit).contains(arc.volume) else {
        throw InvalidInstance("an arc has the volume \(arc.volume), outside 0 to \(volumeLimit)", at: .item(arc.to))
      }
    }
  }
}
