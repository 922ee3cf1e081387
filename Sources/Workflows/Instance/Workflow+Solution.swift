extension Workflow {
  /// Where and when each task runs.
  public struct Solution: Sendable, Codable, Equatable {
    /// By task, the element that runs it.
    public let elements: [Int]
    /// By task.
    public let starts: [Int]
    /// The end of the last task, or the sum of the latencies where that is what counts.
    public let objective: Int

    /// As a file says it.
    public init(elements: [Int], starts: [Int], objective: Int) {
      self.elements = elements
      self.starts = starts
      self.objective = objective
    }

    /// A schedule with the objective that it comes to.
    init(elements: [Int], starts: [Int], of instance: Instance) {
      self.elements = elements
      self.starts = starts
      var ends = instance.jobs.map(\.release)
      for (task, data) in instance.tasks.enumerated() {
        ends[data.job] = max(ends[data.job], starts[task] + instance.duration(of: task, on: elements[task]))
      }
      objective =
        switch instance.aim {
        case .makespan: ends.max() ?? 0
        case .latency: zip(ends, instance.jobs).reduce(0) { $0 + $1.0 - $1.1.release }
        }
    }
  }
}
