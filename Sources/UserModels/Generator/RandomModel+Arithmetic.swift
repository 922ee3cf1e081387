import Modeling

/// Functions that are not linear, of variables of few values.
extension RandomModel {
  mutating func addArithmetic() {
    let (x, y) = (operand(), operand())
    let result =
      switch random.below(7) {
      case 0: model.product(x, y, in: -64...64)
      case 1: model.product(literal(), x)
      case 2: model.quotient(x, random.chance(60) ? random.within(-3...3).linearExpression : y)
      case 3: model.remainder(x, random.chance(60) ? random.within(-3...3).linearExpression : y)
      case 4: model.power(x, literal() + literal() - random.below(2), in: -64...64)
      case 5: model.absolute(x - random.within(-2...2))
      default:
        random.chance(50) ? model.indexOfMaximum(of: [x, y, random.within(-2...2)]) : model.indexOfMinimum(of: [x, y])
      }
    integers.append(result)
  }

  /// A variable of few and small values, or the time of an interval.
  private mutating func operand() -> LinearExpression {
    let narrow = integers.filter { model.data.lower[$0.index] >= -6 && model.data.upper[$0.index] <= 6 }
    if !intervals.isEmpty, random.chance(15) { return intervals[random.below(intervals.count)].end }
    return (random.chance(30) ? -1 : 1) * narrow[random.below(narrow.count)] + random.within(-1...1)
  }
}
