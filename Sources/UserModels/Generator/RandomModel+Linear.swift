import Modeling

/// Truths of relations, and ranges.
extension RandomModel {
  mutating func addReified() {
    switch random.below(3) {
    case 0: booleans.append(model.reify(relation()))
    case 1: booleans.append(model.isMember(variable(), of: ranges()))
    default: model.add(expression(terms: 2), in: ranges() + [-1...1])
    }
  }

  mutating func relation() -> LinearRelation {
    let left = random.chance(50) ? variable() : expression(terms: 2)
    let right = random.within(-2...2)
    return switch random.below(4) {
    case 0: left <= right
    case 1: left > right
    case 2: left == right
    default: left != right
    }
  }

  private mutating func ranges() -> [ClosedRange<Int>] {
    (0..<random.below(3)).map { _ in
      let low = random.within(-4...4)
      return low...(low + random.below(3))
    }
  }
}
