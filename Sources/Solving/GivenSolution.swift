import Race

/// A solution that the user brings: the scoreboard's checker decides whether it counts.
public struct GivenSolution<Solution: Sendable>: Strategy {
  public let name = "warm start"
  public let isImmediate = true
  private let solution: Solution

  /// A strategy that offers this solution and ends.
  public init(_ solution: Solution) { self.solution = solution }

  /// Offers the solution once.
  public func run(on scoreboard: Scoreboard<Solution>) { scoreboard.offer(solution, from: name) }
}
