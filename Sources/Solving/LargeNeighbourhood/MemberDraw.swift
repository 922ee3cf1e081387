import Basics

/// Which of several good solutions a step of large neighbourhood search works around: mostly the best one, sometimes
/// another that is nearly as good.
///
/// - Source: Beck 2007, "Solution-guided multi-point constructive search for job shop scheduling".
enum MemberDraw {
  /// Of so many steps, one is around another solution than the best.
  private static let otherInterval = 5

  /// The place of the member to work around next, the best one being first; nil where there is none.
  static func next(of count: Int, _ random: inout RandomSource) -> Int? {
    if count == 0 { return nil }
    return count > 1 && random.below(otherInterval) == 0 ? 1 + random.below(count - 1) : 0
  }
}
