import Basics
import Relaxation

/// A small integer model, with all its solutions by enumeration.
struct SmallModel {
  var lower: [Int]
  var upper: [Int]
  var rows: [Row] = []

  /// - Parameter terms: (coefficient, column) by rising column.
  mutating func add(_ terms: [(Int, Int)], atLeast lower: Int = Int.min, atMost upper: Int = Int.max) {
    let terms = terms.filter { $0.0 != 0 }
    rows.append(
      Row(
        columns: terms.map { Int32($0.1) }, coefficients: terms.map(\.0), lower: lower, upper: upper))
  }

  func solutions() -> [[Int]] {
    var found: [[Int]] = []
    var x = lower
    extend(&x, 0, &found)
    return found
  }

  private func extend(_ x: inout [Int], _ j: Int, _ found: inout [[Int]]) {
    for row in rows where !canHold(row, x, fixed: j) { return }
    if j == x.count {
      found.append(x)
      return
    }
    for value in lower[j]...upper[j] {
      x[j] = value
      extend(&x, j + 1, &found)
    }
    x[j] = lower[j]
  }

  /// Whether the row can hold with the first columns fixed.
  private func canHold(_ row: Row, _ x: [Int], fixed: Int) -> Bool {
    var (least, most) = (0, 0)
    for (j, a) in zip(row.columns.map(Int.init), row.coefficients) {
      let (low, high) = j < fixed ? (x[j], x[j]) : (lower[j], upper[j])
      least += min(a * low, a * high)
      most += max(a * low, a * high)
    }
    return least <= row.upper && most >= row.lower
  }

  /// Integers, halves, thirds and quarters within the bounds.
  func randomPoint(_ random: inout RandomSource) -> [Double] {
    zip(lower, upper).map { low, high in
      let divisor = random.within(1...4)
      return Double(low) + Double(random.within(0...divisor * (high - low))) / Double(divisor)
    }
  }
}

extension Row {
  func activity(_ x: [Int]) -> Int { zip(columns, coefficients).reduce(0) { $0 + $1.1 * x[Int($1.0)] } }

  func activity(_ x: [Double]) -> Double { zip(columns, coefficients).reduce(0) { $0 + Double($1.1) * x[Int($1.0)] } }
}
