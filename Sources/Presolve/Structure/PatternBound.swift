import Basics

/// The pattern relaxation of a packing: how many bins there are of each filling, as numbers that need not be whole.
///
/// Prices of the types come from a simplex in floating point over fillings made as they are needed; the bound does not
/// trust it. Prices rounded down to integers u make a dual feasible function by one exact dynamic program: no bin holds
/// more than V = max Σ u over fillings, so that ⌈Σ u·demand / V⌉ bins are needed.
/// - Source: Gilmore, Gomory 1961, "A linear programming approach to the cutting-stock problem".
package struct PatternRelaxation: Sendable {
  /// So many bins at least.
  package private(set) var bound: Int
  /// Fillings by type, and how many bins of each the relaxation has.
  private(set) var patterns: [(filling: [Int], count: Double)] = []

  /// Prices are integers over this.
  private static let scale = Double(1 << 24)
  /// A dynamic program larger than this is not run; nor is a larger basis inverted.
  private static let programLimit = 20_000_000
  private static let typeLimit = 400

  /// - Parameters:
  ///   - workLimit: steps of dynamic programs and of the simplex.
  ///   - shouldStop: asked once a filling; the bound so far holds.
  package init(_ packing: Packing, workLimit: Int = 300_000_000, until shouldStop: () -> Bool = { false }) {
    bound = packing.types.isEmpty ? 0 : packing.combinatorialBound
    let program = FillingProgram(packing)
    guard !packing.types.isEmpty, !packing.isImpossible, program.work <= Self.programLimit,
      packing.types.count <= Self.typeLimit
    else { return }
    var master = PatternMaster(packing)
    var work = 0
    var iterations = 0
    while work < workLimit, !shouldStop() {
      let prices = master.prices
      let filling = program.bestFilling(prices)
      work += program.work + packing.types.count * packing.types.count
      iterations += 1
      let value = zip(prices, filling).reduce(0) { $0 + $1.0 * Double($1.1) }
      let isLast = value < 1 + 1e-9 || !master.enter(filling)
      if isLast || iterations % 16 == 0 {
        bound = max(bound, Self.provenBound(prices, packing, program))
        work += program.work
      }
      if isLast { break }
    }
    patterns = master.patterns
  }

  private static func provenBound(_ prices: [Double], _ packing: Packing, _ program: FillingProgram) -> Int {
    // A price of a type is at most 1 but for rounding, and 2^24 items of 2^25 each fit in sums.
    let rounded = prices.map { $0.isFinite ? Int(min(max(0, $0), 2) * scale) : 0 }
    let most = program.largestValue(rounded)
    if most == 0 { return 0 }
    return ceilDivide(zip(rounded, packing.demand).reduce(0) { $0 + $1.0 * $1.1 }, most)
  }
}

/// The restricted master: a basis of fillings, one a type, and its inverse.
struct PatternMaster {
  private let demand: [Double]
  private var basis: [[Int]]
  /// Row-major.
  private var inverse: [Double]
  /// Bins of each filling of the basis.
  private var counts: [Double]
  private var steps = 0

  init(_ packing: Packing) {
    let order = packing.types.count
    demand = packing.demand.map(Double.init)
    basis = []
    inverse = [Double](repeating: 0, count: order * order)
    counts = []
    for (type, size) in packing.types.enumerated() {
      var filling = [Int](repeating: 0, count: order)
      filling[type] = min(packing.demand[type], packing.capacity / size)
      basis.append(filling)
      inverse[type * order + type] = 1 / Double(filling[type])
      counts.append(demand[type] / Double(filling[type]))
    }
  }

  /// By type: all fillings cost one bin.
  var prices: [Double] {
    let order = demand.count
    var prices = [Double](repeating: 0, count: order)
    for row in 0..<order {
      for type in 0..<order { prices[type] += inverse[row * order + type] }
    }
    return prices
  }

  var patterns: [(filling: [Int], count: Double)] {
    zip(basis, counts).filter { $0.1 > 1e-9 }.map { (filling: $0.0, count: $0.1) }
  }

  /// Takes a filling into the basis.
  ///
  /// - Returns: false where rounding leaves none to go.
  mutating func enter(_ filling: [Int]) -> Bool {
    let order = demand.count
    var direction = [Double](repeating: 0, count: order)
    for row in 0..<order {
      var sum = 0.0
      for type in 0..<order where filling[type] > 0 { sum += inverse[row * order + type] * Double(filling[type]) }
      direction[row] = sum
    }
    var leaving = -1
    var least = Double.infinity
    for row in 0..<order where direction[row] > 1e-9 {
      let ratio = counts[row] / direction[row]
      if ratio < least - 1e-12 || (ratio < least + 1e-12 && leaving >= 0 && direction[row] > direction[leaving]) {
        (least, leaving) = (min(least, ratio), row)
      }
    }
    guard leaving >= 0 else { return false }
    basis[leaving] = filling
    steps += 1
    if steps % 64 == 0 { return refactor() }
    pivot(leaving, direction)
    return true
  }

  private mutating func pivot(_ leaving: Int, _ direction: [Double]) {
    let order = demand.count
    let step = counts[leaving] / direction[leaving]
    for row in 0..<order {
      counts[row] = row == leaving ? step : max(0, counts[row] - step * direction[row])
    }
    for type in 0..<order { inverse[leaving * order + type] /= direction[leaving] }
    for row in 0..<order where row != leaving && direction[row] != 0 {
      for type in 0..<order { inverse[row * order + type] -= direction[row] * inverse[leaving * order + type] }
    }
  }

  /// The inverse and the counts anew.
  private mutating func refactor() -> Bool {
    let order = demand.count
    var matrix = [Double](repeating: 0, count: order * order)
    for (column, filling) in basis.enumerated() {
      for type in 0..<order { matrix[type * order + column] = Double(filling[type]) }
    }
    let isDone = matrix.withUnsafeMutableBufferPointer { matrix in
      inverse.withUnsafeMutableBufferPointer { invert(matrix, into: $0, order: order, pivotsAbove: 1e-9) }
    }
    guard isDone else { return false }
    for row in 0..<order {
      counts[row] = max(0, (0..<order).reduce(0) { $0 + inverse[row * order + $1] * demand[$1] })
    }
    return true
  }
}
