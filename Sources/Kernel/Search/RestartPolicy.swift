/// When to restart: modes in turn, each for a growing number of conflicts.
///
/// Focused: when recent clauses are worse than usual, by moving averages of the literal block distance. Stable: by the
/// reluctant doubling sequence, so that long runs stay near the incumbent. Failure-directed, where asked for: after
/// geometrically growing numbers of conflicts.
///
/// - Source: Audemard, Simon 2012, "Refining restarts strategies for SAT and UNSAT"; Knuth, TAOCP 4B, 7.2.2.2, for
///   reluctant doubling; Oh 2015 for the alternation; Vilím, Laborie, Shaw 2015 for failure-directed search.
struct RestartPolicy {
  enum Mode { case focused, stable, failureDirected }

  private(set) var mode = Mode.focused
  private var fast = 0.0
  private var slow = 0.0
  private var sinceRestart = 0
  private var modeLeft = 1000
  private var modeBudget = 1000.0
  private var doublingU = 1
  private var doublingV = 1
  private let unit = 512
  private var seldom = 500
  private var failures = firstFailures
  private static let firstFailures = 100.0
  private static let failureGrowth = 1.15
  /// Conflicts a mode from which on failure-directed search takes part: easy proofs are better off without.
  private static let failureDirectedFrom = 7_000.0
  /// Counts mode changes; rephasing follows it.
  private(set) var modeChanges = 0

  mutating func noteConflict(lbd: Int) {
    sinceRestart += 1
    modeLeft -= 1
    let value = Double(lbd)
    fast += (value - fast) / 32
    slow += (value - slow) / (slow == 0 ? 1 : 4096)
  }

  /// After geometrically growing numbers of conflicts, in one mode.
  mutating func shouldRestartSeldom() -> Bool {
    if sinceRestart < seldom { return false }
    sinceRestart = 0
    seldom += seldom / 2
    return true
  }

  mutating func shouldRestart(_ use: FailureDirectedUse) -> Bool {
    let due =
      switch mode {
      case .focused: sinceRestart >= 20 && fast > 1.1 * slow
      case .stable: sinceRestart >= doublingV * unit
      case .failureDirected: Double(sinceRestart) >= failures
      }
    if !due && modeLeft > 0 { return false }
    switch mode {
    case .focused: break
    case .stable: advanceDoubling()
    case .failureDirected: failures *= Self.failureGrowth
    }
    if modeLeft <= 0 { changeMode(use) }
    sinceRestart = 0
    return true
  }

  private mutating func changeMode(_ use: FailureDirectedUse) {
    switch (mode, use) {
    case (_, .always): mode = .failureDirected
    case (.focused, _): mode = .stable
    case (.stable, .alternating) where modeBudget >= Self.failureDirectedFrom:
      mode = .failureDirected
      failures = Self.firstFailures
    case (.stable, _), (.failureDirected, _): mode = .focused
    }
    modeChanges += 1
    if mode == .focused { modeBudget *= 1.5 }
    modeLeft = Int(modeBudget)
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
