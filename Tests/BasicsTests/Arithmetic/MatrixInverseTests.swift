import Testing

@testable import Basics

@Suite struct MatrixInverseTests {
  private func inverse(of matrix: [Double], order: Int) -> [Double]? {
    var matrix = matrix
    var inverse = [Double](repeating: .nan, count: order * order)
    let isRegular = matrix.withUnsafeMutableBufferPointer { matrix in
      inverse.withUnsafeMutableBufferPointer { invert(matrix, into: $0, order: order, pivotsAbove: 1e-11) }
    }
    return isRegular ? inverse : nil
  }

  @Test func knownInverses() {
    #expect(inverse(of: [], order: 0) == [])
    #expect(inverse(of: [4], order: 1) == [0.25])
    // The determinant is -2.
    #expect(inverse(of: [1, 2, 3, 4], order: 2)!.map { ($0 * 1e9).rounded() / 1e9 } == [-2, 1, 1.5, -0.5])
    // A permutation, whose inverse is its transpose, needs exchanges.
    #expect(inverse(of: [0, 1, 0, 0, 0, 1, 1, 0, 0], order: 3) == [0, 0, 1, 1, 0, 0, 0, 1, 0])
  }

  @Test func aSingularMatrixHasNone() {
    #expect(inverse(of: [1, 2, 2, 4], order: 2) == nil)
    #expect(inverse(of: [1e-12], order: 1) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func timesTheMatrixItIsTheIdentity(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let n = random.within(1...9)
    // Dominant diagonals are regular.
    let matrix = (0..<n * n).map { random.unit() * 2 - 1 + ($0 % n == $0 / n ? Double(n) : 0) }
    let result = try #require(inverse(of: matrix, order: n))
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0.0) { $0 + matrix[i * n + $1] * result[$1 * n + j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
      }
    }
  }
}
