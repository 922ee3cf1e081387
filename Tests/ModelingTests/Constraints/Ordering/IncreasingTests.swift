import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct IncreasingTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...30) { random in
      let model = Model()
      let x = (0..<random.within(1...4)).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      let (isStrict, isFalling) = (random.chance(40), random.chance(50))
      if isFalling {
        model.decreasing(expressions, strictly: isStrict)
      } else {
        model.increasing(expressions, strictly: isStrict)
      }
      return Specimen(model) { values in
        let known = expressions.map { isFalling ? -values[$0] : values[$0] }
        return zip(known, known.dropFirst()).allSatisfy { isStrict ? $0 < $1 : $0 <= $1 }
      }
    }
  }

  /// Four different numbers from 3 on, in order: at least 3 + 4 + 5 + 6.
  @Test func leastSumInBothEngines() throws {
    let model = Model()
    let x = (0..<4).map { _ in model.integer(3...20) }
    model.decreasing(x, strictly: true)
    model.minimize(sum(of: x))
    #expect(try model.solve().objective == 18)
    #expect(try model.solve(using: GLPKSolver()).objective == 18)
    #expect(try model.words(6, 5, 4, 4) == "constraint 0: linear, the sides differ by 1")
  }
}
