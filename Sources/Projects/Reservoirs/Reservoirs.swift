/// Stores that activities take from and put into when they start and when they end.
package struct Reservoirs: Sendable {
  /// No limit from above.
  package static let unlimited = Int.max / 4

  /// How many there are.
  package let count: Int
  /// The level before everything.
  package let initial: [Int]
  package let minimum: [Int]
  /// `unlimited` where nothing limits it.
  package let maximum: [Int]
  /// What each activity adds when it starts, and when it ends, negative where it takes:
  /// `startChanges[activity * count + reservoir]`.
  package let startChanges: [Int]
  package let endChanges: [Int]

  /// - Parameters:
  ///   - initial, minimum, maximum: one for each reservoir, below 2^40 apart from `unlimited`.
  ///   - startChanges, endChanges: activity by activity; all |changes| sum to less than 2^40.
  package init(initial: [Int], minimum: [Int], maximum: [Int], startChanges: [Int], endChanges: [Int]) {
    count = initial.count
    precondition(minimum.count == count && maximum.count == count, "limits for each reservoir")
    precondition(startChanges.count == endChanges.count && (count == 0 || startChanges.count % count == 0))
    precondition((initial + minimum).allSatisfy { abs($0) < 1 << 40 })
    precondition(maximum.allSatisfy { $0 == Self.unlimited || abs($0) < 1 << 40 })
    precondition((startChanges + endChanges).reduce(0) { $0 + abs($1) } < 1 << 40, "the sum of changes overflows")
    self.initial = initial
    self.minimum = minimum
    self.maximum = maximum
    self.startChanges = startChanges
    self.endChanges = endChanges
  }

  /// None at all, for so many activities.
  static func none(activities: Int) -> Reservoirs {
    Reservoirs(initial: [], minimum: [], maximum: [], startChanges: [], endChanges: [])
  }

  /// What an activity changes in all.
  func net(_ activity: Int, _ reservoir: Int) -> Int {
    startChanges[activity * count + reservoir] + endChanges[activity * count + reservoir]
  }

  /// The level after everything.
  func final(_ reservoir: Int) -> Int {
    stride(from: reservoir, to: startChanges.count, by: max(count, 1)).reduce(initial[reservoir]) {
      $0 + startChanges[$1] + endChanges[$1]
    }
  }

  /// Whether levels stay within their limits from time 0 on; what changes at the same time counts together.
  package func hold(starts: [Int], durations: [Int]) -> Bool {
    (0..<count).allSatisfy { reservoir in
      var changes: [Int: Int] = [0: 0]
      for i in starts.indices {
        changes[starts[i], default: 0] += startChanges[i * count + reservoir]
        changes[starts[i] + durations[i], default: 0] += endChanges[i * count + reservoir]
      }
      var level = initial[reservoir]
      return changes.sorted { $0.key < $1.key }.allSatisfy { change in
        level += change.value
        return level >= minimum[reservoir] && level <= maximum[reservoir]
      }
    }
  }
}
