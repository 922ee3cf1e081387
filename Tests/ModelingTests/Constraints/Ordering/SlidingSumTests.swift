import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct SlidingSumTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = (0..<random.within(2...4)).map { _ in random.integer(in: model) }
      var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      for _ in 0..<random.below(6) { expressions.append(random.term(x[random.below(x.count)])) }
      let window = random.within(1...7)
      let low = random.within(-12...2)
      let range = low...(low + random.below(16))
      model.slidingSum(expressions, window: window, range: range)
      return Specimen(model) { values in
        let known = expressions.map { values[$0] }
        return known.indices.dropLast(min(known.count, window - 1)).allSatisfy { first in
          range.contains(known[first..<first + window].reduce(0, +))
        }
      }
    }
  }

  @Test func wordsAndMistakes() throws {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(0...9) }
    model.slidingSum(x, window: 2, range: 3...Int.max)
    #expect(try model.words(1, 2, 1) == nil)
    #expect(try model.words(1, 2, 0) == "constraint 0: the sum of 2 from place 1 on is 2")
    model.slidingSum(x, window: 0, range: 0...1)
    #expect(model.errors == [.emptyOperands("a sliding sum")])
  }

  /// Of any 7 of 28 days five are worked at most: 20 in all. Of any 5, three at least: 17, days 3, 4, 5, 8, 9, 10 and so
  /// on, which leaves three for the last three days but two.
  @Test func daysInBothEngines() throws {
    let model = Model()
    let days = (0..<28).map { _ in model.boolean() }
    model.slidingSum(days, window: 7, range: 0...5)
    model.slidingSum(days, window: 5, range: 3...5)
    model.maximize(sum(of: days))
    #expect(try model.solve().objective == 20)
    #expect(try model.solve(using: GLPKSolver()).objective == 20)
    model.minimize(sum(of: days))
    // Five whole windows need 15; the last three days may be off, after 2 off days before the last window's three.
    #expect(try model.solve().objective == 16)
    #expect(try model.solve(using: GLPKSolver()).objective == 16)
  }
}
