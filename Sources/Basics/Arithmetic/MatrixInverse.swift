/// Inverts a square matrix by the method of Gauss and Jordan with row exchanges; a row exchange is undone by the
/// identity's own rows.
///
/// - Parameters:
///   - matrix: row-major, of `order` rows; is left as the identity.
///   - inverse: as large; is overwritten.
///   - least: the magnitude that a pivot must be above.
/// - Returns: whether all pivots are; otherwise neither matrix nor inverse is of use.
/// - Complexity: O(order³).
package func invert(
  _ matrix: UnsafeMutableBufferPointer<Double>, into inverse: UnsafeMutableBufferPointer<Double>, order: Int,
  pivotsAbove least: Double
) -> Bool {
  inverse.update(repeating: 0)
  for i in 0..<order { inverse[i * order + i] = 1 }
  for i in 0..<order {
    var best = i
    for row in i..<order where matrix[row * order + i].magnitude > matrix[best * order + i].magnitude { best = row }
    guard matrix[best * order + i].magnitude > least else { return false }
    if best != i {
      for k in 0..<order {
        matrix.swapAt(i * order + k, best * order + k)
        inverse.swapAt(i * order + k, best * order + k)
      }
    }
    let pivot = matrix[i * order + i]
    for k in 0..<order {
      matrix[i * order + k] /= pivot
      inverse[i * order + k] /= pivot
    }
    for row in 0..<order where row != i {
      let factor = matrix[row * order + i]
      if factor == 0 { continue }
      for k in 0..<order {
        matrix[row * order + k] -= factor * matrix[i * order + k]
        inverse[row * order + k] -= factor * inverse[i * order + k]
      }
    }
  }
  return true
}
