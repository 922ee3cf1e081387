/// Holds a schedule to the rules, stretch by stretch as it is made: one job at a time, none before its release, no more
/// and no less than its work, and no idle machine while a job waits.
///
/// Written from the definition; shares nothing with what makes schedules.
package struct FlowChecker {
  private let instance: FlowInstance
  private var left: [Int]
  private var completions: [Int]
  private let releases: [Int]
  private var time = 0
  private var completed = 0
  /// The first rule that was broken.
  private var failure: BrokenRule?

  package init(_ instance: FlowInstance) {
    self.instance = instance
    left = instance.jobs.map(\.work)
    completions = Array(repeating: 0, count: left.count)
    releases = instance.jobs.map(\.release).sorted()
  }

  /// The next stretch.
  package mutating func add(_ segment: FlowSegment) {
    guard failure == nil else { return }
    do {
      try take(segment)
    } catch {
      failure = error
    }
  }

  /// - Returns: when each job is complete.
  /// - Throws: the first rule that is broken.
  package func finish() throws(BrokenRule) -> [Int] {
    if let failure { throw failure }
    if let job = left.firstIndex(where: { $0 > 0 }) {
      throw BrokenRule("job \(instance.title(of: job)) is left with \(left[job]) units of work")
    }
    return completions
  }

  private mutating func take(_ segment: FlowSegment) throws(BrokenRule) {
    let (job, start, end) = (segment.job, segment.start, segment.end)
    guard instance.jobs.indices.contains(job) else { throw BrokenRule("there is no job \(job)") }
    let title = "job \(instance.title(of: job))"
    guard start < end else { throw BrokenRule("\(title) has the machine from \(start) to \(end)") }
    guard start >= time else {
      throw BrokenRule("\(title) begins at \(start), when the machine is busy until \(time)")
    }
    guard start >= instance.jobs[job].release else {
      throw BrokenRule("\(title) begins at \(start), before its release at \(instance.jobs[job].release)")
    }
    // Whoever was released before `start` and is not complete has waited while the machine was idle.
    guard start == time || completed == arrivals(before: start) else {
      throw BrokenRule("the machine is idle before \(start) although a job waits")
    }
    guard end - start <= left[job] else {
      throw BrokenRule("\(title) runs for \(end - start) at \(start), when \(left[job]) units of its work are left")
    }
    left[job] -= end - start
    time = end
    guard left[job] == 0 else { return }
    completions[job] = end
    completed += 1
  }

  private func arrivals(before time: Int) -> Int {
    var (low, high) = (0, releases.count)
    while low < high {
      let middle = (low + high) / 2
      if releases[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A rule that a schedule breaks, in words.
package struct BrokenRule: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String

  init(_ description: String) { self.description = description }
}
