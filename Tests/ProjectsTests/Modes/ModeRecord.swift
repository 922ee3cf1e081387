import Basics
import Projects

/// What a search said on its board.
final class ModeRecord {
  private(set) var offers: [(ModeSchedule, Int)] = []
  private(set) var bounds: [Int] = []
  private var looks = 0

  var best: Int? { offers.map(\.1).min() }

  /// A board that says stop at the look with this number.
  func board(looks limit: Int, incumbent: (ModeSchedule, Int)? = nil) -> SearchBoard<ModeSchedule> {
    SearchBoard(
      shouldStop: {
        self.looks += 1
        return self.looks >= limit
      },
      best: { min(self.best ?? .max, incumbent?.1 ?? .max) }, incumbent: { incumbent?.0 },
      offer: { self.offers.append(($0, $1)) }, prove: { self.bounds.append($0) })
  }
}
