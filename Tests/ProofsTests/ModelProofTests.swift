import Basics
import Kernel
import Lowering
import Modeling
import Problems
import Race
import Scheduling
import Solving
import Testing
import UserModels

@testable import dovetail_verify

@Suite("Proofs of models and of problems with algorithms of their own") struct ModelProofTests {
  static func model(_ text: String) throws -> UserModel.Instance {
    try UserModel.parse(SourceText(name: "model.dvt", text: text))
  }

  /// Worked by hand: of 5 with weights 2, 3, 4 and values 3, 4, 6 the best are the first two.
  @Test func aKnapsackIsMaximised() throws {
    let text = """
      dovetail-model 1
      bool x0
      bool x1
      bool x2
      linear 2 x0 + 3 x1 + 4 x2 - 5 <= 0
      maximize 3 x0 + 4 x1 + 6 x2

      """
    let run = try prove(UserModel.self, try Self.model(text))
    #expect(run.outcome == .complete(claim: "optimal 7"))
    // The verifier minimises the opposite.
    #expect(try verify(run.bytes, of: text, "model", below: -7) == .optimal(7))
  }

  @Test func noSolutionIsProved() throws {
    let text = """
      dovetail-model 1
      int x0 0..3
      int x1 0..3
      int x2 0..3
      allDifferent [x0; x1; x2]
      linear x0 + x1 + x2 - 2 <= 0

      """
    let run = try prove(UserModel.self, try Self.model(text))
    #expect(run.result.status == .infeasible)
    #expect(try verify(run.bytes, of: text, "model", below: nil) == .infeasible)
  }

  /// A model of pieces that are lowered in all ways: values, gaps, maxima, sums that are relations, optional tasks.
  @Test("mixed models, the optimum by trying all values", arguments: 0..<24) func mixed(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    var text = "dovetail-model 1\nint x0 0..4\nint x1 0..4\nint x2 0..4\nint x3 0..8\nbool x4\nbool x5\n"
    text += "maximum x3 of [x0 + 1; x1; 2 x2]\n"
    text += "reified x4 form x0 - x1 \(["<=", "=", "!="][random.below(3)]) 0\n"
    text += "indicator x5 variable x2 value \(random.below(5))\n"
    text += "linear x0 + x1 - \(3 + random.below(3)) \(["=", "!="][random.below(2)]) 0 if [x4]\n"
    text += "domain x1 values [0, 2, \(3 + random.below(2))]\n"
    if random.below(2) == 0 { text += "allDifferent [x0; x1; x2]\n" }
    if random.below(2) == 0 { text += "table [x0; x2] rows [[0, 1], [1, 3], [2, 2], [3, 0]]\n" }
    if random.below(2) == 0 { text += "element x3 of [4; 6; 8; 3] at x1\n" }
    if random.below(2) == 0 { text += "arithmetic product target x3 left x0 right x1\n" }
    text += "clause [x4, x5]\n"
    let terms = (0..<6).map { ($0, random.within(-2...2)) }.filter { $0.1 != 0 }
    let sum = terms.map { "\($0.1 < 0 ? "-" : "+") \(abs($0.1)) x\($0.0)" }.joined(separator: " ")
    let form = sum.hasPrefix("+ ") ? String(sum.dropFirst(2)) : sum.isEmpty ? "0" : "-" + sum.dropFirst(2)
    text += "\(["minimize", "maximize"][random.below(2)]) \(form)\n"
    try proveAndVerify(text, seed: seed)
  }

  /// Kinds that the verifier has no bounds for, and what once had no line or a wrong one: repeated variables, gaps that
  /// another constraint has left, ends that are sums, demands that are variables, sums that parity keeps from 0.
  static let kinds = [
    "circuit [x0; x1; x2] whole\nmaximize x0 + x1",
    "circuit [x0; x1; x2] partial\nminimize x0 + 2 x2",
    "distinctCount x3 of [x0; x1; x2 + 1]\nmaximize 2 x3 - x0",
    "indexOfMaximum x0 of [x1; x2; 2 x3]\nmaximize x0 + x1",
    "lexicographic first [x0; x1] order < second [x2; x3]\nmaximize x0 + x1",
    "allDifferent [x0; x1; x1] except [1]\nmaximize x0 + x1",
    "allDifferent [x0; x0]\nmaximize x0",
    "allDifferent [x0; x1; x2; x3]\ndomain x0 values [0, 2]\ndomain x1 values [0, 2]\ndomain x2 values [0, 2]\nminimize x3",
    "table [x0; x1; x2] rows [[*, 1, 2], [0, *, 1], [2, 2, *]]\nmaximize x0 - x1 + x2",
    "reified x4 form 2 x0 - 2 x1 + 1 != 0\nmaximize 2 x5 - x4",
    "arithmetic remainder target 0 left 0 right x1 - 1\nbinLoad x1 sizes [1, 1] items [x4, x5]\nmaximize x4",
    "knapsack weights [2, 3] profits [3, 4] counts [x0; x1] weight x2 + 3 profit x3 + 4\nmaximize x3",
    "clause [x4, x5]\nlinear x0 - x1 - 3 <= 0",
    // What level 0 knows when the machine is posted: that the first task is there.
    "reified x4 form x0 - 20 <= 0\ninterval t0 start x0 duration 2 end x0 + 2 presence x4\n"
      + "interval t1 start x1 duration 2 end x1 + 2\nnoOverlap [t0, t1]\nlinear x0 - x3 <= 0\nlinear x1 - x3 <= 0\n"
      + "minimize x3",
    "interval t0 start x0 duration x1 end x0 + x1\ninterval t1 start x2 duration x3 end x2 + x3\nnoOverlap [t0, t1]\n"
      + "linear 2 - x1 - x3 <= 0\nminimize x0 + x2",
    "interval t0 start x0 duration 1 end x0 + 1\ninterval t1 start x1 duration x6 end x1 + x6 presence !x4\n"
      + "cumulative [t0, t1] demands [1; x6] capacity 2\nminimize x4 - x0 + x1",
    "interval t0 start x0 duration 2 end x0 + 2\ninterval t1 start x1 duration 2 end x1 + 2 presence x4\n"
      + "interval t2 start x2 duration 1 end x2 + 1 presence x5\nspan t0 parts [t1, t2]\nminimize x0 - x4 - x5",
    "interval t0 start x0 duration 2 end x0 + 2\ninterval t1 start x1 duration 2 end x1 + 2 presence x4\n"
      + "interval t2 start x2 duration 2 end x2 + 2 presence x5\nselection t0 of [t1, t2] cardinality 2\nmaximize x1 - x2 + x0",
    "interval t0 start x0 duration 2 end x0 + 2\ninterval t1 start x1 duration 2 end x1 + 2 presence x4\n"
      + "synchronize t0 with [t1]\nmaximize x4 + x0 - 2 x1",
  ]

  @Test("each kind, the optimum by trying all values", arguments: kinds, 1...2) func kind(lines: String, workers: Int)
    throws
  {
    let variables = "int x0 0..3\nint x1 0..3\nint x2 0..3\nint x3 0..4\nbool x4\nbool x5\nint x6 1..2\n"
    try proveAndVerify("dovetail-model 1\n" + variables + lines + "\n", seed: workers - 1)
  }

  /// The claim is what trying all values says, and the verifier accepts it.
  private func proveAndVerify(_ text: String, seed: Int) throws {
    let instance = try Self.model(text)
    #expect(UserModel.proving(instance) == .searching)
    let run = try prove(UserModel.self, instance, workers: 1 + seed % 2, seed: UInt64(seed))
    let statement = try readStatement(instance: Array(text.utf8), name: "model", problem: "model", limit: nil)
    guard let optimum = enumerate(statement) else {
      #expect(run.result.status == .infeasible)
      #expect(try verify(run.bytes, of: text, "model", below: nil) == .infeasible)
      return
    }
    #expect(run.result.status == .optimal)
    #expect(run.result.objective?.first == optimum)
    _ = try verify(run.bytes, of: text, "model", below: optimum)
  }

  @Test func whatHasNoRuleIsRefused() throws {
    let text = """
      dovetail-model 1
      int x0 0..1000
      int x1 0..1000
      int x2 0..1000000
      arithmetic product target x2 left x0 right x1
      minimize x2

      """
    guard case .never(let reason) = UserModel.proving(try Self.model(text)) else {
      Issue.record("a product of wide variables has no rule")
      return
    }
    #expect(reason.contains("arithmetic"))
  }

  /// Logging is to change nothing that the search goes by.
  @Test("a run with a log makes the same conflicts", arguments: [1, 2, 3] as [UInt64]) func conflicts(seed: UInt64)
    throws
  {
    let instance = try JobShop.parse(SourceText(name: "shop.txt", text: ShopProofTests.ft06))
    func run(_ record: ProofRecord?) throws -> [String] {
      var run = ProblemSolve<JobShop>(instance)
      run.options.engine = .cp
      run.options.seed = seed
      run.options.record(in: record)
      run.gathersReports = true
      let result = run.race(clock: RaceClock.counting(timeLimit: nil))
      return ["\(result.objective?.first ?? -1)"]
        + result.reports.flatMap { $0.counts.map { "\($0.name) \($0.value)" } }
    }
    let plain = try run(nil)
    #expect(try run(ProofRecord(limit: nil) { _ in true }) == plain)
  }
}
