import Basics
import Statements
import TestSupport

/// A random model that a planted assignment satisfies: constraints that it breaks are not taken.
struct PlantedModel {
  enum Kind: CaseIterable, Sendable {
    case linear, conditional, disequation, clause, atMostOne, domain, indicator, count, maximum, element
    case precedence, noOverlap, cumulative, alternative, variableDuration
  }

  private let model = Model(horizon: 12)
  private(set) var values: [Int] = []
  private var random: RandomSource
  private var booleans: [BoolVar] = []
  private var integers: [Int] = []

  init(_ kinds: [Kind], constraints: Int, seed: UInt64) {
    random = RandomSource(seed: seed)
    for _ in 0..<6 { booleans.append(boolean(planted: random.below(2))) }
    for _ in 0..<5 {
      let low = random.within(-4...2)
      integers.append(variable(low...low + random.within(1...9)))
    }
    for i in 0..<5 { addInterval(isOptional: i % 2 == 1, hasVariableDuration: kinds.contains(.variableDuration)) }
    for _ in 0..<constraints {
      for _ in 0..<20 where add(kinds[random.below(kinds.count)]) { break }
    }
  }

  var data: ModelData { model.data }

  func minimize(_ form: LinearForm) { model.minimize(expression(form)) }

  func hint(_ variable: Int, _ value: Int) { model.hint(self.variable(variable), value) }

  /// A sum of a few of the variables with small coefficients.
  mutating func randomForm(terms: Int) -> LinearForm {
    var coefficients: [Int: Int] = [:]
    for _ in 0..<terms { coefficients[anyVariable(), default: 0] += [-3, -2, -1, 1, 2, 3][random.below(6)] }
    let terms = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return LinearForm(
      terms: terms.map { .init(variable: $0.key, coefficient: $0.value) }, constant: random.within(-3...3))
  }

  private func variable(_ index: Int) -> IntVar { IntVar(model: booleans[0].variable.model, position: Int32(index)) }

  private func expression(_ form: LinearForm) -> LinearExpression {
    sum(of: form.terms.map { $0.coefficient * variable($0.variable) }) + form.constant
  }

  private mutating func variable(_ range: ClosedRange<Int>, planted: Int? = nil) -> Int {
    values.append(planted ?? random.within(range))
    return model.integer(range).index
  }

  private mutating func boolean(planted: Int) -> BoolVar {
    values.append(planted)
    return model.boolean()
  }

  private mutating func anyVariable() -> Int {
    random.chance(40)
      ? booleans[random.below(booleans.count)].variable.index : integers[random.below(integers.count)]
  }

  private mutating func literals(_ range: ClosedRange<Int>) -> [BoolVar] {
    (0..<random.within(range)).map { _ in
      let b = booleans[random.below(booleans.count)]
      return random.chance(40) ? !b : b
    }
  }

  private mutating func addInterval(isOptional: Bool, hasVariableDuration: Bool) {
    let presence = isOptional ? literals(1...1)[0] : nil
    if hasVariableDuration {
      let duration = variable(variable(0...3))
      let made = model.interval(start: 0...12, duration: duration, presence: presence)
      values.append(random.within(0...12))
      values.append(values[made.start.index] + values[duration.index])
    } else {
      _ = model.interval(start: 0...12, duration: random.below(4), presence: presence)
      values.append(random.within(0...12))
    }
  }

  /// - Returns: whether the planted values keep what was made.
  private mutating func add(_ kind: Kind) -> Bool {
    let intervals = data.intervals.indices.shuffled(using: &random)
    var made: any Constraint
    switch kind {
    case .linear:
      var form = randomForm(terms: random.within(2...5))
      let isEquation = random.chance(50)
      form.constant -= form.value(values) + (isEquation ? 0 : random.below(3))
      made = LinearConstraint(form.reduced(for: isEquation ? .equal : .atMost), isEquation ? .equal : .atMost)
    case .conditional:
      let comparison = [LinearRelation.Comparison.atMost, .equal, .notEqual][random.below(3)]
      made = LinearConstraint(randomForm(terms: 3), comparison, if: literals(1...2))
    case .disequation: made = LinearConstraint(randomForm(terms: random.within(1...3)), .notEqual)
    case .clause: made = ClauseConstraint(literals(1...4))
    case .atMostOne: made = AtMostOneConstraint(literals(2...4))
    case .domain:
      let x = integers[random.below(integers.count)]
      let kept = (data.lower[x]...data.upper[x]).filter { _ in random.chance(50) } + [values[x]]
      made = DomainConstraint(x, Set(kept).sorted())
    case .indicator:
      let x = integers[random.below(integers.count)]
      let value = random.within(data.lower[x]...data.upper[x])
      made = IndicatorConstraint(literals(1...1)[0], variable: x, value: value)
    case .count:
      let forms = (0..<4).map { _ in randomForm(terms: 1) }
      let value = random.within(-2...2)
      let target = variable(0...4, planted: forms.count { $0.value(values) == value })
      made = CountConstraint(
        LinearForm(terms: [.init(variable: target, coefficient: 1)]), of: forms, equalTo: value)
    case .maximum:
      let forms = (0..<3).map { _ in randomForm(terms: random.within(1...2)) }
      let target = variable(-60...60, planted: forms.map { $0.value(values) }.reduce(-60, max))
      made = MaximumConstraint(LinearForm(terms: [.init(variable: target, coefficient: 1)]), of: forms)
    case .element:
      let forms = (0..<5).map { _ in random.chance(50) ? LinearForm(constant: random.below(9)) : randomForm(terms: 1) }
      let index = variable(-1...5, planted: random.below(5))
      let target = variable(-40...40, planted: forms[values[index]].value(values))
      made = ElementConstraint(
        LinearForm(terms: [.init(variable: target, coefficient: 1)]), of: forms,
        at: LinearForm(terms: [.init(variable: index, coefficient: 1)]))
    case .precedence:
      made = PrecedenceConstraint(
        first: intervals[0], second: intervals[1], delay: random.within(-2...2),
        if: random.chance(30) ? literals(1...1) : [])
    case .noOverlap, .variableDuration: made = NoOverlapConstraint(Array(intervals.prefix(random.within(2...3))))
    case .cumulative:
      let members = Array(intervals.prefix(random.within(2...4)))
      made = CumulativeConstraint(
        members, demands: members.map { _ in LinearForm(constant: random.within(0...3)) },
        capacity: LinearForm(constant: random.within(2...4)))
    case .alternative: made = alternative(intervals)
    }
    guard made.violation(of: values, in: data) == nil else { return false }
    model.post(made)
    return true
  }

  /// Two copies of an interval, one of them present with it.
  private mutating func alternative(_ intervals: [Int]) -> AlternativeConstraint {
    let main = data.intervals[intervals[0]]
    let isPresent = data.isPresent(intervals[0], values)
    let chosen = random.below(2)
    var options: [Int] = []
    for option in 0..<2 {
      let presence = boolean(planted: isPresent && option == chosen ? 1 : 0)
      booleans.append(presence)
      // The wrong option may take another time.
      let duration = main.duration.constant + (option == chosen ? 0 : random.below(2))
      options.append(model.interval(start: 0...12, duration: duration, presence: presence).index)
      values.append(main.start.value(values))
    }
    return AlternativeConstraint(intervals[0], of: options)
  }
}
