import Basics

/// Whether decisions depend on what had not been revealed.
///
/// The instance is changed in whatever is not known at some time: jobs that arrive later, and the operations behind those
/// that have begun to be known. A policy that does not look ahead does the same up to that time and in the unit of time
/// after it. That it holds for views is plain from their type; this holds for policies of any make.
package enum ForesightAudit {
  /// - Parameter policy: makes the policy for an instance, which an honest one does not look at.
  /// - Throws: `BrokenRule` with the time before which what the policy does changes with the future.
  package static func check(
    _ instance: FlowInstance, times: Int, seed: UInt64, policy: (FlowInstance) -> any FlowPolicy
  ) throws {
    var random = RandomSource(seed: seed)
    var past: [FlowSegment] = []
    _ = try FlowSimulation.run(instance, policy(instance)) { past.append($0) }
    for _ in 0..<times {
      let end = past.last?.end ?? 0
      let time = min(Int(random.unit() * Double(end)), end)
      let changed = try other(instance, after: time, past, &random)
      var present: [FlowSegment] = []
      _ = try FlowSimulation.run(changed, policy(changed)) { present.append($0) }
      guard history(past, of: instance, before: time + 1) == history(present, of: changed, before: time + 1) else {
        throw BrokenRule("what is done up to \(time) depends on what is revealed after it")
      }
    }
  }

  /// Another instance that looks the same up to `time`.
  static func other(
    _ instance: FlowInstance, after time: Int, _ past: [FlowSegment], _ random: inout RandomSource
  ) throws(InvalidFlowInstance) -> FlowInstance {
    var attained = Array(repeating: 0, count: instance.jobs.count)
    for segment in past where segment.start < time { attained[segment.job] += min(segment.end, time) - segment.start }
    let longest = max(1, min(1 << 20, instance.totalWork / instance.jobs.count))
    var jobs: [FlowJob] = []
    for (number, job) in instance.jobs.enumerated() where job.release <= time {
      let known = revealed(job.operations, attained[number])
      // What is complete has no future.
      let isComplete = attained[number] == job.work
      let rest = isComplete ? [] : (0..<random.below(4)).map { _ in 1 + random.below(longest) }
      jobs.append(FlowJob(name: job.name, release: job.release, operations: job.operations.prefix(known) + rest))
    }
    for _ in 0..<random.below(instance.jobs.count + 1) {
      let operations = (0...random.below(3)).map { _ in 1 + random.below(longest) }
      jobs.append(FlowJob(release: time + 1 + random.below(longest), operations: operations))
    }
    if jobs.isEmpty { jobs = [FlowJob(release: time + 1, operations: [1])] }
    return try FlowInstance(name: instance.name, jobs: jobs)
  }

  /// How many operations are known of a job that has run for so long.
  private static func revealed(_ operations: [Int], _ attained: Int) -> Int {
    var (sum, count) = (0, 0)
    while count < operations.count, sum <= attained {
      sum += operations[count]
      count += 1
    }
    return count
  }

  /// Who had the machine when, before `time`; jobs by arrival, since their places in the file may differ.
  private static func history(
    _ segments: [FlowSegment], of instance: FlowInstance, before time: Int
  ) -> [FlowSegment] {
    var numbers = Array(repeating: 0, count: instance.jobs.count)
    for (number, job) in instance.arrivalOrder.enumerated() { numbers[job] = number }
    return segments.prefix { $0.start < time }.map {
      FlowSegment(job: numbers[$0.job], start: $0.start, end: min($0.end, time))
    }
  }
}
