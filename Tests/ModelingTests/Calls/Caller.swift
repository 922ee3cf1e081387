import Basics
import Modeling
import TestSupport

/// Says random things to a model, and keeps a transcript.
struct Caller {
  let model: Model
  private(set) var transcript = Transcript()
  var random: RandomSource
  private(set) var integers: [IntVar] = []
  private(set) var booleans: [BoolVar] = []
  private(set) var intervals: [IntervalVar] = []
  private(set) var isHinted = false

  /// Assignments that a model may have.
  private static let sizeLimit = 1500

  init(seed: UInt64) {
    model = Model("calls")
    random = RandomSource(seed: seed)
  }

  /// One random call that adds something.
  mutating func say() {
    switch random.below(20) {
    case 0..<3: addInteger()
    case 3..<6: addBoolean()
    case 6..<10: addInterval()
    case 10..<17: addConstraint()
    case 17, 18: setObjective()
    default: hint()
    }
  }

  // MARK: Variables

  private mutating func addInteger() {
    let low = random.within(-3...2)
    let range = low...(low + random.below(4))
    if transcript.size * range.count > Self.sizeLimit { return }
    transcript.note("integer \(range)")
    if range.count > 2, random.chance(30) {
      integers.append(model.integer(values: [range.lowerBound, range.upperBound]))
      transcript.add(free: range)
      let place = transcript.variableCount - 1
      transcript.require { [range.lowerBound, range.upperBound].contains($0.values[place]) }
    } else {
      integers.append(model.integer(range))
      transcript.add(free: range)
    }
  }

  private mutating func addBoolean() {
    if 2 * transcript.size > Self.sizeLimit { return }
    transcript.note("boolean")
    booleans.append(model.boolean())
    transcript.add(free: 0...1)
  }

  private mutating func addInterval() {
    let first = random.below(4)
    let start = first...(first + random.below(3))
    let presence = booleans.isEmpty || random.chance(50) ? nil : literal()
    if random.chance(30), let length = integers.first(where: { isDuration($0) }) {
      let ends = start.lowerBound...(start.upperBound + 6)
      if transcript.size * start.count * ends.count > Self.sizeLimit { return }
      transcript.note("interval from \(start), duration x\(length.index), presence \(presence?.words ?? "always")")
      let made = model.interval(start: start, duration: length, presence: presence)
      transcript.add(free: start)
      transcript.add(free: model.data.lower[made.start.index + 1]...model.data.upper[made.start.index + 1])
      transcript.require { values in
        presence.map { !values[$0] } ?? false || values[made.start] + values[length] == values[made.end]
      }
      intervals.append(made)
    } else {
      if transcript.size * start.count > Self.sizeLimit { return }
      let (duration, end) = (random.below(4), random.chance(30) ? 2...random.within(3...6) : nil)
      let ends = end.map { "in \($0)" } ?? "anywhere"
      let presences = presence?.words ?? "always"
      transcript.note("interval from \(start), duration \(duration), end \(ends), presence \(presences)")
      let made = model.interval(start: start, duration: duration, end: end, presence: presence)
      transcript.add(free: start)
      transcript.require { values in
        guard let end, presence.map({ values[$0] }) ?? true else { return true }
        return end.contains(values[made.start] + duration)
      }
      intervals.append(made)
    }
  }

  private func isDuration(_ x: IntVar) -> Bool { model.data.lower[x.index] >= 0 && model.data.upper[x.index] <= 6 }

  private mutating func literal() -> BoolVar { random.literal(of: booleans) }

  private mutating func expression() -> LinearExpression {
    var sum = LinearExpression() + random.within(-3...3)
    for _ in 0...random.below(2) {
      switch random.below(6) {
      case 0..<3 where !integers.isEmpty: sum += random.term(integers[random.below(integers.count)])
      case 3 where !booleans.isEmpty: sum += random.within(1...3) * literal()
      default: if !intervals.isEmpty { sum += intervals[random.below(intervals.count)].end }
      }
    }
    return sum
  }

  // MARK: Constraints

  private mutating func addConstraint() {
    switch random.below(12) {
    case 0..<3: addLinear()
    case 3: addClause()
    case 4: addIndicator()
    case 5, 6: addExtremum()
    case 7: addElement()
    case 8: addCount()
    case 9: addPrecedence()
    case 10: addResource()
    default: addAlternative()
    }
  }

  /// Says it to the model and the transcript, mostly only where a solution is left: what is infeasible stays so.
  private mutating func post(_ call: String, _ rule: @escaping (Assignment) -> Bool, to say: (Model) -> Void) {
    guard random.chance(8) || transcript.admits(rule) else { return }
    transcript.note(call)
    transcript.require(rule)
    say(model)
  }

  private mutating func addLinear() {
    let (left, right) = (expression(), expression())
    let condition = booleans.isEmpty || random.chance(60) ? nil : literal()
    let (sign, relation, isKept): (String, LinearRelation, (Int, Int) -> Bool) =
      switch random.below(6) {
      case 0: ("==", left == right, (==))
      case 1: ("!=", left != right, (!=))
      case 2: (">", left > right, (>))
      default: ("<=", left <= right, (<=))
      }
    let call = "add \(left.words) \(sign) \(right.words) if \(condition?.words ?? "always")"
    post(call) { values in
      condition.map { !values[$0] } ?? false || isKept(values[left], values[right])
    } to: { model in
      if let condition { model.add(relation, if: condition) } else { model.add(relation) }
    }
  }

  private mutating func addClause() {
    if booleans.isEmpty { return }
    let literals = (0...random.below(3)).map { _ in literal() }
    let kind = random.below(3)
    post("\(["at least", "at most", "exactly"][kind]) one of \(literals.map(\.words))") { values in
      let count = literals.count { values[$0] }
      return kind == 0 ? count > 0 : kind == 1 ? count < 2 : count == 1
    } to: { model in
      switch kind {
      case 0: model.atLeastOne(of: literals)
      case 1: model.atMostOne(of: literals)
      default: model.exactlyOne(of: literals)
      }
    }
  }

  private mutating func addIndicator() {
    if integers.isEmpty { return }
    let (x, value) = (integers[random.below(integers.count)], random.within(-3...4))
    transcript.note("indicator of x\(x.index) = \(value)")
    booleans.append(model.indicator(x, equals: value))
    transcript.add { $0[x] == value ? 1 : 0 }
  }

  private mutating func addExtremum() {
    let operands = (0...random.below(3)).map { _ in expression() }
    let isMaximum = random.chance(60)
    transcript.note("\(isMaximum ? "maximum" : "minimum") of \(operands.map(\.words))")
    integers.append(isMaximum ? model.maximum(of: operands) : model.minimum(of: operands))
    transcript.add { values in
      let all = operands.map { values[$0] }
      return isMaximum ? all.max() : all.min()
    }
  }

  private mutating func addElement() {
    let list = (0...random.below(4)).map { _ in
      random.chance(50) ? expression() : LinearExpression() + random.below(5)
    }
    let index = expression()
    transcript.note("element of \(list.map(\.words)) at \(index.words)")
    integers.append(model.element(list, at: index))
    transcript.add { values in list.indices.contains(values[index]) ? values[list[values[index]]] : nil }
  }

  private mutating func addCount() {
    let (list, value) = ((0...random.below(3)).map { _ in expression() }, random.within(-2...3))
    transcript.note("count of \(list.map(\.words)) equal to \(value)")
    integers.append(model.count(of: list, equalTo: value))
    transcript.add { values in list.count { values[$0] == value } }
  }

  private mutating func addPrecedence() {
    if intervals.count < 2 { return }
    let (first, second) = (intervals[0], intervals[1 + random.below(intervals.count - 1)])
    let delay = random.within(-2...2)
    post("precede \(first.index), \(second.index), delay \(delay)") { values in
      guard let first = values[first], let second = values[second] else { return true }
      return first.upperBound + delay <= second.lowerBound
    } to: {
      $0.precede(first, second, delay: delay)
    }
  }

  private mutating func addResource() {
    if intervals.isEmpty { return }
    let tasks = intervals.filter { _ in random.chance(70) }
    let demands = tasks.map { _ in random.within(0...2) }
    let capacity = random.within(1...3)
    let isMachine = random.chance(50)
    post("\(isMachine ? "noOverlap" : "cumulative \(demands) in \(capacity)") of \(tasks.map(\.index))") { values in
      (0..<20).allSatisfy { time in
        let running = zip(tasks, demands).filter { values[$0.0]?.contains(time) == true }
        return isMachine ? running.count <= 1 : running.reduce(0) { $0 + $1.1 } <= capacity
      }
    } to: { model in
      if isMachine { model.noOverlap(tasks) } else { model.cumulative(tasks, demands: demands, capacity: capacity) }
    }
  }

  private mutating func addAlternative() {
    if intervals.count < 2 { return }
    let options = Array(intervals.dropFirst().prefix(3))
    let main = intervals[0]
    post("alternative \(main.index) of \(options.map(\.index))") { values in
      options.compactMap { values[$0] } == (values[main].map { [$0] } ?? [])
    } to: {
      $0.alternative(main, of: options)
    }
  }

  // MARK: Objective and hints

  private mutating func setObjective() {
    // Each variable once, so that nothing cancels out; small weights, so that costs are close to each other.
    let x = integers + intervals.map(\.start)
    if x.isEmpty { return }
    let last = random.below(x.count)
    var cost = LinearExpression() + random.within(-3...3)
    for (place, y) in x.enumerated() where place == last || random.chance(40) {
      cost += (random.chance(50) ? 1 : -1) * random.within(1...3) * y
    }
    let isMaximised = random.chance(50)
    transcript.note("\(isMaximised ? "maximize" : "minimize") \(cost.words)")
    if isMaximised { model.maximize(cost) } else { model.minimize(cost) }
    transcript.optimise(cost, isMaximised: isMaximised)
  }

  private mutating func hint() {
    if let b = booleans.last, random.chance(50) {
      transcript.note("hint \(b.words) false")
      model.hint(b, false)
      isHinted = true
    } else if let x = integers.last {
      let value = model.data.upper[x.index]
      transcript.note("hint x\(x.index) = \(value)")
      model.hint(x, value)
      isHinted = true
    }
  }

  /// Hints all values of a solution.
  mutating func hint(_ values: [Int]) {
    transcript.note("hint the solution \(values)")
    for (index, value) in values.enumerated() {
      model.hint(IntVar(model: identity, position: Int32(index)), value)
    }
    isHinted = true
  }

  private var identity: Int32 { integers.first?.model ?? booleans.first?.variable.model ?? intervals[0].start.model }
}

extension BoolVar {
  fileprivate var words: String { "\(isNegated ? "!" : "")x\(variable.index)" }
}

extension LinearExpression {
  fileprivate var words: String {
    terms.map { "\($0.coefficient) x\($0.variable.index) + " }.joined() + "\(constant)"
  }
}
