import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct FormulaTests {
  /// A random expression together with its truth.
  private struct Sample {
    let expression: any BoolExpressible
    let holds: (Assignment) -> Bool
  }

  private struct Maker {
    let booleans: [BoolVar]
    let integers: [IntVar]
    /// Expressions made before, which may be used again.
    var made: [Sample] = []

    mutating func sample(_ random: inout RandomSource, depth: Int) -> Sample {
      if depth > 0, !made.isEmpty, random.chance(15) { return made[random.below(made.count)] }
      let sample = depth == 0 || random.chance(15) ? leaf(&random) : node(&random, depth)
      made.append(sample)
      return sample
    }

    private func leaf(_ random: inout RandomSource) -> Sample {
      if random.chance(50) {
        let b = random.literal(of: booleans)
        return Sample(expression: b) { $0[b] }
      }
      let form =
        random.chance(50)
        ? random.term(integers[0]) : random.term(integers[0]) + random.term(integers[random.below(integers.count)])
      let value = random.within(-2...2)
      switch random.below(3) {
      case 0: return Sample(expression: form <= value) { $0[form] <= value }
      case 1: return Sample(expression: form == value) { $0[form] == value }
      default: return Sample(expression: !(form == value)) { $0[form] != value }
      }
    }

    private mutating func node(_ random: inout RandomSource, _ depth: Int) -> Sample {
      let (a, b) = (sample(&random, depth: depth - 1), sample(&random, depth: depth - 1))
      switch random.below(6) {
      case 0:
        return Sample(expression: a.expression.boolExpression && b.expression.boolExpression) {
          a.holds($0) && b.holds($0)
        }
      case 1:
        return Sample(expression: a.expression.boolExpression || b.expression.boolExpression) {
          a.holds($0) || b.holds($0)
        }
      case 2: return Sample(expression: !a.expression.boolExpression) { !a.holds($0) }
      case 3:
        return Sample(expression: a.expression.boolExpression.implies(b.expression.boolExpression)) {
          !a.holds($0) || b.holds($0)
        }
      case 4:
        return Sample(expression: a.expression.boolExpression.isEquivalent(to: b.expression.boolExpression)) {
          a.holds($0) == b.holds($0)
        }
      default:
        let c = sample(&random, depth: depth - 1)
        let isAll = random.chance(50)
        let all = [a, b, c]
        return Sample(
          expression: isAll ? BoolExpression.all(of: all.map(\.expression)) : .any(of: all.map(\.expression))
        ) { values in isAll ? all.allSatisfy { $0.holds(values) } : all.contains { $0.holds(values) } }
      }
    }
  }

  @Test(arguments: 0..<3)
  func agreesWithBruteForce(batch: Int) {
    let first = UInt64(batch * 60 + 1)
    Specimen.check(seeds: first...first + 59) { random in
      let model = Model()
      var maker = Maker(booleans: model.booleans(2), integers: [random.integer(in: model), random.integer(in: model)])
      let depth = random.within(1...4)
      let sample = maker.sample(&random, depth: depth)
      switch random.below(3) {
      case 0:
        model.add(sample.expression.boolExpression)
        return Specimen(model) { sample.holds($0) }
      case 1:
        let condition = maker.sample(&random, depth: 1)
        let b = random.literal(of: maker.booleans)
        model.add(sample.expression.boolExpression, if: condition.expression, b)
        return Specimen(model) { sample.holds($0) || !condition.holds($0) || !$0[b] }
      default:
        let truth = model.reify(sample.expression.boolExpression)
        return Specimen(model) { $0[truth] == sample.holds($0) }
      }
    }
  }

  @Test func allAndAny() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let booleans = model.booleans(4)
      let x = random.integer(in: model)
      var literals = (0..<random.below(4)).map { _ in random.literal(of: booleans) }
      if !literals.isEmpty, random.chance(30) { literals.append(literals[0]) }
      let isRelated = random.chance(40)
      let operands: [any BoolExpressible] = literals + (isRelated ? [x <= 0] : [])
      let (all, any) = (model.all(of: operands), model.any(of: operands))
      return Specimen(model) { values in
        let truths = literals.map { values[$0] } + (isRelated ? [values[x] <= 0] : [])
        return values[all] == truths.allSatisfy { $0 } && values[any] == truths.contains(true)
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (a, b, c) = (model.boolean(), model.boolean(), model.boolean())
    let x = model.integer(0...9)
    model.add((a && b) || (c && x <= 3))
    _ = model.all(of: [a, b])
    _ = model.reify((a && b) || x == 4)
    #expect(try model.words(1, 1, 0, 9, 1, 1) == nil)
    #expect(try model.words(0, 1, 1, 4, 0, 1) == "constraint 0: a formula is false")
    #expect(
      try model.words(1, 1, 0, 9, 0, 1)
        == "constraint 1: 2 of 2 Booleans are true, and the one for all of them is false")
    #expect(try model.words(1, 1, 0, 9, 1, 0) == "constraint 2: a Boolean is wrong about a formula")
  }

  // MARK: What it becomes

  private func kinds(_ make: (Model, [BoolVar], IntVar, IntVar) -> Void) throws -> [String] {
    let model = Model()
    make(model, model.booleans(3), model.integer(0...9), model.integer(0...9))
    return try model.validated().constraints.map { type(of: $0).name }
  }

  @Test func simpleShapesNeedNoFormula() throws {
    #expect(try kinds { model, b, _, _ in model.add(b[0] || !b[1] || b[2]) } == ["clause"])
    #expect(try kinds { model, b, _, _ in model.add(b[0].implies(b[1] || b[2])) } == ["clause"])
    #expect(try kinds { model, b, x, y in model.add(b[0] && x + y <= 7) } == ["clause", "linear"])
    #expect(try kinds { model, b, x, y in model.add((b[0] && b[1]).implies(x + y == 7)) } == ["linear"])
    #expect(try kinds { model, b, x, y in model.add(x != y, if: b[0] && !b[1]) } == ["linear"])
    #expect(try kinds { model, b, x, y in model.add(!(b[0] || x >= y)) } == ["clause", "linear"])
    #expect(try kinds { model, b, _, _ in model.add(b[0].isEquivalent(to: !b[1])) } == ["linear"])
    #expect(try kinds { model, b, x, y in model.add(b[0].isEquivalent(to: x < y)) } == ["reified linear"])
    #expect(try kinds { model, b, _, _ in model.add(b[0].isEquivalent(to: b[1] || b[2])) } == ["conjunction"])
    #expect(try kinds { model, b, _, _ in model.add(b[0] || !b[0]) } == [])
    #expect(try kinds { model, b, x, _ in model.add((b[0] && !b[0]) || x >= 10) } == ["clause"])
    #expect(try kinds { model, b, x, y in model.add((b[0] && x <= 3) || (b[1] && y <= 3)) } == ["formula"])
  }

  /// One direction where a part only has to be true: (a and b) or (c and d) is 5 clauses over two new Booleans.
  @Test func positivePlacesNeedOneDirection() throws {
    let model = Model()
    let b = model.booleans(4)
    model.add((b[0] && b[1]) || (b[2] && b[3]))
    let pieces = try model.validated().decomposed { $0 != FormulaConstraint.self }
    #expect(pieces.constraints.count == 5 && pieces.variableCount == 6)
    let both = Model()
    let c = both.booleans(5)
    both.add(c[0].isEquivalent(to: (c[1] && c[2]) || (c[3] && c[4])))
    let defined = try both.validated().decomposed { $0 != FormulaConstraint.self }
    // Two conjunctions of three clauses, their disjunction of three, and two of the equivalence.
    #expect(defined.constraints.count == 11 && defined.variableCount == 8)
  }

  @Test func whatIsUsedTwiceIsKeptOnce() throws {
    let model = Model()
    let b = model.booleans(3)
    var expression = (b[0] && b[1]) || b[2]
    for _ in 0..<40 { expression = (expression && b[0]).isEquivalent(to: expression || b[1]) }
    model.add(expression)
    #expect(try model.validated().decomposed { _ in false }.constraints.count < 1_000)
    #expect(try model.solve().status != .unknown)
  }

  @Test func depthsOfAHundredThousand() throws {
    let model = Model()
    let b = model.booleans(100)
    var conjunction = BoolExpression(true)
    var mixed = BoolExpression(false)
    for i in 0...100_000 {
      conjunction = b[i % 99] && conjunction
      mixed = i % 2 == 0 ? b[i % 100] || mixed : !(mixed && b[(i / 2) % 99])
    }
    model.add(conjunction)
    model.add(mixed)
    let result = try model.solve()
    #expect(result.status == .optimal)
    #expect(b.prefix(99).allSatisfy { result[$0] == true })
  }

  /// Knights tell the truth and knaves lie. A: "B is a knave." B: "A and C are of one kind." Then C is a knave.
  @Test func knightsInBothEngines() throws {
    let model = Model()
    let (a, b, c) = (model.boolean("a"), model.boolean("b"), model.boolean("c"))
    model.add(a.isEquivalent(to: !b))
    model.add(b.isEquivalent(to: a.isEquivalent(to: c)))
    model.maximize(2 * c + a)
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 1)
    }
  }

  /// x is in 0 ... 3 or 8 ... 9, y is not, and they differ by 2 at most or by 6 at least.
  @Test func relationsInBothEngines() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    let isOuter = { (x: IntVar) in x <= 3 || x >= 8 }
    model.add(isOuter(x) && !isOuter(y))
    model.add((x - y <= 2 && y - x <= 2) || x - y >= 6 || y - x >= 6)
    model.maximize(3 * x - 2 * y)
    // 9 and 7; x - y = 6 would need y = 3, which is outer.
    #expect(try model.solve().objective == 27 - 14)
    #expect(try model.solve(using: GLPKSolver()).objective == 27 - 14)
  }

  @Test func truths() throws {
    let model = Model()
    let (yes, no) = (model.all(of: []), model.any(of: []))
    let result = try model.solve()
    #expect(result[yes] == true && result[no] == false)
    model.add(BoolExpression(false))
    #expect(try model.solve().status == .infeasible)
  }

  @Test func mistakes() {
    let (model, other) = (Model(), Model())
    model.add(model.boolean() || other.boolean())
    _ = model.all(of: [other.integer(0...1) <= 0, model.boolean()])
    #expect(model.errors == Array(repeating: .foreignVariable("a Boolean expression"), count: 2))
  }

  /// Starts whose bounds are not known while the model is built.
  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<2).map { _ in model.interval(duration: 4) }
    model.add(tasks[0].start >= 20 || tasks[1].start >= tasks[0].end + 9)
    model.add((tasks[0].start <= 1) || (tasks[1].start <= 1 && tasks[0].start >= 33))
    model.minimize(2 * tasks[0].end + tasks[1].end)
    // Start 0 and 4 + 9, or 33 and 0.
    #expect(try model.solve().objective == 2 * 4 + 17)
  }
}
