import Basics
import Presolve
import Statements
import Testing

/// Each rule on a model small enough to do by hand.
@Suite struct RuleTests {
  @discardableResult
  private func presolved(_ model: Model, _ rules: Set<PresolveRule> = [], keepsAll: Bool = false) -> PresolvedModel {
    var options = PresolveOptions(rules: rules)
    options.keepsAllSolutions = keepsAll
    check(model.data, options, "by hand")
    return presolve(model.data, options: options)
  }

  @Test func boundsAreRounded() {
    let model = Model()
    let (x, y) = (model.integer(0...10), model.integer(0...10))
    model.add(3 * x + 2 * y <= 10)
    model.add(2 * x >= 3)
    let made = presolved(model)
    // 2 ≤ x ≤ 3, and y ≤ 2.
    #expect(made.data.lower == [2, 0] && made.data.upper == [3, 2])
  }

  @Test func chainsOfBoundsEndAFixpoint() {
    let model = Model()
    let x = (0..<20).map { _ in model.integer(0...19) }
    for (a, b) in zip(x, x.dropFirst()) { model.add(a < b) }
    let made = presolve(model.data, options: PresolveOptions(rules: []))
    #expect(made.data.variableCount == 0)
    #expect(made.restore([]) == Array(0..<20))
    model.add(x[19] <= 18)
    #expect(presolve(model.data).isInfeasible)
  }

  @Test func aLongCreepIsCutShort() {
    // x < y < x would take a billion steps.
    let model = Model()
    let (x, y) = (model.integer(0...1_000_000_000), model.integer(0...1_000_000_000))
    model.add(x < y, if: model.boolean())
    model.add(x + 1 <= y)
    model.add(y + 1 <= x)
    #expect(presolve(model.data).report.work < 100_000)
  }

  @Test func conditionsThatCannotHoldFail() {
    let model = Model()
    let (x, a, b) = (model.integer(0...3), model.boolean(), model.boolean())
    model.add(x >= 4, if: a)
    model.add(x >= 5, if: b, !a)
    let made = presolved(model)
    #expect(made.restore(Array(repeating: 1, count: made.data.variableCount))[1...] == [0, 0])
  }

  @Test func parallelRowsBecomeOne() throws {
    let model = Model()
    let (x, y) = (model.integer(0...5), model.integer(0...5))
    model.add(2 * x + 4 * y <= 13)
    model.add(3 * x + 6 * y <= 24)
    model.add(-x - 2 * y <= -6)
    let made = presolved(model, [.parallelRows])
    // x + 2y ≤ 6 and ≥ 6.
    let row = try #require(made.data.constraints.first as? LinearConstraint)
    #expect(made.data.constraints.count == 1 && row.comparison == .equal && abs(row.form.constant) == 6)
  }

  @Test func coefficientsShrinkToTheExcess() throws {
    // 9x + 2y + z ≤ 10 can be exceeded by 2 only: 2x + 2y + z ≤ 3.
    let model = Model()
    let (x, y, z) = (model.boolean(), model.boolean(), model.boolean())
    model.add(9 * x + 2 * y + z <= 10)
    model.maximize(x + y + z)
    let made = presolved(model, [.strengthening])
    let row = try #require(made.data.constraints.first as? LinearConstraint)
    #expect(row.form.terms.map(\.coefficient) == [2, 2, 1] && row.form.constant == -3)
  }

  @Test func knapsacksOfWhichNoTwoFitAreAtMostOne() throws {
    let model = Model()
    let b = (0..<3).map { _ in model.boolean() }
    model.add(3 * b[0] + 4 * b[1] + 5 * (1 - b[2].linearExpression) <= 6)
    let made = presolved(model, [.strengthening])
    let row = try #require(made.data.constraints.first as? AtMostOneConstraint)
    #expect(row.literals.map(\.isNegated) == [false, false, true])
  }

  @Test func edgesBecomeACliqueThatKeepsTheNodes() {
    let model = Model()
    let b = (0..<5).map { _ in model.boolean() }
    for i in 0..<4 { for j in 0..<i { model.atMostOne(of: [b[i], b[j]]) } }
    model.atMostOne(of: [b[3], b[4]])
    model.maximize(sum(of: b))
    let made = presolved(model, [.cliques])
    #expect(made.data.constraints.count == 2 && made.report[.mergedCliques] == 6)
  }

  @Test func whatExcludesAllOfAnExactlyOneIsFalse() {
    let model = Model()
    let b = (0..<4).map { _ in model.boolean() }
    model.add(b[0] + b[1] + b[2] == 1)
    for i in 0..<3 { model.atMostOne(of: [b[i], b[3]]) }
    let made = presolved(model, [.cliques, .parallelRows])
    #expect(made.data.variableCount == 3 && made.report[.fixedColumns] == 1)
  }

  @Test func clausesThatContainAnotherGo() {
    let model = Model()
    let b = (0..<5).map { _ in model.boolean() }
    model.atLeastOne(of: [b[0], b[1]])
    model.atLeastOne(of: [b[2], b[1], b[0]])
    model.atMostOne(of: [b[1], b[2], b[3], b[4]])
    model.atMostOne(of: [b[3], b[2], b[1]])
    model.maximize(sum(of: b))
    #expect(presolved(model, [.dominatedRows]).data.constraints.count == 2)
  }

  @Test func cheapEndsThatNoRowForbidsAreTaken() {
    let model = Model()
    let (x, y, z) = (model.integer(0...4), model.integer(0...4), model.integer(0...4))
    model.add(x + y <= 6)
    model.add(y <= z)
    model.minimize(x - z)
    let made = presolved(model, [.dualFixing])
    #expect(made.data.variableCount == 1 && made.restore([0]) == [0, 0, 4])
    #expect(made.reduce([3, 2, 2]) == [0])
  }

  @Test func aColumnThatOneRowHoldsFollowsIt() {
    let model = Model()
    let (x, y) = (model.integer(0...20), model.integer(1...4))
    model.add(x >= 3 * y - 2)
    model.add(x + y >= 3)
    let z = model.integer(0...20)
    model.add(z >= 2 * y - 1)
    model.minimize(z + x - 4 * y)
    let made = presolved(model, [.dualFixing])
    #expect(made.report[.dualFixings] >= 1)
  }

  @Test func equationsOfTwoSubstitute() {
    let model = Model()
    let (x, y, z) = (model.integer(0...20, "x"), model.integer(0...9, "y"), model.integer(0...9, "z"))
    model.add(x == 3 * y + 2)
    model.add(x + z <= 16)
    model.minimize(-x + 2 * z)
    let made = presolved(model, [.affine], keepsAll: true)
    #expect(made.data.variableCount == 2 && made.data.names == ["y", "z"])
    #expect(made.restore([4, 1]) == [14, 4, 1])
    #expect(made.data.cost(of: [4, 1]) == -12)
  }

  @Test func theLargestOfOneIsThatOne() {
    let model = Model(horizon: 8)
    let task = model.interval(duration: 3)
    let makespan = model.maximum(of: [task.end])
    model.add(makespan >= 5)
    model.minimize(makespan)
    let made = presolved(model, [.affine])
    #expect(made.data.variableCount == 1 && made.restore(made.data.lower) == [2, 5])
  }

  @Test func whatIsAskedForItsTruthStaysABoolean() {
    // b = y − 2 for a y of 2 or 3: no literal can say that.
    let model = Model()
    let (b, x, y) = (model.boolean(), model.integer(0...3), model.integer(2...5))
    model.add(b + 2 == y)
    model.add(x + y <= 4, if: b)
    model.add(x >= 2, if: !b)
    model.minimize(x - 3 * y)
    let made = presolved(model, [.affine, .dualFixing])
    #expect(made.restore(made.data.lower).count == 3)
  }

  @Test func rowsOfSubstitutedColumnsStillCount() {
    // b + c = 1 takes c out of the model; x + c ≤ 2 must go on to hold it.
    let model = Model()
    let (x, b, c) = (model.integer(0...2), model.boolean(), model.boolean())
    model.atLeastOne(of: [b, c])
    model.atMostOne(of: [b, c])
    model.add(x + c <= 2)
    model.add(2 * x + b + c >= 5)
    model.maximize(c)
    presolved(model, Set(PresolveRule.allCases))
  }

  @Test func aSumOfOneEquationLeavesItsBounds() throws {
    let model = Model()
    let (x, y, s) = (model.integer(0...5), model.integer(0...5), model.integer(2...6))
    model.add(2 * x + 3 * y == s)
    model.minimize(x - y)
    let made = presolved(model, [.freeColumns], keepsAll: true)
    #expect(made.report[.slackColumns] == 1 && made.data.variableCount == 2)
    #expect(made.restore([1, 1]) == [1, 1, 5])
  }

  @Test func aSumThatOnlyCostsBecomesTheObjective() {
    let model = Model()
    let (x, y, total) = (model.integer(0...5), model.integer(0...5), model.integer(-100...100))
    model.add(total == 4 * x - 3 * y + 1)
    model.add(x + y >= 3)
    model.minimize(2 * total)
    let made = presolved(model, [.freeColumns])
    #expect(made.report[.freeColumns] == 1)
    #expect(made.data.objective?.cost.terms.map(\.coefficient) == [8, -6] && made.data.objective?.cost.constant == 2)
  }

  @Test func aCheaperColumnThatCoversMoreWins() {
    let model = Model()
    let b = (0..<3).map { _ in model.boolean() }
    model.atLeastOne(of: [b[0], b[1]])
    model.atLeastOne(of: [b[0], b[1], b[2]])
    model.atLeastOne(of: [b[1], b[2]])
    model.minimize(5 * b[0] + 4 * b[1] + 3 * b[2])
    let made = presolved(model, [.dominatedColumns])
    #expect(made.report[.dominatedColumns] == 1)
    #expect(made.restore(Array(repeating: 1, count: made.data.variableCount))[0] == 0)
  }

  @Test func multiplesOfAColumnAreAddedToIt() {
    let model = Model()
    let (x, y, z) = (model.integer(0...3), model.integer(-1...2), model.integer(0...2))
    model.add(x + 2 * y + z <= 5)
    model.add(2 * x + 4 * y - z >= -1)
    model.minimize(-x - 2 * y + z)
    let made = presolved(model, [.parallelColumns])
    #expect(made.report[.parallelColumns] == 1 && made.data.variableCount == 2)
    let full = made.restore([4, 0])
    #expect(full[0] + 2 * full[1] == 4)
  }

  @Test func probingFindsEqualBooleans() {
    let model = Model()
    let (a, b, c) = (model.boolean("a"), model.boolean("b"), model.boolean("c"))
    let x = model.integer(0...9)
    // a ⇒ x ≥ 5 ⇒ b, and back.
    model.add(x >= 5, if: a)
    model.add(x <= 4, if: !b)
    model.imply(b, a)
    model.atLeastOne(of: [b, c])
    let made = presolved(model, [.probing], keepsAll: true)
    #expect(made.report[.probedEquivalences] >= 1)
  }

  @Test func probingFixesWhatFailsEitherWay() {
    let model = Model()
    let (a, b, c) = (model.boolean(), model.boolean(), model.boolean())
    // a ⇒ c through b, and ¬a ⇒ c.
    model.imply(a, b)
    model.imply(b, c)
    model.atLeastOne(of: [a, c])
    let made = presolved(model, [.probing], keepsAll: true)
    #expect(made.report[.probedFixings] >= 1)
  }
}
