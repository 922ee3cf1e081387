import MIP

/// An objective of several levels in linear models: the weighted sum of all levels where solvers tell its values apart,
/// else a model a level, each with rows for the levels before it.
public struct LinearLevels: Sendable {
  /// One model, or one a level.
  public let models: [LinearModel]
  /// What the objective of the models is, or the rows of the levels before, in a line; nil where there is one level.
  public let note: String?

  /// - Parameters:
  ///   - models: one, or one a level.
  ///   - note: what whoever solves them has to know.
  public init(_ models: [LinearModel], note: String? = nil) {
    self.models = models
    self.note = note
  }

  /// Solvers of linear models go by tolerances relative to their numbers; a sum up to here keeps integers apart.
  public static let sumLimit = 1_000_000

  /// What each level counts so that the sum is in the order of the levels, from the width of each one's range: more than
  /// all the levels after it together.
  ///
  /// - Returns: nil where the sum could be above `sumLimit`.
  public static func weights(ofWidths widths: [Int]) -> [Int]? {
    var weights = [Int](repeating: 1, count: widths.count)
    var sum = 0
    for level in widths.indices.reversed() {
      weights[level] = sum + 1
      let (product, overflows) = widths[level].multipliedReportingOverflow(by: weights[level])
      guard !overflows, product <= sumLimit - sum else { return nil }
      sum += product
    }
    return weights
  }

  /// Such as "64 a + 8 b + c".
  public static func sumText(_ weights: [Int], _ names: [String]) -> String {
    zip(weights, names).map { $0 == 1 ? $1 : "\($0) \($1)" }.joined(separator: " + ")
  }
}
