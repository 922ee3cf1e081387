import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct SortTests {
  private static func expressions(_ model: Model, _ random: inout RandomSource) -> [LinearExpression] {
    let x = (0..<random.within(1...2)).map { _ in
      let low = random.within(-2...1)
      return model.integer(low...(low + random.within(1...2)))
    }
    var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
    if random.chance(30) { expressions.append(x[0] + 1) }
    if random.chance(20) { expressions.append(random.within(-1...1).linearExpression) }
    return expressions
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let expressions = Self.expressions(model, &random)
      let sorted = model.sort(expressions)
      return Specimen(model) { values in sorted.map { values[$0] } == expressions.map { values[$0] }.sorted() }
    }
  }

  @Test func indicesAgreeWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let expressions = Self.expressions(model, &random)
      let order = model.sortedIndices(expressions)
      return Specimen(model) { values in
        let known = expressions.map { values[$0] }
        let places = order.map { values[$0] }
        guard Set(places) == Set(known.indices) else { return false }
        return zip(places, places.dropFirst()).allSatisfy {
          known[$0] < known[$1] || (known[$0] == known[$1] && $0 < $1)
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = (0..<2).map { _ in model.integer(0...9) }
    _ = model.sort(x)
    _ = model.sortedIndices(x)
    #expect(try model.words(7, 4, 4, 7, 1, 0) == nil)
    #expect(try model.words(7, 4, 5, 7, 1, 0) == "constraint 0: place 0 of the sorted values is 4, not 5")
    #expect(try model.words(7, 7, 7, 7, 1, 0) == "constraint 1: place 0 in the order is that of 0, not of 1")
  }

  @Test func ofNothingAndOfTooMany() throws {
    let model = Model()
    #expect(model.sort([]).isEmpty && model.sortedIndices([]).isEmpty)
    #expect(try model.solve().status == .optimal)
    let x = model.integer(0...1)
    let many = [any LinearExpressible](repeating: x, count: 3_001)
    #expect(model.sort(many).count == 3_001 && model.sortedIndices(many).count == 3_001)
    #expect(
      model.errors == [.tooLarge("a sort of 3001 expressions"), .tooLarge("sorted indices of 3001 expressions")])
  }

  /// Three numbers with the sum 12 and the median 5, from 1 to 9: 1, 5, 6 are the widest apart; only (2, 5, 5) is closer
  /// than (1, 5, 6).
  @Test func widestWithAGivenMedianInBothEngines() throws {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(1...9) }
    let sorted = model.sort(x)
    let order = model.sortedIndices(x)
    model.add(sum(of: x) == 12)
    model.add(sorted[1] == 5)
    model.add(order[0] == 2)
    model.maximize(10 * (sorted[2] - sorted[0]) + x[0])
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.objective == 56 && result[x[0]] == 6 && result[x[2]] == 1)
    }
  }

  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 2) }
    model.noOverlap(tasks)
    let sorted = model.sort(tasks.map(\.start))
    model.add(sorted[1] >= 5)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(try model.solve().objective == 9)
  }
}
