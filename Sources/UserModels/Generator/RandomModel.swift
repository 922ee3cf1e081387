import Basics
import Modeling

/// A random model of a few variables with every kind of constraint, small enough to enumerate.
///
/// Each family of constraints adds one of its own by an extension, a line in `families`.
package struct RandomModel {
  package let model = Model(horizon: 6)
  var random: RandomSource
  var integers: [IntVar] = []
  var booleans: [BoolVar] = []
  var intervals: [IntervalVar] = []

  /// What adds a constraint to a model, family by family; each as likely as any other.
  private static let families: [@Sendable (inout RandomModel) -> Void] = [
    { $0.addLinear() },
    { $0.addLogic() },
    { $0.addFunction() },
    { $0.addScheduling() },
    { $0.addCounting() },
    { $0.addSetups() },
    { $0.addCalendar() },
    { $0.addExtensional() },
    { $0.addOrdering() },
    { $0.addGraph() },
    { $0.addPacking() },
    { $0.addReified() },
    { $0.addFormula() },
    { $0.addArithmetic() },
  ]

  package init(seed: UInt64) {
    random = RandomSource(seed: seed)
    for _ in 0..<random.within(1...3) {
      let low = random.within(-3...2)
      integers.append(model.integer(low...(low + random.below(4))))
    }
    for _ in 0..<random.within(1...3) { booleans.append(model.boolean()) }
    for _ in 0..<random.below(4) { addInterval() }
    for _ in 0..<random.within(1...5) { Self.families[random.below(Self.families.count)](&self) }
    switch random.below(3) {
    case 0: model.minimize(7 * integers[0] + expression(terms: 2))
    case 1: model.maximize(7 * booleans[0] + 6 * integers[0] - expression(terms: 1))
    default:
      if !intervals.isEmpty { model.minimize(model.maximum(of: intervals.map(\.end))) }
    }
  }

  mutating func literal() -> BoolVar {
    let b = booleans[random.below(booleans.count)]
    return random.chance(30) ? !b : b
  }

  mutating func literals(_ count: ClosedRange<Int>) -> [BoolVar] {
    (0..<random.within(count)).map { _ in literal() }
  }

  mutating func conditions() -> [BoolVar] { random.chance(50) ? [] : literals(1...2) }

  mutating func variable() -> LinearExpression {
    switch random.below(10) {
    case 0..<6: integers[random.below(integers.count)].linearExpression
    case 6..<8: literal().linearExpression
    default: intervals.isEmpty ? booleans[0].linearExpression : intervals[random.below(intervals.count)].end
    }
  }

  mutating func expression(terms: Int) -> LinearExpression {
    var sum = LinearExpression(constant: random.within(-4...4))
    for _ in 0..<terms { sum += random.within(-3...3) * variable() }
    return sum
  }

  mutating func addInterval() {
    let first = random.below(3)
    let start = first...(first + random.below(4))
    let presence = random.chance(40) ? literal() : nil
    let end = random.chance(25) ? 2...random.within(4...8) : nil
    if random.chance(70) {
      intervals.append(model.interval(start: start, duration: random.below(4), end: end, presence: presence))
    } else {
      let low = random.below(2)
      let duration = model.integer(low...(low + random.below(3)))
      intervals.append(model.interval(start: start, duration: duration, end: end, presence: presence))
    }
  }

  private mutating func addLinear() {
    switch random.below(4) {
    case 0: model.add(expression(terms: 3) <= expression(terms: 1), conditions: conditions())
    case 1: model.add(variable() + random.within(-2...2) <= variable(), conditions: conditions())
    case 2: model.add(variable() - variable() == random.within(-2...2), conditions: conditions())
    default: model.add(expression(terms: 2) != random.within(-2...2), conditions: conditions())
    }
  }

  private mutating func addLogic() {
    switch random.below(3) {
    case 0: model.atLeastOne(of: literals(1...3))
    case 1: if random.chance(50) { model.exactlyOne(of: booleans) } else { model.atMostOne(of: literals(2...4)) }
    default: booleans.append(model.indicator(integers[random.below(integers.count)], equals: random.within(-2...2)))
    }
  }

  private mutating func addFunction() {
    switch random.below(3) {
    case 0:
      integers.append(
        random.chance(50)
          ? model.maximum(of: [variable(), variable(), random.within(-3...3)])
          : model.minimum(of: [variable(), expression(terms: 1)]))
    case 1:
      let list: [any LinearExpressible] = [random.within(-3...3), variable(), random.within(-3...3)]
      integers.append(model.element(list, at: integers[random.below(integers.count)]))
    default: integers.append(model.integer(values: [-2, 1, random.within(0...3)]))
    }
  }

  private mutating func addScheduling() {
    guard intervals.count > 1 else { return }
    let second = 1 + random.below(intervals.count - 1)
    switch random.below(4) {
    case 0: model.noOverlap(intervals)
    case 3:
      let ways = [1, 2].map { model.interval(start: 0...2, duration: $0, presence: model.boolean()) }
      model.alternative(intervals[0], of: ways)
    case 1: model.precede(intervals[0], intervals[second], delay: random.within(-1...2), if: literal())
    default:
      let low = random.below(3)
      let demand: any LinearExpressible = random.chance(40) ? model.integer(low...(low + 1)) : low
      let capacity = random.chance(50) ? 2.linearExpression : model.integer(1...3).linearExpression
      let demands = intervals.indices.map { $0 == 0 ? demand : random.within(1...2) as any LinearExpressible }
      model.cumulative(intervals, demands: demands, capacity: capacity)
    }
  }
}
