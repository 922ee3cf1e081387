import Basics
import Foundation
import GLPKSolver
import Race
import Testing

@testable import Problems

/// DOVETAIL_SWEEP_CASES sets how many.
private let seeds: ClosedRange<UInt64> = {
  let count = ProcessInfo.processInfo.environment["DOVETAIL_SWEEP_CASES"].flatMap { UInt64($0) } ?? 40
  return 1...max(1, count)
}()

/// Small instances by default options end with a proof, with one worker and with two, and enumeration agrees.
@Suite struct SmallInstanceTests {
  /// - Parameter truth: the least objective; nil where there is no solution.
  private func settle<P: Problem>(_ problem: P.Type, _ instance: P.Instance, truth: Int?, _ what: String) throws {
    for workers in 1...2 {
      var options = SolveOptions<P.Solution>()
      options.workers = workers
      options.mipSolver = GLPKSolver()
      let board = Scoreboard<P.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
        try P.check(solution, of: instance)
      }
      var limits = RaceLimits()
      limits.takesTurns = workers == 1
      let result = Race.run(try P.lanes(for: instance, options), on: board, limits: limits)
      #expect(result.status == (truth == nil ? .infeasible : .optimal), "\(what), \(workers) workers")
      #expect(result.objective?.first == truth, "\(what), \(workers) workers")
      #expect(result.rejections + result.failures == [], "\(what), \(workers) workers")
    }
  }

  @Test func jobShops() throws {
    for seed in seeds {
      let instance = JobShopSamples.random(
        jobs: 1 + Int(seed % 3), machines: 1 + Int(seed / 3 % 3), isGeneral: seed % 2 == 0, seed: seed)
      try settle(JobShop.self, instance, truth: JobShopSamples.optimum(of: instance), "seed \(seed)")
    }
  }

  @Test func projects() throws {
    for seed in seeds {
      var random = RandomSource(seed: seed)
      let instance = ProjectOracle.randomInstance(count: 1 + Int(seed % 6), &random)
      try settle(ResourceProject.self, instance, truth: ProjectOracle.optimum(of: instance), "seed \(seed)")
    }
  }

  @Test func oneMachine() throws {
    for seed in seeds {
      let instance = TardinessSamples.random(
        jobs: 1 + Int(seed % 6), seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 > 0,
        times: seed % 5 == 0 ? 0...1 : 0...9)
      try settle(Tardiness.self, instance, truth: TardinessSamples.optimum(of: instance), "seed \(seed)")
    }
  }

  @Test func buffers() throws {
    for seed in seeds {
      let set = AllocationSamples.random(
        1 + Int(seed % 5), seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 5 == 0)
      let factor = [1, 1, 2, 6][Int(seed % 4)]
      let scaled = AllocationSamples.set(
        set.buffers.map {
          MemoryMapping.MemoryBuffer(
            id: $0.id, lower: $0.lower, upper: $0.upper, size: factor * $0.size, alignment: $0.alignment,
            gaps: $0.gaps, fixedOffset: $0.fixedOffset, hint: seed % 7 == 0 ? Int(seed % 11) : nil)
        })
      let least = AllocationSamples.leastHeight(of: scaled)
      try settle(MemoryMapping.self, .allocation(scaled), truth: least, "seed \(seed)")
      guard let least, least > 0 else { continue }
      for capacity in [least - 1, least, least + 1] {
        let truth = capacity < least ? nil : capacity
        try settle(
          MemoryMapping.self, .allocation(scaled.asking(capacity: capacity)), truth: truth, "seed \(seed), \(capacity)")
      }
    }
  }

  @Test func layers() throws {
    for seed in seeds {
      let program = LayerSamples.random(seed: seed)
      try settle(MemoryMapping.self, .layers(program), truth: -LayerOracle.optimum(of: program), "seed \(seed)")
    }
  }

  @Test func virtualMachines() throws {
    for seed in seeds {
      let plain = try VMSamples.random(seed: seed)
      var machines = plain
      machines.goal = .machines
      var reach = plain
      let loss = plain.loss(of: plain.homes)
      reach.goal = .migrations(rate: Double(max(0, loss - 4)) / Double(plain.measure.denominator))
      for instance in [plain, machines, reach] {
        try settle(
          VMRescheduling.self, instance, truth: VMSamples.optimum(of: instance), "seed \(seed), \(instance.goal)")
      }
    }
  }
}
