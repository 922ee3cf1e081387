import Basics
import TestSupport
import Testing

@testable import Relaxation

@Suite struct FactorTests {
  /// Rows with a known matrix; small entries make singular bases likely where `density` is low.
  static func matrix(_ random: inout RandomSource, columns: Int, rows: Int, density: Int) -> RowMatrix {
    var made: [Row] = []
    for _ in 0..<rows {
      var row = Row(columns: [], coefficients: [], lower: 0, upper: 0)
      for j in 0..<columns where random.chance(density) {
        row.columns.append(Int32(j))
        row.coefficients.append(random.chance(50) ? 1 : random.within(1...9) * (random.chance(50) ? 1 : -1))
      }
      made.append(row)
    }
    var matrix = RowMatrix(columnCount: columns)
    matrix.add(made)
    matrix.arrangeColumns()
    return matrix
  }

  /// B·x − b by the matrix itself.
  static func residual(
    _ matrix: borrowing RowMatrix, _ head: borrowing Buffer<Int32>, _ x: borrowing SparseVector, _ b: [Double]
  ) -> Double {
    var rest = b
    for i in 0..<head.count {
      let v = Int(head[i])
      if v >= matrix.columnCount {
        rest[v - matrix.columnCount] -= x.values[i]
      } else {
        for k in Int(matrix.columnStart[v])..<Int(matrix.columnStart[v + 1]) {
          rest[Int(matrix.row[k])] -= matrix.entry[k] * x.values[i]
        }
      }
    }
    return rest.map(\.magnitude).max() ?? 0
  }

  /// Bᵀ·y − c by the matrix itself.
  static func residualOfRows(
    _ matrix: borrowing RowMatrix, _ head: borrowing Buffer<Int32>, _ y: borrowing SparseVector, _ c: [Double]
  ) -> Double {
    var worst = 0.0
    for i in 0..<head.count {
      let v = Int(head[i])
      var sum = -c[i]
      if v >= matrix.columnCount {
        sum += y.values[v - matrix.columnCount]
      } else {
        for k in Int(matrix.columnStart[v])..<Int(matrix.columnStart[v + 1]) {
          sum += matrix.entry[k] * y.values[Int(matrix.row[k])]
        }
      }
      worst = max(worst, sum.magnitude)
    }
    return worst
  }

  static func expectSolves(
    _ factors: inout BasisFactors, _ matrix: borrowing RowMatrix, _ head: borrowing Buffer<Int32>,
    _ random: inout RandomSource, _ comment: Comment
  ) {
    let m = matrix.rowCount
    let right = (0..<m).map { _ in random.chance(40) ? Double(random.within(-9...9)) : 0 }
    var vector = SparseVector()
    vector.reset(count: m)
    for i in 0..<m { vector.values[i] = right[i] }
    factors.solve(&vector)
    var scale = 1.0
    for i in 0..<m { scale = max(scale, vector.values[i].magnitude) }
    #expect(residual(matrix, head, vector, right) <= 1e-8 * scale, comment)
    vector.reset(count: m)
    for i in 0..<m { vector.values[i] = right[i] }
    factors.solveTransposed(&vector)
    scale = 1
    for i in 0..<m { scale = max(scale, vector.values[i].magnitude) }
    #expect(residualOfRows(matrix, head, vector, right) <= 1e-8 * scale, comment)
    let r = random.below(m)
    vector.reset(count: m)
    factors.unitRow(r, into: &vector)
    scale = 1
    for i in 0..<m { scale = max(scale, vector.values[i].magnitude) }
    #expect(residualOfRows(matrix, head, vector, (0..<m).map { $0 == r ? 1 : 0 }) <= 1e-8 * scale, comment)
  }

  /// Any set of variables, too many or too few or dependent: what comes out is a regular basis, before and after
  /// exchanges.
  @Test(arguments: 0..<120) func factorsAnyBasis(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let m = 1 + random.below(40)
    let n = 1 + random.below(60)
    let matrix = Self.matrix(&random, columns: n, rows: m, density: [4, 10, 30, 80][random.below(4)])
    var basics = Buffer<Int32>()
    for v in 0..<n + m where random.chance(v < n ? 40 : 30) { basics.append(Int32(v)) }
    for isDense in [true, false] {
      var factors = BasisFactors()
      factors.mostDenseRows = isDense ? .max : 0
      let head = Buffer<Int32>(repeating: -1, count: m)
      let rejected = factors.factor(basics, of: matrix, head: head)
      #expect(rejected >= max(0, basics.count - m))
      #expect(Set((0..<m).map { head[$0] }).count == m)
      let asked = Set((0..<basics.count).map { basics[$0] })
      #expect((0..<m).filter { asked.contains(head[$0]) }.count == basics.count - rejected)
      Self.expectSolves(&factors, matrix, head, &random, "seed \(seed), dense \(isDense)")
      var column = SparseVector()
      for step in 0..<12 {
        let q = random.below(n)
        if (0..<m).contains(where: { Int(head[$0]) == q }) { continue }
        column.reset(count: m)
        for k in Int(matrix.columnStart[q])..<Int(matrix.columnStart[q + 1]) {
          column.values[Int(matrix.row[k])] = matrix.entry[k]
        }
        factors.solve(&column)
        column.list()
        guard let r = (0..<m).max(by: { column.values[$0].magnitude < column.values[$1].magnitude }) else { continue }
        if column.values[r].magnitude < 0.1 { continue }
        factors.exchange(r, column)
        head[r] = Int32(q)
        Self.expectSolves(&factors, matrix, head, &random, "seed \(seed), dense \(isDense), step \(step)")
      }
    }
  }

  /// Large sparse bases with a nucleus, where elimination fills in.
  @Test(arguments: 0..<6) func factorsLargerBases(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let m = 150
    let matrix = Self.matrix(&random, columns: 200, rows: m, density: 3)
    var basics = Buffer<Int32>()
    for v in 0..<200 where random.chance(80) { basics.append(Int32(v)) }
    var factors = BasisFactors()
    let head = Buffer<Int32>(repeating: -1, count: m)
    _ = factors.factor(basics, of: matrix, head: head)
    Self.expectSolves(&factors, matrix, head, &random, "seed \(seed)")
  }
}
