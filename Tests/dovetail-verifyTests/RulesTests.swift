import Testing

@testable import dovetail_verify

/// Random boxes: no step loses a solution.
struct RulesTests {
  /// Variables 0...: a start a task, then durations, presences, demands where they vary; the last one is free.
  private static func tasks(_ random: inout Generator, count: Int) -> Statement {
    var domains: [ClosedRange<Int>] = []
    var tasks: [Task] = []
    for _ in 0..<count {
      let from = random.number(0...4)
      domains.append(from...min(8, from + random.number(0...3)))
    }
    for k in 0..<count {
      var duration = Form.number(random.number(0...4))
      if random.chance(20) {
        duration = .variable(domains.count)
        let least = random.number(0...3)
        domains.append(least...least + random.number(0...1))
      }
      var presence: Literal?
      if random.chance(30) {
        presence = Literal(variable: domains.count, isUpper: random.chance(50), bound: 0)
        if !presence!.isUpper { presence!.bound = 1 }
        domains.append(0...1)
      }
      var end = Form.variable(k).adding(duration)!
      if random.chance(15) {
        end = .variable(domains.count)
        let least = domains[k].lowerBound + random.number(0...4)
        domains.append(least...least + random.number(0...3))
      }
      tasks.append(Task(start: .variable(k), duration: duration, end: end, presence: presence, name: ""))
    }
    return Statement(domains: domains, tasks: tasks)
  }

  private static func size(_ statement: Statement) -> Int {
    statement.lower.indices.reduce(1) { $0 * (statement.upper[$1] - statement.lower[$1] + 1) }
  }

  private static func randomAtom(_ statement: Statement, _ random: inout Generator) -> Atom {
    let x = random.number(0...statement.lower.count - 1)
    let (low, high) = (statement.lower[x], statement.upper[x])
    return Atom(
      Literal(variable: x, isUpper: random.chance(50), bound: random.number(min(low, high)...max(low, high))))
  }

  /// Runs a step on a box and counts whether it was accepted; all solutions of the box have to stay.
  private static func check(
    _ step: Step, _ checker: Checker, _ solutions: [[Int]], _ seed: UInt64, _ accepted: inout Int
  ) {
    var checker = checker
    let within = solutions.filter { isWithin($0, checker.state) }
    do { try checker.run(step) } catch { return }
    accepted += 1
    if checker.state.isCrossed {
      #expect(within.isEmpty, "seed \(seed): \(step) loses \(within[...min(0, within.count - 1)])")
    } else {
      let lost = within.first { !isWithin($0, checker.state) }
      #expect(lost == nil, "seed \(seed): \(step) loses \(lost ?? [])")
    }
  }

  private static func resource(_ statement: Statement, _ random: inout Generator, isUnary: Bool) {
    let all = Array(statement.tasks.indices)
    if isUnary { return statement.constraints.append(.noOverlap(all)) }
    let demands = all.map { _ in Form.number(random.number(0...4)) }
    statement.constraints.append(.cumulative(all, demands: demands, capacity: .number(random.number(3...6))))
  }

  /// Some bounds narrowed.
  private static func narrow(_ checker: inout Checker, _ random: inout Generator) {
    for x in 0..<checker.state.count where random.chance(40) {
      let (low, high) = (checker.state.lower(x), checker.state.upper(x))
      let first = random.number(low...high)
      checker.state.raise(2 * x, first)
      checker.state.raise(2 * x + 1, -random.number(first...high))
    }
  }

  @Test(arguments: [Op.window, Op.ordered, Op.unusable, Op.nowhere])
  func resourceRulesLoseNoSolution(_ op: UInt8) throws {
    var accepted = 0
    for seed in 1...150 as ClosedRange<UInt64> {
      var random = Generator(state: seed * 64 + UInt64(op))
      let statement = Self.tasks(&random, count: random.number(2...5))
      if Self.size(statement) > 6000 { continue }
      let isUnary = op == Op.ordered || op != Op.nowhere && random.chance(30)
      Self.resource(statement, &random, isUnary: isUnary)
      let solutions = statement.solutions
      var checker = try Checker(statement, below: nil, isNoting: false)
      Self.narrow(&checker, &random)
      for _ in 0..<60 {
        var step = Step(op: op)
        step.from = random.number(0...8)
        step.to = step.from + random.number(1...8)
        step.task = random.number(0...statement.tasks.count - 1)
        step.literal = random.chance(70) ? Self.randomAtom(statement, &random) : nil
        Self.check(step, checker, solutions, seed, &accepted)
      }
    }
    #expect(accepted > 70, "\(accepted)")
  }

  @Test func orderedRulesUseOrders() throws {
    var (accepted, crossed) = (0, 0)
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = Self.tasks(&random, count: random.number(2...4))
      if Self.size(statement) > 3000 { continue }
      Self.resource(statement, &random, isUnary: true)
      var checker = try Checker(statement, below: nil, isNoting: false)
      // Values of the orders, for each solution.
      var solutions = statement.solutions
      for i in statement.tasks.indices {
        for j in statement.tasks.indices where i != j && random.chance(60) {
          let isTotal = (try? checker.define(Definition(op: Op.order, numbers: [i, j, 0]), line: 0)) != nil
          if !isTotal { try checker.define(Definition(op: Op.before, numbers: [i, j]), line: 0) }
          let (first, second) = (statement.tasks[i], statement.tasks[j])
          solutions = solutions.map {
            let isBefore = first.end.value($0) <= second.start.value($0)
            return $0 + [isBefore && first.isPresent($0) && second.isPresent($0) ? 1 : 0]
          }
        }
      }
      Self.narrow(&checker, &random)
      let fresh = Array(statement.lower.count..<checker.state.count)
      for _ in 0..<60 {
        var step = Step(op: Op.ordered)
        step.from = random.number(0...8)
        step.to = step.from + random.number(1...8)
        step.task = random.number(0...statement.tasks.count - 1)
        step.literal = random.chance(80) ? Self.randomAtom(statement, &random) : nil
        Self.check(step, checker, solutions, seed, &accepted)
        if fresh.count >= 3 {
          step = Step(op: Op.transitive)
          let orders = (0..<3).map { _ in 2 * fresh[random.number(0...fresh.count - 1)] + random.number(0...1) }
          (step.from, step.to, step.task) = (orders[0], orders[1], orders[2])
          Self.check(step, checker, solutions, seed, &crossed)
          step = Step(op: Op.pair)
          (step.from, step.to) = (fresh[random.number(0...fresh.count - 1)], fresh[random.number(0...fresh.count - 1)])
          Self.check(step, checker, solutions, seed, &crossed)
        }
      }
    }
    #expect(accepted > 70 && crossed > 30, "\(accepted) \(crossed)")
  }

  // MARK: Bounds and enumeration of all kinds

  private static func literal(_ x: Int, _ random: inout Generator) -> Literal {
    random.chance(50) ? Literal(variable: x, isUpper: false, bound: 1) : Literal(variable: x, isUpper: true, bound: 0)
  }

  /// Four integers, four Booleans, three tasks of them.
  private static func constraint(_ random: inout Generator) -> Statement {
    var domains = (0..<4).map { _ -> ClosedRange<Int> in
      let from = random.number(-2...2)
      return from...from + random.number(0...3)
    }
    domains += [ClosedRange<Int>](repeating: 0...1, count: 4)
    func form(_ random: inout Generator) -> Form {
      var terms: [Int: Int] = [:]
      for _ in 0..<random.number(0...3) { terms[random.number(0...3)] = random.number(-2...3) }
      return .sum(terms, random.number(-3...3))
    }
    func simple(_ random: inout Generator) -> Form {
      .sum([random.number(0...3): random.chance(70) ? 1 : -1], random.number(-1...1))
    }
    func literals(_ count: Int, _ random: inout Generator) -> [Literal] {
      (0..<count).map { _ in literal(random.number(4...7), &random) }
    }
    let relation: Relation = [.atMost, .equal, .different][random.number(0...2)]
    let tasks = (0..<3).map { k in
      let duration = random.chance(50) ? Form.number(random.number(0...2)) : .variable(4 + k)
      return Task(
        start: .variable(k), duration: duration, end: Form.variable(k).adding(duration)!,
        presence: random.chance(60) ? literal(5 + k, &random) : nil, name: "")
    }
    let constraint: Constraint
    switch random.number(0...20) {
    case 0: constraint = .linear(form(&random), relation, conditions: literals(random.number(0...2), &random))
    case 1: constraint = .reified(literal(4, &random), form(&random), relation)
    case 2: constraint = .reified(literal(4, &random), .sum([0: 1], random.number(-3...2)), .equal)
    case 3:
      let values = [-2, 0, 1, 3].filter { _ in random.chance(70) }
      constraint = .membership(.variable(0), ranges: values.flatMap { [$0, $0] }, target: nil)
    case 4:
      constraint = .membership(
        form(&random), ranges: [-3, -1, 1, 1, 4, 6], target: random.chance(60) ? literal(4, &random) : nil)
    case 5: constraint = .clause(literals(random.number(0...4), &random))
    case 6: constraint = .atMostOne(literals(random.number(0...4), &random))
    case 7: constraint = .conjunction(literal(4, &random), of: literals(random.number(0...3), &random))
    case 8:
      let count = random.number(1...3)
      constraint = .maximum(simple(&random), of: (0..<count).map { _ in form(&random) })
    case 9:
      let count = random.number(1...4)
      constraint = .element(
        form(&random), of: (0..<count).map { _ in simple(&random) }, width: count, row: .number(0),
        column: simple(&random))
    case 10:
      constraint = .element(
        simple(&random), of: (0..<4).map { _ in form(&random) }, width: 2, row: simple(&random), column: simple(&random)
      )
    case 11: constraint = .allDifferent((0..<3).map { _ in simple(&random) }, except: random.chance(50) ? [] : [0])
    case 12:
      constraint = .precedence(
        before: 0, after: 1, delay: random.number(-1...1), conditions: literals(random.number(0...1), &random))
    case 13:
      constraint = .temporal(
        0, isEnd: random.chance(50), 1, isOtherEnd: random.chance(50), isEqual: random.chance(50),
        delay: simple(&random),
        conditions: literals(random.number(0...1), &random))
    case 14: constraint = .alternative(0, of: [1, 2])
    case 15: constraint = .selection(0, of: [1, 2], cardinality: .number(random.number(0...2)))
    case 16: constraint = .span(0, parts: [1, 2])
    case 17: constraint = .synchronize(0, with: [1, 2])
    case 18: constraint = .noOverlap([0, 1, 2])
    case 19:
      constraint = .cumulative(
        [0, 1, 2], demands: [.number(1), .variable(7), .number(2)], capacity: .number(random.number(1...3)))
    default: constraint = .parity(literals(3, &random), target: nil)
    }
    return Statement(domains: domains, tasks: tasks, constraints: [constraint])
  }

  @Test func boundsLoseNoSolutionAndEnumerationIsExact() throws {
    var (bounds, refuted) = (0, 0)
    for seed in 1...700 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = Self.constraint(&random)
      if Self.size(statement) > 2500 { continue }
      let solutions = statement.solutions
      for _ in 0..<4 {
        var checker = try Checker(statement, below: nil, isNoting: false)
        Self.narrow(&checker, &random)
        Self.check(Step(op: Op.bounds), checker, solutions, seed, &bounds)
        var step = Step(op: Op.joint, list: [0])
        step.literal = random.chance(80) ? Self.randomAtom(statement, &random) : nil
        var accepted = 0
        Self.check(step, checker, solutions, seed, &accepted)
        refuted += accepted
        let opposite = step.literal?.negated
        let left = solutions.filter { isWithin($0, checker.state) }
          .filter { point in opposite.map { point[$0.code >> 1] * ($0.code & 1 == 0 ? 1 : -1) >= $0.value } ?? true }
        #expect((accepted == 1) == left.isEmpty, "seed \(seed): \(step) and \(left.first ?? [])")
      }
    }
    #expect(bounds > 1200 && refuted > 120, "\(bounds) \(refuted)")
  }

  @Test func hostileNumbersNeverTrap() {
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let statement = Self.constraint(&random)
      func number(_ random: inout Generator) -> [UInt8] {
        random.chance(90) ? Bytes.n(random.number(0...9)) : Bytes.n([1 << 20, 1 << 59, 1 << 60][random.number(0...2)])
      }
      func bound(_ random: inout Generator) -> [UInt8] {
        let large = [1 << 40, 1 << 59, 1 << 60, -(1 << 40), -(1 << 59), -(1 << 60)]
        return Bytes.z(random.chance(70) ? random.number(-4...9) : large[random.number(0...5)])
      }
      for _ in 0..<20 {
        var proof = Bytes()
        for _ in 0..<random.number(1...6) {
          let op = UInt8([16, 17, 18, 19, 20, 21, 22, 23, 1, 1, 1, 1, 1, 1][random.number(0...13)])
          proof.bytes.append(op)
          let step = UInt8([33, 34, 35, 36, 37, 38, 40, 41, 43][random.number(0...8)])
          if op == 1 { proof.bytes.append(step) }
          switch (op, step) {
          case (16, _), (1, 37), (1, 41): for _ in 0..<3 { proof.bytes += number(&random) }
          case (17, _): for _ in 0..<2 { proof.bytes += number(&random) }
          case (18, _): proof.bytes += [1] + Bytes.n(random.number(0...15)) + bound(&random)
          case (19, _), (21, _):
            proof.bytes += [2]
            for _ in 0..<2 { proof.bytes += Bytes.n(random.number(0...8)) + bound(&random) }
            proof.bytes += bound(&random)
          case (20, _): proof.bytes += Bytes.n(random.number(0...8)) + bound(&random)
          case (22, _): proof.bytes += [2] + number(&random) + number(&random) + [1] + number(&random)
          case (23, _):
            let kind = random.number(0...2)
            proof.bytes += [0] + Bytes.n(kind) + number(&random) + (kind == 2 ? number(&random) : [])
          case (1, 33): proof.bytes += Bytes.n(random.number(0...3))
          case (1, 43): proof.bytes += [2] + Bytes.n(random.number(0...3)) + Bytes.n(random.number(0...3)) + [0]
          default:
            if step == 40 {
              proof.bytes += [2]
              for _ in 0..<2 { proof.bytes += Bytes.n(random.number(0...3)) + bound(&random) }
            } else {
              proof.bytes += Bytes.n(random.number(0...3))
            }
            if (34...36).contains(step) { proof.bytes += bound(&random) + bound(&random) }
            if step == 35 || step == 38 { proof.bytes += number(&random) }
            proof.bytes += [1] + Bytes.n(random.number(0...17)) + bound(&random)
          }
        }
        _ = refusal(proof.bytes, statement, below: nil, claim: .infeasible)
      }
    }
  }
}
