import Basics

/// The choices of failure-directed search and what is known of their two branches.
///
/// A branch is rated by what its decisions gave lately: 0 where the propagation failed, otherwise 1 + R with R the share
/// of the search space that was left, in relation to what is usual at the depth. Low is good. The search takes the choice
/// with the least sum over both branches, and of these the branch that fails first. A choice that was not tried for long
/// gets an allowance, since the ratings are those of another part of the tree: choosing among choices is a bandit's
/// problem.
///
/// - Source: Vilím, Laborie, Shaw 2015, "Failure-directed search for constraint-based scheduling"; Heinz, Vilím,
///   Hanzálek 2025, "Reinforcement learning for search tree size minimization in constraint programming" (the bandit).
struct FailureDirectedRatings: ~Copyable {
  /// [x >= v] or its negation.
  struct Choice: BitwiseCopyable {
    var literal: Literal
    /// Of the literal, and of its negation.
    var ratings: (Float, Float)
    /// Decisions in all when it was taken last.
    var lastTaken: Int32
  }

  var choices = Buffer<Choice>()
  /// The mean local rating by depth, up to `deepest`.
  private var averages = Buffer<Float>(repeating: 1, count: deepest + 1)
  private(set) var decisions: Int32 = 0
  /// The choice whose decision is being propagated, -1 for none, and whether its literal was made true.
  private var pending: Int32 = -1
  private var isPositive = false

  private static let deepest = 255
  /// How much of a rating stays with a new observation.
  private static let memory: Float = 0.95
  private static let averageMemory: Float = 0.99
  /// The allowance grows to this as a choice waits for ten times as many decisions as there are choices.
  private static let exploration: Float = 0.1

  init() {}

  mutating func add(_ literal: Literal) {
    choices.append(Choice(literal: literal, ratings: (1, 1), lastTaken: 0))
  }

  /// The open choice of the least rating, as a decision; nil where all are decided.
  mutating func take(_ store: borrowing Store) -> Literal? {
    var best = -1
    var bestRating = Float.infinity
    let base = choices.pointer
    let allowance = Self.exploration / Float(10 * max(1, choices.count))
    for i in 0..<choices.count {
      let choice = base[i]
      let sum = choice.ratings.0 + choice.ratings.1
      if sum - Self.exploration >= bestRating || !store.isUnassigned(choice.literal) { continue }
      let rating = sum - min(Self.exploration, allowance * Float(decisions &- choice.lastTaken))
      if rating < bestRating {
        best = i
        bestRating = rating
      }
    }
    if best < 0 { return nil }
    decisions &+= 1
    base[best].lastTaken = decisions
    pending = Int32(best)
    isPositive = base[best].ratings.0 <= base[best].ratings.1
    return isPositive ? base[best].literal : base[best].literal.negated
  }

  /// The decision taken last has been propagated.
  ///
  /// - Parameter share: of the search space that is left; nil where the propagation failed.
  mutating func note(share: Float?, depth: Int) {
    if pending < 0 { return }
    let local = share.map { 1 + $0 } ?? 0
    let depth = min(depth, Self.deepest)
    let relative = local / max(0.01, averages[depth])
    averages[depth] = Self.averageMemory * averages[depth] + (1 - Self.averageMemory) * local
    let choice = choices.pointer + Int(pending)
    let rating = isPositive ? choice.pointee.ratings.0 : choice.pointee.ratings.1
    let updated = Self.memory * rating + (1 - Self.memory) * relative
    if isPositive { choice.pointee.ratings.0 = updated } else { choice.pointee.ratings.1 = updated }
    pending = -1
  }

  /// Whether a decision of these waits to be noted.
  @inline(__always) var isWaiting: Bool { pending >= 0 }
}
