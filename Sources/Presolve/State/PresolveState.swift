import Basics
import Statements

/// A model on its way through presolve, in the columns of the original: bounds, costs, rows, and the way back.
///
/// Rules are sweeps over the rows, each linear in the entries; what a rule finds out of columns (fixed, or a multiple of
/// another) reaches the rows in the next `compact()`. Between rules the state says the same as the model, so that presolve
/// can end after any of them.
struct PresolveState: ~Copyable {
  let data: ModelData
  let options: PresolveOptions
  let shouldStop: () -> Bool

  let lower: Buffer<Int>
  let upper: Buffer<Int>
  let cost: Buffer<Int>
  var costConstant = 0
  /// Columns that have left the model: fixed, or said by others.
  let isRemoved: Buffer<Bool>
  /// Where a removed column is scale · other + offset; scale 0 for one that no row has any more, and for all others.
  let scale: Buffer<Int>
  let other: Buffer<Int32>
  let offset: Buffer<Int>
  /// Columns whose bounds have changed since they were last propagated.
  let isDirty: Buffer<Bool>
  /// Columns that stand for a sum by now, so that their hints say nothing.
  let isGrown: Buffer<Bool>
  /// Columns that rows have as a condition, or had.
  let isCondition: Buffer<Bool>
  /// Uses as a literal and as a number in constraints that are no rows.
  let literalUses: Buffer<Int32>
  let numberUses: Buffer<Int32>

  var rows = Buffer<Row>()
  var columns = Buffer<Int32>()
  var coefficients = Buffer<Int>()
  /// The pool before the last `compact()`: two take turns, since fresh memory costs more than the copying.
  var oldColumns = Buffer<Int32>()
  var oldCoefficients = Buffer<Int>()
  var conditions = Buffer<LiteralCode>()
  /// Constraints that are no rows, by position; those that always hold are taken out.
  var opaque: [Int] = []

  var steps: [PostsolveStep] = []
  var isInfeasible = false
  var report = PresolveReport()

  /// What `shouldStop` last said.
  var isStopped = false
  var work = 0
  private var nextLook = 0
  /// Changes of any kind, so that rounds know whether there was something.
  var changes = 0
  /// Changes that bounds have been propagated after, and that rows have been made smaller after.
  var settledChanges = -1
  var compactedChanges = 0
  /// Rows speak of columns that others stand for by now.
  var hasSubstitutions = false

  /// An entry a few nanoseconds, so that the closure is asked every millisecond or less.
  private static let lookInterval = 50_000

  init(_ data: ModelData, options: PresolveOptions, until shouldStop: @escaping () -> Bool) {
    self.data = data
    self.options = options
    self.shouldStop = shouldStop
    let count = data.variableCount
    lower = Buffer(data.lower)
    upper = Buffer(data.upper)
    cost = Buffer(repeating: 0, count: count)
    isRemoved = Buffer(repeating: false, count: count)
    isDirty = Buffer(repeating: true, count: count)
    isCondition = Buffer(repeating: false, count: count)
    isGrown = Buffer(repeating: false, count: count)
    scale = Buffer(repeating: 0, count: count)
    other = Buffer(repeating: 0, count: count)
    offset = Buffer(repeating: 0, count: count)
    literalUses = Buffer(repeating: 0, count: count)
    numberUses = Buffer(repeating: 0, count: count)
    if let objective = data.objective {
      for term in objective.cost.terms { cost[term.variable] += term.coefficient }
      costConstant = objective.cost.constant
    }
  }

  /// Counts entries looked at.
  ///
  /// - Returns: whether to go on.
  @inline(__always) mutating func spend(_ entries: Int) -> Bool {
    work &+= entries
    if work >= nextLook { look() }
    return !isStopped
  }

  @inline(never) private mutating func look() {
    nextLook = work + Self.lookInterval
    if !isStopped { isStopped = shouldStop() }
  }

  /// Whether rules may still start.
  var isOpen: Bool { !isStopped && !isInfeasible && work < options.workLimit }

  func isOn(_ rule: PresolveRule) -> Bool { options.rules.contains(rule) }

  mutating func note(_ rule: PresolveReport.Rule, _ count: Int = 1) {
    report[rule] += count
    changes += count
  }

  // MARK: Columns

  @inline(__always) func isFixed(_ column: Int) -> Bool { lower[column] == upper[column] }

  @inline(__always) func isBoolean(_ column: Int) -> Bool { lower[column] >= 0 && upper[column] <= 1 }

  /// In no constraint that is not a row.
  @inline(__always) func isInRowsOnly(_ column: Int) -> Bool { literalUses[column] == 0 && numberUses[column] == 0 }

  /// 1 where it is true, 0 where it is false, nil where it is open.
  @inline(__always) func truth(_ literal: LiteralCode) -> Bool? {
    let column = Int(literal >> 1)
    if lower[column] != upper[column] { return nil }
    return (lower[column] == 1) != (literal & 1 == 1)
  }

  /// Keeps the values of a column within bounds; bounds that cross are not taken, the model is infeasible then.
  ///
  /// - Returns: whether that changed something.
  @discardableResult
  mutating func restrict(_ column: Int, _ low: Int, _ high: Int) -> Bool {
    assert(!isRemoved[column], "a column that has left the model has no bounds")
    if low <= lower[column], high >= upper[column] { return false }
    let (low, high) = (max(low, lower[column]), min(high, upper[column]))
    if low > high {
      isInfeasible = true
      return true
    }
    setBounds(column, low, high)
    note(low == high ? .fixedColumns : .tightenedBounds)
    return true
  }

  @inline(__always) func setBounds(_ column: Int, _ low: Int, _ high: Int) {
    lower[column] = low
    upper[column] = high
    isDirty[column] = true
  }

  @discardableResult
  mutating func fix(_ literal: LiteralCode, to truth: Bool) -> Bool {
    let value = truth != (literal & 1 == 1) ? 1 : 0
    return restrict(Int(literal >> 1), value, value)
  }

  /// The column that stands for a substituted one, at the end of the chain: column = scale · result + offset.
  func resolve(_ column: Int) -> (scale: Int, column: Int, offset: Int) {
    var (factor, end, constant) = (1, column, 0)
    while scale[end] != 0 {
      constant += factor * offset[end]
      factor *= scale[end]
      end = Int(other[end])
    }
    return (factor, end, constant)
  }

  /// A literal over the column that stands for its own by now.
  func resolved(_ literal: LiteralCode) -> LiteralCode {
    let place = resolve(Int(literal >> 1))
    return literalCode(Int32(place.column), isNegated: (place.scale < 0) != (literal & 1 == 1))
  }

  /// Says a column by another, scale · other + offset, in rows and costs from the next `compact()` on; the other's bounds
  /// are made to fit. The step must follow from the rows, or be one that costs nothing.
  mutating func substitute(_ column: Int, scale factor: Int, _ target: Int, offset constant: Int, isImplied: Bool) {
    assert(!isRemoved[column] && !isRemoved[target] && column != target && factor != 0)
    isRemoved[column] = true
    hasSubstitutions = true
    scale[column] = factor
    other[column] = Int32(target)
    offset[column] = constant
    let (a, b) = (lower[column] - constant, upper[column] - constant)
    restrict(
      target, factor > 0 ? ceilDivide(a, factor) : ceilDivide(-b, -factor),
      factor > 0 ? floorDivide(b, factor) : floorDivide(-a, -factor))
    cost[target] += factor * cost[column]
    costConstant += constant * cost[column]
    cost[column] = 0
    literalUses[target] += literalUses[column]
    literalUses[column] = 0
    if isCondition[column] { isCondition[target] = true }
    let step = (column: Int32(column), other: Int32(target))
    steps.append(
      isImplied
        ? .affine(column: step.column, scale: factor, other: step.other, offset: constant)
        : .movedAffine(column: step.column, scale: factor, other: step.other, offset: constant))
  }

  // MARK: Rows

  /// The smallest and the largest sum of a row's terms over the bounds.
  ///
  /// Terms of a row add up to less than 2^60 in magnitude, so that sums wrap nowhere.
  @inline(__always) func activity(_ row: Row) -> (least: Int, most: Int) {
    let (lower, upper) = (lower.pointer, upper.pointer)
    let columns = columns.pointer + Int(row.start)
    let coefficients = coefficients.pointer + Int(row.start)
    var least = 0
    var most = 0
    for i in 0..<Int(row.count) {
      let a = coefficients[i]
      let column = Int(columns[i])
      let low = a &* lower[column]
      let high = a &* upper[column]
      least &+= a > 0 ? low : high
      most &+= a > 0 ? high : low
    }
    return (least, most)
  }

  /// Adds a row of presolve's own; its terms must be in canonical order.
  mutating func addRow(
    _ terms: [(column: Int32, coefficient: Int)], _ comparison: Row.Comparison, _ right: Int,
    if literals: [LiteralCode] = [], isShadow: Bool = false
  ) {
    var row = Row(
      start: Int32(columns.count), count: Int32(terms.count), right: right, comparison: comparison, isShadow: isShadow,
      isChanged: true)
    for term in terms {
      columns.append(term.column)
      coefficients.append(term.coefficient)
    }
    setConditions(literals, of: &row)
    rows.append(row)
  }

  /// The conditions in canonical order; a row whose conditions contradict each other always holds.
  mutating func setConditions(_ literals: [LiteralCode], of row: inout Row) {
    row.firstCondition = Int32(conditions.count)
    row.conditionCount = 0
    if literals.isEmpty { return }
    let sorted = literals.count > 1 ? literals.sorted() : literals
    for literal in sorted {
      if row.conditionCount > 0, conditions.last == literal { continue }
      if row.conditionCount > 0, conditions.last == literal ^ 1 { row.isLive = false }
      conditions.append(literal)
      isCondition[literal >> 1] = true
      row.conditionCount += 1
    }
  }

  /// Adds the clause of some literals.
  mutating func addClause(_ literals: [LiteralCode]) {
    var terms: [Int32: Int] = [:]
    var right = -1
    for literal in literals {
      terms[literal >> 1, default: 0] += literal & 1 == 1 ? 1 : -1
      if literal & 1 == 1 { right += 1 }
    }
    let sorted = terms.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    addRow(sorted.map { (column: $0.key, coefficient: $0.value) }, .atMost, right)
  }

  mutating func remove(_ row: Int, _ rule: PresolveReport.Rule? = .redundantRows) {
    rows[row].isLive = false
    if let rule, !rows[row].isShadow { note(rule) }
  }

  /// Says that the conditions of a row do not all hold, which takes its place.
  mutating func refuteConditions(_ row: Int) {
    var open: [LiteralCode] = []
    for i in 0..<Int(rows[row].conditionCount) {
      let literal = conditions[Int(rows[row].firstCondition) + i]
      switch truth(literal) {
      case nil: open.append(literal)
      case false: return remove(row)
      default: break
      }
    }
    if !rows[row].isShadow { note(.redundantRows) }
    rows[row].isLive = false
    switch open.count {
    case 0: isInfeasible = true
    case 1: fix(open[0], to: false)
    // What shadows say is never written: the constraint itself says it.
    default: if !rows[row].isShadow { addClause(open.map { $0 ^ 1 }) }
    }
  }
}
