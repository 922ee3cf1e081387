import Basics
import CGLPK
import MIP
import Testing

/// MPS and CPLEX-LP files, read back by GLPK's own readers.
@Suite struct WriterTests {
  static func write(_ model: LinearModel, _ format: GLPKReader.Format) throws -> String {
    switch format {
    case .mps: try MPSWriter.write(model)
    case .lp: try LPWriter.write(model)
    }
  }

  static func readBack(_ model: LinearModel, _ format: GLPKReader.Format) throws -> GLPKReader.Answer? {
    let text = try write(model, format)
    let answer = GLPKReader.solve(text, format)
    #expect(answer != nil, "GLPK cannot read\n\(text)")
    return answer
  }

  @Test(arguments: [GLPKReader.Format.mps, .lp])
  func randomModelsKeepTheirOptimum(format: GLPKReader.Format) throws {
    for seed in 0..<300 {
      var source = RandomModels(seed: 500 + seed)
      let model = source.pureInteger()
      let answer = try Self.readBack(model, format)
      let best = RandomModels.bruteForce(model)
      #expect((answer?.status == GLP_OPT) == (best != nil), "seed \(seed)")
      if let best { #expect(abs(answer!.objective! - best) < 1e-9, "seed \(seed)") }
      #expect(answer?.integers == Int32(model.columns.count), "seed \(seed)")
    }
  }

  /// Each model's optimum depends on the one thing that its name says.
  struct Corner: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let optimum: Double
    let model: LinearModel

    init(_ name: String, optimum: Double, _ build: (inout LinearModel) -> Void) {
      var model = LinearModel(name: name)
      build(&model)
      testDescription = name
      self.optimum = optimum
      self.model = model
    }
  }

  static let corners: [Corner] = [
    Corner("free column", optimum: -4) {
      $0.addColumn("x", .continuous, from: -.infinity, to: .infinity, cost: 1)
      $0.addRow("r", [.init(0, 1)], from: -4)
    },
    Corner("negative lower bound", optimum: -2.5) {
      $0.addColumn("x", .continuous, from: -2.5, to: 3, cost: 1)
      $0.addRow("r", [.init(0, 1)], to: 4)
    },
    Corner("negative upper bound", optimum: 3) { $0.addColumn("x", .continuous, from: -7, to: -3, cost: -1) },
    Corner("upper bound zero", optimum: -7) { $0.addColumn("x", .integer, from: -7, to: 0, cost: 1) },
    Corner("only an upper bound", optimum: -5) { $0.addColumn("x", .continuous, from: -.infinity, to: 5, cost: -1) },
    Corner("only a negative upper bound", optimum: 5) {
      $0.addColumn("x", .integer, from: -.infinity, to: -5, cost: -1)
    },
    Corner("fixed column", optimum: 2.5) { $0.addColumn("x", .continuous, from: 2.5, to: 2.5, cost: 1) },
    Corner("fixed binary", optimum: 1) { $0.addColumn("x", .binary, from: 1, to: 1, cost: 1) },
    Corner("fixed at zero", optimum: 0) { $0.addColumn("x", .integer, from: 0, to: 0, cost: -1) },
    Corner("integer without upper bound", optimum: -4) {
      $0.addColumn("x", .integer, from: 0, to: .infinity, cost: -1)
      $0.addRow("r", [.init(0, 2)], to: 9)
    },
    Corner("free integer", optimum: -4) {
      $0.addColumn("x", .integer, from: -.infinity, to: .infinity, cost: 1)
      $0.addRow("r", [.init(0, 2)], from: -9)
    },
    Corner("range row, lower side", optimum: 2) {
      $0.addColumn("x", .continuous, from: 0, to: 10, cost: 1)
      $0.addRow("r", [.init(0, 1)], from: 2, to: 5)
    },
    Corner("range row, upper side", optimum: -5) {
      $0.addColumn("x", .continuous, from: 0, to: 10, cost: -1)
      $0.addRow("r", [.init(0, 1)], from: 2, to: 5)
    },
    Corner("negative range", optimum: -5) {
      $0.addColumn("x", .continuous, from: -10, to: 10, cost: 1)
      $0.addRow("r", [.init(0, 1)], from: -5, to: -2)
    },
    Corner("range that is no exact difference", optimum: -1.1) {
      $0.addColumn("x", .continuous, from: -10, to: 10, cost: -1)
      $0.addRow("r", [.init(0, 1)], from: -3, to: 1.1)
    },
    Corner("free row", optimum: 1) {
      $0.addColumn("x", .continuous, from: 1, to: 3, cost: 1)
      $0.addRow("r", [.init(0, 1)])
    },
    Corner("empty row", optimum: 1) {
      $0.addColumn("x", .continuous, from: 1, to: 3, cost: 1)
      $0.addRow("r", [], from: -1, to: 1)
    },
    Corner("equality", optimum: 0.75) {
      $0.addColumn("x", .continuous, from: 0, to: 3, cost: 1)
      $0.addRow("r", [.init(0, 4)], from: 3, to: 3)
    },
    Corner("constant in the objective", optimum: -11.5) {
      $0.addColumn("x", .continuous, from: 1, to: 3, cost: 1)
      $0.objectiveConstant = -12.5
    },
    Corner("constant and nothing else", optimum: 4) { $0.objectiveConstant = 4 },
    Corner("no objective", optimum: 0) { $0.addColumn("x", .continuous, from: 1, to: 3) },
    Corner("nothing", optimum: 0) { _ in },
    Corner("column in no row", optimum: 6) {
      $0.addColumn("x", .integer, from: 1, to: 3)
      $0.addColumn("y", .integer, from: 6, to: 9, cost: 1)
      $0.addRow("r", [.init(1, 1)], to: 8)
    },
    Corner("names that no format takes", optimum: 6) {
      for name in ["", "a b", "a_b", "a+b", "3x", "e1", "E", ".x", "free", "st", "Bounds", "End", "one", "ü", "x", "x"]
      {
        $0.addColumn(name, .binary, from: 0, to: 1, cost: 1)
      }
      $0.addColumn(String(repeating: "long", count: 100), .binary, from: 0, to: 1, cost: 1)
      let all = (0..<17).map { LinearModel.Term($0, 1) }
      for name in ["objective", "", "r", "r", "r_upper", "MARKER", "RHS", "inf"] { $0.addRow(name, all, from: 3) }
      $0.addRow("r", all, from: 6, to: 7)
    },
    Corner("integers after reals after integers", optimum: 7.5) {
      $0.addColumn("a", .integer, from: 0, to: 9, cost: 1)
      $0.addColumn("b", .continuous, from: 0, to: 9, cost: 1)
      $0.addColumn("c", .binary, from: 0, to: 1, cost: 1)
      $0.addRow("ra", [.init(0, 2)], from: 7)
      $0.addRow("rb", [.init(1, 2)], from: 5)
      $0.addRow("rc", [.init(2, 2)], from: 1)
    },
  ]

  @Test(arguments: corners)
  func cornerInMPS(corner: Corner) throws {
    let answer = try Self.readBack(corner.model, .mps)
    #expect(answer?.status == GLP_OPT)
    #expect(abs((answer?.objective ?? .nan) - corner.optimum) < 1e-9)
  }

  @Test(arguments: corners)
  func cornerInLP(corner: Corner) throws {
    let answer = try Self.readBack(corner.model, .lp)
    #expect(answer?.status == GLP_OPT)
    #expect(abs((answer?.objective ?? .nan) - corner.optimum) < 1e-9)
  }

  @Test(arguments: [GLPKReader.Format.mps, .lp])
  func everyDoubleComesBack(format: GLPKReader.Format) throws {
    var random = RandomSource(seed: 6)
    for _ in 0..<200 {
      // Any mantissa, magnitudes that GLPK does not take for zero.
      func number(_ random: inout RandomSource) -> Double {
        Double(sign: .plus, exponent: random.within(-30...30), significand: 1 + random.unit())
      }
      let coefficient = -number(&random)
      let row = number(&random)
      let column = [number(&random), number(&random)].sorted()
      let cost = number(&random)
      var model = LinearModel(name: "numbers")
      model.addColumn("x", .continuous, from: column[0], to: column[1], cost: cost)
      model.addRow("r", [.init(0, coefficient)], from: row, to: row)
      let numbers = GLPKReader.numbers(of: try Self.write(model, format), format)
      #expect(numbers == [coefficient, row, row, column[0], column[1], cost])
    }
  }

  @Test func aRangeIsWrittenAsSuchOnlyWhenItIsExact() throws {
    var model = LinearModel(name: "ranges")
    model.addColumn("x", .continuous, from: 0, to: 1)
    model.addRow("r", [.init(0, 1)], from: 1, to: 3)
    // -3 + 4.1 is not 1.1 in binary, and 1.1 - 4.1 is not -3.
    model.addRow("s", [.init(0, 1)], from: -3, to: 1.1)
    let text = try MPSWriter.write(model)
    #expect(text.contains(" RANGE r 2\n") && !text.contains("RANGE s"))
    #expect(text.contains(" G s\n") && text.contains(" L s_upper\n"))
  }

  @Test func aModelThatMeansNothingIsNotWritten() {
    var model = LinearModel(name: "wrong")
    model.addColumn("x", .continuous, from: 0, to: 1, cost: .nan)
    #expect(throws: MIPError.self) { try MPSWriter.write(model) }
    #expect(throws: MIPError.self) { try LPWriter.write(model) }
  }
}
