import Basics
import Modeling
import TestSupport
import Testing
import UserModels

/// Enumeration finds each solution once and says truly whether there are others.
@Suite struct SolutionsTests {
  @Test func sixQueensHaveFourSolutions() throws {
    for workers in 1...3 {
      let (model, queens) = Self.queens(6)
      var options = Model.Options()
      options.workers = workers
      var found: [[Int]] = []
      let end = try model.solutions(of: queens, options) { solution in
        found.append(queens.map { solution[$0] })
        return true
      }
      #expect(end.count == 4 && end.isComplete)
      #expect(
        Set(found) == [[1, 3, 5, 0, 2, 4], [2, 5, 1, 4, 0, 3], [3, 0, 4, 1, 5, 2], [4, 2, 0, 5, 3, 1]])
    }
  }

  private static func queens(_ count: Int) -> (Model, [IntVar]) {
    let model = Model()
    let queens = (0..<count).map { model.integer(0...(count - 1), "queen \($0)") }
    for i in 0..<count {
      for j in 0..<i {
        for shift in [0, i - j, j - i] { model.add(queens[i] + shift != queens[j]) }
      }
    }
    return (model, queens)
  }

  /// All solutions of random models, whole and by some of the variables, with one worker and with two.
  @Test(arguments: 0..<15)
  func everySolutionOnce(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let model = RandomModel(seed: seed).model
      let data = try model.validated()
      let truth = BruteForce(data).solutions
      var random = RandomSource(seed: seed)
      var options = Model.Options()
      options.workers = seed.isMultiple(of: 4) ? 2 : 1
      if truth.count <= 300 {
        let found = try model.solutions(options)
        #expect(found.isComplete && found.solutions.count == truth.count, "seed \(seed)")
        #expect(Set(found.solutions.map(\.values)) == Set(truth), "seed \(seed)")
      }
      let variables = model.allVariables
      let chosen: [any LinearExpressible] = (0..<random.within(0...2)).map { _ in random.sum(among: variables) }
      func key(_ values: [Int]) -> [Int] { chosen.map { Assignment(values: values)[$0.linearExpression] } }
      let expected = Set(truth.map(key))
      let found = try model.solutions(of: chosen, options)
      #expect(found.isComplete && found.solutions.count == expected.count, "seed \(seed)")
      #expect(Set(found.solutions.map { key($0.values) }) == expected, "seed \(seed)")
      #expect(found.solutions.allSatisfy { model.violation(of: $0) == nil }, "seed \(seed)")
    }
  }

  /// What only the cost looks at keeps its meaning: a maximum that could be larger in the engine is one solution.
  @Test func aMaximumHasOneValue() throws {
    let model = Model()
    let (x, y) = (model.integer(0...2), model.integer(0...2))
    let largest = model.maximum(of: [x, y])
    model.minimize(largest)
    let found = try model.solutions()
    #expect(found.isComplete && found.solutions.count == 9)
    #expect(found.solutions.allSatisfy { $0[largest] == max($0[x], $0[y]) && $0.objective == $0[largest] })
  }

  @Test func sameSeedSameOrder() throws {
    func order(_ workers: Int) throws -> [[Int]] {
      let (model, queens) = Self.queens(7)
      var options = Model.Options()
      options.seed = 5
      options.workers = workers
      options.isDeterministic = true
      return try model.solutions(of: queens, options).solutions.map(\.values)
    }
    let first = try order(1)
    #expect(first.count == 40)
    #expect(try order(1) == first)
    #expect(try order(2) == first)
  }

  @Test func endsEarlyWhereAskedTo() throws {
    let (model, queens) = Self.queens(8)
    for workers in 1...2 {
      var options = Model.Options()
      options.workers = workers
      let few = try model.solutions(of: queens, limit: 5, options)
      #expect(few.solutions.count == 5 && !few.isComplete)
      var count = 0
      let end = try model.solutions(of: queens, options) { _ in
        count += 1
        return count < 3
      }
      #expect(count == 3 && end.count == 3 && !end.isComplete)
      options.timeLimit = 0
      let none = try model.solutions(of: queens, options)
      #expect(none.solutions.isEmpty && !none.isComplete)
      options.timeLimit = nil
      options.stop = { true }
      #expect(try !model.solutions(of: queens, options).isComplete)
    }
    var options = Model.Options()
    options.conflictLimit = 2
    #expect(try !model.solutions(of: queens, options).isComplete)
    #expect(try model.solutions(limit: 0).solutions.isEmpty)
  }

  @Test func withoutSolutionOrVariable() throws {
    let model = Model()
    let x = model.integer(0...3)
    #expect(try model.solutions(of: []).solutions.count == 1)
    #expect(try model.solutions(of: [7]).solutions.count == 1)
    model.add(x >= 4)
    for workers in 1...2 {
      var options = Model.Options()
      options.workers = workers
      let none = try model.solutions(options)
      #expect(none.solutions.isEmpty && none.isComplete)
    }
    let other = Model().integer(0...1)
    #expect(throws: ModelError.foreignVariable("expression 0 of the solutions")) { try model.solutions(of: [other]) }
    #expect(throws: ModelError.overflow("expression 1 of the solutions")) {
      try model.solutions(of: [x, Int.max * x])
    }
  }

  /// 4,096 solutions come without a clause each.
  @Test func manySolutions() throws {
    let model = Model()
    let bits = (0..<12).map { _ in model.boolean() }
    let end = try model.solutions(of: bits) { _ in true }
    #expect(end.count == 4096 && end.isComplete)
  }
}
