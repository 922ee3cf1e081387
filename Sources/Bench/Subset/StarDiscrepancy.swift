import Basics

/// How badly a subset stands for all points: the largest difference, over all boxes that have a corner in the origin,
/// of the share of the subset and the share of all points in the box.
///
/// Among boxes, only those count whose upper sides touch points. Where there are too many of them a sample is taken,
/// and what is said is a lower bound of the discrepancy.
///
/// - Source: the critical boxes are those of Niederreiter 1972, "Discrepancy and convex programming", with the empirical
///   distribution of all points in place of the uniform one.
public struct StarDiscrepancy: Sendable {
  /// Boxes by the points that they hold: `inside[box * count + point]`.
  private let inside: [Bool]
  let boxes: Int
  public let count: Int
  /// Whether all critical boxes are there.
  public let isExact: Bool
  private let shares: [Double]

  /// - Parameters:
  ///   - points: at least one, all of one dimension.
  ///   - limit: boxes at most.
  /// - Complexity: O(boxes · points · dimension), the same in bytes but for the dimension.
  public init(_ points: [[Double]], limit: Int = 20_000, seed: UInt64 = 1) {
    let dimension = points[0].count
    let sides = (0..<dimension).map { axis in Array(Set(points.map { $0[axis] })).sorted() }
    var grid = 1
    for side in sides { grid = min(limit + 1, grid * side.count) }
    isExact = grid <= limit
    var corners: [[Double]] = []
    if isExact {
      corners = [[]]
      for side in sides { corners = corners.flatMap { corner in side.map { corner + [$0] } } }
    } else {
      // A corner is the smallest one that covers as many points as there are dimensions.
      var random = RandomSource(seed: seed)
      for _ in 0..<limit {
        corners.append((0..<dimension).map { points[random.below(points.count)][$0] })
      }
    }
    count = points.count
    boxes = corners.count
    var inside: [Bool] = []
    inside.reserveCapacity(boxes * points.count)
    for corner in corners {
      for point in points { inside.append(zip(point, corner).allSatisfy { $0 <= $1 }) }
    }
    self.inside = inside
    let count = points.count
    shares = corners.indices.map { box in
      Double(inside[(box * count)..<((box + 1) * count)].filter { $0 }.count) / Double(count)
    }
  }

  /// Of the points with these positions.
  public func value(of subset: [Int]) -> Double {
    value(holding: counts(of: subset), size: subset.count)
  }

  /// How many of the subset each box holds.
  func counts(of subset: [Int]) -> [Int] {
    (0..<boxes).map { box in subset.reduce(0) { $0 + (inside[box * count + $1] ? 1 : 0) } }
  }

  /// Takes one point from the subset and puts another into it.
  func exchange(_ out: Int, for new: Int, in counts: inout [Int]) {
    for box in 0..<boxes {
      counts[box] += (inside[box * count + new] ? 1 : 0) - (inside[box * count + out] ? 1 : 0)
    }
  }

  func value(holding counts: [Int], size: Int) -> Double {
    var largest = 0.0
    for box in 0..<boxes { largest = max(largest, abs(Double(counts[box]) / Double(size) - shares[box])) }
    return largest
  }
}
