import Basics
import Testing

@testable import Projects

@Suite("Bounds of projects with minimum and maximum lags")
struct LagProjectBoundsTests {
  @Test("end with the optimum of small projects, or with the proof that there is none")
  func exhaustive() {
    var random = RandomSource(seed: 51)
    var infeasible = 0
    for _ in 0..<300 {
      let project = LagProjectCases.random(&random)
      let harvest = Harvest()
      LagProjectBounds(project).run(
        on: harvest.board(looks: 100_000) { starts, objective in
          #expect(project.isFeasible(starts) && project.objective(starts) == objective)
        })
      let optimum = LagProjectCases.optimum(project)
      infeasible += optimum == nil ? 1 : 0
      #expect(harvest.best == optimum ?? .max)
      #expect(harvest.bound == optimum ?? .max)
    }
    #expect(infeasible > 20)
  }

  @Test("stopped at any moment, what is proved is below the optimum")
  func anyMoment() {
    var random = RandomSource(seed: 52)
    for _ in 0..<200 {
      let project = LagProjectCases.random(&random)
      let harvest = Harvest()
      LagProjectBounds(project).run(on: harvest.board(looks: random.below(20)) { _, _ in })
      if let optimum = LagProjectCases.optimum(project) { #expect(harvest.bound <= optimum) }
    }
  }

  @Test("a target is refuted with and without shaving only where it is below the optimum")
  func refutations() throws {
    var random = RandomSource(seed: 53)
    var refuted = 0
    for _ in 0..<200 {
      let project = LagProjectCases.random(&random)
      guard let tree = try? OrderTree(project, .none(activities: project.count)) else { continue }
      let optimum = LagProjectCases.optimum(project) ?? .max
      for target in 0..<16 where target >= optimum - 2 {
        for shaving in [false, true] {
          let isRefuted = tree.refutes(target: target, shaving: shaving)
          refuted += isRefuted ? 1 : 0
          if target >= optimum { #expect(!isRefuted) }
        }
      }
    }
    #expect(refuted > 100)
  }

  @Test("the work on a resource between heads and tails is a bound")
  func energy() throws {
    var random = RandomSource(seed: 54)
    for _ in 0..<300 {
      let project = LagProjectCases.random(&random)
      guard let windows = try? LagWindows(project), let optimum = LagProjectCases.optimum(project) else { continue }
      #expect(EnergyBound(project, windows).value <= optimum)
      #expect(windows.criticalPath <= optimum)
    }
    let three = LagProject(
      durations: [2, 2, 3], tails: [4, 3, 5], demands: [2, 1, 2], capacities: CapacitySteps([2]),
      arcs: [TemporalArc(from: 3, to: 0, weight: 1), TemporalArc(from: 3, to: 2, weight: 2)])
    // 0 and 2 need 10 of what is 2 a unit, from 1 on, and 4 follows; all three need 12 from 0 on, and 3 follows.
    #expect(EnergyBound(three, try LagWindows(three)).value == 10)
  }
}

@Suite("The network of orders")
struct OrderNetworkTests {
  @Test("takes arcs in as the closure does, and back again")
  func changes() throws {
    var random = RandomSource(seed: 55)
    for _ in 0..<200 {
      let count = 1 + random.below(6)
      var closure = try TemporalClosure(count: count, arcs: [])
      var network = OrderNetwork(closure)
      var saved: [(mark: Int, closure: TemporalClosure)] = []
      for _ in 0..<20 {
        if random.chance(30), let last = saved.popLast() {
          network.undo(to: last.mark)
          closure = last.closure
        } else {
          saved.append((network.mark, closure))
          let (from, to, weight) = (random.below(count), random.below(count), random.within(-6...4))
          let accepted = closure.add(TemporalArc(from: from, to: to, weight: weight))
          #expect(network.add(from, to, weight) == accepted)
        }
        for i in 0..<count { for j in 0..<count { #expect(network.distance(i, j) == closure[i, j]) } }
      }
    }
  }
}
