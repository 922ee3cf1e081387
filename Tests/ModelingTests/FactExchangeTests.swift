import Basics
import Kernel
import Modeling
import Testing

/// Sessions of one model that take turns and tell each other what they have derived.
@Suite struct FactExchangeTests {
  /// What both sessions are told and tell; like a scoreboard, it knows of a solution before `found` returns.
  private final class Board: SessionDelegate {
    var bestKnownCost = Int.max
    var bestKnownBound = Int.min
    func found(_ values: [Int], cost: Int) { bestKnownCost = min(bestKnownCost, cost) }
    func proved(bound: Int) { bestKnownBound = max(bestKnownBound, bound) }
  }

  /// A job shop of 6 jobs and 4 machines with durations 1 to 9.
  private func shop(seed: UInt64, horizon: Int) -> Model {
    var random = RandomSource(seed: seed)
    let model = Model(horizon: horizon)
    var onMachine = [[IntervalVar]](repeating: [], count: 4)
    var ends: [LinearExpression] = []
    for _ in 0..<6 {
      var route = [0, 1, 2, 3]
      route.shuffle(using: &random)
      var previous: IntervalVar?
      for machine in route {
        let task = model.interval(duration: random.within(1...9))
        if let previous { model.precede(previous, task) }
        onMachine[machine].append(task)
        previous = task
      }
      ends.append(previous!.end)
    }
    for tasks in onMachine { model.noOverlap(tasks) }
    model.minimize(model.maximum(of: ends))
    return model
  }

  private func session(
    _ model: Model, seed: UInt64, member: Int, _ exchange: FactExchange?, _ board: Board
  ) throws -> KernelSession {
    var search = SearchOptions()
    search.seed = seed
    var options = KernelSession.Options()
    options.probesLowerBound = member == 1
    return KernelSession(
      try LoweredModel(try model.validated(), options: search), options, exchange: exchange?.member(member),
      delegate: board)
  }

  /// The optimum is that of one session alone. The models have different horizons, as those of workers that began at
  /// different times.
  @Test func whatIsExchangedLosesNoOptimum() throws {
    var imported = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      let alone = Board()
      #expect(try session(shop(seed: seed, horizon: 200), seed: 1, member: 0, nil, alone).run() == .exhausted)
      let board = Board()
      let exchange = FactExchange(members: 2)
      let sessions = [
        try session(shop(seed: seed, horizon: 200), seed: seed, member: 0, exchange, board),
        try session(shop(seed: seed, horizon: 150), seed: seed + 50, member: 1, exchange, board),
      ]
      var turn = 0
      while turn < 2000, try sessions[turn % 2].run(conflictLimit: 15) == .limit { turn += 1 }
      #expect(turn < 2000)
      #expect(board.bestKnownCost == alone.bestKnownCost)
      #expect(board.bestKnownBound == alone.bestKnownCost)
      imported += sessions.reduce(0) {
        $0 + $1.lowered.solver.statistics.importedBounds + $1.lowered.solver.statistics.importedClauses
      }
    }
    #expect(imported > 0)
  }

  @Test func eachMemberGetsWhatTheOthersPost() throws {
    let model = Model(horizon: 9)
    let tasks = [3, 4].map { model.interval(duration: $0) }
    model.precede(tasks[0], tasks[1])
    let solver = try LoweredModel(try model.validated()).solver
    #expect(solver.propagateRoot())
    let facts = solver.takeShareable()
    #expect(!facts.isEmpty)
    let exchange = FactExchange(members: 3)
    exchange.member(1).post(facts)
    #expect(exchange.member(1).take().isEmpty)
    #expect(exchange.member(0).take().count == 1 && exchange.member(2).take().count == 1)
    #expect(exchange.member(0).take().isEmpty)
  }

  /// A member that takes nothing for long finds the short clauses only after so many of all kinds.
  @Test func whoComesLateFindsFewLongClauses() throws {
    let exchange = FactExchange(members: 2)
    #expect(exchange.member(0).sharing == .wide && FactExchange(members: 8).member(0).sharing == .short)
    var batches: [SharedFacts] = []
    for seed in 1...12 as ClosedRange<UInt64> {
      let board = Board()
      #expect(try session(shop(seed: seed, horizon: 200), seed: 1, member: 0, exchange, board).run() == .exhausted)
      batches += exchange.member(1).take()
    }
    func isLong(_ facts: SharedFacts) -> Bool { facts.limited(to: .short).clauses.count < facts.clauses.count }
    let heavy = try #require(batches.filter(isLong).max { $0.clauses.count < $1.clauses.count })
    let enough = 8192 / heavy.clauses.count + 1
    for _ in 0..<enough { exchange.member(0).post(heavy) }
    #expect(exchange.member(1).take().allSatisfy { $0.clauses == heavy.clauses })
    for _ in 0...enough { exchange.member(0).post(heavy) }
    #expect(exchange.member(1).take().last?.clauses == heavy.limited(to: .short).clauses)
  }
}
