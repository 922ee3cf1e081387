import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct LexicographicTests {
  private static func list(_ model: Model, _ random: inout RandomSource) -> [LinearExpression] {
    let areBooleans = random.chance(40)
    return (0..<random.below(4)).map { _ in
      if areBooleans {
        let b = model.boolean()
        return random.chance(70) ? b.linearExpression : (!b).linearExpression
      }
      let x = random.integer(in: model)
      return random.chance(70) ? x.linearExpression : random.term(x)
    }
  }

  private static func isOrdered(_ a: [Int], _ b: [Int], strictly: Bool) -> Bool {
    for (x, y) in zip(a, b) where x != y { return x < y }
    return strictly ? a.count < b.count : a.count <= b.count
  }

  /// Lists of different lengths, with what both have.
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let first = Self.list(model, &random)
      var second = Array(Self.list(model, &random).prefix(3))
      if random.chance(30), let shared = first.first { second.insert(shared, at: random.below(second.count + 1)) }
      let isStrict = random.chance(50)
      if isStrict {
        model.lexicographic(first, isLess: second)
      } else {
        model.lexicographic(first, isAtMost: second)
      }
      _ = model.boolean()
      return Specimen(model) { values in
        Self.isOrdered(first.map { values[$0] }, second.map { values[$0] }, strictly: isStrict)
      }
    }
  }

  @Test func chainsAndMatricesAgreeWithBruteForce() {
    Specimen.check(seeds: 1...30) { random in
      let model = Model()
      let (height, width) = (random.within(1...3), random.within(1...3))
      let x = (0..<height).map { _ in (0..<width).map { _ in model.integer(0...(height * width > 6 ? 1 : 2)) } }
      let isStrict = random.chance(40)
      let hasColumns = random.chance(60)
      if hasColumns {
        model.lexicographicMatrix(x, strictly: isStrict)
      } else {
        model.lexicographicChain(x, strictly: isStrict)
      }
      return Specimen(model) { values in
        let rows = x.map { $0.map { values[$0] } }
        let columns = (0..<width).map { column in rows.map { $0[column] } }
        return (hasColumns ? [rows, columns] : [rows]).allSatisfy { lists in
          zip(lists, lists.dropFirst()).allSatisfy { Self.isOrdered($0, $1, strictly: isStrict) }
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = (0..<4).map { _ in model.integer(0...9) }
    model.lexicographic([x[0], x[1]], isAtMost: [x[2], x[3]])
    model.lexicographic([x[0], x[1]], isLess: [x[2], x[3]])
    #expect(try model.words(1, 9, 2, 0) == nil)
    #expect(try model.words(1, 2, 1, 1) == "constraint 0: (1, 2) is not at most (1, 1)")
    #expect(try model.words(1, 2, 1, 2) == "constraint 1: (1, 2) is not less than (1, 2)")
  }

  @Test func ofNothingAndOfRowsThatDiffer() throws {
    let model = Model()
    model.lexicographic([], isAtMost: [])
    #expect(try model.solve().status == .optimal)
    model.lexicographic([], isLess: [])
    #expect(try model.solve().status == .infeasible)
    model.lexicographicMatrix([[model.boolean()], []])
    #expect(model.errors == [.mismatchedCounts("the rows of a matrix differ in length")])
  }

  /// Where the first places are equal and later ones cannot be, the first has to be less.
  @Test func propagationLooksAhead() throws {
    let model = Model()
    let (x, y) = (model.integer(0...5), model.integer(0...3))
    model.lexicographic([x, 4, 7], isAtMost: [y, 4, 6])
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: x) == 0...2 && lowered.bounds(of: y) == 1...3)
  }

  /// Three different rows of three Booleans need two that are true: 000, 001, 010, whose columns are in order as well.
  @Test func leastSumOfAMatrixInBothEngines() throws {
    let model = Model()
    let x = (0..<3).map { _ in (0..<3).map { _ in model.boolean() } }
    model.lexicographicMatrix(x, strictly: true)
    model.minimize(sum(of: x.flatMap { $0 }))
    #expect(try model.solve().objective == 2)
    #expect(try model.solve(using: GLPKSolver()).objective == 2)
  }
}
