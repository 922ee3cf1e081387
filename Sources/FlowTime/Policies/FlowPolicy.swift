/// Who has the machine, and for how long at most.
package struct Turn: Sendable, Hashable {
  /// The number of a job that waits.
  package let job: Int
  /// The policy is asked again no later than after this time; sooner when a job arrives or the operation ends.
  package let atMost: Int

  package init(job: Int, atMost: Int = .max) {
    self.job = job
    self.atMost = atMost
  }
}

/// Decides online who has the machine.
///
/// It is told of jobs by their views alone, in the order of time: a job arrives, has its turn, comes back. At one time
/// arrivals come before the job whose turn has ended.
package protocol FlowPolicy {
  /// A job that waits from now on.
  mutating func arrive(_ job: RevealedJob)
  /// A job whose turn has ended and that is not complete; it has run for `time` units.
  mutating func comeBack(_ job: RevealedJob, after time: Int)
  /// Takes the job that is to run out of those that wait; nil where none does.
  mutating func next() -> Turn?
}
