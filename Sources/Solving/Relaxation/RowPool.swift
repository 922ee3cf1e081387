import Basics
import Relaxation

/// The rows of a model, most of them outside of its linear program: those that a point violates enter.
struct RowPool {
  let rows: [Row]
  private(set) var isUsed: [Bool]
  /// Reciprocals of the rows' Euclidean norms.
  private let scales: [Double]

  init(_ rows: [Row]) {
    self.rows = rows
    isUsed = [Bool](repeating: false, count: rows.count)
    scales = rows.map { row in
      1 / max(1e-9, row.coefficients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
    }
  }

  /// What a linear program begins with: equations, and what the point violates.
  mutating func takeFirst(at point: (Int) -> Double) -> [Row] {
    var taken: [Row] = []
    for (index, row) in rows.enumerated() where row.lower == row.upper || violation(of: row, at: point) > 1e-6 {
      isUsed[index] = true
      taken.append(row)
    }
    return taken
  }

  /// The rows outside that the point violates most, by distance.
  ///
  /// - Complexity: linear in the pool.
  mutating func takeViolated(at point: (Int) -> Double, atMost count: Int) -> [Row] {
    var found: [(distance: Double, index: Int)] = []
    for (index, row) in rows.enumerated() where !isUsed[index] {
      let distance = violation(of: row, at: point) * scales[index]
      if distance > 1e-4 { found.append((distance, index)) }
    }
    if found.count > count {
      found.sort { ($1.distance, $0.index) < ($0.distance, $1.index) }
      found.removeLast(found.count - count)
    }
    for entry in found { isUsed[entry.index] = true }
    return found.map { rows[$0.index] }
  }

  private func violation(of row: Row, at point: (Int) -> Double) -> Double {
    var activity = 0.0
    for (column, coefficient) in zip(row.columns, row.coefficients) {
      activity += Double(coefficient) * point(Int(column))
    }
    let above = row.upper == .max ? 0 : activity - Double(row.upper)
    let below = row.lower == .min ? 0 : Double(row.lower) - activity
    return max(above, below, 0)
  }
}
