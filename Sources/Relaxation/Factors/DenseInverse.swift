import Basics

/// The inverse of a small basis as a full matrix, by columns, so that every loop runs along memory.
///
/// Position i of the basis stands for row i: the variable there has its pivot in that row.
/// - Complexity: O(m²) for each operation on m rows.
struct DenseInverse: ~Copyable {
  private var order = 0
  private var inverse = Buffer<Double>()
  private var image = Buffer<Double>()
  /// Entries touched by the last operation.
  private(set) var lastWork = 0

  /// Inverts the basis column by column, out of the identity of the slacks.
  ///
  /// - Parameters:
  ///   - basics: variables that ask to be basic, slacks among them, each once.
  ///   - head: is given the variable of each position: where no column has its pivot there, the slack.
  /// - Returns: how many of `basics` found no pivot.
  mutating func factor(
    _ basics: borrowing Buffer<Int32>, of matrix: borrowing RowMatrix, head: borrowing Buffer<Int32>
  ) -> Int {
    let m = matrix.rowCount
    let n = matrix.columnCount
    order = m
    lastWork = m * m * basics.count / 4
    inverse.resize(to: m * m, filling: 0)
    inverse.fill(0)
    image.resize(to: m, filling: 0)
    for i in 0..<m {
      inverse[i * m + i] = 1
      head[i] = -1
    }
    for k in 0..<basics.count where Int(basics[k]) >= n { head[Int(basics[k]) - n] = basics[k] }
    var rejected = 0
    for k in 0..<basics.count where Int(basics[k]) < n {
      let j = Int(basics[k])
      image.fill(0)
      for e in Int(matrix.columnStart[j])..<Int(matrix.columnStart[j + 1]) {
        addColumn(Int(matrix.row[e]), times: matrix.entry[e], to: image.pointer)
      }
      var best = -1
      var size = 0.0
      var scale = 0.0
      for i in 0..<m {
        scale = max(scale, image[i].magnitude)
        if head[i] < 0, image[i].magnitude > size {
          size = image[i].magnitude
          best = i
        }
      }
      if best < 0 || size < 1e-9 * max(1, scale) {
        rejected += 1
        continue
      }
      head[best] = Int32(j)
      exchange(best, image.pointer)
    }
    for i in 0..<m where head[i] < 0 { head[i] = Int32(n + i) }
    return rejected
  }

  @inline(__always)
  private func addColumn(_ k: Int, times factor: Double, to target: UnsafeMutablePointer<Double>) {
    let source = inverse.pointer + k * order
    for i in 0..<order { target[i] += factor * source[i] }
  }

  /// Whether it is time to invert anew: errors of exchanges add up.
  func isHeavy(updates: Int) -> Bool { updates >= 100 }

  /// The column with the image `alpha` takes the place at position `r`.
  mutating func exchange(_ r: Int, _ alpha: borrowing SparseVector) {
    lastWork = order * order / 4
    exchange(r, alpha.values.pointer)
  }

  private func exchange(_ r: Int, _ alpha: UnsafeMutablePointer<Double>) {
    let m = order
    let pivot = 1 / alpha[r]
    for k in 0..<m {
      let target = inverse.pointer + k * m
      let entry = target[r]
      if entry == 0 { continue }
      let factor = entry * pivot
      for i in 0..<m { target[i] -= factor * alpha[i] }
      target[r] = factor
    }
  }

  /// B⁻¹·v, in place.
  mutating func solve(_ vector: inout SparseVector) {
    let m = order
    lastWork = m * m / 4
    let (source, target) = (vector.values.pointer, image.pointer)
    for i in 0..<m { target[i] = 0 }
    for k in 0..<m where source[k] != 0 { addColumn(k, times: source[k], to: target) }
    for i in 0..<m { source[i] = target[i] }
  }

  /// B⁻ᵀ·v, in place.
  mutating func solveTransposed(_ vector: inout SparseVector) {
    let m = order
    lastWork = m * m / 4
    let (source, target) = (vector.values.pointer, image.pointer)
    for k in 0..<m {
      let inverseColumn = inverse.pointer + k * m
      var sum = 0.0
      for i in 0..<m { sum += inverseColumn[i] * source[i] }
      target[k] = sum
    }
    for i in 0..<m { source[i] = target[i] }
  }

  /// Row `r` of the inverse.
  mutating func unitRow(_ r: Int, into vector: inout SparseVector) {
    let m = order
    lastWork = m
    let target = vector.values.pointer
    for k in 0..<m { target[k] = inverse.pointer[k * m + r] }
  }
}
