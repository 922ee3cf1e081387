import Testing

@testable import Basics

@Suite struct MatrixInverseTests {
  private func inverse(_ rows: [[Double]]) -> [[Double]]? {
    let n = rows.count
    var matrix = rows.flatMap(\.self)
    var inverse = [Double](repeating: 0, count: n * n)
    let isRegular = matrix.withUnsafeMutableBufferPointer { matrix in
      inverse.withUnsafeMutableBufferPointer { invert(matrix.baseAddress!, into: $0.baseAddress!, size: n) }
    }
    return isRegular ? (0..<n).map { Array(inverse[($0 * n)..<($0 * n + n)]) } : nil
  }

  @Test func smallOnesByHand() {
    #expect(inverse([[4]]) == [[0.25]])
    // The first pivot is 0, so rows are exchanged.
    #expect(inverse([[0, 2], [1, 0]]) == [[0, 1], [0.5, 0]])
    #expect(inverse([[2, 1], [1, 1]]) == [[1, -1], [-1, 2]])
    #expect(inverse([[1, 2], [2, 4]]) == nil)
  }

  @Test(arguments: 1...20)
  func theProductIsTheIdentity(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let n = 2 + Int(seed % 7)
    let rows = (0..<n).map { _ in (0..<n).map { _ in random.unit() - 0.5 } }
    let other = try #require(inverse(rows))
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0) { $0 + rows[i][$1] * other[$1][j] }
        #expect((product - (i == j ? 1 : 0)).magnitude < 1e-9)
      }
    }
  }
}
