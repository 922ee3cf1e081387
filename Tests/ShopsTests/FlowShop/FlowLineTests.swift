import Basics
import Testing

@testable import Shops

@Suite("Lines of a flow shop") struct FlowLineTests {
  /// After random changes, the cost of the line and of a job at each place is that of the whole schedule.
  private func check<Line: FlowLine>(_: Line.Type, _ kind: FlowShop.Kind, _ objective: FlowShop.Objective) {
    var random = RandomSource(seed: 3)
    for _ in 0..<40 {
      let jobs = random.within(1...7)
      let shop = randomFlowShop(&random, kind: kind, objective: objective, jobs: jobs, factories: 1)
      /// The cost of an order of some of the jobs: of the shop that has only these.
      func cost(_ order: [Int]) -> Int {
        let pairs = (0..<shop.machines).flatMap { machine in
          order.flatMap { a in order.map { b in shop.setup(machine, a, b) } }
        }
        let part = FlowShop(
          jobs: order.count, machines: shop.machines,
          durations: order.flatMap { job in (0..<shop.machines).map { shop.duration(job, $0) } }, setups: pairs,
          weights: order.map(shop.weight), dueDates: shop.dueDates.isEmpty ? [] : order.map { shop.dueDates[$0] },
          kind: kind, objective: objective)
        return part.objective(of: [Array(order.indices)])
      }
      let line = Line(FlowTables(shop))
      var order: [Int] = []
      for _ in 0..<3 * jobs {
        if let job = (0..<jobs).filter({ !order.contains($0) }).randomElement(using: &random), random.below(3) > 0 {
          let costs = (0...order.count).map { place in cost(order[..<place] + [job] + order[place...]) }
          let insertion = line.insertion(of: job)
          #expect(insertion.cost == costs.min() && costs[insertion.place] == insertion.cost)
          for place in costs.indices {
            #expect(line.insertion(of: job, at: place...place).cost == costs[place])
          }
          let place = random.below(costs.count)
          line.insert(job, at: place)
          order.insert(job, at: place)
        } else if !order.isEmpty {
          let place = random.below(order.count)
          line.remove(at: place)
          order.remove(at: place)
        }
        #expect(line.order == order && line.cost == cost(order))
      }
      line.load(Array(0..<jobs))
      #expect(line.order == Array(0..<jobs) && line.cost == cost(Array(0..<jobs)))
    }
  }

  @Test(arguments: [FlowShop.Kind.permutation, .blocking])
  func makespans(kind: FlowShop.Kind) { check(MakespanLine.self, kind, .makespan) }

  @Test(arguments: [FlowShop.Kind.permutation, .blocking, .noWait], FlowShop.Objective.allCases)
  func prefixes(kind: FlowShop.Kind, objective: FlowShop.Objective) { check(PrefixLine.self, kind, objective) }

  @Test(arguments: FlowShop.Objective.allCases)
  func withoutIdling(objective: FlowShop.Objective) { check(NoIdleLine.self, .noIdle, objective) }

  /// A change that is tried costs what the whole schedule with it costs, and only what is above the limit is left out.
  @Test(
    arguments: [FlowShop.Kind.permutation, .blocking, .noWait], [FlowShop.Objective.totalCompletion, .totalTardiness])
  func trials(kind: FlowShop.Kind, objective: FlowShop.Objective) {
    var random = RandomSource(seed: 6)
    for _ in 0..<40 {
      let jobs = random.within(2...8)
      let shop = randomFlowShop(&random, kind: kind, objective: objective, jobs: jobs, factories: 1)
      let line = PrefixLine(FlowTables(shop))
      line.load(Array(0..<jobs).shuffled(using: &random))
      for _ in 0..<40 {
        let (from, to) = (random.below(jobs), random.below(jobs))
        let isExchange = random.below(2) == 0
        var order = line.order
        if isExchange { order.swapAt(from, to) } else { order.insert(order.remove(at: from), at: to) }
        let cost = shop.objective(of: [order])
        let limit = cost + random.within(-2...20)
        let trial = line.trial(from: from, to: to, isExchange: isExchange, limit: limit)
        #expect(trial == cost || trial == nil && cost > limit)
        if trial == cost && random.below(2) == 0 {
          line.acceptTrial(from: from, to: to)
          #expect(line.order == order && line.cost == cost)
        }
      }
    }
  }

  @Test func exchangesArePricedExactly() {
    var random = RandomSource(seed: 7)
    for _ in 0..<60 {
      let jobs = random.within(1...6)
      let shop = randomFlowShop(&random, kind: .permutation, objective: .totalTardiness, jobs: jobs, factories: 1)
      let line = PrefixLine(FlowTables(shop))
      let order = Array(0..<jobs).shuffled(using: &random)
      let place = random.below(jobs)
      line.load(order)
      let before = line.cost
      let costs = (place..<jobs).map { other in
        var changed = order
        changed.swapAt(place, other)
        return shop.objective(of: [changed])
      }
      let improved = line.exchange(at: place)
      #expect(line.cost == costs.min() && improved == (line.cost < before))
      #expect(shop.objective(of: [line.order]) == line.cost)
    }
  }

  /// On one machine nothing waits for another one, and what ends earliest goes first.
  @Test func liuReevesOrdersOneMachineBest() throws {
    var random = RandomSource(seed: 8)
    for _ in 0..<30 {
      let jobs = random.within(2...9)
      let durations = (0..<jobs).map { _ in random.within(1...50) }
      let shop = FlowShop(jobs: jobs, machines: 1, durations: durations, objective: .totalCompletion)
      let order = try #require(LiuReeves(FlowTables(shop))?.order { false })
      #expect(order.map { durations[$0] } == durations.sorted())
    }
  }
}
