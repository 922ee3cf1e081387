/// Inverts a square matrix by Gauss-Jordan elimination with row exchanges; a row exchange is undone by the identity's own
/// rows.
///
/// - Parameters:
///   - matrix: row by row, size · size numbers; destroyed.
///   - inverse: the same of its inverse.
/// - Returns: false where a pivot is next to nothing; the numbers then mean nothing.
/// - Complexity: O(size³).
package func invert(
  _ matrix: UnsafeMutablePointer<Double>, into inverse: UnsafeMutablePointer<Double>, size n: Int
) -> Bool {
  for k in 0..<(n * n) { inverse[k] = 0 }
  for row in 0..<n { inverse[row * n + row] = 1 }
  for place in 0..<n {
    var best = place
    for row in place..<n where matrix[row * n + place].magnitude > matrix[best * n + place].magnitude { best = row }
    guard matrix[best * n + place].magnitude > 1e-11 else { return false }
    if best != place {
      for k in 0..<n {
        swap(&matrix[best * n + k], &matrix[place * n + k])
        swap(&inverse[best * n + k], &inverse[place * n + k])
      }
    }
    let pivot = matrix[place * n + place]
    for k in 0..<n {
      matrix[place * n + k] /= pivot
      inverse[place * n + k] /= pivot
    }
    for row in 0..<n where row != place {
      let factor = matrix[row * n + place]
      if factor == 0 { continue }
      for k in 0..<n {
        matrix[row * n + k] -= factor * matrix[place * n + k]
        inverse[row * n + k] -= factor * inverse[place * n + k]
      }
    }
  }
  return true
}
