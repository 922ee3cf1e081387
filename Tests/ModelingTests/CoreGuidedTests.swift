import Basics
import Kernel
import Modeling
import TestSupport
import Testing
import UserModels

/// Core-guided search against brute force: the bound never passes the optimum, and meets it in the end.
@Suite struct CoreGuidedTests {
  private final class Board: SessionDelegate {
    var costs: [Int] = []
    var bounds: [Int] = []
    var bestKnownCost: Int { costs.last ?? .max }
    func found(_ values: [Int], cost: Int) { costs.append(cost) }
    func proved(bound: Int) { bounds.append(bound) }
  }

  /// Weighted Booleans and integers under rows and clauses, with exclusive costs among them.
  private func model(seed: UInt64) -> Model {
    var random = RandomSource(seed: seed)
    let model = Model(horizon: 10)
    let booleans = (0..<random.within(4...7)).map { _ in model.boolean() }
    let integers = (0..<random.below(3)).map { _ in model.integer(0...random.within(1...4)) }
    for _ in 0..<random.within(1...3) {
      model.atLeastOne(of: (0..<3).map { _ in booleans[random.below(booleans.count)] })
    }
    for _ in 0..<random.within(1...2) {
      let some = booleans.shuffled(using: &random).prefix(3)
      model.atMostOne(of: random.chance(50) ? some.map { !$0 } : Array(some))
    }
    for _ in 0..<random.within(1...2) {
      var sum = LinearExpression()
      for b in booleans { sum += random.within(0...5) * b }
      for x in integers { sum += random.within(0...4) * x }
      model.add(sum >= random.within(3...9))
    }
    var cost = LinearExpression()
    for b in booleans { cost += random.within(-9...9) * b }
    for x in integers { cost += random.within(-4...6) * x }
    if random.chance(50) {
      model.minimize(cost)
    } else {
      let total = model.integer(-200...200)
      model.add(total == cost)
      model.minimize(total)
    }
    return model
  }

  private func session(
    _ data: ModelData, _ board: Board, exchange: FactExchange.Member? = nil
  ) throws -> KernelSession {
    var options = SearchOptions()
    options.checksExplanations = true
    options.decidesTowardsTarget = true
    return KernelSession(try LoweredModel(data, options: options), exchange: exchange, delegate: board)
  }

  private func check(_ board: Board, against optimum: Int?) {
    #expect(board.costs.last == optimum)
    #expect(board.bounds.allSatisfy { $0 <= optimum ?? .max })
    if optimum != nil { #expect(board.bounds.last == optimum) }
  }

  /// In one go, or in turns with the session's own search.
  @Test(arguments: 1...80 as ClosedRange<UInt64>) func findsTheOptimum(seed: UInt64) throws {
    let data = try model(seed: seed).validated()
    let board = Board()
    let session = try session(data, board)
    let search = try #require(CoreGuidedSearch(session))
    if seed % 2 == 0 {
      #expect(try search.run() == .exhausted)
    } else {
      var turns = 0
      while true {
        let before = session.conflicts
        let outcome = try search.run(conflictLimit: 2)
        #expect(session.conflicts <= before + 2)
        if outcome == .exhausted { break }
        if try session.run(conflictLimit: 1) == .exhausted { break }
        turns += 1
        try #require(turns < 10_000)
      }
    }
    check(board, against: BruteForce(data).leastCost)
  }

  /// Covers of nearly equal costs, all in the first stratum: cores have several terms, and sums become parts of further
  /// cores. The optimum is found by going through all sets as bits.
  @Test func coversOfSeveralTerms() throws {
    var (cores, literals) = (0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let count = 14
      let weights = (0..<count).map { _ in random.within(1...2) }
      let rows = (0..<26).map { _ in
        (members: Array((0..<count).shuffled(using: &random).prefix(random.within(3...4))), need: random.within(1...2))
      }
      let model = Model(horizon: 10)
      let chosen = weights.map { _ in model.boolean() }
      var cost = LinearExpression()
      for (weight, b) in zip(weights, chosen) { cost += weight * b }
      for row in rows {
        var sum = LinearExpression()
        for i in row.members { sum += chosen[i] }
        model.add(sum >= row.need)
      }
      model.minimize(cost)
      let masks = rows.map { row in row.members.reduce(0) { $0 | 1 << $1 } }
      var optimum = Int.max
      for set in 0..<(1 << count) {
        var price = 0
        for i in 0..<count where set >> i & 1 == 1 { price += weights[i] }
        if price >= optimum { continue }
        if rows.indices.allSatisfy({ (set & masks[$0]).nonzeroBitCount >= rows[$0].need }) { optimum = price }
      }
      let board = Board()
      let search = try #require(CoreGuidedSearch(try session(try model.validated(), board)))
      #expect(try search.run() == .exhausted)
      check(board, against: optimum)
      cores += search.coreCount
      literals += search.coreLiterals
    }
    #expect(cores > 40 && literals > cores, "\(cores) cores of \(literals) literals")
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func modelsOfEveryKind(seed: UInt64) throws {
    let data = try RandomModel(seed: seed).model.validated()
    let board = Board()
    guard let search = CoreGuidedSearch(try session(data, board)) else { return }
    #expect(try search.run() == .exhausted)
    check(board, against: BruteForce(data).leastCost)
  }

  /// Facts go both ways between a core-guided search and a plain one, each in its own solver.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func sharesFacts(seed: UInt64) throws {
    let data = try model(seed: seed).validated()
    let exchange = FactExchange(members: 2)
    let board = Board()
    let plain = try session(data, board, exchange: exchange.member(0))
    let search = try #require(CoreGuidedSearch(try session(data, board, exchange: exchange.member(1))))
    var turns = 0
    while try search.run(conflictLimit: 2) == .limit, try plain.run(conflictLimit: 2) == .limit {
      turns += 1
      try #require(turns < 10_000)
    }
    #expect(board.costs.last == BruteForce(data).leastCost)
    #expect(board.bounds.allSatisfy { $0 <= board.costs.last ?? .max })
  }

  /// A clique of costs of which one can be avoided: by hand, 3 + 5 + 4 less 5.
  @Test func exclusiveCostsRaiseTheBoundAtOnce() throws {
    let model = Model(horizon: 10)
    let b = (0..<3).map { _ in model.boolean() }
    for i in 0..<3 { for j in 0..<i { model.atLeastOne(of: [b[i], b[j]]) } }
    model.minimize(3 * b[0] + 5 * b[1] + 4 * b[2])
    let board = Board()
    let search = try #require(CoreGuidedSearch(try session(try model.validated(), board)))
    #expect(try search.run() == .exhausted)
    #expect(board.costs.last == 7 && search.coreCount == 0)
  }

  @Test func aMakespanIsNoSum() throws {
    let model = Model(horizon: 10)
    let tasks = [model.interval(duration: 3), model.interval(duration: 4)]
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    let board = Board()
    #expect(CoreGuidedSearch(try session(try model.validated(), board)) == nil)
  }

  @Test func theSameSeedGivesTheSameSearch() throws {
    func run() throws -> [Int] {
      let board = Board()
      let search = try #require(CoreGuidedSearch(try session(try model(seed: 5).validated(), board)))
      _ = try search.run()
      return board.costs + board.bounds + [search.session.conflicts, search.coreCount, search.coreLiterals]
    }
    #expect(try run() == run())
  }
}
