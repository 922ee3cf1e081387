import MIP
import Solving

/// Finite bounds for all columns: their own, or what rows imply, or where more of a column is of no use.
///
/// A column that may grow without end need not go beyond U where its cost is not negative and every row that holds it up
/// is kept at U whatever the other columns are: lowering it to U then breaks no row and costs nothing. The bounds hold
/// one after the other, each for the best solutions within those before it.
struct IntegerBounds {
  private(set) var lower: [Int?]
  private(set) var upper: [Int?]

  /// Bounds beyond this count as none while sums are made, so that these fit.
  private static let reach: Int128 = 1 << 50
  private static let rounds = 20

  /// - Throws: `ModelTooLarge` with a column for which there are none within the engine's limits.
  init(_ model: LinearModel, _ rows: [IntegerProgram.Row]) throws(ModelTooLarge) {
    lower = model.columns.map { Self.integer($0.lower.rounded(.up)) }
    upper = model.columns.map { Self.integer($0.upper.rounded(.down)) }
    var rowsOf: [[Int]] = []
    for round in 0..<Self.rounds where !isClosed {
      var isChanged = false
      for row in rows { isChanged = tighten(row) || isChanged }
      if isChanged || isClosed { continue }
      if rowsOf.isEmpty {
        rowsOf = Array(repeating: [], count: model.columns.count)
        for (number, row) in rows.enumerated() { for column in row.columns { rowsOf[column].append(number) } }
      }
      for column in model.columns.indices where !isClosed(column) {
        isChanged = cut(column, model.columns[column].cost, rowsOf[column].map { rows[$0] }) || isChanged
      }
      if !isChanged || round == Self.rounds - 1 { break }
    }
    for (index, column) in model.columns.enumerated() where !isClosed(index) {
      let side = isWithin(lower[index]) ? "upper" : "lower"
      throw ModelTooLarge(
        "the native engine needs bounds within 2^30, and \(column.name) has no such \(side) bound, nor do the rows imply "
          + "one; --engine glpk needs none")
    }
  }

  private static func integer(_ bound: Double) -> Int? { bound.magnitude <= 0x1p50 ? Int(bound) : nil }

  private func isWithin(_ bound: Int?) -> Bool { bound.map { $0.magnitude <= IntegerProgram.limit } ?? false }

  private func isClosed(_ column: Int) -> Bool {
    // A column without values is the program's to tell.
    isWithin(lower[column]) && isWithin(upper[column])
  }

  private var isClosed: Bool { lower.indices.allSatisfy { isClosed($0) } }

  /// The least value of a term; nil where there is none.
  private func least(_ coefficient: Int, _ column: Int) -> Int128? {
    guard let bound = coefficient > 0 ? lower[column] : upper[column] else { return nil }
    return Int128(coefficient) * Int128(bound)
  }

  /// Gives columns of `row` that lack a bound the one that the row implies.
  private mutating func tighten(_ row: IntegerProgram.Row) -> Bool {
    var isChanged = false
    if let side = row.upper { isChanged = tighten(row.columns, row.coefficients, atMost: Int128(side)) }
    if let side = row.lower {
      isChanged = tighten(row.columns, row.coefficients.map { -$0 }, atMost: -Int128(side)) || isChanged
    }
    return isChanged
  }

  private mutating func tighten(_ columns: [Int], _ coefficients: [Int], atMost side: Int128) -> Bool {
    guard columns.contains(where: { !isClosed($0) }) else { return false }
    var sum: Int128 = 0
    var endless = 0
    for (column, coefficient) in zip(columns, coefficients) {
      if let least = least(coefficient, column) { sum += least } else { endless += 1 }
    }
    var isChanged = false
    for (column, coefficient) in zip(columns, coefficients) where !isClosed(column) {
      let own = least(coefficient, column)
      guard endless == (own == nil ? 1 : 0) else { continue }
      let room = side - (sum - (own ?? 0))
      let end = floorQuotient(room, Int128(coefficient.magnitude))
      guard end.magnitude <= Self.reach else { continue }
      if coefficient > 0, !isWithin(upper[column]), Int(end) < upper[column] ?? .max {
        upper[column] = Int(end)
        isChanged = true
      } else if coefficient < 0, !isWithin(lower[column]), -Int(end) > lower[column] ?? .min {
        lower[column] = -Int(end)
        isChanged = true
      }
    }
    return isChanged
  }

  /// Gives a column that lacks a bound on its dear side one beyond which more of it is of no use.
  private mutating func cut(_ column: Int, _ cost: Double, _ rows: [IntegerProgram.Row]) -> Bool {
    var isChanged = false
    if !isWithin(upper[column]), cost >= 0, let low = lower[column],
      let need = need(column, sign: 1, rows), max(need, Int128(low)) < Int128(upper[column] ?? .max)
    {
      upper[column] = Int(max(need, Int128(low)))
      isChanged = true
    }
    if !isWithin(lower[column]), cost <= 0, let high = upper[column],
      let need = need(column, sign: -1, rows), max(need, -Int128(high)) < -Int128(lower[column] ?? Int.min + 1)
    {
      lower[column] = -Int(max(need, -Int128(high)))
      isChanged = true
    }
    return isChanged
  }

  /// How much of sign · column keeps every row that lowering it could break, whatever the other columns are; nil where
  /// no finite amount does.
  private func need(_ column: Int, sign: Int, _ rows: [IntegerProgram.Row]) -> Int128? {
    var need: Int128 = -Self.reach
    for row in rows {
      guard let place = row.columns.firstIndex(of: column) else { continue }
      let own = sign * row.coefficients[place]
      // Rows that hold it up: a · x + rest >= side with a > 0, whichever way they are written.
      let isLower = own > 0
      guard let side = isLower ? row.lower : row.upper else { continue }
      var rest: Int128 = 0
      for (other, coefficient) in zip(row.columns, row.coefficients) where other != column {
        guard let least = least(isLower ? coefficient : -coefficient, other) else { return nil }
        rest += least
      }
      let missing = (isLower ? Int128(side) : -Int128(side)) - rest
      need = max(need, -floorQuotient(-missing, Int128(own.magnitude)))
    }
    return need.magnitude <= Self.reach ? need : nil
  }
}
