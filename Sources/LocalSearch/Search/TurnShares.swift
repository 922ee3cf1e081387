/// Which way of searching has the next turn: the one that has had the least work for its share. Who finds better
/// solutions gets a larger share, which fades as others find some.
struct TurnShares {
  enum Turn: Int, CaseIterable { case descent, chains, schedules }

  private var work: [Int]
  private var shares: [Double]
  private static let initial = [1.0, 2.0, 2.0]
  private static let fading = 0.8
  private static let reward = 2.0

  init() {
    work = [Int](repeating: 1, count: Turn.allCases.count)
    shares = Self.initial
  }

  func next(of turns: [Turn]) -> Turn {
    turns.min { Double(work[$0.rawValue]) * shares[$1.rawValue] < Double(work[$1.rawValue]) * shares[$0.rawValue] }
      ?? .descent
  }

  mutating func spend(_ amount: Int, on turn: Turn) { work[turn.rawValue] += amount }

  mutating func reward(_ turn: Turn) {
    for i in shares.indices { shares[i] = Self.initial[i] + Self.fading * (shares[i] - Self.initial[i]) }
    shares[turn.rawValue] += Self.reward
  }
}
