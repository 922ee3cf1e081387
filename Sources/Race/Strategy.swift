/// Anything that can produce solutions or bounds: a dispatching rule, a tabu search, the clause-learning kernel, a MIP
/// solver, an exact algorithm of one problem.
///
/// A strategy runs on one thread, tells the scoreboard what it finds as soon as it finds it, and returns when it has
/// nothing more to give. It must look at `scoreboard.shouldStop` at least every few milliseconds and return at once
/// when that is true.
public protocol Strategy<Solution>: Sendable {
  /// Of the problem that it works on.
  associatedtype Solution: Sendable

  /// What progress lines show as the source, such as "tabu search".
  var name: String { get }

  /// Whether it only tells what is known and returns at once. Among a lane's `strategies` such a one has its say before
  /// any lane begins, however late a thread would get a processor.
  var isImmediate: Bool { get }

  /// Works until it has nothing more to give, or `scoreboard.shouldStop`.
  func run(on scoreboard: Scoreboard<Solution>)
}

extension Strategy {
  public var isImmediate: Bool { false }
}

/// What one worker of the race does: its strategies, one after the other.
public struct Lane<Solution: Sendable>: Sendable {
  /// Run one after the other.
  public var strategies: [any Strategy<Solution>]
  /// Another list, which takes over the worker whenever the first one has given nothing for a share of the time so far,
  /// and gives it back in the same way; each goes on where it was interrupted. For strategies of the other role: those
  /// that find solutions relieve those that prove, or the other way round.
  public var relief: [any Strategy<Solution>]
  /// The share of the time so far after which a side that has given nothing is relieved, below 1.
  public var patience: (strategies: Double, relief: Double) = (0.3, 0.3)
  /// Seconds that each side stays at work whatever it gives.
  public var leastStay = 2.0

  /// A lane with the usual patience.
  public init(_ strategies: [any Strategy<Solution>], relief: [any Strategy<Solution>] = []) {
    self.strategies = strategies
    self.relief = relief
  }

  /// Each list with its patience; what takes turns on the worker.
  var sides: [(strategies: [any Strategy<Solution>], patience: Double)] {
    relief.isEmpty
      ? [(strategies, patience.strategies)] : [(strategies, patience.strategies), (relief, patience.relief)]
  }
}

/// Why a checker turned a solution down, in words.
public struct CheckFailure: Error, CustomStringConvertible, Sendable {
  public let description: String

  /// The rule that is broken, in words.
  public init(_ description: String) { self.description = description }
}
