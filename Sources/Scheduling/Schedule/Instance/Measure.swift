extension GeneralSchedule {
  /// What a schedule is judged by; smaller is better. A job is completed when the last of its tasks ends; a job of which no
  /// task takes place does not count.
  public enum Measure: String, Sendable, CaseIterable {
    /// When the last task of all ends; 0 without any.
    case makespan
    /// Completion times of the jobs, by weight.
    case totalCompletion
    /// Times from release to completion, by weight.
    case totalFlow
    /// Completion beyond the due date, by weight.
    case tardiness
    /// Completion before the due date, by weight.
    case earliness
    /// Jobs completed after their due dates, by weight.
    case tardyJobs
    /// The largest completion minus due date, below 0 where all are early; 0 without due dates.
    case maximumLateness
    /// The largest completion beyond a due date, 0 at least.
    case maximumTardiness
    /// Setup times between neighbours on machines.
    case setupTime
    /// What resources cost: their cost times amount times duration of the mode; of consumable ones, cost times amount.
    case resourceCost
    /// How far starts are from those of the plan that the instance comes with, and 1 for each task in another mode or that
    /// only one of both has.
    case deviation
  }

  /// A measure and what a unit of it counts.
  public struct Term: Sendable, Equatable {
    /// What is measured.
    public var measure: Measure
    /// What a unit of it counts, at least 0.
    public var weight: Int

    /// So much of a measure.
    public init(_ measure: Measure, weight: Int = 1) {
      self.measure = measure
      self.weight = weight
    }
  }
}
