import Basics
import Modeling

extension RandomModel {
  /// An order of values, lists or values' first places; sorted values, places in the order, sums of windows.
  mutating func addOrdering() {
    let expressions = (0..<random.within(1...3)).map { _ in
      random.chance(70) ? variable() : random.within(-2...2) * variable() + random.within(-1...1)
    }
    let others = (0..<random.within(1...3)).map { _ in variable() }
    switch random.below(8) {
    case 0: model.increasing(expressions, strictly: random.chance(30))
    case 1: model.decreasing(expressions, strictly: random.chance(30))
    case 2: model.lexicographic(expressions, isAtMost: others)
    case 3: model.lexicographic(expressions, isLess: others)
    case 4:
      let count = min(expressions.count, others.count)
      model.lexicographicMatrix([Array(expressions.prefix(count)), Array(others.prefix(count))])
    case 5:
      model.valuePrecedence((0..<random.within(2...3)).map { _ in random.within(-1...2) }, in: expressions + others)
    case 6:
      let pair = Array(expressions.prefix(2))
      integers += random.chance(50) ? model.sort(pair) : model.sortedIndices(pair)
    default:
      let low = random.within(-6...2)
      model.slidingSum(expressions + others, window: random.within(1...5), range: low...(low + random.within(2...10)))
    }
  }
}
