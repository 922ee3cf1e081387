import Basics
import Relaxation
import TestSupport
import Testing

@Suite struct ExactRowTests {
  /// Multipliers as a solver would never give them, NaN and infinity among them.
  static func senseless(_ count: Int, _ random: inout RandomSource) -> [Double] {
    var multipliers: [Double] = []
    let size = [1e-9, 1, 1e3, 1e12, 1e40][random.below(5)]
    for _ in 0..<count {
      switch random.below(60) {
      case 0: multipliers.append(.nan)
      case 1: multipliers.append(-.infinity)
      case 2...12: multipliers.append(0)
      default: multipliers.append((random.unit() - 0.5) * size)
      }
    }
    return multipliers
  }

  static func holds(_ row: ExactRow, _ point: [Int], objective: Int) -> Bool {
    var sum: Int128 = 0
    for (j, a) in zip(row.columns, row.coefficients) {
      sum += Int128(a) * Int128(Int(j) == point.count ? objective : point[Int(j)])
    }
    return sum <= row.limit
  }

  static func expectCompact(_ row: ExactRow) {
    #expect(row.columns.count == row.coefficients.count && !row.coefficients.contains(0))
    #expect(zip(row.columns, row.columns.dropFirst()).allSatisfy { $0 < $1 })
    #expect(row.coefficients.allSatisfy { $0.magnitude <= 1 << 62 })
  }

  @Test(arguments: 0..<200) func noIntegerPointIsLost(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var made = random.program(columns: 1 + random.below(4), rows: 1 + random.below(4), density: 80, bound: 4)
    if random.chance(30) {
      // Huge numbers that the same points satisfy.
      made.rows = made.rows.map { row in
        var row = row
        row.coefficients = row.coefficients.map { $0 << 40 }
        if row.lower != .min { row.lower <<= 40 }
        if row.upper != .max { row.upper <<= 40 }
        return row
      }
    }
    let program = made.make()
    let points = made.enumerate()
    let offset = random.within(-100...100)
    var rows: [ExactRow] = []
    for _ in 0..<5 {
      let multipliers = Self.senseless(program.rowCount, &random)
      for row in [
        program.objectiveRow(multipliers, offset: offset, rootLower: made.lower, rootUpper: made.upper),
        program.infeasibilityRow(multipliers, rootLower: made.lower, rootUpper: made.upper),
      ] {
        if let row { rows.append(row) }
      }
    }
    if program.solve(iterationLimit: 100, cutoff: .infinity) != .infeasible,
      let row = program.objectiveRow(offset: offset, rootLower: made.lower, rootUpper: made.upper)
    {
      rows.append(row)
    }
    for row in rows {
      Self.expectCompact(row)
      for point in points {
        let cost = zip(made.cost, point).reduce(offset) { $0 + $1.0 * $1.1 }
        #expect(Self.holds(row, point, objective: cost), "seed \(seed)")
      }
    }
  }

  /// The bound of the row over the box, by hand, comes within the rounding of the float optimum.
  @Test(arguments: 0..<60) func boundIsThatOfTheProgram(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let isWide = random.chance(30)
    let made = random.program(
      columns: 2 + random.below(30), rows: 1 + random.below(20), density: 40, bound: isWide ? 1 << 28 : 10,
      coefficient: isWide ? 1 << 10 : 9)
    let program = made.make()
    #expect(program.solve(iterationLimit: 1000, cutoff: .infinity) == .optimal)
    let row = try #require(program.objectiveRow(offset: 7, rootLower: made.lower, rootUpper: made.upper))
    Self.expectCompact(row)
    #expect(row.columns.last == Int32(made.lower.count))
    // −S·z <= limit − Σ a·x, where the sum is least: z >= (least − limit) / S.
    var least: Int128 = -row.limit
    for (j, a) in zip(row.columns, row.coefficients) where Int(j) < made.lower.count {
      least += Int128(a) * Int128(a > 0 ? made.lower[Int(j)] : made.upper[Int(j)])
    }
    let scale = -(row.coefficients.last ?? 0)
    #expect(scale > 0)
    let bound = Double(least) / Double(scale)
    let optimum = program.objective + 7
    #expect(bound <= optimum + 1e-6 * (1 + optimum.magnitude), "seed \(seed)")
    #expect(bound >= optimum - 1e-5 - 1e-7 * optimum.magnitude, "seed \(seed)")
  }

  /// min x with 2x >= 3 and z >= x + 1: half the row gives 2x − 2z <= −2, and 2x >= 3, so z >= 2.5.
  @Test func rowByHand() throws {
    let program = LinearProgram(lower: [0], upper: [10], cost: [1])
    program.addRows([Row(columns: [0], coefficients: [2], lower: 3, upper: .max)])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .optimal)
    #expect(program.objective == 1.5 && program.dual(0) == 0.5)
    let row = try #require(program.objectiveRow(offset: 1, rootLower: [0], rootUpper: [10]))
    // cost·x − 0.5·2x leaves no x: −2z <= −5 after the common power of two.
    #expect(row.columns == [1] && row.coefficients == [-1] && row.limit == -3)
  }

  /// The same row: 2 (x + 1 − z) + (3 − 2x) is 5 − 2z.
  @Test func multipliersByHand() throws {
    let program = LinearProgram(lower: [0], upper: [10], cost: [1])
    program.keepsMultipliers = true
    program.addRows([Row(columns: [0], coefficients: [2], lower: 3, upper: .max)])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .optimal)
    let row = try #require(program.objectiveRow(offset: 1, rootLower: [0], rootUpper: [10]))
    let unit = row.objectiveMultiplier / 2
    #expect(unit > 0 && row.objectiveMultiplier == 2 * unit)
    #expect(row.multipliers == [RowMultiplier(row: 0, multiplier: -unit)])
  }

  /// 2x + 2y = 3 minus twice x + y <= 1 is 0 <= −1 in each multiple.
  @Test func multipliersOfAnInfeasibleProgramByHand() throws {
    let program = LinearProgram(lower: [0, 0], upper: [5, 5], cost: [0, 0])
    program.keepsMultipliers = true
    program.addRows([
      Row(columns: [0, 1], coefficients: [2, 2], lower: 3, upper: 3),
      Row(columns: [0, 1], coefficients: [1, 1], lower: .min, upper: 1),
    ])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .infeasible)
    let row = try #require(program.infeasibilityRow(rootLower: [0, 0], rootUpper: [5, 5]))
    let unit = try #require(row.multipliers.first).multiplier
    #expect(unit < 0 && row.objectiveMultiplier == 0)
    #expect(row.multipliers == [RowMultiplier(row: 0, multiplier: unit), RowMultiplier(row: 1, multiplier: -2 * unit)])
    #expect(row.columns.isEmpty && row.limit == Int128(unit))
  }

  /// The row is that sum, added up here: divided, its limit rounded down, and less the terms that were charged.
  @Test(arguments: 0..<100) func multipliersAddUpToTheRow(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(
      columns: 2 + random.below(12), rows: 1 + random.below(10), density: 60, bound: random.chance(30) ? 1 << 28 : 9,
      isFeasible: random.chance(60))
    let program = made.make()
    program.keepsMultipliers = true
    let isInfeasible = program.solve(iterationLimit: 1000, cutoff: .infinity) == .infeasible
    let exact =
      isInfeasible
      ? program.infeasibilityRow(rootLower: made.lower, rootUpper: made.upper)
      : program.objectiveRow(offset: 7, rootLower: made.lower, rootUpper: made.upper)
    guard let row = exact else { return }
    var sums = made.cost.map { Int128($0) * Int128(row.objectiveMultiplier) } + [-Int128(row.objectiveMultiplier)]
    var limit = -7 * Int128(row.objectiveMultiplier)
    for used in row.multipliers {
      let (source, multiplier) = (made.rows[Int(used.row)], Int128(used.multiplier))
      for (j, a) in zip(source.columns, source.coefficients) { sums[Int(j)] += multiplier * Int128(a) }
      limit += multiplier * Int128(multiplier > 0 ? source.upper : source.lower)
    }
    let kept = Dictionary(uniqueKeysWithValues: zip(row.columns, row.coefficients))
    for (j, sum) in sums.enumerated() where kept[Int32(j)] == nil && sum != 0 {
      limit -= sum * Int128(sum > 0 ? made.lower[j] : made.upper[j])
      sums[j] = 0
    }
    let divisor = kept.first.map { sums[Int($0.key)] / Int128($0.value) } ?? 1
    #expect(divisor > 0)
    for (j, a) in kept { #expect(sums[Int(j)] == divisor * Int128(a), "seed \(seed)") }
    let (quotient, rest) = limit.quotientAndRemainder(dividingBy: divisor)
    #expect(row.limit == (rest < 0 ? quotient - 1 : quotient), "seed \(seed)")
  }

  @Test func hugeMultipliersGiveNoRow() {
    let program = LinearProgram(lower: [0, 0], upper: [1, 1], cost: [1, 1])
    program.addRows([Row(columns: [0, 1], coefficients: [1, 1 << 50], lower: 1, upper: .max)])
    #expect(program.objectiveRow([1e12], offset: 0, rootLower: [0, 0], rootUpper: [1, 1]) == nil)
    #expect(program.objectiveRow([.nan], offset: 0, rootLower: [0, 0], rootUpper: [1, 1]) == nil)
    #expect(program.infeasibilityRow([0], rootLower: [0, 0], rootUpper: [1, 1]) == nil)
  }

  /// At any node, after any number of pivots: the bound is below every point's cost, and a refuted node has no point.
  @Test(arguments: 0..<100) func proofsHoldForAllPoints(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var made = random.program(
      columns: 2 + random.below(3), rows: 1 + random.below(5), density: 80, bound: 4, isFeasible: random.chance(70))
    let root = made
    let program = made.make(isDense: seed % 2 == 0)
    for _ in 0..<12 {
      let j = random.below(root.lower.count)
      made.lower[j] = random.within(root.lower[j]...root.upper[j])
      made.upper[j] = random.within(made.lower[j]...root.upper[j])
      program.setBounds(j, made.lower[j], made.upper[j])
      let status = program.solve(iterationLimit: random.below(8), cutoff: Double(random.within(-40...40)))
      let costs = made.enumerate().map { point in zip(made.cost, point).reduce(0) { $0 + $1.0 * $1.1 } }
      if status == .infeasible {
        #expect(costs.isEmpty && program.isProvedInfeasible(), "seed \(seed)")
      } else if let bound = program.provedBound() {
        #expect(costs.allSatisfy { $0 >= bound }, "seed \(seed)")
        #expect(Double(bound) >= program.objective - 1e-6)
      } else {
        Issue.record("no bound, seed \(seed)")
      }
    }
  }
}
