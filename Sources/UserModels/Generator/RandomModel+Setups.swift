import Basics
import Modeling

/// Setups, states and groups of intervals.
extension RandomModel {
  mutating func addSetups() {
    guard intervals.count > 1 else { return }
    let kinds = intervals.map { _ in random.below(2) }
    switch random.below(9) {
    case 0: model.noOverlap(intervals, setups: times(forbidding: 0), kinds: kinds)
    case 1: model.noOverlap(intervals, setups: times(forbidding: 20), kinds: kinds, isDirect: random.chance(50))
    case 2: model.noOverlap(intervals, isStrict: true)
    case 3: model.state(intervals, requires: kinds, transitions: random.chance(50) ? nil : times(forbidding: 10))
    case 4: addSequence()
    case 5: model.span(intervals[0], Array(intervals.dropFirst()))
    case 6: model.synchronize(intervals[0], with: [intervals[1]])
    case 7:
      model.alternative(intervals[0], of: Array(intervals.dropFirst()), cardinality: random.below(3))
    default: addRelation(intervals[0], intervals[1 + random.below(intervals.count - 1)])
    }
  }

  private mutating func times(forbidding share: Int) -> [[Int?]] {
    (0..<2).map { _ in (0..<2).map { _ in random.chance(share) ? nil : random.below(3) } }
  }

  /// Of two intervals, so that few Booleans are added.
  private mutating func addSequence() {
    let order = model.sequence(of: [intervals[0], intervals[1]])
    booleans.append(order.next[0][1])
  }

  private mutating func addRelation(_ first: IntervalVar, _ second: IntervalVar) {
    let delay = random.within(-2...2)
    let condition = literal()
    switch random.below(8) {
    case 0: model.startBeforeStart(first, second, delay: delay, if: condition)
    case 1: model.startBeforeEnd(first, second, delay: delay, if: condition)
    case 2: model.endBeforeStart(first, second, delay: delay, if: condition)
    case 3: model.endBeforeEnd(first, second, delay: delay, if: condition)
    case 4: model.startAtStart(first, second, delay: delay, if: condition)
    case 5: model.startAtEnd(first, second, delay: delay, if: condition)
    case 6: model.endAtStart(first, second, delay: delay, if: condition)
    default: model.endAtEnd(first, second, delay: delay, if: condition)
    }
  }
}
