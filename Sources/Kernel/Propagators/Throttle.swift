/// Lets a dear rule that rarely finds anything run less often: at least every 64th time, judged by its recent yield.
///
/// Counted in runs, so the search stays reproducible. At level 0 the rule always runs. Only for rules that others make
/// up for once all is decided.
struct Throttle {
  /// A rule that finds something in one of so many runs is welcome, and runs more often; in one of three times as many it
  /// costs more than it saves.
  private let worth: Int
  private var runs = 0
  private var yields = 0
  /// The rule runs every `period`-th time.
  private(set) var period = 1
  private var skipped = 0

  init(worth: Int = 16) { self.worth = worth }

  mutating func shouldRun(atRoot: Bool) -> Bool {
    if atRoot { return true }
    skipped += 1
    if skipped < period { return false }
    skipped = 0
    runs += 1
    if runs == 256 {
      if yields * 3 * worth < runs { period = min(64, period * 2) }
      if yields * worth > runs { period = max(1, period / 2) }
      runs = 0
      yields = 0
    }
    return true
  }

  mutating func noteYield() { yields += 1 }
}
