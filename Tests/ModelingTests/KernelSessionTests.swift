import Kernel
import Modeling
import Testing

/// The optimisation loop as strategies use it: bounds in and out, warm starts, stops, destructive lower bounds.
@Suite struct KernelSessionTests {
  private final class Board: SessionDelegate {
    var shouldStop = false
    var bestKnownCost = Int.max
    var bestKnownBound = Int.min
    var costs: [Int] = []
    var bounds: [Int] = []
    /// Called with each cost.
    var onCost: (Board, Int) -> Void = { _, _ in }

    func found(_ values: [Int], cost: Int) {
      costs.append(cost)
      onCost(self, cost)
    }

    func proved(bound: Int) { bounds.append(bound) }
  }

  /// Two machines, three jobs; the optimum is 12 (see `optimum`).
  private func shop() -> Model {
    let model = Model(horizon: 60)
    let times = [(3, 4), (5, 2), (1, 5)]
    let first = times.map { model.interval(duration: $0.0) }
    let second = times.map { model.interval(duration: $0.1) }
    for (a, b) in zip(first, second) { model.precede(a, b) }
    model.noOverlap(first)
    model.noOverlap(second)
    model.minimize(model.maximum(of: second.map(\.end)))
    return model
  }

  /// Johnson's rule: jobs 3, 1, 2; the second machine works without a pause from 1 on.
  private let optimum = 12

  private func session(_ board: Board, probing: Bool = false, conflicts: Int = .max) throws -> KernelSession {
    var options = KernelSession.Options()
    options.probesLowerBound = probing
    options.jumpsAhead = probing
    options.conflictLimit = conflicts
    return KernelSession(try LoweredModel(try shop().validated()), options, delegate: board)
  }

  @Test(arguments: [false, true])
  func provesTheOptimum(probing: Bool) throws {
    let board = Board()
    #expect(try session(board, probing: probing).run() == .exhausted)
    #expect(board.costs.last == optimum)
    #expect(board.bounds.last == optimum)
    #expect(board.bounds == board.bounds.sorted() && board.costs == board.costs.sorted(by: >))
  }

  @Test(arguments: [false, true])
  func looksOnlyForWhatIsBetterThanTheBestKnown(probing: Bool) throws {
    let board = Board()
    board.bestKnownCost = optimum
    #expect(try session(board, probing: probing).run() == .exhausted)
    #expect(board.costs.isEmpty)
    #expect(board.bounds.last == optimum)
  }

  @Test func importsBoundsWhileRunning() throws {
    let board = Board()
    board.onCost = { board, cost in
      board.bestKnownCost = 13
      board.bestKnownBound = 12
    }
    let session = try session(board)
    #expect(try session.run() == .exhausted)
    #expect(board.costs.dropFirst() == [optimum])
  }

  @Test func aKnownBoundThatMeetsTheKnownCostEndsTheSearch() throws {
    let board = Board()
    board.bestKnownCost = 15
    board.bestKnownBound = 15
    let session = try session(board)
    #expect(try session.run() == .exhausted)
    #expect(board.costs.isEmpty && session.lowered.solver.statistics.conflicts == 0)
  }

  @Test func stopsAndGoesOn() throws {
    let board = Board()
    board.shouldStop = true
    let session = try session(board)
    #expect(try session.run() == .limit)
    board.shouldStop = false
    #expect(try session.run() == .exhausted)
    #expect(board.costs.last == optimum)
  }

  @Test func warmStartIsCheckedAndImproved() throws {
    let board = Board()
    let session = try session(board)
    // Starts on both machines, one job after the other, then the makespan.
    let sequential = [0, 7, 14, 3, 12, 15, 20]
    #expect(session.start(from: sequential.map { $0 - 1 }) != nil)
    #expect(board.costs.isEmpty)
    #expect(session.start(from: sequential) == nil)
    #expect(board.costs == [20])
    #expect(try session.run() == .exhausted)
    #expect(board.costs.last == optimum)
  }

  @Test func endsAtTheFirstSolutionWhenAsked() throws {
    let board = Board()
    #expect(try session(board).run(untilFirstSolution: true) == .limit)
    #expect(board.costs.count == 1)
  }

  @Test func infeasibleModelHasNoBound() throws {
    let model = Model(horizon: 2)
    let jobs = [model.interval(duration: 3, end: 0...5), model.interval(duration: 3, end: 0...5)]
    model.noOverlap(jobs)
    model.minimize(jobs[0].start)
    let board = Board()
    let session = KernelSession(try LoweredModel(try model.validated()), delegate: board)
    #expect(try session.run() == .exhausted)
    #expect(session.best == nil && board.costs.isEmpty)
  }
}
