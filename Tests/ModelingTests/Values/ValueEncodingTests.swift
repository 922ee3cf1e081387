import Basics
import Kernel
import Modeling
import Testing

@testable import Statements

/// Values as literals: whoever asks for them, in whatever order, they mean the same.
@Suite struct ValueEncodingTests {
  /// Booleans for values of variables, lowered through value literals that are asked for one by one or all at once.
  private struct Values: Constraint, Lowerable {
    static let name = "values"
    var asked: [(literal: BoolVar, variable: Int, value: Int)] = []
    /// Variables that are asked for all values, each before the so-manieth literal.
    var encoded: [(place: Int, variable: Int)] = []

    static var blank: Self { Self() }

    mutating func visitParts(_ visitor: inout some PartVisitor) {
      for i in asked.indices {
        visitor.literal("", &asked[i].literal)
        visitor.variable("", &asked[i].variable)
      }
    }

    func violation(of values: [Int], in data: ModelData) -> String? {
      asked.allSatisfy { data.holds($0.literal, values) == (values[$0.variable] == $0.value) } ? nil : "wrong"
    }

    func decompose(into pieces: inout Decomposition) -> Bool {
      for one in asked { pieces.post(IndicatorConstraint(one.literal, variable: one.variable, value: one.value)) }
      return true
    }

    var functionTargets: [Int] { asked.map(\.literal.variable.index) }
    var attention: HintCompletion.Attention { .always }

    func complete(_ completion: inout HintCompletion) -> Bool {
      for one in asked {
        if let known = completion.value(of: one.variable) { completion.assign(one.literal, known == one.value) }
      }
      return false
    }

    func lower(into model: LoweredModel, at position: Int) {
      for (place, one) in asked.enumerated() {
        for two in encoded where two.place == place {
          let x = model.variable(IntVar(model: 0, position: Int32(two.variable)))
          guard let (first, literals) = model.valueLiterals(of: place & 1 == 0 ? x : -x) else { continue }
          for (i, literal) in literals.enumerated() {
            let value = place & 1 == 0 ? first + i : -first - i
            #expect(literal == model.literal(x, equals: value))
          }
        }
        let isValue = model.literal(model.variable(IntVar(model: 0, position: Int32(one.variable))), equals: one.value)
        let b = model.literal(one.literal)
        model.solver.add(clause: [b.negated, isValue])
        model.solver.add(clause: [b, isValue.negated])
      }
    }
  }

  @Test func agreeWithBruteForceInWhateverOrder() {
    Specimen.check(seeds: 1...150) { random in
      let model = Model()
      let x = [random.integer(in: model), model.integer(-2...3)]
      let booleans = (0..<3).map { _ in model.boolean() }
      var rules: [(Assignment) -> Bool] = []
      var values = Values()
      for (place, b) in booleans.enumerated() {
        let (variable, value) = (x[random.below(2)], random.within(-3...3))
        values.asked.append((random.chance(20) ? !b : b, variable.index, value))
        let literal = values.asked[place].literal
        rules.append { $0[literal] == ($0[variable] == value) }
      }
      for _ in 0..<random.below(3) { values.encoded.append((random.below(3), x[random.below(2)].index)) }
      let order = (0..<4).shuffled(using: &random)
      for step in order {
        let variable = x[random.below(2)]
        let value = random.within(-2...3)
        switch step {
        case 0: model.post(values)
        case 1 where random.chance(70):
          let b = booleans[random.below(3)]
          model.post(IndicatorConstraint(b, variable: variable.index, value: value))
          rules.append { $0[b] == ($0[variable] == value) }
        case 2 where random.chance(70):
          let set = Set((0..<4).map { _ in random.within(-3...3) })
          model.post(DomainConstraint(variable.index, set.sorted()))
          rules.append { set.contains($0[variable]) }
        case 3 where random.chance(70):
          if random.chance(50) {
            model.add(variable != value, if: booleans[0])
            rules.append { !$0[booleans[0]] || $0[variable] != value }
          } else {
            model.add(x[0] + value != x[1])
            rules.append { $0[x[0]] + value != $0[x[1]] }
          }
        default: break
        }
      }
      return Specimen(model) { values in rules.allSatisfy { $0(values) } }
    }
  }

  @Test func indicatorsAreTheLiteralsOfTheirValues() throws {
    let model = Model()
    let x = model.integer(0...9)
    let b = model.indicator(x, equals: 4)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.literal(lowered.variable(x), equals: 4) == lowered.literal(b))
    // The constant 1, x and b.
    #expect(lowered.solver.variableCount == 3)
    #expect(lowered.literal(lowered.variable(x), equals: 0) == Literal(lowered.variable(x), atMost: 0))
    #expect(lowered.literal(-lowered.variable(x), equals: -4) == lowered.literal(b))
    #expect(lowered.literal(lowered.variable(x), equals: 10) == Literal.always.negated)
  }

  /// A literal that is asked for once all is lowered means its value at once.
  @Test func literalsThatComeLateAreTied() throws {
    let model = Model()
    let x = model.integer(0...9)
    let lowered = try LoweredModel(try model.validated())
    let (solver, three) = (lowered.solver, lowered.literal(lowered.variable(x), equals: 3))
    let all = try #require(lowered.valueLiterals(of: lowered.variable(x)))
    #expect(all.first == 0 && all.literals.count == 10 && all.literals[3] == three)
    for value in 0...9 {
      #expect(
        solver.search(assumptions: [three, Literal(lowered.variable(x), atLeast: Int32(value))])
          == (value <= 3 ? .solution : .refutedAssumptions))
    }
    #expect(solver.search(assumptions: all.literals.map(\.negated)) != .solution)
  }

  @Test func wideDomainsAreNotEncoded() throws {
    let model = Model()
    let (x, y) = (model.integer(0...999), model.integer(0...1000))
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.valueLiterals(of: lowered.variable(x))?.literals.count == 1000)
    #expect(lowered.valueLiterals(of: lowered.variable(y)) == nil)
  }

  /// Booleans of one value of two variables are one.
  @Test func equatedValuesShareALiteral() throws {
    let model = Model()
    let (x, y) = (model.integer(0...5), model.integer(0...5))
    let lowered = try LoweredModel(try model.validated())
    let (kx, ky) = (lowered.variable(x), lowered.variable(y))
    lowered.equate(kx, equals: 2, ky, equals: 3)
    #expect(lowered.literal(kx, equals: 2) == lowered.literal(ky, equals: 3))
    // At an end it is a bound of the other variable.
    lowered.equate(kx, equals: 0, ky, equals: 1)
    #expect(lowered.literal(ky, equals: 1) == Literal(kx, atMost: 0))
    lowered.equate(kx, equals: 5, ky, equals: 5)
    for value in 0...5 {
      let isPossible = lowered.solver.search(assumptions: [Literal(kx, atLeast: Int32(value))]) == .solution
      #expect(isPossible)
      let (first, second) = (lowered.solver.value(of: kx), lowered.solver.value(of: ky))
      #expect((first == 2) == (second == 3) && (first == 0) == (second == 1) && (first == 5) == (second == 5))
    }
  }

  /// What a model grows by meets the literals that are there.
  @Test func grownModelsKeepTheirLiterals() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.element((0...9).map { ($0 * 7) % 10 as any LinearExpressible }, at: x)
    let four = model.indicator(y, equals: 4)
    let before = try LoweredModel(try model.validated())
    #expect(before.solver.search() == .solution)
    let six = model.indicator(x, equals: 6)
    let five = model.indicator(y, equals: 5)
    model.add(x != 3)
    model.add(y != 4)
    model.post(DomainConstraint(x.index, [0, 1, 2, 3, 5, 6, 8, 9]))
    model.add(x == y)
    let grown = try LoweredModel(try model.validated(), growing: before)
    #expect(grown.literal(grown.variable(y), equals: 4) == before.literal(four))
    var found: [Int] = []
    while grown.solver.search() == .solution, found.count < 10 {
      let values = grown.values()
      found.append(values[x.index])
      #expect((values[x.index] == 6) == (values[six.variable.index] == 1))
      #expect((values[y.index] == 5) == (values[five.variable.index] == 1))
      let value = Int32(values[x.index])
      let column = grown.variable(x)
      grown.solver.add(clause: [Literal(column, atMost: value - 1), Literal(column, atLeast: value + 1)])
    }
    #expect(found.sorted() == [0, 1, 2, 5, 6, 8, 9])
  }
}
