import GLPKSolver
import Modeling
import Testing

/// An objective that is a number: any solution is the best one.
@Suite struct ConstantObjectiveTests {
  private func model() -> (model: Model, x: IntVar) {
    let model = Model()
    let x = model.integer(0...10)
    let y = model.integer(0...10)
    model.add(3 * x + 5 * y == 19)
    return (model, x)
  }

  /// 3 · 3 + 5 · 2 is the only way to 19.
  @Test(arguments: [0, 5, -7, 1 << 40], [false, true])
  func anySolutionIsTheBest(number: Int, isMaximised: Bool) throws {
    let (model, x) = model()
    if isMaximised { model.maximize(LinearExpression(number)) } else { model.minimize(LinearExpression(number)) }
    for result in [try model.solve(), try model.solve(workers: 2, timeLimit: 20), try model.solve(using: GLPKSolver())]
    {
      #expect(result.status == .optimal)
      #expect(result[x] == 3)
      #expect(result.objective == number && result.bound == number)
      #expect(result.gap == 0)
    }
  }

  @Test func whatCancelsOutIsANumber() throws {
    let (model, x) = model()
    model.minimize(x - x + 4)
    #expect(try model.solve().objective == 4)
    model.minimize(LinearExpression())
    #expect(try model.solve().objective == 0)
    model.add(x >= 4)
    #expect(try model.solve().status == .infeasible)
  }

  @Test func itGoesThroughTexts() throws {
    let (model, _) = model()
    model.maximize(LinearExpression(-3))
    let read = try Model(text: model.text())
    #expect(try read.solve().objective == -3)
  }

  /// Nothing is found without time, and what the domains say is known all the same.
  @Test(arguments: [1, 4])
  func aBoundIsThereWithoutTime(workers: Int) throws {
    let model = Model()
    let x = (0..<30).map { _ in model.integer(2...9) }
    model.allDifferent(Array(x.prefix(8)))
    model.minimize(sum(of: x) + 7)
    let result = try model.solve(workers: workers, timeLimit: 0)
    #expect(result.status == .unknown)
    #expect(result.bound == 67)
    model.maximize(sum(of: x) + 7)
    #expect(try model.solve(workers: workers, timeLimit: 0).bound == 277)
  }
}
