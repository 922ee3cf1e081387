/// Repairs the assignment that has every column at its cheap end.
///
/// While some row is broken, the column of it moves for which cost and new damage are least for what is repaired; a row
/// that stays broken gets dearer, as all broken rows do when their turn has come. Then each column goes back towards its
/// cheap end as far as all rows allow, the dearest first.
struct Repair {
  private let program: IntegerProgram
  private(set) var values: [Int]
  private var sums: [Int]
  /// What breaking a row by a unit costs.
  private var weights: [Double]
  private let places: [[(row: Int, coefficient: Int)]]
  /// Broken rows, and some that no longer are.
  private var broken: [Int] = []
  private var isListed: [Bool]

  /// Columns of a long row that are looked at.
  private static let sample = 200

  init(_ program: IntegerProgram) {
    self.program = program
    values = program.costs.indices.map { column in
      let (low, high) = (program.lower[column], program.upper[column])
      return program.costs[column] > 0 ? low : program.costs[column] < 0 ? high : min(max(0, low), high)
    }
    var places: [[(row: Int, coefficient: Int)]] = Array(repeating: [], count: program.names.count)
    var sums: [Int] = []
    for (number, row) in program.rows.enumerated() {
      var sum = 0
      for (column, coefficient) in zip(row.columns, row.coefficients) {
        places[column].append((number, coefficient))
        sum += coefficient * values[column]
      }
      sums.append(sum)
    }
    self.places = places
    self.sums = sums
    weights = Array(repeating: 1, count: sums.count)
    isListed = Array(repeating: false, count: sums.count)
    for row in sums.indices where damage(row, sums[row]) > 0 {
      broken.append(row)
      isListed[row] = true
    }
  }

  /// - Returns: whether `values` is a solution.
  mutating func run(shouldStop: () -> Bool) -> Bool {
    var cursor = 0
    let limit = 20 * (program.names.count + program.rows.count) + 1000
    for step in 0..<limit where !broken.isEmpty {
      if step & 63 == 0, shouldStop() { return false }
      cursor = cursor < broken.count ? cursor : 0
      let row = broken[cursor]
      if damage(row, sums[row]) == 0 {
        isListed[row] = false
        broken.swapAt(cursor, broken.count - 1)
        broken.removeLast()
        continue
      }
      if let (column, value) = bestMove(of: row, step) { move(column, to: value) }
      weights[row] = min(weights[row] * 1.2, 1e100)
      cursor += 1
    }
    guard broken.isEmpty else { return false }
    goBack(shouldStop)
    return program.isFeasible(values)
  }

  /// By how much a row misses its sides.
  private func damage(_ row: Int, _ sum: Int) -> Int {
    let data = program.rows[row]
    if let lower = data.lower, sum < lower { return lower - sum }
    if let upper = data.upper, sum > upper { return sum - upper }
    return 0
  }

  private func bestMove(of row: Int, _ step: Int) -> (column: Int, value: Int)? {
    let data = program.rows[row]
    let isBelow = data.lower.map { sums[row] < $0 } ?? false
    let missing = damage(row, sums[row])
    let count = data.columns.count
    var best: (score: Double, column: Int, value: Int)?
    for index in 0..<min(count, Self.sample) {
      // Of a long row another part each time.
      let place = count <= Self.sample ? index : (index * (count / Self.sample) + step) % count
      let (column, coefficient) = (data.columns[place], data.coefficients[place])
      let need = (missing + abs(coefficient) - 1) / abs(coefficient)
      let isUp = (coefficient > 0) == isBelow
      let value =
        isUp ? min(program.upper[column], values[column] + need) : max(program.lower[column], values[column] - need)
      if value == values[column] { continue }
      let score = score(column, value)
      if score < best?.score ?? .infinity { best = (score, column, value) }
    }
    return best.map { ($0.column, $0.value) }
  }

  /// Cost and damage of a move for the damage that it repairs; what repairs nothing is infinite.
  private func score(_ column: Int, _ value: Int) -> Double {
    let change = value - values[column]
    var repaired = 0.0
    var damaged = 0.0
    for (row, coefficient) in places[column] {
      let (before, after) = (damage(row, sums[row]), damage(row, sums[row] + coefficient * change))
      let weighted = weights[row] * Double(before - after) / Double(abs(coefficient))
      if weighted > 0 { repaired += weighted } else { damaged -= weighted }
    }
    guard repaired > damaged else { return repaired > 0 ? 1e30 * (1 + damaged - repaired) : .infinity }
    return max(0, Double(program.costs[column]) * Double(change)) / (repaired - damaged) + damaged / repaired
  }

  private mutating func move(_ column: Int, to value: Int) {
    let change = value - values[column]
    values[column] = value
    for (row, coefficient) in places[column] {
      sums[row] += coefficient * change
      if !isListed[row], damage(row, sums[row]) > 0 {
        broken.append(row)
        isListed[row] = true
      }
    }
  }

  private mutating func goBack(_ shouldStop: () -> Bool) {
    let order = program.costs.indices.filter { program.costs[$0] != 0 }
      .sorted { (-abs(program.costs[$0]), $0) < (-abs(program.costs[$1]), $1) }
    for (step, column) in order.enumerated() {
      if step & 63 == 0, shouldStop() { return }
      let isDown = program.costs[column] > 0
      var room = isDown ? values[column] - program.lower[column] : program.upper[column] - values[column]
      for (row, coefficient) in places[column] where room > 0 {
        let data = program.rows[row]
        let falls = (coefficient > 0) == isDown
        let slack = falls ? data.lower.map { sums[row] - $0 } : data.upper.map { $0 - sums[row] }
        if let slack { room = min(room, slack / abs(coefficient)) }
      }
      if room > 0 { move(column, to: values[column] + (isDown ? -room : room)) }
    }
  }
}
