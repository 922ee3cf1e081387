/// How much of one resource is in use over time, against its capacity: a step curve under a chart.
public struct ResourceProfile: Sendable {
  /// From `time` on, `usage` is in use.
  public struct Step: Sendable, Equatable {
    /// From here on.
    public let time: Int
    /// How much is used, until the next step.
    public let usage: Int
  }

  /// The name of the resource.
  public let label: String
  /// How much there is; nil for any amount.
  public let capacity: Int?
  /// By time, the capacities from then on.
  public var capacities: [(time: Int, capacity: Int)] = []
  /// When nothing of it can be used.
  public var breaks: [Range<Int>] = []
  /// Of a store, its level at the beginning; nil for what is in use only while tasks run.
  public private(set) var initial: Int?
  /// Of a store, the least level.
  public private(set) var minimum: Int?
  /// By time, neighbours differ in usage; the last one has usage 0. Empty when nothing is ever used.
  public let steps: [Step]

  /// - Parameter tasks: each uses `demand` units during [start, end).
  /// - Complexity: O(n log n) for n tasks.
  public init(label: String, capacity: Int, tasks: [(start: Int, end: Int, demand: Int)]) {
    self.label = label
    self.capacity = capacity
    var changes: [(time: Int, change: Int)] = []
    for task in tasks where task.end > task.start && task.demand != 0 {
      changes.append((task.start, task.demand))
      changes.append((task.end, -task.demand))
    }
    changes.sort { $0.time < $1.time }
    var steps: [Step] = []
    var usage = 0
    for (index, change) in changes.enumerated() {
      usage += change.change
      let isLastOfItsTime = index + 1 == changes.count || changes[index + 1].time != change.time
      if isLastOfItsTime, usage != (steps.last?.usage ?? 0) { steps.append(Step(time: change.time, usage: usage)) }
    }
    self.steps = steps
  }

  /// The level of a store.
  ///
  /// - Parameter changes: what is added at a time, or below 0 taken.
  /// - Complexity: O(n log n) for n changes.
  public init(
    label: String, level initial: Int, minimum: Int, maximum: Int?, changes: [(time: Int, amount: Int)]
  ) {
    self.label = label
    capacity = maximum
    self.initial = initial
    self.minimum = minimum
    var steps: [Step] = []
    var level = initial
    let changes = changes.sorted { $0.time < $1.time }
    for (index, change) in changes.enumerated() {
      level += change.amount
      let isLastOfItsTime = index + 1 == changes.count || changes[index + 1].time != change.time
      if isLastOfItsTime, level != (steps.last?.usage ?? initial) {
        steps.append(Step(time: change.time, usage: level))
      }
    }
    self.steps = steps
  }

  /// The greatest usage at any time.
  public var peak: Int { max(initial ?? 0, steps.map(\.usage).max() ?? 0) }
}
