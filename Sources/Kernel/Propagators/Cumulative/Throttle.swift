/// Lets a dear rule that rarely finds anything run less often: at least every 64th time, judged by its recent yield.
///
/// Counted in runs, so the search stays reproducible. At level 0 the rule always runs.
struct Throttle {
  private var runs = 0
  private var yields = 0
  /// The rule runs every `period`-th time.
  private(set) var period = 1
  private var skipped = 0

  mutating func shouldRun(atRoot: Bool) -> Bool {
    if atRoot { return true }
    skipped += 1
    if skipped < period { return false }
    skipped = 0
    runs += 1
    if runs == 256 {
      // Below 2 % the rule costs more than it saves, above 6 % it is welcome.
      if yields * 50 < runs { period = min(64, period * 2) }
      if yields * 16 > runs { period = max(1, period / 2) }
      runs = 0
      yields = 0
    }
    return true
  }

  mutating func noteYield() { yields += 1 }
}
