import Solving

/// A problem whose instances are networks of activities underneath, and whose solutions are schedules of them.
///
/// Its model, its partial orders and the frame of its picture then come from the network. Its formats, heuristics,
/// bounds and above all its checker stay its own.
protocol ActivityProblem: Problem {
  static func network(of instance: Instance) -> ActivityNetwork

  /// The schedule of the network that a solution is.
  ///
  /// - Parameter solution: a start for each activity, as the checker demands.
  static func schedule(of solution: Solution, _ instance: Instance) -> Schedule

  static func solution(from schedule: Schedule, _ instance: Instance) -> Solution
}
