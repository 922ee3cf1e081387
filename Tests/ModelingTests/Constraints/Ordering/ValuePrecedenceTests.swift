import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct ValuePrecedenceTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = (0..<random.within(1...4)).map { _ in random.integer(in: model) }
      var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      if random.chance(30) { expressions.append(random.term(x[0])) }
      let values = (0..<random.within(0...4)).map { _ in random.within(-2...3) }
      if values.count == 2 {
        model.valuePrecedence(values[0], before: values[1], in: expressions)
      } else {
        model.valuePrecedence(values, in: expressions)
      }
      return Specimen(model) { assignment in
        let known = expressions.map { assignment[$0] }
        return zip(values, values.dropFirst()).allSatisfy { before, after in
          guard let place = known.firstIndex(of: after) else { return true }
          return known[..<place].contains(before)
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.valuePrecedence([1, 2, 3], in: (0..<3).map { _ in model.integer(0...5) })
    #expect(try model.words(1, 2, 3) == nil)
    #expect(try model.words(0, 1, 3) == "constraint 0: 3 at place 2 comes before any 2")
  }

  /// Set partitions of four elements: Bell's number is 15.
  @Test func partitionsAreCountedOnce() throws {
    let model = Model()
    let x = (0..<4).map { _ in model.integer(1...4) }
    model.valuePrecedence(Array(0...4), in: [0] + x as [any LinearExpressible])
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(x.map { lowered.bounds(of: $0).upperBound } == [1, 2, 3, 4])
    var count = 0
    while lowered.solver.search() == .solution {
      count += 1
      let found = x.map { lowered.variable($0) }.map { ($0, lowered.solver.value(of: $0)) }
      lowered.solver.add(clause: found.flatMap { [.init($0, atMost: $1 - 1), .init($0, atLeast: $1 + 1)] })
    }
    #expect(count == 15)
  }

  /// A path of four nodes in two colours: with the order of colours it is 1212, whose sum is 6.
  @Test func coloursInBothEngines() throws {
    let model = Model()
    let x = (0..<4).map { _ in model.integer(1...3) }
    for (a, b) in zip(x, x.dropFirst()) { model.add(a != b) }
    model.valuePrecedence([1, 2, 3], in: x)
    model.maximize(sum(of: x))
    // 1, 2, 3, 2
    #expect(try model.solve().objective == 8)
    #expect(try model.solve(using: GLPKSolver()).objective == 8)
  }
}
