import Basics
import Statements
import TestSupport

/// A random model of a few variables with every kind of constraint, small enough to enumerate.
struct RandomStatements {
  /// What most of its constraints are.
  enum Flavour: CaseIterable {
    case any, rows, booleans, schedules, columns
  }

  let model = Model(horizon: 5)
  private var random: RandomSource
  private let flavour: Flavour
  private var integers: [IntVar] = []
  private var booleans: [BoolVar] = []
  private var intervals: [IntervalVar] = []

  init(seed: UInt64, _ flavour: Flavour) {
    random = RandomSource(seed: seed)
    self.flavour = flavour
    for _ in 0..<random.within(flavour == .booleans ? 0...1 : 1...3) {
      let low = random.within(-2...2)
      integers.append(model.integer(low...(low + random.below(4))))
    }
    for _ in 0..<random.within(flavour == .booleans ? 3...7 : 1...3) { booleans.append(model.boolean()) }
    if flavour == .any || flavour == .schedules { for _ in 0..<random.below(4) { addInterval() } }
    for _ in 0..<(flavour == .columns ? 0 : random.within(2...7)) { addConstraint() }
    if flavour == .columns { addColumns() }
    switch flavour == .columns ? 4 : random.below(4) {
    case 4: break
    case 0, 1: model.minimize(expression(terms: 4))
    case 2: model.maximize(expression(terms: 3) + booleans[0])
    default: if !intervals.isEmpty { model.minimize(model.maximum(of: intervals.map(\.end))) }
    }
    for b in booleans where random.chance(20) { model.hint(b, random.chance(50)) }
  }

  private mutating func literal() -> BoolVar {
    let b = booleans[random.below(booleans.count)]
    return random.chance(30) ? !b : b
  }

  private mutating func literals(_ count: ClosedRange<Int>) -> [BoolVar] {
    (0..<random.within(count)).map { _ in literal() }
  }

  private mutating func conditions() -> [BoolVar] { random.chance(70) ? [] : literals(1...2) }

  private mutating func variable() -> LinearExpression {
    if integers.isEmpty || flavour == .booleans || random.chance(40) { return literal().linearExpression }
    if flavour == .schedules, !intervals.isEmpty, random.chance(50) {
      return intervals[random.below(intervals.count)].end
    }
    return integers[random.below(integers.count)].linearExpression
  }

  private mutating func expression(terms: Int) -> LinearExpression {
    var sum = LinearExpression(constant: random.within(-4...4))
    for _ in 0..<terms { sum += random.within(-3...3) * variable() }
    return sum
  }

  private mutating func addInterval() {
    let first = random.below(3)
    let start = first...(first + random.below(3))
    let presence = random.chance(40) ? literal() : nil
    let end = random.chance(25) ? 2...random.within(4...8) : nil
    if random.chance(80) {
      intervals.append(model.interval(start: start, duration: random.below(4), end: end, presence: presence))
    } else {
      let low = random.below(2)
      let duration = model.integer(low...(low + random.below(3)))
      intervals.append(model.interval(start: start, duration: duration, end: end, presence: presence))
    }
  }

  private mutating func addConstraint() {
    switch flavour {
    case .any: if random.chance(50) { addRow() } else { addOther() }
    case .rows, .booleans: addRow()
    case .schedules: if random.chance(30) { addRow() } else { addScheduling() }
    case .columns: break
    }
  }

  /// Rows of few columns, some of them multiples of others; slacks and sums that only one equation has.
  private mutating func addColumns() {
    let factors = (0..<3).map { _ in random.within(1...2) }
    let (x, y) = (model.integer(0...random.within(1...3)), model.integer(0...2))
    for factor in factors {
      model.add(random.within(1...2) * integers[0] + factor * x + 2 * factor * y <= random.within(3...9))
    }
    let total = model.integer(-9...random.within(1...9))
    if random.chance(50) { model.add(expression(terms: 2) == total) }
    model.add(expression(terms: 2) + random.within(1...2) * model.integer(0...3) == random.within(0...4))
    model.minimize(
      random.within(-1...1) * (x + 2 * y) + random.within(0...1) * total + random.within(-2...2) * integers[0])
  }

  private mutating func addRow() {
    switch random.below(9) {
    case 0, 1: model.add(expression(terms: 3) <= expression(terms: 1), conditions: conditions())
    case 2: model.add(variable() + random.within(-2...2) <= variable(), conditions: conditions())
    case 3: model.add(random.within(1...2) * variable() - variable() == random.within(-2...2), conditions: conditions())
    case 4: model.add(expression(terms: 2) != random.within(-2...2), conditions: conditions())
    case 5: model.atLeastOne(of: literals(2...3))
    case 6:
      if random.chance(50) { model.exactlyOne(of: booleans) } else { model.atMostOne(of: literals(2...4)) }
    case 7: model.add(expression(terms: 4) == expression(terms: 0), conditions: conditions())
    default: model.imply(literal(), literal())
    }
  }

  private mutating func addOther() {
    guard !integers.isEmpty else { return }
    switch random.below(13) {
    case 0:
      integers.append(
        random.chance(50)
          ? model.maximum(of: [variable(), variable(), random.within(-3...3)])
          : model.minimum(of: [variable(), expression(terms: 1)]))
    case 1:
      let list: [any LinearExpressible] = [random.within(-3...3), variable(), random.within(-3...3)]
      integers.append(model.element(list, at: integers[random.below(integers.count)]))
    case 2: booleans.append(model.indicator(integers[random.below(integers.count)], equals: random.within(-2...2)))
    case 3: integers.append(model.integer(values: [-2, 1, random.within(0...3)]))
    case 4:
      integers.append(model.count(of: [variable(), variable(), variable()], equalTo: random.within(0...2)))
    case 5: booleans.append(model.reify(expression(terms: 2) <= random.within(-2...2)))
    case 6: booleans.append(model.reify(expression(terms: 2) == random.within(-1...1)))
    case 7: booleans.append(model.isMember(variable(), of: [-3 ... -2, 0...0, 2...random.within(2...9)]))
    case 8: model.add(expression(terms: 1), in: [-9 ... -2, 0...1, 3...random.within(3...9)])
    case 9: booleans.append(model.all(of: literals(0...3)))
    case 10:
      let x = integers[random.below(min(2, integers.count))]
      integers.append(
        [model.product(literal(), x), model.quotient(x, random.within(1...3)), model.remainder(x, 3)][random.below(3)])
    default: addScheduling()
    }
  }

  private mutating func addScheduling() {
    guard intervals.count > 1 else { return addRow() }
    let second = 1 + random.below(intervals.count - 1)
    switch random.below(4) {
    case 0: model.precede(intervals[0], intervals[second], delay: random.within(-1...2), if: literal())
    case 1: model.noOverlap(intervals)
    case 2: model.alternative(intervals[0], of: [IntervalVar](intervals[1...]))
    default:
      let low = random.below(3)
      let demand: any LinearExpressible = random.chance(40) ? model.integer(low...(low + 1)) : low
      let capacity = random.chance(50) ? 2.linearExpression : model.integer(1...3).linearExpression
      let demands = intervals.indices.map { $0 == 0 ? demand : random.within(1...2) as any LinearExpressible }
      model.cumulative(intervals, demands: demands, capacity: capacity)
    }
  }
}
