import MIP
import Race
import Testing

@testable import Scheduling
@testable import Solving

/// Durations that are too large as they are, and not once their common divisor is out.
@Suite struct JobShopUnitTests {
  static let unit = 900_000_000

  static func enlarged(_ instance: JobShop.Instance) throws -> JobShop.Instance {
    try JobShop.Instance(
      name: instance.name, machineCount: instance.machineCount,
      jobs: instance.jobs.map { $0.map { .init(machine: $0.machine, duration: $0.duration * unit) } })
  }

  @Test func theBestMakespanGrowsWithTheDurations() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let small = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: seed % 2 == 0, seed: seed)
      let large = try Self.enlarged(small)
      let options = SolveOptions<JobShop.Solution>()
      let known = try Self.best(small, options)
      let found = try Self.best(large, options)
      #expect(known.isProved && found.isProved && found.makespan == known.makespan * Self.unit)
    }
  }

  private static func best(
    _ instance: JobShop.Instance, _ options: SolveOptions<JobShop.Solution>
  ) throws -> (makespan: Int, isProved: Bool) {
    let scoreboard = Scoreboard<JobShop.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    _ = Race.run(try JobShop.lanes(for: instance, options), on: scoreboard, limits: RaceLimits())
    #expect(scoreboard.rejections.isEmpty && scoreboard.failures.isEmpty)
    let best = try #require(scoreboard.best)
    return (best.objective.first, scoreboard.bound == best.objective)
  }

  @Test func theLinearModelCountsInTheFilesOwnUnit() throws {
    let shop = try Self.enlarged(
      JobShop.Instance(
        name: "two", machineCount: 2,
        jobs: [[.init(machine: 0, duration: 1), .init(machine: 1, duration: 1)], [.init(machine: 1, duration: 2)]]))
    let model = try JobShop.linearModel(of: shop, SolveOptions())
    #expect(model.columns.first { $0.name == "makespan" }?.cost == Double(Self.unit))
    #expect(try JobShop.modelText(of: shop).contains("\(Self.unit)"))
  }

  @Test func aSumWithoutACommonDivisorIsRefusedWithTheLimit() {
    let error = #expect(throws: InvalidInstance.self) {
      try JobShop.Instance(
        name: "odd", machineCount: 1, jobs: [[.init(machine: 0, duration: 1 << 40)], [.init(machine: 0, duration: 3)]])
    }
    #expect(error?.description.contains("at most \(1 << 30)") ?? false)
  }
}
