import Basics
import Testing

@testable import FlowTime

@Suite struct FlowGeneratorTests {
  func instance(
    _ lengths: FlowGenerator.Lengths, jobs: Int = 20_000, operations: Int = 5, load: Double = 0.9, seed: UInt64 = 1
  ) throws -> FlowInstance {
    var generator = FlowGenerator()
    generator.lengths = lengths
    generator.jobs = jobs
    generator.operations = lengths == .tests ? 2 : operations
    generator.load = load
    generator.seed = seed
    return try generator.instance()
  }

  @Test func seedsTellInstancesApart() throws {
    #expect(try instance(.pareto, jobs: 50) == instance(.pareto, jobs: 50))
    #expect(try instance(.pareto, jobs: 50).jobs != instance(.pareto, jobs: 50, seed: 2).jobs)
  }

  @Test(arguments: FlowGenerator.Lengths.allCases)
  func workArrivesAtTheLoad(_ lengths: FlowGenerator.Lengths) throws {
    for load in [0.7, 1.5] {
      let made = try instance(lengths, load: load)
      let last = made.jobs.map(\.release).max() ?? 1
      // Heavy tails take long to settle.
      let measured = Double(made.totalWork) / Double(last)
      #expect(abs(measured / load - 1) < 0.08, "\(lengths): \(measured) for \(load)")
      #expect(made.jobs.map(\.release) == made.jobs.map(\.release).sorted())
    }
  }

  @Test func familiesHaveTheirShapes() throws {
    let tests = try instance(.tests, jobs: 500)
    #expect(tests.jobs.allSatisfy { $0.operations.count == 2 && $0.operations[0] == 100 })
    let traps = try instance(.trap, jobs: 5000, operations: 3)
    // An exponential length of 100 units is above 1500 with probability e^-15, one 100 times longer nearly always.
    let long = traps.jobs.count { $0.operations[2] > 1500 }
    #expect((350...600).contains(long))
    #expect(traps.jobs.allSatisfy { $0.operations[0] <= 1500 })
    let steps = try instance(.steps, jobs: 5000, operations: 4)
    #expect(steps.jobs.allSatisfy { $0.operations.count == 1 || $0.operations == [100, 100, 100, 100] })
    #expect(steps.jobs.allSatisfy { $0.operations.count == 4 || (100...200).contains($0.operations[0]) })
    #expect((1100...1400).contains(steps.jobs.count { $0.operations.count == 4 }))
    let pareto = try instance(.pareto).jobs.flatMap(\.operations)
    let least = 100 / (3 - 2 / 1000.0.squareRoot())
    #expect(pareto.allSatisfy { Double($0) >= least - 1 && Double($0) <= 1000 * least + 1 })
    // P(X > 4 x_m) = 4^-1.5 = 1/8.
    let share = Double(pareto.count { Double($0) > 4 * least }) / Double(pareto.count)
    #expect(abs(share - 0.125) < 0.01)
  }

  @Test func arithmeticOfTheDraws() {
    let values: [(Double, Double)] = [
      (1, 0), (2.718281828459045, 1), (10, 2.302585092994046), (1e-9, -20.72326583694641),
    ]
    for (x, logarithm) in values { #expect(abs(RandomSource.logarithm(x) - logarithm) < 1e-13, "\(x)") }
    for x in [1, 8, 27, 0.125, 1e-15, 0.7, 2] as [Double] {
      let root = RandomSource.cubeRoot(x)
      #expect(abs(root * root * root / x - 1) < 1e-14, "\(x)")
    }
  }

  @Test func parametersHaveRanges() throws {
    #expect(throws: InvalidFlowInstance.self) { try instance(.exponential, jobs: 0) }
    #expect(throws: InvalidFlowInstance.self) { try instance(.exponential, jobs: FlowInstance.jobLimit + 1) }
    #expect(throws: InvalidFlowInstance.self) { try instance(.exponential, operations: 0) }
    for load in [0, -1, .nan, .infinity, 11] as [Double] {
      #expect(throws: InvalidFlowInstance.self) { try instance(.exponential, load: load) }
    }
    var generator = FlowGenerator()
    generator.lengths = .tests
    #expect(throws: InvalidFlowInstance.self) { try generator.instance() }
  }
}
