/// A job has the machine from `start` to `end`.
package struct FlowSegment: Sendable, Hashable {
  /// By its place in the file, from 0.
  package let job: Int
  package let start: Int
  package let end: Int

  package init(job: Int, start: Int, end: Int) {
    self.job = job
    self.start = start
    self.end = end
  }
}

/// What a policy came to on an instance.
package struct FlowOutcome: Sendable, Hashable {
  /// When each job is complete, by its place in the file.
  package let completions: [Int]
  /// The sum of completion minus release.
  package let flow: Int
  /// The most that a job was in the system.
  package let longestFlow: Int
  /// How often a job lost the machine before it was complete.
  package let preemptions: Int

  init(completions: [Int], preemptions: Int, of instance: FlowInstance) {
    self.completions = completions
    self.preemptions = preemptions
    let flows = zip(completions, instance.jobs).map { $0 - $1.release }
    flow = flows.reduce(0, +)
    longestFlow = flows.max() ?? 0
  }
}
