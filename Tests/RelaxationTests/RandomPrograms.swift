import Basics
import Relaxation
import TestSupport

/// A linear program as a test says it, with what shows that a result is right without any solver.
struct ProgramCase {
  var lower: [Int] = []
  var upper: [Int] = []
  var cost: [Int] = []
  var rows: [Row] = []

  /// - Parameter isDense: whether the basis is a full inverse or factored.
  func make(isDense: Bool = true) -> LinearProgram {
    let program = LinearProgram(lower: lower, upper: upper, cost: cost)
    program.mostDenseRows = isDense ? .max : 0
    program.addRows(rows)
    return program
  }

  /// What a point violates bounds and rows by, relative to the numbers in them.
  func violation(of point: [Double]) -> Double {
    var worst = 0.0
    for (j, x) in point.enumerated() {
      worst = max(worst, (max(Double(lower[j]) - x, x - Double(upper[j]))) / (1 + x.magnitude))
    }
    for row in rows {
      var (sum, size) = (0.0, 1.0)
      for (j, a) in zip(row.columns, row.coefficients) {
        sum += Double(a) * point[Int(j)]
        size += (Double(a) * point[Int(j)]).magnitude
      }
      if row.lower != .min { worst = max(worst, (Double(row.lower) - sum) / size) }
      if row.upper != .max { worst = max(worst, (sum - Double(row.upper)) / size) }
    }
    return worst
  }

  /// The bound of weak duality that multipliers prove: every point of the program costs at least so much.
  func bound(of multipliers: [Double], costs: [Double]) -> Double {
    var reduced = costs
    var bound = 0.0
    for (row, y) in zip(rows, multipliers) {
      let side = y > 0 ? row.lower : row.upper
      if y == 0 || side == .min || side == .max { continue }
      bound += y * Double(side)
      for (j, a) in zip(row.columns, row.coefficients) { reduced[Int(j)] -= y * Double(a) }
    }
    for j in lower.indices { bound += reduced[j] * Double(reduced[j] > 0 ? lower[j] : upper[j]) }
    return bound
  }

  func cost(of point: [Double]) -> Double { zip(cost, point).reduce(0) { $0 + Double($1.0) * $1.1 } }

  /// Whether integers satisfy all rows.
  func holds(_ point: [Int]) -> Bool {
    rows.allSatisfy { row in
      let sum = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * point[Int($1.0)] }
      return row.lower <= sum && sum <= row.upper
    }
  }

  /// All integer points of rows and box.
  func enumerate() -> [[Int]] {
    var found: [[Int]] = []
    var point = lower
    while true {
      if holds(point) { found.append(point) }
      var i = point.count - 1
      while i >= 0, point[i] == upper[i] {
        point[i] = lower[i]
        i -= 1
      }
      if i < 0 { return found }
      point[i] += 1
    }
  }
}

extension LinearProgram {
  var multipliers: [Double] { (0..<rowCount).map(dual) }
}

extension RandomSource {
  /// Rows around a planted point, so that the program is feasible where `isFeasible`.
  mutating func program(
    columns: Int, rows: Int, density: Int, bound: Int = 10, coefficient: Int = 9, equalities: Int = 20,
    isFeasible: Bool = true
  ) -> ProgramCase {
    var made = ProgramCase()
    var planted: [Int] = []
    for _ in 0..<columns {
      let low = within(-bound...bound)
      let high = min(bound, low + below(2 * bound))
      made.lower.append(low)
      made.upper.append(high)
      planted.append(within(low...high))
      made.cost.append(within(-coefficient...coefficient))
    }
    for _ in 0..<rows {
      var row = Row(columns: [], coefficients: [], lower: .min, upper: .max)
      var sum = 0
      for j in 0..<columns where chance(density) {
        let a = within(-coefficient...coefficient)
        if a == 0 { continue }
        row.columns.append(Int32(j))
        row.coefficients.append(a)
        sum += a * planted[j]
      }
      if !isFeasible { sum += within(-bound...bound) }
      let slack = below(3) == 0 ? 0 : below(2 * bound)
      if chance(equalities) {
        (row.lower, row.upper) = (sum, sum)
      } else if chance(50) {
        row.upper = sum + slack
      } else {
        row.lower = sum - slack
      }
      if chance(10) { (row.lower, row.upper) = (sum - slack, sum + below(bound)) }
      made.rows.append(row)
    }
    return made
  }
}
