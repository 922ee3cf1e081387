/// What is known of a job that has arrived and is not complete: its view for policies.
///
/// A value of its own, made of what has been revealed and nothing else: it holds no reference to the instance, so a policy
/// cannot read what comes, nor how many operations are left.
package struct RevealedJob: Sendable, Hashable {
  /// By arrival, from 0; among jobs that arrive together, as the file has them.
  package let number: Int
  /// When it arrived.
  package let release: Int
  /// Lengths of the operations that are done.
  package private(set) var finished: [Int] = []
  /// The length of the operation that is next or under way.
  package private(set) var current: Int
  /// How long that operation has run.
  package private(set) var elapsed = 0
  /// Sum of `finished`.
  private var finishedWork = 0

  init(number: Int, release: Int, first: Int) {
    self.number = number
    self.release = release
    current = first
  }

  /// What is left of the current operation.
  package var remaining: Int { current - elapsed }
  /// How long the job has run.
  package var attained: Int { finishedWork + elapsed }
  /// All work that is known of, done or not: the least that the job can be in all.
  package var revealedWork: Int { finishedWork + current }

  mutating func run(for time: Int) { elapsed += time }

  /// The current operation is done, and the length of the one behind it is known.
  mutating func reveal(_ next: Int) {
    finished.append(current)
    finishedWork += current
    (current, elapsed) = (next, 0)
  }
}
