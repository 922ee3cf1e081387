import Basics
import Race
import Solving
import Testing

@testable import Scheduling

/// Small random instances of each case: what its own searches and proofs end with is what the constraint model alone ends
/// with.
@Suite struct CaseAgreementTests {
  typealias Instance = GeneralSchedule.Instance

  private func optimum(
    _ instance: Instance, isAlone: Bool, seconds: Double = 20
  ) throws -> RaceResult<GeneralSchedule.Solution> {
    var solve = ProblemSolve<GeneralSchedule>(instance)
    solve.options.workers = 2
    if isAlone { solve.options.warmStart = .none }
    return solve.race(clock: RaceClock(timeLimit: seconds))
  }

  private func compare(_ instance: Instance, _ place: String) throws {
    let alone = try optimum(instance, isAlone: true)
    let together = try optimum(instance, isAlone: false)
    for result in [alone, together] {
      #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(place): \(result.rejections + result.failures)")
      #expect(result.status == .optimal || result.status == .infeasible, "\(place): \(result.status)")
    }
    #expect(alone.objective == together.objective, "\(place)")
  }

  private func matrix(_ jobs: Int, _ machines: Int, _ random: inout RandomSource, from least: Int = 1) -> [[Int]] {
    (0..<jobs).map { _ in (0..<machines).map { _ in random.within(least...9) } }
  }

  private func isCase(_ instance: Instance, _ kind: any ScheduleCase.Type) -> Bool { kind.init(instance) != nil }

  @Test(arguments: [1, 2] as [UInt64])
  func permutationFlowShops(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let durations = matrix(4, 3, &random)
    var rules: [GeneralSchedule.PermutationRule] = []
    for measure in [GeneralSchedule.Measure.makespan, .totalCompletion, .tardiness] {
      var rule = GeneralSchedule.PermutationRule()
      rule.objective = measure
      if measure == .tardiness { rule.dueDates = (0..<4).map { _ in random.within(10...30) } }
      rules.append(rule)
    }
    var rule = GeneralSchedule.PermutationRule()
    rule.isNoWait = true
    rules.append(rule)
    rule = GeneralSchedule.PermutationRule()
    rule.isBlocking = true
    rules.append(rule)
    rule = GeneralSchedule.PermutationRule()
    rule.setups = (0..<3).map { _ in matrix(4, 4, &random) }
    rules.append(rule)
    for rule in rules {
      let instance = try GeneralSchedule.permutationFlowShop(name: "flow", durations: durations, rule)
      #expect(isCase(instance, FlowCase.self))
      try compare(instance, "\(rule)")
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func distributedAndHybridFlowShops(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let distributed = try GeneralSchedule.distributedFlowShop(
      name: "distributed", factories: 2, durations: matrix(4, 2, &random))
    #expect(isCase(distributed, FlowCase.self))
    try compare(distributed, "distributed")
    let hybrid = try GeneralSchedule.hybridFlowShop(
      name: "hybrid", machines: [2, 1, 2], durations: matrix(4, 3, &random, from: 0))
    #expect(isCase(hybrid, HybridCase.self) && !isCase(hybrid, FlowCase.self))
    try compare(hybrid, "hybrid")
  }

  @Test(arguments: [1, 2] as [UInt64])
  func openShopsAndParallelMachines(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let open = try GeneralSchedule.openShop(name: "open", durations: matrix(3, 3, &random, from: 0))
    #expect(isCase(open, FlexibleCase.self))
    try compare(open, "open")
    try compare(try GeneralSchedule.parallelMachines(name: "parallel", durations: matrix(6, 3, &random)), "parallel")
  }

  @Test(arguments: [1, 2] as [UInt64])
  func jobShopsWithRules(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let shop = try JobShop.Instance(
      name: "shop", machineCount: 3,
      jobs: (0..<3).map { _ in
        [0, 1, 2].shuffled(using: &random).map { JobShop.Operation(machine: $0, duration: random.within(1...9)) }
      })
    let plain = try GeneralSchedule.jobShop(shop)
    #expect(JobShopView(plain) != nil)
    try compare(plain, "plain")
    for (rule, isBlocking) in [
      (GeneralSchedule.JobShopRule.blocking(allowsSwaps: true), true), (.blocking(allowsSwaps: false), true),
      (.noWait, false), (.setups, false), (.operators(2), false), (.weightedTardiness(percent: 130), false),
    ] {
      let instance = try GeneralSchedule.jobShop(shop, rule)
      #expect(isCase(instance, BlockingCase.self) == isBlocking, "\(rule)")
      #expect(JobShopView(instance) == nil, "\(rule)")
      try compare(instance, "\(rule)")
    }
  }

  /// Breaks in which operations pause; a break in which one may not pause is none of the case's.
  @Test(arguments: [1, 2] as [UInt64])
  func blockingShopsWithBreaks(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let shop = try JobShop.Instance(
      name: "shop", machineCount: 3,
      jobs: (0..<3).map { _ in
        [0, 1, 2].shuffled(using: &random).map { JobShop.Operation(machine: $0, duration: random.within(1...9)) }
      })
    for allowsSwaps in [true, false] {
      var description = try GeneralSchedule.jobShop(shop, .blocking(allowsSwaps: allowsSwaps)).description
      for machine in 0..<3 { description.resources[machine].breaks = [machine + 2..<machine + 5, 14..<20] }
      #expect(!isCase(try Instance(description), BlockingCase.self))
      for task in description.tasks.indices { description.tasks[task].mayPause = true }
      let instance = try Instance(description)
      #expect(isCase(instance, BlockingCase.self))
      try compare(instance, "swaps \(allowsSwaps)")
    }
  }

  /// One more word in the instance, and it is none of the cases any more whose methods know nothing of it.
  @Test func whatACaseDoesNotKnowMakesItNone() throws {
    var random = RandomSource(seed: 1)
    let flow = try GeneralSchedule.permutationFlowShop(name: "flow", durations: matrix(3, 2, &random)).description
    func flowCase(_ change: (inout GeneralSchedule.Description) -> Void) throws -> Bool {
      var changed = flow
      change(&changed)
      return isCase(try Instance(changed), FlowCase.self)
    }
    #expect(try flowCase { _ in })
    #expect(try !flowCase { $0.tasks[1].latestEnd = 90 })
    #expect(try !flowCase { $0.jobs[1].deadline = 90 })
    #expect(try !flowCase { $0.jobs[1].release = 1 })
    #expect(try !flowCase { $0.tasks[0].isOptional = true })
    #expect(try !flowCase { $0.resources[0].breaks = [3..<4] })
    #expect(try !flowCase { $0.lags[0].minimum = 1 })
    #expect(try !flowCase { $0.lags[0].maximum = 5 })
    #expect(try !flowCase { $0.lags.removeLast() })
    #expect(try !flowCase { $0.constraints = [] })
    #expect(try !flowCase { $0.constraints.append(.consecutive(0, 2)) })
    #expect(try !flowCase { $0.objective = [[.init(.makespan, weight: 2)]] })
    #expect(try !flowCase { $0.objective.append([.init(.totalFlow)]) })
    #expect(try !flowCase { $0.tasks[2].modes[0].demands.append(.init(1)) })
  }
}
