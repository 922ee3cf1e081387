import GLPKSolver
import MIP
import Testing

@testable import Modeling
@testable import Statements

/// Some variables are equal to the first, twice or more: says so by pairs only, and over a variable of its own.
private struct Multiples: Constraint {
  static let name = "multiples"
  static let blank = Multiples(variables: [], factors: [])
  var variables: [Int]
  var factors: [Int]

  mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.variables("", &variables)
    visitor.numbers("factors", &factors)
  }

  func violation(of values: [Int], in data: ModelData) -> String? {
    let units = zip(variables, factors).map { Double(values[$0]) / Double($1) }
    return Set(units).count <= 1 && units.allSatisfy { $0 == $0.rounded() } ? nil : "no common unit"
  }

  func decompose(into pieces: inout Decomposition) -> Bool {
    let unit = pieces.integer(-100...100)
    for (x, factor) in zip(variables, factors) { pieces.post(Multiple(x: x, unit: unit.index, factor: factor)) }
    return true
  }
}

/// x = factor · unit, again without a form of its own.
private struct Multiple: Constraint {
  static let name = "multiple"
  static let blank = Multiple(x: 0, unit: 0, factor: 1)
  var x: Int
  var unit: Int
  var factor: Int

  mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.variable("", &x)
    visitor.variable("unit", &unit)
    visitor.number("factor", &factor)
  }

  func violation(of values: [Int], in data: ModelData) -> String? {
    values[x] == factor * values[unit] ? nil : "no multiple"
  }

  func decompose(into pieces: inout Decomposition) -> Bool {
    let multiple = LinearForm(terms: [LinearForm.Term(variable: unit, coefficient: factor)])
    let one = LinearForm(terms: [LinearForm.Term(variable: x, coefficient: 1)])
    pieces.post(LinearConstraint(one - multiple, .equal))
    return true
  }
}

/// Odd numbers: has no form and no decomposition.
private struct Odd: Constraint {
  static let name = "odd"
  static let blank = Odd(variable: 0)
  var variable: Int

  mutating func visitParts(_ visitor: inout some PartVisitor) { visitor.variable("", &variable) }

  func violation(of values: [Int], in data: ModelData) -> String? {
    values[variable].isMultiple(of: 2) ? "even" : nil
  }
}

/// What an engine has no form for is solved through its decomposition, of which users see nothing.
@Suite struct DecompositionTests {
  private func multiples() -> (model: Model, x: [IntVar]) {
    let model = Model()
    let x = [model.integer(-3...9), model.integer(-7...9), model.integer(0...20)]
    model.post(Multiples(variables: x.map(\.index), factors: [1, 2, 3]))
    model.add(x[1] >= 3)
    return (model, x)
  }

  @Test func allChecksHoldThroughTwoLayersOfPieces() {
    Specimen.check(seeds: 1...20) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      let factors = (0..<3).map { _ in random.within(1...3) }
      model.post(Multiples(variables: x.map(\.index), factors: factors))
      return Specimen(model) { values in
        (-9...9).contains { unit in zip(x, factors).allSatisfy { values[$0] == $1 * unit } }
      }
    }
  }

  @Test func usersSeeTheirVariablesOnly() throws {
    let (model, x) = multiples()
    var seen: [[Int]] = []
    var options = Model.Options()
    options.onSolution = { seen.append($0.values) }
    model.minimize(x[0])
    for result in [try model.solve(options), try model.solve(using: GLPKSolver(), options)] {
      #expect(result.status == .optimal && result.objective == 2)
      #expect(x.map { result[$0] } == [2, 4, 6])
    }
    #expect(!seen.isEmpty && seen.allSatisfy { $0.count == 3 })
    #expect(try model.validated().constraints.count == 2)
    #expect(try model.linearModel().columns.count == 4)
  }

  @Test func aHintOfTheModelsOwnVariablesIsTheFirstSolution() throws {
    let (model, x) = multiples()
    model.maximize(x[2])
    for (variable, value) in zip(x, [3, 6, 9]) { model.hint(variable, value) }
    let none = Model.Options(timeLimit: 0)
    #expect(try model.solve(none).objective == 9)
    #expect(try model.solve(using: GLPKSolver(), none).objective == 9)
    #expect(try model.solve().objective == 12)
  }

  @Test func whatHasNeitherFormNorPiecesIsNamed() throws {
    let model = Model()
    model.post(Odd(variable: model.integer(0...5).index))
    #expect(throws: ModelError.noForm("the native engine has no form for odd")) { try model.solve() }
    #expect(throws: ModelError.noForm("there is no linear form of odd")) { try model.linearModel() }
  }

  @Test func whatSaysNothingOfTimesNeedsAHorizonWhereItIsAboutThem() throws {
    func model(horizon: Int?, overTime: Bool) -> Model {
      let model = Model(horizon: horizon)
      let task = model.interval(duration: 2)
      model.post(Odd(variable: (overTime ? task.start : model.integer(0...5)).index))
      return model
    }
    #expect(throws: ModelError.needsHorizon("odd")) { try model(horizon: nil, overTime: true).validated() }
    #expect(throws: Never.self) { try model(horizon: nil, overTime: false).validated() }
    #expect(throws: Never.self) { try model(horizon: 9, overTime: true).validated() }
  }

  /// The unit comes from times whose bounds are not known yet: starts of at least 30, 2 and 3 to one.
  @Test func piecesOverTimesWithoutAnEndExcludeNothing() throws {
    let model = Model()
    let tasks = (0..<2).map { _ in model.interval(duration: 2) }
    model.post(Multiples(variables: tasks.map(\.start.index), factors: [2, 3]))
    model.add(tasks[1].start >= 31)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    let result = try model.solve()
    #expect(result.status == .optimal && result.objective == 35)
    #expect(result[tasks[0].start] == 22)
  }
}
