/// Strategies for solutions of one kind in a race for another kind: where a problem is a case of a more general one, or
/// where what is minimised inside is one number for several levels.
///
/// All that take part share a scoreboard of their own, with a checker of its own. What gets better there is told to the
/// scoreboard outside, whose checker has the last word. Of what is found outside, the best solution at the beginning is
/// taken in.
public final class InnerRace<Outer: Sendable, Inner: Sendable>: Sendable {
  private let check: @Sendable (Inner) throws(CheckFailure) -> Objective
  private let solution: @Sendable (Inner) -> Outer
  private let innerSolution: @Sendable (Outer) -> Inner?
  private let objective: @Sendable (Objective) -> Objective
  private let state = Condition(State())

  private struct State: Sendable {
    var board: Scoreboard<Inner>?
    /// How many of the board's messages the outer one has been told.
    var told = (failures: 0, rejections: 0)
  }

  /// - Parameters:
  ///   - check: the objective of a valid solution of the inner kind, or why it is not valid.
  ///   - solution: the outer solution that an inner one stands for.
  ///   - innerSolution: the inner solution that stands for an outer one; nil where none does.
  ///   - objective: what a bound of the inner objective says of the outer one; in the same order.
  public init(
    check: @escaping @Sendable (Inner) throws(CheckFailure) -> Objective,
    solution: @escaping @Sendable (Inner) -> Outer, innerSolution: @escaping @Sendable (Outer) -> Inner? = { _ in nil },
    objective: @escaping @Sendable (Objective) -> Objective = { $0 }
  ) {
    self.check = check
    self.solution = solution
    self.innerSolution = innerSolution
    self.objective = objective
  }

  /// The same lanes for the race outside.
  public func lanes(_ lanes: [Lane<Inner>]) -> [Lane<Outer>] {
    lanes.map { lane in
      var made = Lane<Outer>(lane.strategies.map(strategy), relief: lane.relief.map(strategy))
      made.patience = lane.patience
      made.leastStay = lane.leastStay
      return made
    }
  }

  /// The same strategy for the race outside.
  public func strategy(_ inner: any Strategy<Inner>) -> any Strategy<Outer> {
    InnerStrategy(race: self, inner: inner)
  }

  fileprivate func run(_ inner: any Strategy<Inner>, in outer: Scoreboard<Outer>) {
    let board = board(in: outer)
    inner.run(on: board)
    if board.isInfeasible { outer.proveNothingBetter(than: nil, by: inner.name) }
    state.update { state in
      for failure in board.failures.dropFirst(state.told.failures) { outer.report(failure, by: "inside") }
      for rejection in board.rejections.dropFirst(state.told.rejections) { outer.reject(rejection) }
      state.told = (board.failures.count, board.rejections.count)
    }
  }

  /// Made by whoever comes first.
  private func board(in outer: Scoreboard<Outer>) -> Scoreboard<Inner> {
    state.update { state in
      if let board = state.board { return board }
      let (solution, objective) = (solution, objective)
      let made = Scoreboard<Inner>(
        clock: outer.clock, gapLimit: 0, gathersReports: outer.gathersReports, check: check,
        onEvent: { event in
          guard event.kind == .bound, let bound = event.bound else { return }
          outer.prove(objective(bound), by: event.source)
        }, onBest: { outer.offer(solution($0.solution), from: $0.source) },
        outerShouldStop: { outer.shouldStop })
      made.limitMemory(asIn: outer)
      if let best = outer.best, let known = innerSolution(best.solution) { made.offer(known, from: best.source) }
      state.board = made
      return made
    }
  }
}

private struct InnerStrategy<Outer: Sendable, Inner: Sendable>: Strategy {
  let race: InnerRace<Outer, Inner>
  let inner: any Strategy<Inner>

  var name: String { inner.name }
  var isImmediate: Bool { inner.isImmediate }

  func run(on scoreboard: Scoreboard<Outer>) { race.run(inner, in: scoreboard) }
}
