/// When to restart: two modes in turn, each for a growing number of conflicts.
///
/// Focused: when recent clauses are worse than usual, by moving averages of the literal block distance. Stable: by the
/// reluctant doubling sequence, so that long runs stay near the incumbent.
///
/// - Source: Audemard, Simon 2012, "Refining restarts strategies for SAT and UNSAT"; Knuth, TAOCP 4B, 7.2.2.2, for
///   reluctant doubling; Oh 2015 for the alternation.
struct RestartPolicy {
  private(set) var isStable = false
  private var fast = 0.0
  private var slow = 0.0
  private var sinceRestart = 0
  private var modeLeft = 1000
  private var modeBudget = 1000.0
  private var doublingU = 1
  private var doublingV = 1
  private let unit = 512
  /// Counts mode changes; rephasing follows it.
  private(set) var modeChanges = 0

  mutating func noteConflict(lbd: Int) {
    sinceRestart += 1
    modeLeft -= 1
    let value = Double(lbd)
    fast += (value - fast) / 32
    slow += (value - slow) / (slow == 0 ? 1 : 4096)
  }

  mutating func shouldRestart() -> Bool {
    let due = isStable ? sinceRestart >= doublingV * unit : sinceRestart >= 20 && fast > 1.1 * slow
    if !due && modeLeft > 0 { return false }
    if isStable { advanceDoubling() }
    if modeLeft <= 0 {
      isStable.toggle()
      modeChanges += 1
      if !isStable { modeBudget *= 1.5 }
      modeLeft = Int(modeBudget)
    }
    sinceRestart = 0
    return true
  }

  private mutating func advanceDoubling() {
    if doublingU & -doublingU == doublingV {
      doublingU += 1
      doublingV = 1
    } else {
      doublingV *= 2
    }
  }
}
