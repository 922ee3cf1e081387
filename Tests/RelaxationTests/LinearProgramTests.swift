import Basics
import Relaxation
import TestSupport
import Testing

@Suite struct LinearProgramTests {
  /// A primal point and multipliers with the same value prove each other: no solver is asked.
  static func expectSolved(
    _ program: LinearProgram, _ made: ProgramCase, feasible: Bool? = true, _ comment: Comment? = nil
  ) {
    let status = program.solve(iterationLimit: 10_000, cutoff: .infinity)
    switch status {
    case .optimal:
      #expect(feasible != false, comment)
      let cost = made.cost(of: program.values())
      let bound = made.bound(of: program.multipliers, costs: made.cost.map(Double.init))
      #expect(made.violation(of: program.values()) < 1e-6, comment)
      #expect((cost - bound).magnitude <= 1e-6 * (1 + cost.magnitude), comment)
      #expect((program.objective - bound).magnitude <= 1e-6 * (1 + bound.magnitude), comment)
    case .infeasible:
      #expect(feasible != true, comment)
      let row = program.infeasibilityRow(rootLower: made.lower, rootUpper: made.upper)
      #expect(row.map { isViolated($0, by: made) } ?? false, comment)
    case .limit, .trouble, .cutoff: Issue.record("\(status) \(comment ?? "")")
    }
  }

  /// Whether no point of the box satisfies a row, in exact integers.
  static func isViolated(_ row: ExactRow, by made: ProgramCase) -> Bool {
    var least: Int128 = 0
    for (j, a) in zip(row.columns, row.coefficients) {
      least += Int128(a) * Int128(a > 0 ? made.lower[Int(j)] : made.upper[Int(j)])
    }
    return least > row.limit
  }

  /// max 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: by hand (3, 1), 11.
  @Test func solvesAProgramOfTheTextbook() {
    let program = LinearProgram(lower: [0, 0], upper: [3, 100], cost: [-3, -2])
    program.addRows([
      Row(columns: [0, 1], coefficients: [1, 1], lower: .min, upper: 4),
      Row(columns: [0, 1], coefficients: [1, 3], lower: .min, upper: 6),
    ])
    #expect(program.solve(iterationLimit: 100, cutoff: .infinity) == .optimal)
    #expect((program.objective + 11).magnitude < 1e-9)
    #expect((program.value(0) - 3).magnitude < 1e-9 && (program.value(1) - 1).magnitude < 1e-9)
    program.setBounds(0, 0, 2)
    #expect(program.solve(iterationLimit: 100, cutoff: .infinity) == .optimal)
    // x = 2, y = 4/3.
    #expect((program.objective + 6 + 8.0 / 3).magnitude < 1e-9)
    #expect(program.dual(1) < 0 && program.dual(0) == 0)
  }

  @Test(arguments: 0..<300) func solvesSmallPrograms(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(
      columns: 1 + random.below(12), rows: 1 + random.below(12), density: 20 + random.below(80),
      isFeasible: random.chance(60))
    Self.expectSolved(made.make(isDense: true), made, feasible: nil, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, feasible: nil, "sparse, seed \(seed)")
  }

  @Test(arguments: 0..<20) func solvesSparsePrograms(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(columns: 80 + random.below(80), rows: 40 + random.below(100), density: 4)
    Self.expectSolved(made.make(isDense: true), made, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, "sparse, seed \(seed)")
  }

  @Test(arguments: 0..<10) func solvesDensePrograms(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(columns: 60, rows: 30, density: 100, equalities: 10)
    Self.expectSolved(made.make(isDense: true), made, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, "sparse, seed \(seed)")
  }

  @Test(arguments: 0..<40) func solvesWideBounds(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(
      columns: 2 + random.below(20), rows: 1 + random.below(20), density: 40, bound: 1 << 30, coefficient: 1 << 12)
    Self.expectSolved(made.make(isDense: true), made, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, "sparse, seed \(seed)")
  }

  @Test(arguments: 0..<60) func changesGiveWhatAColdStartGives(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var made = random.program(columns: 15, rows: 10, density: 50)
    let root = made
    let program = made.make(isDense: seed % 2 == 0)
    _ = program.solve(iterationLimit: 1000, cutoff: .infinity)
    var saved = program.saveBasis()
    for step in 0..<40 {
      switch random.below(8) {
      case 0:
        let extra = random.program(columns: 15, rows: 1 + random.below(3), density: 50).rows
        made.rows += extra
        program.addRows(extra)
      case 1:
        let gone = (0..<program.rowCount).map { program.isSlackBasic($0) && random.chance(50) }
        made.rows = made.rows.indices.filter { !gone[$0] }.map { made.rows[$0] }
        program.removeRows { gone[$0] }
        #expect(program.rowCount == made.rows.count)
      case 2:
        made.cost = made.cost.map { _ in random.within(-5...5) }
        program.setCost(made.cost)
      case 3: saved = program.saveBasis()
      case 4: program.restore(saved)
      default:
        for _ in 0..<1 + random.below(3) {
          let j = random.below(15)
          let low = random.within(root.lower[j]...root.upper[j])
          let isWide = random.chance(40)
          made.lower[j] = isWide ? root.lower[j] : low
          made.upper[j] = isWide ? root.upper[j] : random.within(low...root.upper[j])
          program.setBounds(j, made.lower[j], made.upper[j])
        }
      }
      let cold = made.make()
      let status = cold.solve(iterationLimit: 1000, cutoff: .infinity)
      Self.expectSolved(program, made, feasible: status == .optimal, "seed \(seed), step \(step)")
    }
  }

  @Test func removesOnlyRowsWithBasicSlacks() {
    let program = LinearProgram(lower: [0], upper: [10], cost: [-1])
    program.addRows([
      Row(columns: [0], coefficients: [1], lower: .min, upper: 5),
      Row(columns: [0], coefficients: [1], lower: .min, upper: 7),
    ])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .optimal)
    program.removeRows { _ in true }
    #expect(program.rowCount == 1 && program.value(0) == 5)
  }

  @Test func limitsAndCutoffsLeaveABound() {
    var random = RandomSource(seed: 3)
    let made = random.program(columns: 60, rows: 40, density: 30)
    let optimum = made.make()
    #expect(optimum.solve(iterationLimit: 1000, cutoff: .infinity) == .optimal)
    var last = -Double.infinity
    let program = made.make()
    while program.solve(iterationLimit: 3, cutoff: .infinity) == .limit {
      #expect(program.objective >= last - 1e-6 && program.objective <= optimum.objective + 1e-6)
      last = program.objective
    }
    #expect(program.iterations > 10 && (program.objective - optimum.objective).magnitude < 1e-6)
    let cut = made.make()
    #expect(cut.solve(iterationLimit: 1000, cutoff: optimum.objective - 1) == .cutoff)
    #expect(cut.objective > optimum.objective - 1 && cut.iterations < program.iterations)
  }

  /// A row of the basis' inverse times the matrix is 1 at its column and 0 at the other basic columns.
  @Test func tableauMultipliersMakeUnitRows() {
    var random = RandomSource(seed: 5)
    let made = random.program(columns: 30, rows: 20, density: 40)
    let program = made.make(isDense: false)
    #expect(program.solve(iterationLimit: 1000, cutoff: .infinity) == .optimal)
    for basic in 0..<30 where program.isBasic(basic) {
      var sum = [Double](repeating: 0, count: 30)
      for (row, multiplier) in program.tableauMultipliers(ofBasic: basic) {
        for (j, a) in zip(made.rows[row].columns, made.rows[row].coefficients) { sum[Int(j)] += multiplier * Double(a) }
      }
      for j in 0..<30 where program.isBasic(j) { #expect((sum[j] - (j == basic ? 1 : 0)).magnitude < 1e-9) }
    }
  }

  @Test func programsWithoutRowsAndRowsWithoutColumns() {
    let program = LinearProgram(lower: [-3, 2], upper: [5, 9], cost: [2, -1])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .optimal)
    #expect(program.objective == -15 && program.values() == [-3, 9])
    program.addRows([Row(columns: [], coefficients: [], lower: -1, upper: 0)])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .optimal)
    program.addRows([Row(columns: [], coefficients: [], lower: 1, upper: .max)])
    #expect(program.solve(iterationLimit: 10, cutoff: .infinity) == .infeasible)
    let row = program.infeasibilityRow(rootLower: [-3, 2], rootUpper: [5, 9])
    #expect(row.map { $0.columns.isEmpty && $0.limit < 0 } ?? false)
  }

  /// Rows that are nearly multiples of each other make bases nearly singular.
  @Test(arguments: 0..<30) func solvesNearlyParallelRows(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var made = random.program(columns: 12, rows: 8, density: 70, coefficient: 100_000, equalities: 0)
    for row in made.rows {
      var row = row
      row.coefficients = row.coefficients.map { 3 * $0 + ($0 % 7 == 0 ? 1 : 0) }
      if row.lower != .min { row.lower *= 3 }
      if row.upper != .max { row.upper *= 3 }
      made.rows.append(row)
    }
    Self.expectSolved(made.make(isDense: true), made, feasible: nil, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, feasible: nil, "sparse, seed \(seed)")
  }

  /// All right sides 0 or 1: most steps have no length.
  @Test(arguments: 0..<30) func solvesDegeneratePrograms(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let made = random.program(
      columns: 30 + random.below(30), rows: 30 + random.below(40), density: 15, bound: 1, coefficient: 1)
    Self.expectSolved(made.make(isDense: true), made, "dense, seed \(seed)")
    Self.expectSolved(made.make(isDense: false), made, "sparse, seed \(seed)")
  }

  /// Rows whose coefficients are far from 1 and from each other are scaled; what comes out is in the units of the rows.
  @Test(arguments: 0..<60) func solvesUnevenPrograms(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let isFeasible = random.chance(70)
    var made = random.program(
      columns: 2 + random.below(20), rows: 2 + random.below(20), density: 40, bound: 100, isFeasible: isFeasible)
    made.rows = made.rows.map { row in
      var row = row
      let factor = 1 << random.below(30)
      row.coefficients = row.coefficients.map { $0 * factor }
      if row.lower != .min { row.lower *= factor }
      if row.upper != .max { row.upper *= factor }
      return row
    }
    let first = random.below(made.rows.count)
    let program = made.make(isDense: seed % 2 == 0)
    Self.expectSolved(program, made, feasible: isFeasible ? true : nil, "seed \(seed)")
    // A row that comes later is scaled by itself.
    made.rows.append(made.rows[first])
    program.addRows([made.rows[first]])
    Self.expectSolved(program, made, feasible: isFeasible ? true : nil, "seed \(seed), one more")
    // The same row with another right side: no point satisfies both, by a hair in the row's units.
    var apart = made.rows[first]
    guard apart.lower == apart.upper else { return }
    (apart.lower, apart.upper) = (apart.lower + 1, apart.upper + 1)
    made.rows.append(apart)
    program.addRows([apart])
    let status = program.solve(iterationLimit: 1000, cutoff: .infinity)
    #expect(status == .infeasible || status == .optimal)
    if status == .infeasible {
      let row = program.infeasibilityRow(rootLower: made.lower, rootUpper: made.upper)
      #expect(row.map { Self.isViolated($0, by: made) } ?? false, "seed \(seed), apart")
    }
  }
}
