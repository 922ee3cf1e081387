/// How far above the bound the next test of an optimistic cost goes, where nothing but such tests is done.
///
/// The conflicts that a refutation takes grow by about the same factor with each unit of the cost, so that small steps
/// spend most of them on what the next step shows as well, and large ones on a test that does not end. A step is to
/// take as many conflicts as all before it, and its width follows what the last one took. A test that takes too many is
/// given up for a lower one; what it has learned holds there too.
///
/// Before that, what propagation refutes within a few conflicts is found by steps that double.
struct TestSteps {
  private var width = 1.0
  private var isEasy = true
  /// Conflicts before the next test.
  var spent = 0

  /// By how much the bound rises if the test succeeds.
  var units: Int { Int(width) }

  /// Conflicts of the next test.
  var budget: Int { isEasy ? Self.easyConflicts : Self.patience * base }

  private var base: Int { max(Self.leastConflicts, spent) }

  /// - Parameters:
  ///   - conflicts: of the test that has ended.
  ///   - cost: what the width of a step is measured by.
  mutating func note(isRefuted: Bool, conflicts: Int, cost: Int) {
    let share = Double(conflicts) / Double(base)
    switch (isEasy, isRefuted) {
    case (true, true): width = min(Self.widest, 2 * width)
    case (true, false):
      let usual = min(Self.widest, max(1, Self.usualWidth * abs(Double(cost))))
      isEasy = width > max(2, usual)
      width = isEasy ? 1 : usual
    case (false, true): width = min(Self.widest, max(1, width / max(1 / Self.change, min(Self.change, share))))
    case (false, false): width = max(1, width / 2)
    }
  }
}

extension TestSteps {
  /// Of a test that propagation alone is to decide.
  private static var easyConflicts: Int { 100 }
  /// What a first step is to take.
  private static var leastConflicts: Int { 500 }
  /// How many times the conflicts spent so far a test may take: three times as many as it is to.
  private static var patience: Int { 3 }
  /// Of the cost: about the width that doubles the conflicts on shops of 300 to 600 operations.
  private static var usualWidth: Double { 0.003 }
  /// The most by which a step may be wider or narrower than the last one.
  private static var change: Double { 1.25 }
  /// More than any distance of costs.
  private static var widest: Double { Double(1 << 40) }
}
