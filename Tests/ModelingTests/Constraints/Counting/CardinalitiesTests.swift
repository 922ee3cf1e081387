import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct CardinalitiesTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(60) ? $0.linearExpression : random.term($0) }
      let listed = (0..<random.within(1...3)).map { _ in random.within(-2...2) }
      let counts: [LinearExpression] = listed.map { _ in
        switch random.below(4) {
        case 0: random.within(0...2).linearExpression
        case 1: x[0].linearExpression
        default: model.integer(0...random.within(1...3)).linearExpression
        }
      }
      let isClosed = random.chance(40)
      model.cardinalities(expressions, values: listed, counts: counts, isClosed: isClosed)
      return Specimen(model) { values in
        let has = expressions.map { values[$0] }
        let isRight = zip(listed, counts).allSatisfy { value, count in has.count { $0 == value } == values[count] }
        return isRight && (!isClosed || has.allSatisfy(listed.contains))
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(0...9) }
    model.cardinalities(x, values: [4, 2], counts: [2, model.integer(0...3)], isClosed: true)
    #expect(try model.words(4, 2, 4, 1) == nil)
    #expect(try model.words(4, 2, 2, 1) == "constraint 0: 1 expressions are 4, not 2")
    #expect(try model.words(4, 7, 4, 0) == "constraint 0: an expression is 7, which is no value of the list")
  }

  @Test func mistakesAndValuesThatNeverAre() throws {
    let model = Model()
    model.cardinalities([model.integer(0...3)], values: [1, 2], counts: [1])
    #expect(model.errors == [.mismatchedCounts("constraint 0, cardinalities: 2 values and 1 counts")])
    let other = Model()
    let never = other.integer(0...3)
    other.cardinalities([other.integer(0...3)], values: [.min, 2], counts: [never, 1])
    other.maximize(never)
    #expect(try other.solve().objective == 0)
  }

  /// A magic series of length 7 counts its own values: 3 2 1 1 0 0 0, the only one.
  @Test func magicSeries() throws {
    let model = Model()
    let series = (0..<7).map { _ in model.integer(0...6) }
    model.cardinalities(series, values: Array(0..<7), counts: series, isClosed: true)
    model.minimize(series[0])
    let result = try model.solve()
    #expect(series.map { result[$0] } == [3, 2, 1, 1, 0, 0, 0])
    #expect(try model.solve(using: GLPKSolver()).objective == 3)
  }
}

@Suite struct AmongTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(60) ? $0.linearExpression : random.term($0) } + [1.linearExpression]
      let wanted = (0..<random.within(0...5)).map { _ in random.within(-3...5) }
      let count = model.among(expressions, values: wanted)
      return Specimen(model) { values in values[count] == expressions.count { wanted.contains(values[$0]) } }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.among((0..<3).map { _ in model.integer(0...9) }, values: [4, 5, 7])
    #expect(try model.words(4, 7, 6, 2) == nil)
    #expect(try model.words(4, 7, 6, 3) == "constraint 0: 2 expressions are among the values, not 3")
  }

  /// Two days off in each three of a week of seven, in wide domains; runs are one literal each.
  @Test func aRunOfValuesIsOneLiteral() throws {
    let model = Model()
    let x = (0..<7).map { _ in model.integer(0...1_000_000) }
    for day in 0...4 { model.add(model.among(x[day..<(day + 3)].map { $0 }, values: 0...999) == 2) }
    model.maximize(sum(of: x))
    // Outside the run, three days at most once in three: days 1, 4 and 7.
    let best = 3 * 1_000_000 + 4 * 999
    #expect(try model.solve().objective == best)
    #expect(try model.solve(using: GLPKSolver()).objective == best)
    let pieces = try model.validated().decomposed { _ in false }
    #expect(pieces.variableCount == 7 + 5 + 7)
  }

  @Test func countsOfAVariableValue() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let value = random.chance(70) ? x[2].linearExpression : random.term(x[2])
      let expressions = [x[0].linearExpression, random.term(x[1]), x[2].linearExpression]
      let count = model.count(of: expressions, equalTo: value)
      return Specimen(model) { values in values[count] == expressions.count { values[$0] == values[value] } }
    }
  }
}

@Suite struct DistinctCountTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let x = (0..<random.within(1...3)).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(60) ? $0.linearExpression : random.term($0) } + [1.linearExpression]
      let count = model.distinctCount(of: expressions)
      return Specimen(model) { values in values[count] == Set(expressions.map { values[$0] }).count }
    }
  }

  /// Wide domains are compared in pairs.
  @Test func wideExpressionsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...30) { random in
      let model = Model()
      let x = (0..<3).map { _ in model.integer(0...2) }
      let steps = x.map { _ in random.within(300...301) }
      let expressions = zip(x, steps).map { $1 * $0 }
      let count = model.distinctCount(of: expressions)
      return Specimen(model) { values in values[count] == Set(expressions.map { values[$0] }).count }
    }
  }

  @Test func wordsAndNothing() throws {
    let model = Model()
    _ = model.distinctCount(of: (0..<3).map { _ in model.integer(0...9) })
    #expect(try model.words(4, 7, 4, 2) == nil)
    #expect(try model.words(4, 7, 4, 3) == "constraint 0: 2 different values, not 3")
    let other = Model()
    let none = other.distinctCount(of: [])
    #expect(try other.solve()[none] == 0)
  }

  /// The Petersen graph takes three colours.
  @Test func coloursOfThePetersenGraph() throws {
    let model = Model()
    let colours = (0..<10).map { _ in model.integer(0...3) }
    for i in 0..<5 {
      for (a, b) in [(i, (i + 1) % 5), (5 + i, 5 + (i + 2) % 5), (i, 5 + i)] { model.add(colours[a] != colours[b]) }
    }
    model.minimize(model.distinctCount(of: colours))
    #expect(try model.solve().objective == 3)
  }
}
