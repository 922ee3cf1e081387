import Basics

/// The linear master problem over the patterns found so far: a primal revised simplex with a dense explicit inverse,
/// which columns may be added to at any time.
///
/// Rows: coverage of each type, the limit on unplaced pods of each level, the nodes of each class. Only its dual values
/// are used, and a bound is computed from these in integers (`PatternRelaxation`), so rounding here costs no truth.
///
/// - Complexity: O(m² + columns) a pivot for m rows.
/// - Source: Gilmore, Gomory 1961, "A linear programming approach to the cutting-stock problem".
final class PatternMaster {
  let rowCount: Int
  private let typeCount: Int
  /// Row of each level; -1 for a level without limit.
  private let levelRow: [Int]
  private let firstClassRow: Int
  private let rightSide: Buffer<Double>

  // Columns, one after the other.
  private var starts = Buffer<Int32>()
  private var rows = Buffer<Int32>()
  private var values = Buffer<Double>()
  private var costs = Buffer<Double>()
  /// Columns that stand in the basis.
  private var isBasic = Buffer<Bool>()
  /// The node class of a pattern; -1 for other columns.
  private(set) var patternClass = Buffer<Int32>()
  private var fixedCost = 0.0
  /// Devex reference weights per column.
  private var weights = Buffer<Double>()

  private let basis: Buffer<Int32>
  /// Row-major: the basis' inverse.
  private let inverse: Buffer<Double>
  private let point: Buffer<Double>
  let duals: Buffer<Double>
  private let entering: Buffer<Double>
  private var loaded = 0
  private var loadedCost = 0.0
  private var pivotsSinceFactoring = 0
  private(set) var pivots = 0

  /// What a unit above a level's limit costs; an upper bound on that row's dual value.
  static let overflowCost = 40.0
  private static let barCost = 10_000.0
  private static let tolerance = 1e-7

  init(_ problem: PatternProblem) {
    typeCount = problem.typeCount
    var next = typeCount
    var levelRow: [Int] = []
    for limit in problem.unplacedLimit {
      levelRow.append(limit == .max ? -1 : next)
      if limit != .max { next += 1 }
    }
    self.levelRow = levelRow
    firstClassRow = next
    rowCount = next + problem.classes.count
    rightSide = Buffer(repeating: 0, count: rowCount)
    basis = Buffer(repeating: 0, count: rowCount)
    inverse = Buffer(repeating: 0, count: rowCount * rowCount)
    point = Buffer(repeating: 0, count: rowCount)
    duals = Buffer(repeating: 0, count: rowCount)
    entering = Buffer(repeating: 0, count: rowCount)
    starts.append(0)
    addFixedColumns(problem)
  }

  /// The starting basis: everything unplaced, every node empty, limits overflowing.
  private func addFixedColumns(_ problem: PatternProblem) {
    // Tiny distinct right sides break ties between rows, which keeps degenerate pivots few.
    var random = RandomSource(seed: 7)
    func shaken(_ value: Int) -> Double { Double(value) + 1e-6 * (0.5 + random.unit()) }
    for type in 0..<typeCount {
      rightSide[type] = shaken(problem.demand[type])
      var terms = [(row: type, value: 1.0)]
      let limit = levelRow[problem.level[type]]
      if limit >= 0 { terms.append((limit, 1)) }
      basis[type] = Int32(add(terms, cost: Double(problem.unplacedCost[type])))
      _ = add([(type, -1)], cost: 0)
    }
    for (level, row) in levelRow.enumerated() where row >= 0 {
      rightSide[row] = shaken(problem.unplacedLimit[level])
      let over = add([(row, -1)], cost: Self.overflowCost)
      let under = add([(row, 1)], cost: 0)
      let all = problem.demand.indices.reduce(0) { $0 + (problem.level[$1] == level ? problem.demand[$1] : 0) }
      basis[row] = Int32(all > problem.unplacedLimit[level] ? over : under)
    }
    for (index, nodeClass) in problem.classes.enumerated() {
      rightSide[firstClassRow + index] = shaken(nodeClass.nodes.count)
      basis[firstClassRow + index] = Int32(add([(firstClassRow + index, 1)], cost: 0))
    }
    for row in 0..<rowCount { isBasic[basis[row]] = true }
    factor()
  }

  /// - Returns: the column's number.
  @discardableResult
  private func add(_ terms: [(row: Int, value: Double)], cost: Double) -> Int {
    for term in terms {
      rows.append(Int32(term.row))
      values.append(term.value)
    }
    starts.append(Int32(rows.count))
    costs.append(cost)
    isBasic.append(false)
    patternClass.append(-1)
    return costs.count - 1
  }

  /// Adds a pattern of a node class; its cost is minus the pods that it keeps at home.
  @discardableResult
  func add(_ pattern: [NodeKnapsack.Copies], class index: Int) -> Int {
    var terms = pattern.map { (row: Int($0.type), value: Double($0.count)) }
    terms.append((firstClassRow + index, 1))
    let column = add(terms, cost: -Double(pattern.reduce(0) { $0 + Int($1.homeCount) }))
    patternClass[column] = Int32(index)
    return column
  }

  /// What a unit of the pattern would change the value by.
  func reducedCost(of pattern: [NodeKnapsack.Copies], class index: Int) -> Double {
    var cost = -duals[firstClassRow + index]
    for copies in pattern { cost -= Double(copies.homeCount) + duals[Int(copies.type)] * Double(copies.count) }
    return cost
  }

  var columnCount: Int { costs.count }

  // MARK: Fixing patterns

  /// The state of the simplex, apart from the columns, which are never taken back.
  struct Snapshot {
    fileprivate let basis: [Int32]
    fileprivate let inverse: [Double]
    fileprivate let point: [Double]
    fileprivate let duals: [Double]
    fileprivate let rightSide: [Double]
    fileprivate let fixedCost: Double
  }

  func snapshot() -> Snapshot {
    Snapshot(
      basis: basis.withElements(Array.init), inverse: inverse.withElements(Array.init),
      point: point.withElements(Array.init), duals: duals.withElements(Array.init),
      rightSide: rightSide.withElements(Array.init), fixedCost: fixedCost)
  }

  /// Goes back to an earlier state; columns that came since may then be attractive.
  func restore(_ snapshot: Snapshot) {
    for row in 0..<rowCount { isBasic[basis[row]] = false }
    for row in 0..<rowCount {
      basis[row] = snapshot.basis[row]
      point[row] = snapshot.point[row]
      duals[row] = snapshot.duals[row]
      rightSide[row] = snapshot.rightSide[row]
      isBasic[basis[row]] = true
    }
    for i in 0..<rowCount * rowCount { inverse[i] = snapshot.inverse[i] }
    fixedCost = snapshot.fixedCost
  }

  /// Columns of patterns with their values in the current basic solution, above `least`.
  func usedPatterns(above least: Double) -> [(column: Int, value: Double)] {
    var used: [(column: Int, value: Double)] = []
    for row in 0..<rowCount where point[row] > least && patternClass[basis[row]] >= 0 {
      used.append((Int(basis[row]), point[row]))
    }
    return used.sorted { ($0.value, $1.column) > ($1.value, $0.column) }
  }

  /// Requires one more node with the pattern of `column`: it leaves the right sides. Call `restore` afterwards.
  func fix(_ column: Int) {
    let m = rowCount
    for k in Int(starts[column])..<Int(starts[column + 1]) {
      let (source, value) = (Int(rows[k]), values[k])
      rightSide[source] -= value
      for row in 0..<m { point[row] -= inverse[row * m + source] * value }
    }
    fixedCost += costs[column]
  }

  /// Dual simplex pivots until the point is not negative.
  func restore(pivotLimit: Int) {
    let m = rowCount
    var left = pivotLimit
    while left > 0 {
      left -= 1
      var leaving = -1
      var least = -1e-9
      for row in 0..<m where point[row] < least {
        least = point[row]
        leaving = row
      }
      if leaving < 0 { return }
      let pivotRow = inverse.pointer + leaving * m
      var best = Double.infinity
      var chosen = -1
      for column in 0..<costs.count where !isBasic[column] {
        var entry = 0.0
        var reduced = costs[column]
        for k in Int(starts[column])..<Int(starts[column + 1]) {
          entry += pivotRow[Int(rows[k])] * values[k]
          reduced -= duals[Int(rows[k])] * values[k]
        }
        if entry < -1e-8 {
          let ratio = max(0, reduced) / -entry
          if ratio < best {
            best = ratio
            chosen = column
          }
        }
      }
      guard chosen >= 0 else { return }
      exchange(chosen, leaving)
    }
  }

  /// Makes a column so dear that no solution of use has it.
  func bar(_ column: Int) { raiseCost(of: column, by: Self.barCost) }

  func unbar(_ column: Int) { raiseCost(of: column, by: -Self.barCost) }

  private func raiseCost(of column: Int, by amount: Double) {
    costs[column] += amount
    guard isBasic[column] else { return }
    for row in 0..<rowCount where Int(basis[row]) == column {
      for k in 0..<rowCount { duals[k] += amount * inverse[row * rowCount + k] }
    }
  }

  func dual(ofType type: Int) -> Double { duals[type] }
  func dual(ofLevel level: Int) -> Double { levelRow[level] < 0 ? 0 : duals[levelRow[level]] }

  func dual(ofClass index: Int) -> Double { duals[firstClassRow + index] }

  /// The value of the current basic solution, without the problem's constant.
  var value: Double {
    var sum = fixedCost
    for row in 0..<rowCount { sum += costs[basis[row]] * point[row] }
    return sum
  }

  /// Pivots until no column improves, or `pivotLimit` is reached. Columns enter by Devex prices.
  ///
  /// - Source: Forrest, Goldfarb 1992, "Steepest-edge simplex algorithms for linear programming".
  func optimize(pivotLimit: Int) {
    var left = pivotLimit
    weights.resize(to: costs.count, filling: 1)
    weights.fill(1)
    while left > 0 {
      guard let column = mostNegative() else { return }
      guard pivot(in: column) else { return }
      left -= 1
    }
  }

  private func mostNegative() -> Int? {
    var best = 0.0
    var chosen: Int?
    let (start, row, value, dual) = (starts.pointer, rows.pointer, values.pointer, duals.pointer)
    for column in 0..<costs.count where !isBasic[column] {
      var reduced = costs[column]
      for k in Int(start[column])..<Int(start[column + 1]) { reduced -= dual[Int(row[k])] * value[k] }
      if reduced < -Self.tolerance, reduced * reduced > best * weights[column] {
        best = reduced * reduced / weights[column]
        chosen = column
      }
    }
    return chosen
  }

  /// Reference weights after the loaded column has replaced what was basic in row `leaving`.
  private func updateWeights(leaving: Int, entered: Int, left: Int) {
    let m = rowCount
    // Row of the new inverse: alpha_j / alpha_entered.
    let pivotRow = inverse.pointer + leaving * m
    let weight = weights[entered]
    let (start, row, value) = (starts.pointer, rows.pointer, values.pointer)
    for column in 0..<costs.count where !isBasic[column] {
      var entry = 0.0
      for k in Int(start[column])..<Int(start[column + 1]) { entry += pivotRow[Int(row[k])] * value[k] }
      if entry != 0 { weights[column] = max(weights[column], entry * entry * weight) }
    }
    let pivot = entering[leaving]
    weights[left] = max(weight / (pivot * pivot), 1)
  }

  /// Brings `column` into the basis.
  ///
  /// - Returns: false where the numbers no longer allow a pivot.
  private func pivot(in column: Int) -> Bool {
    let m = rowCount
    load(column)
    var leaving = -1
    var ratio = Double.infinity
    for row in 0..<m where entering[row] > 1e-8 {
      let step = max(0, point[row]) / entering[row]
      if step < ratio - 1e-12 || step < ratio + 1e-12 && entering[row] > entering[leaving] {
        ratio = step
        leaving = row
      }
    }
    if leaving < 0 { return false }
    let left = Int(basis[leaving])
    exchange(leaving: leaving)
    updateWeights(leaving: leaving, entered: column, left: left)
    return true
  }

  private func exchange(_ column: Int, _ leaving: Int) {
    load(column)
    exchange(leaving: leaving)
  }

  /// Computes the entering column in terms of the basis, and its reduced cost.
  private func load(_ column: Int) {
    let m = rowCount
    let (inverse, entering) = (inverse.pointer, entering.pointer)
    for row in 0..<m { entering[row] = 0 }
    var reduced = costs[column]
    for k in Int(starts[column])..<Int(starts[column + 1]) {
      let (source, value) = (Int(rows[k]), values[k])
      reduced -= duals[source] * value
      for row in 0..<m { entering[row] += inverse[row * m + source] * value }
    }
    loaded = column
    loadedCost = reduced
  }

  /// The loaded column takes the place of the one that is basic in row `leaving`.
  private func exchange(leaving: Int) {
    let m = rowCount
    let (inverse, point, entering, duals) = (inverse.pointer, point.pointer, entering.pointer, duals.pointer)
    let ratio = point[leaving] / entering[leaving]
    let scale = 1 / entering[leaving]
    let pivotRow = inverse + leaving * m
    for k in 0..<m { pivotRow[k] *= scale }
    for row in 0..<m where row != leaving && entering[row] != 0 {
      let factor = entering[row]
      let target = inverse + row * m
      for k in 0..<m { target[k] -= factor * pivotRow[k] }
      point[row] -= factor * ratio
    }
    point[leaving] = ratio
    for k in 0..<m { duals[k] += loadedCost * pivotRow[k] }
    isBasic[basis[leaving]] = false
    isBasic[loaded] = true
    basis[leaving] = Int32(loaded)
    pivots += 1
    pivotsSinceFactoring += 1
    if pivotsSinceFactoring >= 400 { factor() }
  }

  /// The copies per type that `column` stands for.
  func copies(of column: Int) -> [(type: Int, count: Int)] {
    (Int(starts[column])..<Int(starts[column + 1])).compactMap { k in
      Int(rows[k]) < typeCount ? (Int(rows[k]), Int(values[k])) : nil
    }
  }

  /// Computes the inverse, the point and the duals anew.
  private func factor() {
    let m = rowCount
    pivotsSinceFactoring = 0
    let work = Buffer<Double>(repeating: 0, count: m * m)
    for i in 0..<m {
      let column = Int(basis[i])
      for k in Int(starts[column])..<Int(starts[column + 1]) { work[Int(rows[k]) * m + i] = values[k] }
    }
    let isRegular = work.withElements { work in
      inverse.withElements { invert(work, into: $0, order: m, pivotsAbove: 0) }
    }
    // No value of such a basis is one, which nothing then takes for a bound.
    if !isRegular { inverse.fill(.nan) }
    for i in 0..<m {
      var x = 0.0
      for k in 0..<m { x += inverse[i * m + k] * rightSide[k] }
      point[i] = x
    }
    for k in 0..<m {
      var y = 0.0
      for i in 0..<m { y += costs[basis[i]] * inverse[i * m + k] }
      duals[k] = y
    }
  }
}
