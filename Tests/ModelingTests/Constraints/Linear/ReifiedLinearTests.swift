import Basics
import GLPKSolver
import Kernel
import Modeling
import Testing

@Suite struct ReifiedLinearTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = (0..<2).map { _ in random.integer(in: model) }
      let b = model.boolean()
      let terms = random.below(3)
      var left = random.term(x[0])
      if terms > 0 { left += random.term(x[1]) }
      if terms > 1 { left += random.term(b) }
      let right = random.within(-3...3)
      let comparison = random.below(4)
      let relation = [left <= right, left == right, left != right, left > right][comparison]
      let truth = model.reify(relation)
      // Asked twice, and used in a clause, where the literal of the kernel stands for it.
      let again = model.reify(relation)
      model.atLeastOne(of: [truth, b, !again])
      let opposite = model.reify(!relation)
      return Specimen(model) { values in
        let difference = values[left] - right
        let holds = [difference <= 0, difference == 0, difference != 0, difference > 0][comparison]
        return values[truth] == holds && values[again] == holds && values[opposite] != holds
          && (values[truth] || values[b] || !values[again])
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.reify(x + y <= 7)
    #expect(try model.words(3, 4, 1) == nil && model.words(3, 5, 0) == nil)
    #expect(try model.words(3, 5, 1) == "constraint 0: a Boolean says true of a relation whose sides differ by 1")
    #expect(try model.words(3, 4, 0) == "constraint 0: a Boolean says false of a relation whose sides differ by 0")
  }

  @Test func aRelationOnOneBooleanIsThatBoolean() throws {
    let model = Model()
    let b = model.boolean("b")
    let (same, opposite, sure, never) = (
      model.reify(b == 1), model.reify(2 * b <= 1), model.reify(b <= 1), model.reify(b + 1 == 0)
    )
    #expect(same.variable.index == b.variable.index && !same.isNegated)
    #expect(opposite.variable.index == b.variable.index && opposite.isNegated)
    #expect(try model.validated().constraints.isEmpty)
    let result = try model.solve()
    #expect(result[sure] == true && result[never] == false)
  }

  /// The kernel's clause is over bounds of x, so no Boolean is between what is known and what follows.
  @Test func aRelationOnOneVariableIsItsBound() throws {
    let model = Model()
    let x = model.integer(0...9)
    let (isLow, isHigh, isNine) = (model.reify(x <= 3), model.reify(3 * x > 20), model.reify(2 * x == 18))
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.literal(isLow) == Literal(lowered.variable(x), atMost: 3))
    #expect(lowered.literal(!isHigh) == Literal(lowered.variable(x), atMost: 6))
    #expect(lowered.literal(isNine) == Literal(lowered.variable(x), atLeast: 9))
  }

  @Test func equalityOfFixedSidesIsTrueAtOnce() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    let same = model.reify(x == y)
    model.add(x == 4)
    model.add(y == 4)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: same.variable) == 1...1)
  }

  @Test func countsInBothEngines() throws {
    let model = Model()
    let x = model.integers(6, in: 0...5, "x")
    for (i, x) in x.enumerated() { model.add(x == i) }
    let near = (0..<5).map { model.reify(2 * x[$0] - x[$0 + 1] <= 2) }
    model.maximize(sum(of: near))
    // 2 i - (i + 1) = i - 1 is at most 2 for i = 0, 1, 2, 3.
    #expect(try model.solve().objective == 4)
    #expect(try model.solve(using: GLPKSolver()).objective == 4)
  }

  /// Starts whose bounds are not known while the model is built.
  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 4) }
    model.noOverlap(tasks)
    let late = tasks.map { model.reify($0.start >= 30) }
    model.add(sum(of: late) == 1)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(try model.solve().objective == 34)
  }

  @Test func mistakes() {
    let (model, other) = (Model(), Model())
    let foreign = other.integer(0...3)
    _ = model.reify(foreign <= 2)
    _ = model.reify((1 << 62) * model.integer(0...9) + model.boolean() <= 5)
    #expect(model.errors == [.foreignVariable("a Boolean expression"), .overflow("a Boolean expression")])
  }
}
