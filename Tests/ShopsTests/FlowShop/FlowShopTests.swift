import Basics
import Shops
import Testing

@Suite("Flow shops") struct FlowShopTests {
  /// Starts as the least solution of difference constraints `start[b] >= start[a] + weight`, found by relaxing all of
  /// them until nothing changes: the definition of each kind, arc by arc.
  private func relaxedStarts(_ shop: FlowShop, _ order: FlowShop.Order) -> [Int] {
    let machines = shop.machines
    var arcs: [(from: Int, to: Int, weight: Int)] = []
    func duration(_ job: Int, _ machine: Int) -> Int { shop.durations[job * machines + machine] }
    for line in order {
      for (place, job) in line.enumerated() {
        for machine in 1..<max(1, machines) where machine < machines {
          let (a, b) = (job * machines + machine - 1, job * machines + machine)
          arcs.append((a, b, shop.durations[a]))
          if shop.kind == .noWait { arcs.append((b, a, -shop.durations[a])) }
        }
        guard place > 0 else { continue }
        let last = line[place - 1]
        for machine in 0..<machines {
          let (a, b) = (last * machines + machine, job * machines + machine)
          let setup = shop.setups.isEmpty ? 0 : shop.setups[(machine * shop.jobs + last) * shop.jobs + job]
          arcs.append((a, b, shop.durations[a] + setup))
          if shop.kind == .noIdle { arcs.append((b, a, -shop.durations[a] - setup)) }
          if shop.kind == .blocking && machine + 1 < machines { arcs.append((a + 1, b, setup)) }
        }
      }
    }
    var starts = [Int](repeating: 0, count: shop.jobs * machines)
    var changed = true
    while changed {
      changed = false
      for arc in arcs where starts[arc.to] < starts[arc.from] + arc.weight {
        starts[arc.to] = starts[arc.from] + arc.weight
        changed = true
      }
    }
    return starts
  }

  @Test(arguments: flowShopKinds)
  func startsAreTheLeastThatTheKindAllows(kind: FlowShop.Kind, objective: FlowShop.Objective) throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<60 {
      let shop = randomFlowShop(&random, kind: kind, objective: objective)
      let order = try #require(allOrders(shop).randomElement(using: &random))
      let starts = shop.startTimes(of: order)
      #expect(starts == relaxedStarts(shop, order))
      var cost = 0
      for job in 0..<shop.jobs {
        let last = (job + 1) * shop.machines - 1
        let completion = starts[last] + shop.durations[last]
        let weight = shop.weights.isEmpty ? 1 : shop.weights[job]
        switch objective {
        case .makespan: cost = max(cost, completion)
        case .totalCompletion: cost += weight * completion
        case .totalTardiness: cost += weight * max(0, completion - shop.dueDates[job])
        }
      }
      #expect(shop.objective(of: order) == cost)
    }
  }

  /// Two jobs (3, 1, 2), (1, 4, 1) on three machines, worked out by hand.
  @Test(arguments: [
    (FlowShop.Kind.permutation, [[0, 1]], [0, 3, 4, 3, 4, 8], 9), (.permutation, [[1, 0]], [1, 5, 6, 0, 1, 5], 8),
    (.noWait, [[0, 1]], [0, 3, 4, 3, 4, 8], 9), (.noWait, [[1, 0]], [2, 5, 6, 0, 1, 5], 8),
    (.blocking, [[1, 0]], [1, 5, 6, 0, 1, 5], 8), (.noIdle, [[1, 0]], [1, 5, 6, 0, 1, 5], 8),
    (.noIdle, [[0, 1]], [0, 3, 6, 3, 4, 8], 9),
  ])
  func byHand(kind: FlowShop.Kind, order: FlowShop.Order, starts: [Int], makespan: Int) {
    let shop = FlowShop(jobs: 2, machines: 3, durations: [3, 1, 2, 1, 4, 1], kind: kind)
    #expect(shop.startTimes(of: order) == starts)
    #expect(shop.objective(of: order) == makespan)
  }

  @Test func candidatesHaveEveryJobOnce() {
    let shop = FlowShop(jobs: 3, machines: 1, durations: [1, 2, 3], factories: 2)
    #expect(shop.isCandidate([[0, 2], [1]]) && shop.isCandidate([[], [2, 1, 0]]))
    for order in [
      [[0, 1, 2]], [[0, 1], []], [[0, 1], [1]], [[0, 1], [3]], [[0, 1, 2], [], []], [[0, 1, 2], [0]],
    ] {
      #expect(!shop.isCandidate(order))
    }
  }

  @Test func lagsAreTheLeastDistancesOfTwoStarts() {
    var random = RandomSource(seed: 2)
    for _ in 0..<100 {
      let shop = randomFlowShop(&random, kind: .noWait, objective: .makespan, jobs: 2, factories: 1)
      let starts = shop.startTimes(of: [[0, 1]])
      #expect(shop.startLags()[1] == starts[shop.machines])
    }
  }
}
