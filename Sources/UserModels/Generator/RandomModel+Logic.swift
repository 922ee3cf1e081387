import Modeling

/// Boolean expressions and parities.
extension RandomModel {
  mutating func addFormula() {
    switch random.below(5) {
    case 0: model.xor(of: literals(1...5))
    case 1: booleans.append(model.parity(of: literals(0...4)))
    case 2: booleans.append(model.all(of: [literal(), literal(), relation()]))
    case 3: booleans.append(model.reify(formula(depth: 2)))
    default: model.add(formula(depth: 3), if: literal())
    }
  }

  private mutating func formula(depth: Int) -> BoolExpression {
    if depth == 0 { return random.chance(60) ? literal().boolExpression : relation().boolExpression }
    let (left, right) = (formula(depth: depth - 1), formula(depth: depth - 1))
    return switch random.below(5) {
    case 0: left && right
    case 1: left || right
    case 2: left.implies(right)
    case 3: left.isEquivalent(to: right)
    default: !left || (right && left)
    }
  }
}
