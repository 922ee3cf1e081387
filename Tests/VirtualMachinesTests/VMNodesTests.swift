import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import VirtualMachines

/// Machines with any number of NUMA nodes, uneven VMs and groups that are broken at the start, against enumeration.
@Suite struct VMNodesTests {
  typealias Solution = VMRescheduling.Solution
  typealias Instance = VMRescheduling.Instance

  func board(_ instance: Instance) -> Scoreboard<Solution> {
    Scoreboard(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try VMRescheduling.check(solution, of: instance)
    }
  }

  func questions(_ seed: UInt64) throws -> [Instance] {
    let plain = try VMSamples.mixed(seed: seed)
    var machines = plain
    machines.goal = .machines
    var reach = plain
    let loss = plain.loss(of: plain.homes)
    reach.goal = .migrations(rate: Double(max(0, loss - 4)) / Double(plain.measure.denominator))
    let pairs = try plain.measuring([.init(size: 4, weight: 2), .init(size: 6, nodeCount: 2)])
    return [plain, machines, reach, pairs]
  }

  @Test func bothModelsAgreeWithEnumeration() throws {
    var broken = 0
    for seed in 1...70 {
      for (number, instance) in try questions(UInt64(seed)).enumerated() {
        let truth = VMSamples.truth(of: instance)
        if number == 0, VMRescheduling.warnings(of: instance).contains(where: { $0.contains("anti-affinity") }) {
          broken += 1
        }
        let native = board(instance)
        NativeStrategy(.init(seed: 1, conflictLimit: nil)) { _ in try VMRescheduling.ConstraintModel(instance) }
          .run(on: native)
        let linear = board(instance)
        if seed.isMultiple(of: 2) {
          MIPStrategy(solver: GLPKSolver()) { _ in try VMRescheduling.MIPModel(instance) }.run(on: linear)
        }
        for board in [native] + (seed.isMultiple(of: 2) ? [linear] : []) {
          #expect(board.best?.objective.first == truth, "seed \(seed), \(number)")
          #expect(truth == nil ? board.isInfeasible : board.bound?.first == truth, "seed \(seed), \(number)")
          #expect(board.rejections + board.failures == [], "seed \(seed), \(number)")
        }
      }
    }
    #expect(broken > 15)
  }

  @Test func theWholeRaceAgreesWithEnumeration() throws {
    for seed in 100...130 {
      for (number, instance) in try questions(UInt64(seed)).enumerated() {
        let board = board(instance)
        for lane in try VMRescheduling.lanes(for: instance, SolveOptions()) {
          for strategy in lane.strategies { strategy.run(on: board) }
        }
        let truth = VMSamples.truth(of: instance)
        #expect(board.best?.objective.first == truth, "seed \(seed), \(number)")
        #expect(truth == nil ? board.isInfeasible : board.bound?.first == truth, "seed \(seed), \(number)")
        #expect(board.rejections + board.failures == [], "seed \(seed), \(number)")
      }
    }
  }

  /// What the machines of a random instance have, said as a ratio of half of it or of four cores, is the same question.
  @Test func ratiosGiveWhatEnumerationGives() throws {
    for seed in 200...215 {
      let plain = try VMSamples.mixed(seed: UInt64(seed))
      var text = VMRescheduling.SimpleFile.text(of: plain)
      for machine in plain.machines.map(\.nodes) {
        func list(_ amount: VMRescheduling.Amount) -> String {
          "[" + machine.map { _ in "{\"cpu\": \(amount.cpu), \"mem\": \(amount.memory)}" }.joined(separator: ", ") + "]"
        }
        let whole = machine[0]
        let ratios =
          "\"cpuAllocationRatio\": \(Double(whole.cpu) / 4), \"ram_allocation_ratio\": \(Double(whole.memory) / 2)"
        text = text.replacing(
          "\"numas\": \(list(whole))", with: "\"numas\": \(list(.init(cpu: 4, memory: 2))), \(ratios)")
      }
      #expect(text.contains("\"cpu\": 4, \"mem\": 2}"))
      let instance = try VMRescheduling.parse(SourceText(name: plain.name, text: text))
      #expect(instance.machines.map(\.nodes) == plain.machines.map(\.nodes))
      let board = board(instance)
      for lane in try VMRescheduling.lanes(for: instance, SolveOptions()) {
        for strategy in lane.strategies { strategy.run(on: board) }
      }
      #expect(board.best?.objective.first == VMSamples.truth(of: plain), "seed \(seed)")
    }
  }

  @Test func columnGenerationBoundsMachinesOfManyNodesToo() throws {
    var (known, large) = (0, 0)
    for seed in 1...300 {
      let instance = try VMSamples.mixed(seed: UInt64(seed))
      guard VMRescheduling.ExchangeModel(instance) != nil else { continue }
      known += 1
      if instance.machines.contains(where: { $0.nodes.count > 2 }) { large += 1 }
      let board = board(instance)
      VMRescheduling.StayStrategy(instance).run(on: board)
      VMRescheduling.ExchangeStrategy(instance, seed: 1).run(on: board)
      let truth = try #require(VMSamples.truth(of: instance))
      #expect(board.bestBound <= truth && truth <= board.bestObjective, "seed \(seed)")
      #expect(board.rejections == [], "seed \(seed)")
    }
    #expect(known > 150 && large > 40, "\(known), \(large)")
  }

  @Test func heuristicsFindNothingThatTheCheckerRefuses() throws {
    for seed in 1...120 {
      let instance = try VMSamples.mixed(seed: UInt64(seed))
      let board = board(instance)
      VMRescheduling.StayStrategy(instance).run(on: board)
      for rule in VMRescheduling.ScoreRule.allCases { VMRescheduling.ScoreStrategy(instance, rule).run(on: board) }
      VMRescheduling.BeamSearch(instance, width: 8).run(
        shouldStop: { false },
        onBetter: { _, places in board.offer(Solution(places, of: instance), from: "beam") })
      var chains = VMRescheduling.ChainSearch(instance, from: instance.homes, seed: 1)
      chains.run(
        chains: 400, shouldStop: { false },
        onBetter: { loss, places in
          #expect(loss == instance.loss(of: places), "seed \(seed)")
          board.offer(Solution(places, of: instance), from: "chains")
        })
      #expect(board.rejections == [], "seed \(seed)")
      #expect(board.bestObjective >= VMSamples.truth(of: instance) ?? 0, "seed \(seed)")
    }
  }

  @Test func aMoveTableIsReadAgain() throws {
    for seed in 1...80 {
      let instance = try VMSamples.mixed(seed: UInt64(seed))
      let board = board(instance)
      NativeStrategy(.init(seed: 1, conflictLimit: nil)) { _ in try VMRescheduling.ConstraintModel(instance) }
        .run(on: board)
      let solution = try #require(board.best?.solution)
      let text = try #require(VMRescheduling.table(of: solution, of: instance))
      let again = try #require(
        try VMRescheduling.solution(in: .init(name: "moves.csv", text: text), of: instance))
      #expect(again == solution, "seed \(seed): \(text)")
      #expect(try VMRescheduling.check(again, of: instance) == board.best?.objective)
    }
  }

  @Test func aClusterIsWrittenAndReadAgain() throws {
    for seed in 1...80 {
      let instance = try VMSamples.mixed(seed: UInt64(seed))
      let text = VMRescheduling.SimpleFile.text(of: instance)
      let again = try VMRescheduling.parse(.init(name: instance.name + ".json", text: text))
      #expect(again == instance, "seed \(seed): \(text)")
    }
  }

  @Test func picturesHaveAStripForEachNode() throws {
    let instance = try VMSamples.mixed(seed: 3)
    let svg = VMRescheduling.picture(of: Solution(instance.homes, of: instance), of: instance)
    let cells = instance.machines.reduce(0) { $0 + $1.nodes.count }
    // Two panels, the page, and the legend's four residues and frame.
    #expect(svg.components("<rect") == 2 * cells + 1 + 4 + 1)
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
