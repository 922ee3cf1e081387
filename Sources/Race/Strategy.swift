/// Anything that can produce solutions or bounds: a dispatching rule, a tabu search, the clause-learning kernel, a MIP
/// solver, an exact algorithm of one problem.
///
/// A strategy runs on one thread, tells the scoreboard what it finds as soon as it finds it, and returns when it has
/// nothing more to give. It must look at `scoreboard.shouldStop` at least every few milliseconds and return at once
/// when that is true.
public protocol Strategy<Solution>: Sendable {
  associatedtype Solution: Sendable

  /// What progress lines show as the source, such as "tabu search".
  var name: String { get }

  func run(on scoreboard: Scoreboard<Solution>)
}

/// What one thread of the race does: its strategies, one after the other.
public struct Lane<Solution: Sendable>: Sendable {
  public var strategies: [any Strategy<Solution>]

  public init(_ strategies: [any Strategy<Solution>]) { self.strategies = strategies }
}

/// Why a checker turned a solution down, in words.
public struct CheckFailure: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String) { self.description = description }
}
