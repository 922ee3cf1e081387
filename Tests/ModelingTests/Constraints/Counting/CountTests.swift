import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct CountTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let expressions: [LinearExpression] =
        x.map { random.chance(60) ? $0.linearExpression : random.term($0) }
        + [x[0] + x[1], random.within(0...2).linearExpression]
      let value = random.within(-2...3)
      let count = model.count(of: expressions, equalTo: value)
      return Specimen(model) { values in values[count] == expressions.count { values[$0] == value } }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.count(of: (0..<3).map { _ in model.integer(0...5) }, equalTo: 4)
    #expect(try model.words(4, 0, 4, 2) == nil)
    #expect(try model.words(4, 0, 4, 1) == "constraint 0: 2 expressions are 4, not 1")
  }

  @Test func ofNothingAndOfWhatNeverIs() throws {
    let model = Model()
    let none = model.count(of: [], equalTo: 0)
    let never = model.count(of: [model.integer(0...5)], equalTo: .max)
    let result = try model.solve()
    #expect(result[none] == 0 && result[never] == 0)
  }

  /// Four nurses on three days, two of them on the night shift each day.
  @Test func countsHoldInBothEngines() throws {
    let model = Model()
    let shifts = (0..<4).map { _ in (0..<3).map { _ in model.integer(0...2) } }
    for day in 0..<3 { model.add(model.count(of: shifts.map { $0[day] }, equalTo: 2) == 2) }
    let nights = shifts.map { model.count(of: $0, equalTo: 2) }
    let most = model.maximum(of: nights)
    model.minimize(10 * most + sum(of: shifts.flatMap { $0 }))
    // Six nights on four nurses: somebody has two; all else is 0.
    #expect(try model.solve().objective == 20 + 12)
    #expect(try model.solve(using: GLPKSolver()).objective == 20 + 12)
  }

  /// Without a horizon, over starts whose bounds are not known while the model is built.
  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 2) }
    model.noOverlap(tasks)
    let late = model.count(of: tasks.map(\.start), equalTo: 50)
    model.add(late == 1)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(try model.solve().objective == 52)
  }
}
