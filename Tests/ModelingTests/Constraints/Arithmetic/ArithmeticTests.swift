import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct ArithmeticTests {
  @Test func productsAgreeWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let (x, y) = (random.integer(in: model), random.integer(in: model))
      let b = model.boolean()
      let left = [random.term(x), (!b).linearExpression, x.linearExpression, x + y][random.below(4)]
      let right = [random.term(y), random.within(-3...3).linearExpression, left][random.below(3)]
      let range = random.chance(30) ? -99...random.within(0...5) : nil
      let isSquare = random.chance(20)
      // A product with a number is linear, and may be a variable that is there already.
      let product = isSquare ? model.square(left, in: range) : model.product(left, right, in: range)
      guard model.errors.isEmpty else {
        // No value is in the range.
        let plain = Model()
        let square = plain.square(random.integer(in: plain))
        return Specimen(plain) { $0.values[0] * $0.values[0] == $0[square] }
      }
      return Specimen(model) { values in
        values[product] == values[left] * values[isSquare ? left : right]
          && range?.contains(values[product]) ?? true
      }
    }
  }

  @Test func quotientsAndRemaindersAgreeWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = model.integer(random.within(-4 ... -1)...random.within(0...5))
      let y = random.integer(in: model)
      let left = random.chance(50) ? x.linearExpression : random.term(x)
      let divisors = [random.within(-4...4).linearExpression, y.linearExpression, random.term(y), x.linearExpression]
      let right = divisors[random.below(4)]
      let isQuotient = random.chance(50)
      let result = isQuotient ? model.quotient(left, right) : model.remainder(left, right)
      return Specimen(model) { values in
        let (a, b) = (values[left], values[right])
        return b != 0 && values[result] == (isQuotient ? a / b : a % b)
      }
    }
  }

  @Test func powersAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let (x, y) = (random.integer(in: model), random.integer(in: model))
      let base = [x.linearExpression, random.within(-2...3).linearExpression, x - 1, y.linearExpression][
        random.below(4)]
      let exponent = [y.linearExpression, random.within(-3...4).linearExpression, y + 1][random.below(3)]
      let result = model.power(base, exponent, in: -70...random.within(1...80))
      return Specimen(model) { values in
        let (a, b) = (values[base], values[exponent])
        if b < 0 && a == 0 { return false }
        let product = (0..<abs(b)).reduce(1) { power, _ in power * a }
        return values[result] == (b >= 0 ? product : 1 / product)
      }
    }
  }

  @Test func absolutesAgreeWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let (x, y) = (random.integer(in: model), random.integer(in: model))
      let form = random.chance(50) ? random.term(x) : random.term(x) - random.term(y)
      let magnitude = model.absolute(form)
      if random.chance(60) { model.add(magnitude != 100) }
      return Specimen(model) { values in values[magnitude] == abs(values[form]) }
    }
  }

  // MARK: Words and mistakes

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(-9...9), model.integer(-9...9))
    _ = model.product(x, y)
    _ = model.quotient(x, y)
    #expect(try model.words(7, -2, -14, -3) == nil)
    #expect(try model.words(7, -2, -13, -3) == "constraint 0: -13 is not the product of 7 and -2")
    #expect(try model.words(7, -2, -14, -4) == "constraint 1: -4 is not the quotient of 7 and -2")
    #expect(try model.words(0, 0, 0, 0) == "constraint 1: 0 is not the quotient of 0 and 0")
  }

  @Test func roundingIsTowardsZero() throws {
    let model = Model()
    let cases = [(7, 2, 3, 1), (-7, 2, -3, -1), (7, -2, -3, 1), (-7, -2, 3, -1), (6, 3, 2, 0), (-1, 5, 0, -1)]
    let made = cases.map { a, b, _, _ in
      let (x, y) = (model.integer(a...a), model.integer(b...b))
      return [model.quotient(x, y), model.remainder(x, y), model.quotient(x, b), model.remainder(x, b)]
    }
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      for (variables, (_, _, quotient, remainder)) in zip(made, cases) {
        #expect(variables.map { result[$0] } == [quotient, remainder, quotient, remainder])
      }
    }
  }

  @Test func powersOfNegativeExponents() throws {
    let model = Model()
    let cases = [(0, 0, 1), (2, -1, 0), (1, -5, 1), (-1, -5, -1), (-1, -4, 1), (-3, -2, 0), (0, 5, 0), (-2, 3, -8)]
    let made = cases.map { model.power(model.integer($0.0...$0.0), model.integer($0.1...$0.1)) }
    let result = try model.solve()
    #expect(made.map { result[$0] } == cases.map(\.2))
    _ = model.power(model.integer(0...0), -1)
    #expect(try model.solve().status == .infeasible)
  }

  /// Exponents beyond 30, where only 0, 1 and -1 have powers.
  @Test(arguments: [(-1, 1_000_001, -1), (-1, 1_000_000, 1), (0, 77, 0), (1, 999_999_999, 1), (2, 29, 1 << 29)])
  func largeExponents(base: Int, exponent: Int, power: Int) throws {
    let model = Model()
    let x = model.integer(base - 1...base + 1)
    let y = model.integer(exponent - 20...exponent + 1)
    let result = model.power(x, y, in: -9...(1 << 29))
    model.add(x == base)
    model.add(y == exponent)
    let whole = try model.validated()
    for data in [whole, whole.decomposed { _ in false }] {
      let lowered = try LoweredModel(data)
      #expect(lowered.solver.search() == .solution)
      #expect(lowered.values()[result.index] == power)
    }
  }

  @Test func whatLeavesTheRangeIsAMistake() throws {
    let model = Model()
    let (x, y) = (model.integer(0...100_000), model.integer(0...100_000))
    _ = model.product(x, y)
    _ = model.power(x, 3)
    _ = model.quotient(1 << 31, x)
    _ = model.product(x, y, in: -5 ... -1)
    #expect(
      model.errors == [
        .boundsOutOfRange("a product, from 0 to 10000000000,"),
        .boundsOutOfRange("a power, from 0 to 1000000000000000,"),
        .boundsOutOfRange("an operand of a quotient"),
        .emptyDomain("a product from 0 to 10000000000"),
      ])
    let cut = Model()
    let (a, b) = (cut.integer(1...100_000), cut.integer(1...100_000))
    let product = cut.product(a, b, in: 0...1_000)
    #expect(cut.data.lower[product.index] == 1 && cut.data.upper[product.index] == 1_000)
    cut.maximize(a + b)
    #expect(try cut.solve().objective == 1_001)
  }

  @Test func startsWithoutAnEndNeedAHorizon() throws {
    let model = Model()
    let task = model.interval(duration: 3)
    _ = model.product(task.start, 2)
    _ = model.quotient(task.start, 24)
    #expect(model.errors == [.needsHorizon("a product"), .needsHorizon("a quotient")])
    let late = Model()
    let job = late.interval(duration: 3)
    late.add(job.start >= 40)
    let deviation = late.absolute(job.end - 20)
    late.minimize(deviation)
    #expect(try late.solve().objective == 23)
  }

  @Test func textsOfWhatNoMethodPosts() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...1_000_000))
    let data = try model.validated()
    let (a, b) = (LinearForm(variable: x), LinearForm(variable: y))
    #expect(ArithmeticConstraint(a, .product, b, a).flaw(in: data) == nil)
    #expect(ArithmeticConstraint(a, .product, b.scaled(by: 5_000), a).flaw(in: data) != nil)
    #expect(ArithmeticConstraint(a.scaled(by: 2), .power, b, a).flaw(in: data) == "a power that is no variable")
  }

  // MARK: Both engines

  /// Of all rectangles with whole sides and a perimeter of 26, the largest: 6 by 7.
  @Test func rectanglesInBothEngines() throws {
    let model = Model()
    let (width, height) = (model.integer(0...20), model.integer(0...20))
    model.add(2 * width + 2 * height == 26)
    model.maximize(model.product(width, height))
    #expect(try model.solve().objective == 42)
    #expect(try model.solve(using: GLPKSolver()).objective == 42)
  }

  /// The smallest number that leaves 2, 3 and 2 by 3, 5 and 7 (Sun Zi).
  @Test func remaindersInBothEngines() throws {
    let model = Model()
    let x = model.integer(1...1_000)
    for (divisor, rest) in [(3, 2), (5, 3), (7, 2)] { model.add(model.remainder(x, divisor) == rest) }
    model.minimize(x)
    #expect(try model.solve().objective == 23)
    #expect(try model.solve(using: GLPKSolver()).objective == 23)
  }

  /// x^3 + y^3 = 1729 in two ways; the one with the larger x is 12, 1.
  @Test func cubesInBothEngines() throws {
    let model = Model()
    let (x, y) = (model.integer(0...12), model.integer(0...12))
    model.add(model.power(x, 3) + model.power(y, 3) == 1_729)
    model.maximize(x)
    #expect(try model.solve().objective == 12)
    #expect(try model.solve(using: GLPKSolver()).objective == 12)
  }

  /// A wide domain: 3, 4, 5 times a thousand is the only such triangle with a leg of 4,000 and a sum of 12,000.
  @Test func widePythagoreanTriangle() throws {
    let model = Model()
    let (a, c) = (model.integer(1...12_000), model.integer(1...12_000))
    model.add(a + 4_000 + c == 12_000)
    model.add(model.square(a) + 16_000_000 == model.square(c))
    model.minimize(c)
    #expect(try model.solve().objective == 5_000)
  }

  /// How far three numbers are from their median at least: 0, 10 and 4 from 4.
  @Test func distancesInBothEngines() throws {
    let model = Model()
    let x = model.integer(-100...100)
    model.minimize(sum(of: [0, 10, 4].map { model.absolute(x - $0) }))
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.objective == 10 && result[x] == 4)
    }
    // Only the objective looks at them: rows from one side, without propagators and binaries.
    #expect(try model.validated().oneSidedMaxima.count == 3)
    #expect(try model.linearModel().columns.count == 4)
  }
}
