import Basics
import Relaxation
import Testing

@Suite struct CutSeparatorTests {
  static let families: [(CutFamilies, String, least: Int)] = [
    (.impliedBounds, "implied bounds", 0), (.cliques, "cliques", 20), (.rounding, "rounding", 50),
    (.covers, "covers", 30), (.zeroHalf, "zero-half", 30), (.tableau, "tableau", 50), (.lotSizing, "lots", 0),
    (.all, "all", 80),
  ]

  /// Rows of all kinds through or near a random point, with multipliers as senseless as can be.
  private static func randomModel(_ random: inout RandomSource) -> (SmallModel, [Double]) {
    let count = random.within(3...6)
    let lower = (0..<count).map { _ in random.below(3) == 0 ? random.within(-2...1) : 0 }
    let upper = lower.map { $0 + (random.below(2) == 0 ? 1 : random.within(0...3)) }
    var model = SmallModel(lower: lower, upper: upper)
    let point = model.randomPoint(&random)
    for _ in 0..<random.within(2...6) {
      let size = random.below(3) == 0 ? 12 : 3
      let terms = (0..<count).map { (random.below(3) == 0 ? 0 : random.within(-size...size), $0) }
      let activity = terms.reduce(0.0) { $0 + Double($1.0) * point[$1.1] }
      let (down, up) = (Int(activity.rounded(.down)), Int(activity.rounded(.up)))
      switch random.below(4) {
      case 0: model.add(terms, atLeast: down)
      case 1 where down == up && random.below(3) == 0: model.add(terms, atLeast: down, atMost: up)
      case 2: model.add(terms, atLeast: down - random.within(0...4), atMost: up)
      default: model.add(terms, atMost: up)
      }
    }
    model.rows.removeAll { $0.columns.isEmpty }
    return (model, point)
  }

  private static func randomMultipliers(_ count: Int, _ seed: UInt64) -> [(row: Int, multiplier: Double)] {
    var random = RandomSource(seed: seed)
    let divisor = random.within(1...7)
    return (0..<count).filter { _ in random.below(2) == 0 }.map { row in
      (row, divisor == 7 ? random.unit() * 4 - 2 : Double(random.within(-9...9)) / Double(divisor))
    }
  }

  @Test(arguments: families.indices)
  func noSolutionIsCutOffAndEveryCutIsViolated(family: Int) {
    let (families, name, least) = Self.families[family]
    var found = 0
    for seed in 1...150 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let (model, point) = Self.randomModel(&random)
      let solutions = model.solutions()
      let separator = CutSeparator(lower: model.lower, upper: model.upper, rows: model.rows)
      separator.families = families
      let rowCount = model.rows.count
      let input = CutSeparator.Input(values: point, rows: model.rows) {
        Self.randomMultipliers(rowCount, seed &* 31 &+ UInt64($0))
      }
      let cuts = separator.separate(input, limit: 50) { false }
      found += cuts.count
      for cut in cuts {
        #expect(cut.columns == cut.columns.sorted() && Set(cut.columns).count == cut.columns.count)
        #expect(!cut.coefficients.contains(0) && cut.lower == Int.min)
        #expect(cut.activity(point) > Double(cut.upper), "\(name), seed \(seed): not violated")
        if let lost = solutions.first(where: { cut.activity($0) > cut.upper }) {
          Issue.record("\(name), seed \(seed): \(cut) loses \(lost)")
        }
      }
    }
    #expect(found >= least, "\(name): \(found) cuts")
  }

  /// Rows through two planted points of domains up to 2³⁰ with coefficients up to 2³¹: halfway between, many rows are
  /// tight, and no cut may lose the planted points or end in an overflow.
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func plantedPointsOfWideDomainsStay(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = random.within(3...8)
    let upper = (0..<count).map { _ in random.below(3) == 0 ? 1 << random.within(2...30) : 1 }
    let lower = upper.map { $0 > 1 && random.below(2) == 0 ? -$0 : 0 }
    let planted = (0..<6).map { _ in zip(lower, upper).map { random.within($0...$1) } }
    let (p, q) = (planted[0], planted[1])
    var model = SmallModel(lower: lower, upper: upper)
    for _ in 0..<random.within(2...6) {
      var a = [Int](repeating: 0, count: count)
      for _ in 0..<random.within(1...3) {
        // Orthogonal to p − q.
        let (i, k) = (random.below(count), random.below(count))
        if i == k { continue }
        let common = max(1, greatestCommonDivisor(p[i] - q[i], p[k] - q[k]))
        let factor = random.within(-3...3)
        a[i] += (p[k] - q[k]) / common * factor
        a[k] -= (p[i] - q[i]) / common * factor
      }
      let bound = zip(a, p).reduce(0) { $0 + $1.0 * $1.1 }
      let terms = a.enumerated().map { ($1, $0) }
      if random.below(2) == 0 { model.add(terms, atMost: bound) } else { model.add(terms, atLeast: bound) }
    }
    model.rows.removeAll { $0.columns.isEmpty }
    let solutions = planted.filter { x in
      model.rows.allSatisfy { $0.activity(x) <= $0.upper && $0.activity(x) >= $0.lower }
    }
    #expect(solutions.count >= 2)
    let point = zip(p, q).map { Double($0 + $1) / 2 }
    let separator = CutSeparator(lower: lower, upper: upper, rows: model.rows)
    let rowCount = model.rows.count
    let input = CutSeparator.Input(values: point, rows: model.rows) {
      Self.randomMultipliers(rowCount, seed &* 17 &+ UInt64($0))
    }
    for cut in separator.separate(input, limit: 50, shouldStop: { false }) {
      #expect(solutions.allSatisfy { cut.activity($0) <= cut.upper })
      #expect(cut.coefficients.allSatisfy { abs($0) <= 1 << 31 })
    }
  }

  /// Numbers at the ends of 64 bits are refused, not summed.
  @Test func hugeNumbersAreRefused() {
    let huge = Int.max / 2
    let model = SmallModel(lower: [-huge, 0, 0], upper: [huge, 1, 1])
    let rows = [
      Row(columns: [0, 1], coefficients: [1, huge], lower: Int.min, upper: huge),
      Row(columns: [1, 2], coefficients: [huge, huge - 1], lower: Int.min, upper: huge),
      Row(columns: [0, 2], coefficients: [huge, 3], lower: -huge, upper: huge),
      Row(columns: [1, 2], coefficients: [2, 2], lower: Int.min, upper: 3),
    ]
    let separator = CutSeparator(lower: model.lower, upper: model.upper, rows: rows)
    let input = CutSeparator.Input(values: [0.5, 0.75, 0.75], rows: rows) { [(0, 0.5), (1, 1e12), ($0, 0.3)] }
    for cut in separator.separate(input, limit: 50, shouldStop: { false }) {
      #expect(cut.columns == [1, 2] && cut.coefficients == [1, 1] && cut.upper == 1)
    }
  }

  /// Lots of two or three periods, with costs as random points: all families on a structure with variable bounds.
  @Test(arguments: [CutFamilies.lotSizing, .rounding, .covers, .all])
  func noLotIsCutOff(families: CutFamilies) {
    var found = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Self.lots(periods: random.within(2...3), &random)
      let solutions = model.solutions()
      let separator = CutSeparator(lower: model.lower, upper: model.upper, rows: model.rows)
      separator.families = families
      for _ in 0..<10 {
        let point = Self.relaxedLots(model, &random)
        let cuts = separator.separate(.init(values: point, rows: model.rows), limit: 50) { false }
        found += cuts.count
        for cut in cuts {
          #expect(cut.activity(point) > Double(cut.upper))
          if let lost = solutions.first(where: { cut.activity($0) > cut.upper }) {
            Issue.record("seed \(seed): \(cut) loses \(lost)")
          }
        }
      }
    }
    #expect(found > 100, "\(found) cuts")
  }

  /// Columns q, y, s a period: s before + q − s = demand and q ≤ capacity·y.
  private static func lots(periods: Int, _ random: inout RandomSource) -> SmallModel {
    let capacity = random.within(3...5)
    var model = SmallModel(lower: [], upper: [])
    for t in 0..<periods {
      model.lower += [0, 0, 0]
      model.upper += [capacity, 1, 4]
      let demand = random.within(0...3)
      model.add((t > 0 ? [(1, 3 * t - 1)] : []) + [(1, 3 * t), (-1, 3 * t + 2)], atLeast: demand, atMost: demand)
      model.add([(1, 3 * t), (-capacity, 3 * t + 1)], atMost: 0)
    }
    return model
  }

  /// A point of the relaxation: what a period needs is produced there, or partly before, with y = q / capacity.
  private static func relaxedLots(_ model: SmallModel, _ random: inout RandomSource) -> [Double] {
    var x = model.lower.map(Double.init)
    var stock = 0.0
    for t in 0..<model.lower.count / 3 {
      let demand = Double(model.rows[2 * t].upper)
      let capacity = Double(model.upper[3 * t])
      let wanted = max(0, demand - stock) + Double(random.within(0...2)) / 2
      x[3 * t] = min(capacity, wanted)
      x[3 * t + 1] = x[3 * t] / capacity
      stock += x[3 * t] - demand
      x[3 * t + 2] = stock
    }
    return x
  }

  private static func cuts(
    _ model: SmallModel, at point: [Double], _ families: CutFamilies
  ) -> [Row] {
    let separator = CutSeparator(lower: model.lower, upper: model.upper, rows: model.rows)
    separator.families = families
    return separator.separate(.init(values: point, rows: model.rows), limit: 50) { false }
  }

  /// 3x + 3y + 3z ≤ 5 holds one of the three at most; the cover {x, y} extended by z says so.
  @Test func aCoverIsLifted() throws {
    var model = SmallModel(lower: [0, 0, 0], upper: [1, 1, 1])
    model.add([(3, 0), (3, 1), (3, 2)], atMost: 5)
    let cut = try #require(Self.cuts(model, at: [0.8, 0.8, 1.0 / 15], .covers).first)
    #expect(cut.columns == [0, 1, 2] && cut.coefficients == [1, 1, 1] && cut.upper == 1)
  }

  /// The odd cycle of five edges, all at one half: half their sum is x₀ + … + x₄ ≤ 2.
  @Test func anOddCycleIsHalved() throws {
    var model = SmallModel(lower: [0, 0, 0, 0, 0], upper: [1, 1, 1, 1, 1])
    for j in 0..<5 {
      let (a, b) = (min(j, (j + 1) % 5), max(j, (j + 1) % 5))
      model.add([(1, a), (1, b)], atMost: 1)
    }
    let cut = try #require(Self.cuts(model, at: [0.5, 0.5, 0.5, 0.5, 0.5], .zeroHalf).first)
    #expect(cut.columns == [0, 1, 2, 3, 4] && cut.coefficients == [1, 1, 1, 1, 1] && cut.upper == 2)
  }

  /// A triangle of edges, one of them between x₁ and the complement of x₂: x₀ + x₁ − x₂ ≤ 0.
  @Test func edgesMakeACliqueWithAComplement() throws {
    var model = SmallModel(lower: [0, 0, 0], upper: [1, 1, 1])
    model.add([(1, 0), (1, 1)], atMost: 1)
    model.add([(1, 0), (-1, 2)], atMost: 0)
    model.add([(1, 1), (-1, 2)], atMost: 0)
    let cut = try #require(Self.cuts(model, at: [0.5, 0.5, 0.5], .cliques).first)
    #expect(cut.columns == [0, 1, 2] && cut.coefficients == [1, 1, -1] && cut.upper == 0)
  }

  /// q ≤ 10y, q = 4 + s: with y = 0.4 and no stock, production is at most 4y + s.
  @Test func aLotNeedsItsSetup() throws {
    var model = SmallModel(lower: [0, 0, 0], upper: [10, 1, 6])
    model.add([(1, 0), (-1, 2)], atLeast: 4, atMost: 4)
    model.add([(1, 0), (-10, 1)], atMost: 0)
    for family in [CutFamilies.lotSizing, .rounding] {
      let cut = try #require(Self.cuts(model, at: [4, 0.4, 0], family).first)
      // Equivalent by the balance: q − 4y − s ≤ 0, or −y ≤ −1.
      #expect(cut.coefficients == [1, -4, -1] || cut.coefficients == [-1])
    }
  }

  @Test func boundsFromProbingBecomeRows() throws {
    let separator = CutSeparator(lower: [0, 0], upper: [9, 1], rows: [])
    separator.addUpperBound(0, binary: 1, atZero: 9, atOne: 2)
    separator.addLowerBound(0, binary: 1, atZero: 4, atOne: 0)
    let cuts = separator.separate(.init(values: [8, 0.5], rows: []), limit: 9) { false }
    #expect(cuts.count == 1 && cuts[0].coefficients == [1, 7] && cuts[0].upper == 9)
    let below = separator.separate(.init(values: [1, 0.5], rows: []), limit: 9) { false }
    #expect(below.count == 1 && below[0].coefficients == [-1, -4] && below[0].upper == -4)
  }
}
