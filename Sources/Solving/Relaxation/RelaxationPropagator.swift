import Basics
import Kernel
import Lowering
import Relaxation
import Statements

/// The linear relaxation of a model as a propagator: what its duals prove enters the search as an integer row, which
/// raises bounds with explanations, the objective's among them, or is a conflict. Floating point only says which row.
///
/// - Source: Achterberg 2007, "Conflict analysis in mixed integer programming"; Neumaier, Shcherbina 2004, "Safe bounds
///   in linear and mixed-integer linear programming".
final class RelaxationPropagator: Propagator {
  /// By column of the program.
  let columns: [IntegerVariable]
  private let objective: IntegerVariable?
  /// objective >= cost · columns + offset.
  private let offset: Int
  let program: LinearProgram
  /// The rows of the model and cuts.
  private let loop: CutLoop
  private let shouldStop: () -> Bool
  private let derived: DerivedRows
  /// Where rows have names, which are those of the model's rows.
  private let proof: ProofTracer?
  private let names: [(lower: RowName?, upper: RowName?)]
  private var id = PropagatorID(index: -1)
  /// By column, whether it is integral wherever others are.
  let isDerived: Buffer<Bool>
  /// Bounds as the program has them.
  private let lower: Buffer<Int32>
  private let upper: Buffer<Int32>
  private var rootLower: [Int]
  private var rootUpper: [Int]

  /// The optimum of the last program that was solved to its end.
  let point: Buffer<Double>
  /// Whether it is that of the present bounds.
  private(set) var isCurrent = false
  /// Its value, in units of the objective variable, without the offset.
  private(set) var value = -Double.infinity
  /// That of level 0; nil before there is one.
  private(set) var rootPoint: [Double]?
  /// Who learns what decisions gain.
  weak var branching: RelaxationBranching?

  private(set) var solves = 0
  private(set) var rowsDerived = 0
  private(set) var boundsRaised = 0

  private static let tolerance = 1e-6
  private static let nodeIterations = 1000
  private static let rootIterations = 200_000
  /// Rounds of cuts when level 0 is seen first, and when its bounds have changed.
  private static let firstRounds = 100
  private static let laterRounds = 3

  /// - Parameters:
  ///   - relaxed: rows over the variables of `lowered.expandedAtRoot()`; with names where there is a proof.
  ///   - shouldStop: looked at between rounds of cuts.
  init(_ lowered: LoweredModel, _ relaxed: RelaxedModel, until shouldStop: @escaping () -> Bool) {
    self.shouldStop = shouldStop
    columns = lowered.columns
    isDerived = Buffer(relaxed.isDerived)
    objective = lowered.objective?.variable
    rootLower = relaxed.data.lower
    rootUpper = relaxed.data.upper
    lower = Buffer(rootLower.map { Int32($0) })
    upper = Buffer(rootUpper.map { Int32($0) })
    point = Buffer(repeating: 0, count: columns.count)
    let (costs, offset) = lowered.columnCosts
    self.offset = offset
    program = LinearProgram(lower: rootLower, upper: rootUpper, cost: costs)
    derived = lowered.solver.makeDerivedRows(termCount: columns.count + 1)
    let separator = CutSeparator(lower: rootLower, upper: rootUpper, rows: relaxed.rows)
    for clique in relaxed.cliques {
      separator.addClique(clique.map { (Int32($0.variable.index), $0.isNegated) })
    }
    loop = CutLoop(program, rows: relaxed.rows, separator: separator)
    for graph in relaxed.graphs { loop.addGraph(graph) }
    proof = lowered.solver.proof
    names = relaxed.names
    // The proof has a rule for sums of rows, and none for rounding.
    loop.makesCuts = proof == nil
    program.keepsMultipliers = proof != nil
  }

  var priority: Priority { .relaxation }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    // The objective's upper bound says which reduced costs are too dear.
    return columns + columns.map { -$0 } + (objective.map { [-$0] } ?? [])
  }

  // MARK: Propagation

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.level > 0, store.level < store.assumptionLevels {
      isCurrent = false
      return
    }
    takeBounds(store)
    if store.level == 0 {
      try propagateRoot(&store)
    } else if isCurrent {
      try applyCosts(&store)
    } else {
      try solve(iterations: Self.nodeIterations, &store)
      branching?.noteOptimum(self, level: store.level)
    }
  }

  /// Takes the store's bounds over. The last optimum is one no longer where a bound has cut it off, or one that held it
  /// has gone.
  private func takeBounds(_ store: borrowing Store) {
    for j in 0..<columns.count {
      let x = columns[j]
      let low = store.lower(x)
      let high = store.upper(x)
      if low == lower[j], high == upper[j] { continue }
      let isWider = low < lower[j] || high > upper[j]
      if isWider || point[j] < Double(low) - Self.tolerance || point[j] > Double(high) + Self.tolerance {
        isCurrent = false
      }
      lower[j] = low
      upper[j] = high
      program.setBounds(j, Int(low), Int(high))
    }
  }

  /// Solves to the end, with cuts.
  private func propagateRoot(_ store: inout Store) throws(Conflict) {
    if isCurrent, rootPoint != nil { return try applyCosts(&store) }
    for j in 0..<columns.count {
      rootLower[j] = Int(lower[j])
      rootUpper[j] = Int(upper[j])
      loop.separator.tighten(j, lower: rootLower[j], upper: rootUpper[j])
    }
    let rounds = loop.rounds + (rootPoint == nil ? Self.firstRounds : Self.laterRounds)
    _ = loop.run(
      cutoff: cutoff(store), roundLimit: rounds, iterationLimit: Self.rootIterations, shouldStop: shouldStop)
    try solve(iterations: Self.rootIterations, &store)
  }

  private func solve(iterations: Int, _ store: inout Store) throws(Conflict) {
    while true {
      isCurrent = false
      solves += 1
      switch program.solve(iterationLimit: iterations, cutoff: cutoff(store)) {
      case .trouble: return
      case .infeasible:
        if let row = program.infeasibilityRow(rootLower: rootLower, rootUpper: rootUpper) { try apply(row, &store) }
        return
      case .cutoff, .limit: return try applyObjective(&store)
      case .optimal:
        for j in 0..<columns.count { point[j] = program.value(j) }
        value = program.objective
        isCurrent = true
        if store.level == 0 { rootPoint = (0..<columns.count).map { point[$0] } }
        if loop.addWaitingRows(at: point) == 0 { return try applyCosts(&store) }
      }
    }
  }

  /// What the program's value must not exceed, without the offset.
  private func cutoff(_ store: borrowing Store) -> Double {
    guard let objective else { return .infinity }
    let limit = Double(Int(store.upper(objective)) - offset)
    return limit + 1e-6 * max(1, limit.magnitude)
  }

  /// The duals as a row, where they have something to say.
  private func applyCosts(_ store: inout Store) throws(Conflict) {
    guard let objective else { return }
    let room = Double(Int(store.upper(objective)) - offset) - value
    let gained = Int((value + Double(offset) - Self.tolerance).rounded(.up))
    if gained <= Int(store.lower(objective)), !fixesSomething(within: room + Self.tolerance) { return }
    try applyObjective(&store)
  }

  private func fixesSomething(within room: Double) -> Bool {
    for j in 0..<columns.count where lower[j] < upper[j] {
      if program.reducedCost(j).magnitude * Double(upper[j] - lower[j]) > room { return true }
    }
    return false
  }

  private func applyObjective(_ store: inout Store) throws(Conflict) {
    guard objective != nil else { return }
    if let row = program.objectiveRow(offset: offset, rootLower: rootLower, rootUpper: rootUpper) {
      try apply(row, &store)
    }
  }

  private func apply(_ row: ExactRow, _ store: inout Store) throws(Conflict) {
    guard var made = derivedRow(row, store) else { return }
    if let proof {
      made.sources = sources(of: row, proof)
      if made.sources.isEmpty { return }
    }
    rowsDerived += 1
    let raised = try derived.apply(made, by: id, &store)
    boundsRaised += raised
  }

  // MARK: Rows

  /// The row in terms of the kernel, weakened where its sums would not fit 62 bits: each coefficient and the limit,
  /// counted from the bounds of level 0, are divided and rounded down.
  private func derivedRow(_ row: ExactRow, _ store: borrowing Store) -> DerivedRow? {
    var terms: [(coefficient: Int, variable: IntegerVariable)] = []
    terms.reserveCapacity(row.columns.count)
    var rest = row.limit
    var objectiveCoefficient = 0
    for (column, coefficient) in zip(row.columns, row.coefficients) where coefficient != 0 {
      if Int(column) == columns.count {
        objectiveCoefficient = coefficient
      } else {
        terms.append((coefficient, columns[Int(column)]))
      }
    }
    if let objective, objectiveCoefficient != 0 {
      if let same = terms.firstIndex(where: { $0.variable == objective || $0.variable == -objective }) {
        let signed = terms[same].variable == objective ? objectiveCoefficient : -objectiveCoefficient
        let (sum, overflow) = terms[same].coefficient.addingReportingOverflow(signed)
        if overflow { return nil }
        terms[same].coefficient = sum
      } else {
        terms.append((objectiveCoefficient, objective))
      }
    }
    var reach: UInt128 = 0
    var far: UInt128 = 0
    for i in terms.indices {
      if terms[i].coefficient < 0 { terms[i] = (-terms[i].coefficient, -terms[i].variable) }
      let (coefficient, x) = terms[i]
      let low = Int(store.rootLower(x))
      let range = Int(-store.rootLower(-x)) - low
      rest -= Int128(coefficient) * Int128(low)
      reach += UInt128(coefficient) * UInt128(range)
      far += UInt128(coefficient) * UInt128(low.magnitude + 1)
    }
    let largest = max(reach, far, rest.magnitude)
    let shift = max(0, (128 - largest.leadingZeroBitCount) - 60)
    if shift > 0 {
      for i in terms.indices { terms[i].coefficient >>= shift }
      rest >>= shift
    }
    terms.removeAll { $0.coefficient == 0 }
    var limit = Int(rest)
    for term in terms { limit += term.coefficient * Int(store.rootLower(term.variable)) }
    return DerivedRow(terms, limit: limit)
  }

  /// The sum that the row is, in the names of the proof; empty where it has none, or a number is too large for it.
  ///
  /// Nothing that was done to the row since makes it say more of integers within the bounds of level 0: small terms
  /// were charged at these bounds, and what a division rounds off no sum of integers reaches.
  private func sources(of row: ExactRow, _ proof: ProofTracer) -> [ProofLog.Row] {
    var rows: [ProofLog.Row] = []
    rows.reserveCapacity(row.multipliers.count + 1)
    // An objective that is a variable is no sum: its costs and the variable cancel out.
    if row.objectiveMultiplier != 0, proof.objectiveRows.count == 2 {
      rows.append(ProofLog.Row(Int(proof.objectiveRows[1].constraint), times: row.objectiveMultiplier))
    }
    for used in row.multipliers {
      let sides = names[loop.rowNumbers[Int(used.row)]]
      guard let name = used.multiplier > 0 ? sides.upper : sides.lower else { return [] }
      rows.append(ProofLog.Row(Int(name.constraint), times: used.multiplier * Int(name.sign)))
    }
    let divisor = rows.reduce(0) { greatestCommonDivisor($0, $1.multiplier) }
    if divisor > 1 { for k in rows.indices { rows[k].multiplier /= divisor } }
    return rows.allSatisfy { $0.multiplier.magnitude <= ProofLog.largestNumber } ? rows : []
  }

  func combination(_ number: Int32) -> [ProofLog.Row] { derived.sources(of: number) }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    derived.explain(literal, payload: payload, before: position, &store)
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { derived.refutes(bounds) }
}
