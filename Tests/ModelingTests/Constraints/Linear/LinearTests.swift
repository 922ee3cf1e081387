import Basics
import Modeling
import Testing

@Suite struct LinearTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let booleans = [model.boolean(), model.boolean()]
      let conditions = random.chance(50) ? [] : (0...random.below(2)).map { _ in random.literal(of: booleans) }
      let left = random.term(x[0]) + random.term(x[1])
      let right = random.term(x[random.below(3)])
      let comparison = random.below(3)
      let relation = comparison == 0 ? left <= right : comparison == 1 ? left == right : left != right
      model.add(relation, conditions: conditions)
      return Specimen(model) { values in
        if !conditions.allSatisfy({ values[$0] }) { return true }
        switch comparison {
        case 0: return values[left] <= values[right]
        case 1: return values[left] == values[right]
        default: return values[left] != values[right]
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y, b) = (model.integer(0...9), model.integer(0...9), model.boolean())
    model.add(2 * x + y - 3 <= 7, if: b)
    #expect(try model.words(4, 3, 1) == "constraint 0: linear, the sides differ by 1")
    #expect(try model.words(4, 3, 0) == nil)
  }

  @Test func strictComparisonsOfIntegers() {
    Specimen.check(seeds: 1...10) { random in
      let model = Model()
      let (x, y) = (random.integer(in: model), random.integer(in: model))
      let least = random.within(-3...2)
      model.add(x < y)
      model.add(y > least)
      model.add(least + 3 >= y)
      return Specimen(model) { values in
        values[x] < values[y] && values[y] > least && least + 3 >= values[y]
      }
    }
  }

  // MARK: Kernel

  @Test func differencesPushBothBounds() throws {
    let model = Model()
    let (x, y) = (model.integer(2...9), model.integer(0...10))
    model.add(2 * x + 6 <= 2 * y)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: y) == 5...10 && lowered.bounds(of: x) == 2...7)
  }

  @Test func conditionsOfImpossibleDifferencesBecomeFalse() throws {
    let model = Model()
    let (x, y) = (model.integer(5...9), model.integer(0...6))
    let (a, b) = (model.boolean(), model.boolean())
    model.add(x + 3 <= y, if: a)
    model.add(x + 3 <= y, if: a, b)
    model.add(x + 1 <= y, if: b)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: a.variable) == 0...0)
    #expect(lowered.bounds(of: b.variable) == 0...1)
  }

  @Test func sumsOfBooleansThatForbidOneCornerAreClauses() throws {
    let model = Model()
    let b = (0..<3).map { _ in model.boolean() }
    model.add(2 * b[0] + 3 * b[1] - 2 * b[2] <= 4)
    model.add(b[0] == 1)
    model.add(b[1] == 1)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: b[2].variable) == 1...1)
    #expect(lowered.solver.statistics.propagatorRuns == 0)
  }

  @Test func differentBooleansAreClauses() throws {
    let model = Model()
    let (a, b, c) = (model.boolean(), model.boolean(), model.boolean())
    model.add(a != b)
    model.add(a != !c, if: b)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.variableCount == 4)
    #expect(lowered.solver.search(assumptions: [lowered.literal(a), lowered.literal(b)]) == .refutedAssumptions)
    #expect(lowered.solver.search(assumptions: [lowered.literal(b), lowered.literal(c)]) == .refutedAssumptions)
    #expect(lowered.solver.search(assumptions: [lowered.literal(b), lowered.literal(!c)]) == .solution)
  }

  // MARK: Linear model

  @Test func bigMIsTheLargestExcess() throws {
    let model = Model()
    let (x, b) = (model.integer(0...9), model.boolean())
    model.add(x <= 4, if: b)
    let linear = try model.linearModel()
    let row = try #require(linear.rows.first)
    // x + 5 b <= 9
    #expect(row.terms.map(\.coefficient) == [1, 5] && row.upper == 9)
  }
}
