import Testing

@testable import dovetail_verify

/// Each definition that is taken leaves every solution a value of its new variable, and each exact one just one.
struct RulesDefinitionsTests {
  /// How many values of the new variable a point has by the definition's rows, all else fixed.
  private func extensions(_ checker: Checker, _ point: [Int]) -> Int {
    let fresh = point.count
    guard checker.state.count > fresh else { return extends(checker, point, nil) ? 1 : 0 }
    return (checker.state.lower(fresh)...checker.state.upper(fresh)).count { extends(checker, point, $0) }
  }

  private func extends(_ checker: Checker, _ point: [Int], _ value: Int?) -> Bool {
    var checker = checker
    for (x, v) in (point + (value.map { [$0] } ?? [])).enumerated() {
      checker.state.raise(2 * x, v)
      checker.state.raise(2 * x + 1, -v)
      if checker.state.isCrossed { return false }
    }
    let number = checker.model.entries.count - 1
    checker.propagate(number)
    if checker.state.isCrossed { return false }
    // Constraints without a variable: by enumeration, which has one leaf.
    do {
      try checker.run(Step(op: Op.joint, list: [number]))
      return false
    } catch { return true }
  }

  private func statement(_ random: inout Generator, optional: Bool) -> Statement {
    var domains = (0..<3).map { _ -> ClosedRange<Int> in
      let from = random.number(0...4)
      return from...from + random.number(0...4)
    }
    let tasks = (0..<3).map { k in
      var presence: Literal?
      if optional, random.chance(40) {
        presence = Literal(variable: domains.count, isUpper: false, bound: 1)
        domains.append(0...1)
      }
      let duration = random.number(optional ? 0...2 : 1...3)
      return Task(
        start: .variable(k), duration: .number(duration), end: .sum([k: 1], duration), presence: presence, name: "")
    }
    return Statement(domains: domains, tasks: tasks)
  }

  @Test func ordersAreTotalAndBeforeIsExact() throws {
    var taken = 0
    for seed in 1...150 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = statement(&random, optional: random.chance(60))
      switch random.number(0...2) {
      case 0: statement.constraints = [.noOverlap([0, 1, 2])]
      case 1:
        let demands = (0..<3).map { _ in Form.number(random.number(1...3)) }
        statement.constraints = [.cumulative([0, 1, 2], demands: demands, capacity: .number(3))]
      default:
        statement.constraints = [
          .precedence(before: 0, after: 2, delay: random.number(-1...0), conditions: []),
          .precedence(before: 2, after: 1, delay: 0, conditions: []),
        ]
      }
      let solutions = statement.solutions
      for op in [Op.order, Op.before] {
        var checker = try Checker(statement, below: nil, isNoting: false)
        guard (try? checker.define(Definition(op: op, numbers: [0, 1, 0]), line: 0)) != nil else { continue }
        taken += 1
        for point in solutions {
          let count = extensions(checker, point)
          #expect(op == Op.order ? count >= 1 : count == 1, "seed \(seed): \(point)")
        }
      }
    }
    #expect(taken > 180, "\(taken)")
  }

  @Test func truthsAndFormsAreExact() throws {
    for seed in 1...150 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = statement(&random, optional: true)
      var definition = Definition(op: [Op.and, Op.form, Op.value, Op.atMost][random.number(0...3)])
      definition.numbers = definition.op == Op.value ? [random.number(0...2)] : []
      definition.constant = random.number(-2...6)
      for _ in 0..<random.number(0...3) { definition.terms += [random.number(0...2), random.number(-2...2)] }
      for _ in 0..<random.number(0...3) {
        definition.atoms.append(
          Atom(Literal(variable: random.number(0...2), isUpper: random.chance(50), bound: random.number(0...8))))
      }
      var checker = try Checker(statement, below: nil, isNoting: false)
      try checker.define(definition, line: 0)
      for point in statement.points {
        #expect(extensions(checker, point) == 1, "seed \(seed): \(definition) \(point)")
        let sum = stride(from: 0, to: definition.terms.count, by: 2).reduce(definition.constant) {
          $0 + definition.terms[$1 + 1] * point[definition.terms[$1]]
        }
        switch definition.op {
        case Op.form: #expect(extends(checker, point, sum))
        case Op.atMost: #expect(extends(checker, point, sum <= 0 ? 1 : 0))
        case Op.value: #expect(extends(checker, point, point[definition.numbers[0]] == definition.constant ? 1 : 0))
        default:
          let isTrue = definition.atoms.allSatisfy {
            ($0.code & 1 == 0 ? point[$0.code >> 1] : -point[$0.code >> 1]) >= $0.value
          }
          #expect(extends(checker, point, isTrue ? 1 : 0))
        }
      }
    }
  }

  @Test func cliquesAndStrongerCumulativesFollow() throws {
    var taken = [0, 0]
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = statement(&random, optional: true)
      let demands = (0..<3).map { _ in Form.number(random.number(0...4) * (random.chance(30) ? 2 : 1)) }
      statement.constraints = [.cumulative([0, 1, 2], demands: demands, capacity: .number(random.number(2...7)))]
      if random.chance(50) { statement.constraints.append(.noOverlap([random.number(0...1), 2])) }
      let solutions = statement.solutions
      let last = statement.constraints.count - 1
      var definition = Definition(op: Op.clique, numbers: [3, 0, 1, 2, 2, 0, last])
      if random.chance(70) {
        let op = random.number(0...2)
        definition = Definition(
          op: Op.strong, numbers: [0, op, random.number(op == 0 ? 1...3 : op == 1 ? 0...7 : 0...2)])
        if op == 2 { definition.numbers.append(random.number(0...8)) }
      }
      var checker = try Checker(statement, below: nil, isNoting: false)
      guard (try? checker.define(definition, line: 0)) != nil else { continue }
      taken[definition.op == Op.clique ? 0 : 1] += 1
      for point in solutions { #expect(extensions(checker, point) == 1, "seed \(seed): \(definition) \(point)") }
    }
    #expect(taken[0] > 10 && taken[1] > 60, "\(taken)")
  }

  @Test func strongNeedsConstantNumbers() throws {
    let statement = Statement(
      domains: [0...3, 1...2],
      tasks: [Task(start: .variable(0), duration: .number(1), end: .sum([0: 1], 1), presence: nil, name: "")],
      constraints: [.cumulative([0], demands: [.variable(1)], capacity: .number(4))])
    var checker = try Checker(statement, below: nil, isNoting: false)
    for numbers in [[0, 0, 1], [0, 1, 3], [0, 2, 0, 2]] {
      #expect(throws: Rejection.self) { try checker.define(Definition(op: Op.strong, numbers: numbers), line: 0) }
    }
  }

  @Test func aTaskStandsOnceInAResource() throws {
    let statement = smallShop(9)
    statement.constraints.append(.cumulative([0, 0], demands: [.number(1), .number(1)], capacity: .number(1)))
    var checker = try Checker(statement, below: 9, isNoting: false)
    #expect(throws: Rejection.self) {
      try checker.run(Step(op: Op.window, constraint: 6, from: 0, to: 3))
    }
  }

  @Test func absentTasksAndThoseOfNoDurationTakeNothing() throws {
    let statement = Statement(
      domains: [0...0, 0...0, 0...1, 0...2],
      tasks: [
        Task(start: .variable(0), duration: .number(2), end: .sum([0: 1], 2), presence: nil, name: ""),
        Task(
          start: .variable(1), duration: .number(2), end: .sum([1: 1], 2),
          presence: Literal(variable: 2, isUpper: false, bound: 1), name: ""),
        Task(start: .variable(3), duration: .number(0), end: .variable(3), presence: nil, name: ""),
      ],
      constraints: [.noOverlap([0, 1, 2])])
    var checker = try Checker(statement, below: nil, isNoting: false)
    #expect(throws: Rejection.self) { try checker.run(Step(op: Op.window, from: 0, to: 2)) }
    #expect(throws: Rejection.self) { try checker.run(Step(op: Op.ordered, from: 0, to: 2, task: 2)) }
    // That the second is absent does follow, by three rules; that the third starts from 1 on does not.
    let isAbsent = Atom(Literal(variable: 2, isUpper: true, bound: 0))
    for op in [Op.window, Op.unusable, Op.joint] {
      var other = checker
      try other.run(Step(op: op, from: 0, to: 2, literal: isAbsent, list: [0]))
      #expect(other.state.upper(2) == 0)
    }
    var other = checker
    try other.run(Step(op: Op.nowhere, task: 1))
    #expect(other.state.upper(2) == 0)
    // A task that may be absent and fits nowhere says nothing about others.
    let isLater = Atom(Literal(variable: 3, isUpper: false, bound: 1))
    #expect(throws: Rejection.self) { try checker.run(Step(op: Op.nowhere, task: 1, literal: isLater)) }
  }
}
