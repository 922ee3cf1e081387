import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct KnapsackTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let count = random.within(0...3)
      let counts: [LinearExpression] = (0..<count).map { _ in
        let x = model.integer(random.within(-1...0)...random.within(1...2))
        return random.chance(80) ? x.linearExpression : 1 - x
      }
      let weights = counts.map { _ in random.within(-1...2) }
      let profits = counts.map { _ in random.within(-2...3) }
      let sack = model.knapsack(weights: weights, profits: profits, counts: counts)
      return Specimen(model) { values in
        counts.allSatisfy { values[$0] >= 0 }
          && values[sack.weight] == zip(weights, counts).reduce(0) { $0 + $1.0 * values[$1.1] }
          && values[sack.profit] == zip(profits, counts).reduce(0) { $0 + $1.0 * values[$1.1] }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.knapsack(weights: [2, 3], profits: [5, 1], counts: (0..<2).map { _ in model.integer(-1...3) })
    #expect(try model.words(1, 2, 8, 7) == nil)
    #expect(try model.words(-1, 2, 4, 0) == "constraint 0: there are -1 of item 0")
    #expect(try model.words(1, 2, 7, 7) == "constraint 0: the items weigh 8, not 7")
    #expect(try model.words(1, 2, 8, 6) == "constraint 0: the items are worth 7, not 6")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let x = model.integer(0...1_000_000)
    _ = model.knapsack(weights: [1], profits: [], counts: [x])
    _ = model.knapsack(weights: [1 << 20], profits: [1], counts: [x])
    #expect(
      model.errors == [
        .mismatchedCounts("knapsack: 1 counts, 1 weights, 0 profits"), .overflow("the weight of a knapsack"),
      ])
  }

  /// By hand: 4 + 4 weigh 8 and are worth 30; 4 + 3 + 2 weigh 9 and are worth 32; 3 · 3 are worth 30.
  @Test func theBestSackInBothEngines() throws {
    let model = Model()
    let sack = model.knapsack(
      weights: [4, 3, 2], profits: [15, 10, 7], counts: (0..<3).map { _ in model.integer(0...3) })
    model.add(sack.weight <= 9)
    model.maximize(sack.profit)
    #expect(try model.solve().objective == 32)
    #expect(try model.solve(using: GLPKSolver()).objective == 32)
  }
}
