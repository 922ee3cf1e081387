import Basics
import Relaxation
import Testing

@Suite struct CutLoopTests {
  private static func loop(_ model: SmallModel, _ cost: [Int]) -> CutLoop {
    CutLoop(
      LinearProgram(lower: model.lower, upper: model.upper, cost: cost), rows: model.rows,
      separator: CutSeparator(lower: model.lower, upper: model.upper, rows: model.rows))
  }

  /// The bound is never above the optimum, an integral end is the optimum, and no row in the program loses a solution.
  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func boundsStayBelowTheOptimum(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = random.within(3...7)
    var model = SmallModel(
      lower: [Int](repeating: 0, count: count),
      upper: (0..<count).map { _ in random.below(2) == 0 ? 1 : random.within(1...3) })
    for _ in 0..<random.within(2...7) {
      let terms = (0..<count).map { (random.below(3) == 0 ? 0 : random.within(-9...12), $0) }
      let size = terms.reduce(0) { $0 + abs($1.0) }
      switch random.below(4) {
      case 0: model.add(terms, atLeast: random.within(0...size / 3))
      case 1: model.add(terms, atLeast: -random.within(0...size), atMost: random.within(1...size / 2 + 1))
      default: model.add(terms, atMost: random.within(1...size / 2 + 1))
      }
    }
    model.rows.removeAll { $0.columns.isEmpty }
    let cost = (0..<count).map { _ in random.within(-20...9) }
    func value(_ x: [Int]) -> Int { zip(cost, x).reduce(0) { $0 + $1.0 * $1.1 } }
    let solutions = model.solutions()
    let loop = Self.loop(model, cost)
    let step = loop.run { false }
    if step == .refuted {
      #expect(solutions.isEmpty)
      return
    }
    let optimum = solutions.map(value).min()
    if let optimum {
      #expect(loop.program.objective <= Double(optimum) + 1e-6)
      #expect(loop.firstBound <= loop.program.objective + 1e-6)
    }
    if step == .integral { #expect(optimum.map(Double.init).map { abs($0 - loop.program.objective) < 1e-6 } == true) }
    for row in loop.rows + loop.cuts {
      #expect(solutions.allSatisfy { row.activity($0) <= row.upper && row.activity($0) >= row.lower })
    }
  }

  /// Five periods with demands 6, 7, 4, 6, 3, capacity 20, setups of 30 and unit holding costs of 2. All starts of
  /// production by enumeration: 30 a setup, and stocks of what is produced early.
  @Test func lotsCloseAtTheRoot() {
    let demand = [6, 7, 4, 6, 3]
    var model = SmallModel(lower: [], upper: [])
    var cost: [Int] = []
    for t in demand.indices {
      model.lower += [0, 0, 0]
      model.upper += [20, 1, 26]
      cost += [0, 30, 2]
      model.add((t > 0 ? [(1, 3 * t - 1)] : []) + [(1, 3 * t), (-1, 3 * t + 2)], atLeast: demand[t], atMost: demand[t])
      model.add([(1, 3 * t), (-20, 3 * t + 1)], atMost: 0)
    }
    // Each setup produces until the next one: with demand 26 and capacity 20, that many have to be two at least.
    var optimum = Int.max
    for setups in 0..<32 where setups & 1 == 1 {
      var (price, batch, isPossible) = (0, 0, true)
      for t in demand.indices.reversed() {
        batch += demand[t]
        if setups >> t & 1 == 1 {
          isPossible = isPossible && batch <= 20
          (price, batch) = (price + 30, 0)
        } else {
          price += 2 * batch
        }
      }
      if isPossible { optimum = min(optimum, price) }
    }
    let loop = Self.loop(model, cost)
    #expect(loop.run { false } == .integral)
    #expect(abs(loop.program.objective - Double(optimum)) < 1e-6)
    #expect(loop.firstBound < Double(optimum) - 10)
  }

  /// Rows of the model that no point violates stay outside.
  @Test func rowsAreLazy() {
    var model = SmallModel(lower: [Int](repeating: 0, count: 300), upper: [Int](repeating: 1, count: 300))
    for j in 0..<299 { model.add([(1, j), (1, j + 1)], atMost: 1) }
    let loop = Self.loop(model, (0..<300).map { $0 < 10 ? -1 : 1 })
    #expect(loop.run { false } == .integral)
    #expect(loop.program.objective == -5 && loop.rows.count < 30)
  }

  @Test func theCallerStopsIt() {
    var model = SmallModel(lower: [0, 0, 0], upper: [1, 1, 1])
    model.add([(2, 0), (2, 1), (2, 2)], atMost: 3)
    let loop = Self.loop(model, [-1, -1, -1])
    #expect(loop.run { true } == .stopped)
    #expect(loop.run(cutoff: -2) { false } == .refuted)
  }

  /// What probing finds later enters when it is violated, and bounds may be tightened in between.
  @Test func rowsAndBoundsMayFollow() {
    let loop = Self.loop(SmallModel(lower: [0, 0], upper: [5, 5]), [-1, -1])
    #expect(loop.run { false } == .integral && loop.program.objective == -10)
    loop.addCut(Row(columns: [0, 1], coefficients: [1, 1], lower: Int.min, upper: 7))
    #expect(loop.run { false } == .integral && loop.program.objective == -7 && loop.cuts.count == 1)
    loop.tighten(0, lower: 0, upper: 1)
    #expect(loop.run { false } == .integral && loop.program.objective == -6)
  }
}
