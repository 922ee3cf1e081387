import Testing

@testable import MIP

@Suite struct LinearModelTests {
  func model(_ change: (inout LinearModel) -> Void = { _ in }) -> LinearModel {
    var model = LinearModel(name: "two columns")
    model.addColumn("x", .integer, from: 0, to: 5, cost: 2)
    model.addColumn("y", .continuous, from: -.infinity, to: .infinity, cost: -1)
    model.addRow("r", [.init(0, 1), .init(1, 2)], from: 1, to: 4)
    change(&model)
    return model
  }

  @Test func termsOfOneColumnAreAddedUpAndZerosLeftOut() {
    let model = model { $0.addRow("s", [.init(1, 2), .init(0, 1), .init(1, -2), .init(0, 3)]) }
    #expect(model.rows[1].terms.map(\.column) == [0])
    #expect(model.rows[1].terms.map(\.coefficient) == [4])
    #expect(model.nonzeroCount == 3)
  }

  @Test func aSoundModelIsValid() throws {
    try model().validate()
    try LinearModel(name: "nothing").validate()
  }

  /// A change that spoils the model, and a word that the message must have.
  struct Flaw: Sendable {
    let word: String
    let change: @Sendable (inout LinearModel) -> Void

    init(_ word: String, _ change: @escaping @Sendable (inout LinearModel) -> Void) {
      self.word = word
      self.change = change
    }
  }

  @Test(arguments: [
    Flaw("cost") { $0.addColumn("z", .continuous, from: 0, to: 1, cost: .nan) },
    Flaw("cost") { $0.addColumn("z", .continuous, from: 0, to: 1, cost: .infinity) },
    Flaw("bounds") { $0.addColumn("z", .continuous, from: 2, to: 1) },
    Flaw("bounds") { $0.addColumn("z", .continuous, from: .nan, to: 1) },
    Flaw("bounds") { $0.addColumn("z", .integer, from: .infinity, to: .infinity) },
    Flaw("bounds") { $0.addColumn("z", .integer, from: -.infinity, to: -.infinity) },
    Flaw("binary") { $0.addColumn("z", .binary, from: 0, to: 2) },
    Flaw("binary") { $0.addColumn("z", .binary, from: -1, to: 1) },
    Flaw("coefficient") { $0.addRow("z", [.init(0, .nan)], to: 1) },
    Flaw("coefficient") { $0.addRow("z", [.init(0, -.infinity)], to: 1) },
    Flaw("bounds") { $0.addRow("z", [.init(0, 1)], from: 3, to: 2) },
    Flaw("bounds") { $0.addRow("z", [.init(0, 1)], from: 0, to: .nan) },
    Flaw("constant") { $0.objectiveConstant = .nan },
  ])
  func whatMeansNothingIsRefused(flaw: Flaw) {
    let error = #expect(throws: MIPError.self) { try model(flaw.change).validate() }
    #expect(error?.kind == .invalidModel)
    #expect(error?.description.contains(flaw.word) == true)
  }

  @Test func objectiveAndFeasibility() {
    let model = model { $0.objectiveConstant = 10 }
    #expect(model.objective(of: [3, 0.5]) == 15.5)
    #expect(model.activity(of: 0, at: [3, 0.5]) == 4)
    #expect(model.isFeasible([3, 0.5]))
    #expect(model.isFeasible([3, 0.5 + 1e-7]), "within the tolerance")
    #expect(!model.isFeasible([3, 0.6]), "row r is 4.2")
    #expect(!model.isFeasible([3, -1.1]), "row r is 0.8")
    #expect(!model.isFeasible([6, -1]), "above the upper bound")
    #expect(!model.isFeasible([2.5, 0]), "not an integer")
    #expect(!model.isFeasible([2]), "too few values")
    #expect(!model.isFeasible([2, .nan]))
  }
}
