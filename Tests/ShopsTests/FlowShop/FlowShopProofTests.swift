import Basics
import Testing

@testable import Shops

@Suite("Proofs for flow shops") struct FlowShopProofTests {
  @Test(arguments: flowShopKinds)
  func boundsAreNeverAboveTheOptimum(kind: FlowShop.Kind, objective: FlowShop.Objective) {
    var random = RandomSource(seed: 11)
    var tight = 0
    for _ in 0..<60 {
      let shop = randomFlowShop(&random, kind: kind, objective: objective)
      let optimum = optimum(shop)
      let run = FlowBoard()
      FlowShopProof(shop).run(on: run.board(shop))
      #expect(run.bound <= optimum && shop.machineBound() <= run.bound)
      if run.bound == optimum { tight += 1 }
    }
    #expect(tight > 10)
  }

  @Test(arguments: FlowShop.Kind.allCases)
  func pairsOfMachinesAreNeverAboveTheOptimum(kind: FlowShop.Kind) {
    var random = RandomSource(seed: 12)
    for _ in 0..<100 {
      let shop = randomFlowShop(&random, kind: kind, objective: .makespan, factories: 1)
      #expect(shop.johnsonBound() <= optimum(shop))
    }
  }

  /// On two machines the pair is the shop, and Johnson's order is best.
  @Test func twoMachinesAreExact() {
    var random = RandomSource(seed: 13)
    for _ in 0..<100 {
      let jobs = random.within(1...6)
      let shop = FlowShop(jobs: jobs, machines: 2, durations: (0..<2 * jobs).map { _ in random.within(0...9) })
      #expect(shop.johnsonBound() == optimum(shop))
    }
  }

  @Test func branchingFromBothEndsIsExact() {
    var random = RandomSource(seed: 14)
    var nodes = 0
    for index in 0..<150 {
      let shop = randomFlowShop(
        &random, kind: .permutation, objective: .makespan, jobs: random.within(0...6), factories: 1, hasSetups: false)
      let run = FlowBoard()
      if index % 3 == 1 { run.board(shop).offer(shop.firstOrder(), shop.objective(of: shop.firstOrder())) }
      nodes += FlowShopBranching(shop, run.board(shop)).run()
      let optimum = optimum(shop)
      #expect(run.isHonest && (shop.jobs == 0 || run.best == optimum && run.bound == optimum))
    }
    #expect(nodes > 400)
  }

  @Test func branchingOnAssignmentsIsExact() {
    var random = RandomSource(seed: 15)
    for index in 0..<150 {
      let shop = randomFlowShop(
        &random, kind: .noWait, objective: .makespan, jobs: random.within(2...6), factories: 1, longest: 30)
      let run = FlowBoard()
      if index % 3 == 1 { run.board(shop).offer(shop.firstOrder(), shop.objective(of: shop.firstOrder())) }
      AssignmentBranching(shop, run.board(shop)).run()
      let optimum = optimum(shop)
      #expect(run.isHonest && run.best == optimum && run.bound == optimum)
    }
  }

  @Test func assignmentsStayCheapest() {
    var random = RandomSource(seed: 16)
    for _ in 0..<60 {
      let count = random.within(2...6)
      let costs = Buffer((0..<count * count).map { _ in random.within(0...20) })
      let assignment = Assignment(count, costs)
      for row in 0..<count { assignment.augment(row) }
      #expect(assignment.cost == cheapest(assignment))
      for _ in 0..<count {
        let saved = assignment.save()
        let row = random.below(count)
        let entry = row * count + assignment.columns[row]
        let cost = assignment.costs[entry]
        assignment.costs[entry] += random.within(0...30)
        assignment.release(row)
        assignment.augment(row)
        #expect(assignment.cost == cheapest(assignment))
        if random.below(2) == 0 {
          assignment.restore(saved)
          assignment.costs[entry] = cost
          #expect(assignment.cost == cheapest(assignment))
        }
      }
    }
  }

  /// By trying all assignments.
  private func cheapest(_ assignment: borrowing Assignment) -> Int {
    var sums: [Set<Int>: Int] = [[]: 0]
    for row in 0..<assignment.count {
      var next: [Set<Int>: Int] = [:]
      for (used, sum) in sums {
        for column in 0..<assignment.count where !used.contains(column) {
          next[used.union([column]), default: .max] = min(
            next[used.union([column])] ?? .max, sum + assignment.costs[row * assignment.count + column])
        }
      }
      sums = next
    }
    return sums.values.min() ?? 0
  }

  /// A stop in the middle proves nothing more than the bounds at the root.
  @Test func aStopProvesNothing() {
    var random = RandomSource(seed: 17)
    let shop = FlowShop(jobs: 40, machines: 15, durations: (0..<600).map { _ in random.within(1...99) })
    let run = FlowBoard()
    FlowShopProof(shop).run(on: run.board(shop, looks: 150))
    #expect(run.bound == max(shop.machineBound(), shop.johnsonBound()) && run.bound < run.best)
  }
}
