import Basics
import Testing

@testable import Kernel

/// Which decision comes next, phase by phase.
@Suite struct DecisionOrderTests {
  /// A solver with a phase of variables in these ranges, plus numbers, in so many constraints each.
  private struct Case {
    let solver = Solver()
    var variables: [IntegerVariable] = []

    init(
      _ ranges: [ClosedRange<Int32>], _ selection: DecisionSelection, _ choice: DecisionChoice = .least,
      offsets: [Int] = [], degrees: [Int] = [], gaps: [[ClosedRange<Int32>]] = []
    ) {
      variables = ranges.map { solver.makeVariable(lower: $0.lowerBound, upper: $0.upperBound) }
      let named = variables.indices.map { i in
        OrderedVariable(
          variables[i], plus: offsets.isEmpty ? 0 : offsets[i], degree: degrees.isEmpty ? 0 : degrees[i],
          values: gaps.isEmpty ? [] : gaps[i].map { (range: $0, literal: Literal.always.negated) })
      }
      solver.decide(named, selection, choice)
    }

    func next() -> Literal? { solver.order.next(&solver.store, solver.activities, &solver.random) }

    /// Decides until nothing is open; the variables, each where it is decided first.
    func order() -> [Int] {
      var order: [Int] = []
      while let decision = next() {
        solver.decide(decision)
        let place = variables.firstIndex { $0.base == decision.variable.base }
        if let place, !order.contains(place) { order.append(place) }
      }
      return order
    }
  }

  @Test(arguments: [
    (DecisionSelection.inputOrder, [0, 1, 2, 3]), (.firstFail, [2, 0, 3, 1]), (.antiFirstFail, [1, 0, 3, 2]),
    (.smallest, [0, 3, 2, 1]), (.largest, [1, 3, 0, 2]), (.occurrence, [3, 1, 0, 2]),
    (.mostConstrained, [2, 3, 0, 1]), (.weightedDegree, [2, 0, 3, 1]),
  ])
  func selectionsChooseTheirVariable(_ selection: DecisionSelection, _ order: [Int]) {
    // The first and the last one are of one size.
    let made = Case([0...4, 3...12, 2...4, 1...5], selection, degrees: [1, 2, 1, 3])
    #expect(made.order() == order)
  }

  @Test func offsetsCountWhereBoundsAreCompared() {
    #expect(Case([0...4, 3...9], .smallest, offsets: [5, 0]).order() == [1, 0])
    #expect(Case([0...4, 3...9], .largest, offsets: [8, 0]).order() == [0, 1])
    #expect(Case([0...4, 3...9], .largest, offsets: [5, 0]).order() == [0, 1])
  }

  @Test func gapsCountInSizesAndRegrets() {
    let gaps: [[ClosedRange<Int32>]] = [[], [1...3, 5...5, 7...9], []]
    #expect(Case([0...4, 0...10, 0...5], .firstFail, gaps: gaps).order() == [1, 0, 2])
    #expect(Case([0...4, 0...10, 0...5], .antiFirstFail, gaps: gaps).order() == [2, 0, 1])
    #expect(Case([0...4, 0...10, 0...5], .maxRegret, gaps: gaps).order() == [1, 0, 2])
  }

  @Test(arguments: [
    (DecisionChoice.least, [-10, -10]), (.greatest, [10, 10]), (.split, [-10, 0]), (.reverseSplit, [1, 10]),
    (.median, [-8, -8]), (.middle, [4, 4]), (.interval, [-10, -8]),
  ])
  func choicesTakeTheirPart(_ choice: DecisionChoice, _ left: [Int32]) throws {
    // -10 ... -8, 4, 9, 10
    let made = Case([-10...10], .inputOrder, choice, gaps: [[-7...3, 5...8]])
    let x = made.variables[0]
    for _ in 0..<2 {
      made.solver.decide(try #require(made.next()))
      if choice == .median || choice == .middle, !made.solver.store.isFixed(x) {
        // The other bound comes next.
        made.solver.decide(try #require(made.next()))
      }
      #expect([made.solver.store.lower(x), made.solver.store.upper(x)] == left)
      made.solver.backtrack(to: 0)
    }
  }

  @Test func theValueNextToTheMiddleIsBelowOnATie() throws {
    for (range, value) in [(Int32(-3)...3, Int32(-2)), (0...9, 4)] {
      let made = Case([range], .inputOrder, .middle, gaps: [range.contains(-1) ? [-1...1] : []])
      while let decision = made.next() { made.solver.decide(decision) }
      #expect(made.solver.store.lower(made.variables[0]) == value)
    }
  }

  @Test func aValueWithALiteralIsDecidedByIt() throws {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 6)
    let literals = (0...6).map { _ in solver.makeBoolean() }
    let named = OrderedVariable(
      x, plus: 0, degree: 0, values: literals.enumerated().map { (range: Int32($0)...Int32($0), literal: $1) })
    solver.decide([named], .inputOrder, .median)
    #expect(solver.order.next(&solver.store, solver.activities, &solver.random) == literals[3])
    // Values 2, 3 and 4 are gone: 0, 1, 5, 6 are left.
    for literal in literals[2...4] { solver.decide(literal.negated) }
    #expect(solver.order.next(&solver.store, solver.activities, &solver.random) == literals[1])
  }

  @Test func aPhaseFollowsTheOther() {
    var made = Case([0...1, 0...1], .firstFail, .greatest)
    made.variables.append(made.solver.makeVariable(lower: 0, upper: 0))
    made.variables.append(made.solver.makeVariable(lower: 0, upper: 1))
    let second = made.variables[2...].map { OrderedVariable(-$0, plus: 0, degree: 0, values: []) }
    made.solver.decide(second, .inputOrder, .least)
    #expect(made.order() == [0, 1, 3])
    #expect([0, 1, 3].allSatisfy { made.solver.store.lower(made.variables[$0]) == 1 })
    // Backtracking opens what was closed, the first phase too.
    made.solver.backtrack(to: 1)
    #expect(made.order() == [1, 3])
    made.solver.backtrack(to: 0)
    #expect(made.order() == [0, 1, 3])
  }

  @Test func activityWeighsSizes() {
    let made = Case([0...4, 0...5], .weightedDegree)
    for _ in 0..<5 { made.solver.activities.bump(made.variables[1].base) }
    #expect(made.order() == [1, 0])
  }

  @Test func activityOfValuesCountsForTheirVariable() {
    let solver = Solver()
    let x = (0..<2).map { solver.makeVariable(lower: 0, upper: 4 + Int32($0)) }
    let literals = (0..<4).map { _ in solver.makeBoolean() }
    let values = literals.enumerated().map { (range: Int32($0 + 1)...Int32($0 + 1), literal: $1) }
    solver.decide(
      [
        OrderedVariable(x[0], plus: 0, degree: 0, values: []),
        OrderedVariable(x[1], plus: 0, degree: 0, values: values),
      ],
      .weightedDegree, .greatest)
    for literal in literals { solver.activities.bump(literal.variable.base) }
    #expect(solver.order.next(&solver.store, solver.activities, &solver.random) == Literal(x[1], atLeast: 5))
  }

  /// What comes next after any way of backtracking is what a solver says that was led there straight.
  @Test(arguments: [DecisionSelection.inputOrder, .firstFail, .smallest])
  func backtrackingLeavesNoTrace(_ selection: DecisionSelection) throws {
    let ranges: [ClosedRange<Int32>] = (0..<12).map { ($0 % 4)...($0 % 4 + 3 + $0 % 5) }
    for seed in UInt64(1)...40 {
      var random = SplitMix64(state: seed)
      let walked = Case(ranges, selection, .split)
      var decisions: [Literal] = []
      for _ in 0..<60 {
        if random.next() % 4 == 0 {
          let level = Int(random.next() % UInt64(decisions.count + 1))
          walked.solver.backtrack(to: level)
          decisions.removeLast(decisions.count - level)
        }
        let decision = walked.next()
        let straight = Case(ranges, selection, .split)
        for made in decisions { straight.solver.decide(made) }
        #expect(decision == straight.next(), "seed \(seed)")
        guard let decision else { continue }
        // Others decide as well.
        let taken = random.next() % 3 == 0 ? decision.negated : decision
        walked.solver.decide(taken)
        decisions.append(taken)
      }
    }
  }
}
