import Basics
import Projects
import Testing

@Suite("Search of projects with minimum and maximum lags")
struct LagProjectSearchTests {
  @Test("finds the optimum of small projects, and nothing where there is nothing")
  func optimum() {
    var random = RandomSource(seed: 11)
    var feasible = 0
    var infeasible = 0
    for _ in 0..<250 {
      let project = LagProjectCases.random(&random)
      let harvest = Harvest()
      LagProjectSearch(project, seed: 1).run(
        on: harvest.board(looks: 300) { starts, objective in
          #expect(project.isFeasible(starts) && project.objective(starts) == objective)
        })
      if let optimum = LagProjectCases.optimum(project) {
        feasible += 1
        #expect(harvest.best == optimum)
        #expect(harvest.bound <= optimum)
      } else {
        infeasible += 1
        #expect(harvest.offers == 0)
      }
    }
    #expect(feasible > 150 && infeasible > 20)
  }

  @Test("says at once that a positive cycle leaves nothing")
  func positiveCycle() {
    let project = LagProject(
      durations: [1, 1], demands: [], capacities: CapacitySteps([]),
      arcs: [TemporalArc(from: 0, to: 1, weight: 3), TemporalArc(from: 1, to: 0, weight: -2)])
    let harvest = Harvest()
    LagProjectSearch(project, seed: 1).run(on: harvest.board(looks: 10) { _, _ in })
    #expect(harvest.offers == 0 && harvest.bound == .max)
  }

  @Test("pushes an earlier activity ahead of a later one that comes too late for it")
  func unscheduling() {
    // 1 must start within 2 of 0, and the only machine is taken until 3 by 2, which has to start at 0.
    let project = LagProject(
      durations: [1, 2, 3], demands: [0, 1, 1], capacities: CapacitySteps([1]),
      arcs: [
        TemporalArc(from: 0, to: 1, weight: 1), TemporalArc(from: 1, to: 0, weight: -2),
        TemporalArc(from: 2, to: 3, weight: 0),
      ])
    let harvest = Harvest()
    LagProjectSearch(project, seed: 1).run(on: harvest.board(looks: 20) { _, _ in })
    #expect(harvest.best == 5)
    #expect(harvest.starts[1] == 3 && harvest.starts[2] == 0 && (1...2).contains(harvest.starts[0]))
  }

  @Test("is the same for the same seed")
  func determinism() {
    var random = RandomSource(seed: 12)
    for _ in 0..<20 {
      let project = LagProjectCases.random(&random)
      var runs: [[[Int]]] = []
      for _ in 0..<2 {
        var handed: [[Int]] = []
        LagProjectSearch(project, seed: 5).run(on: Harvest().board(looks: 50) { starts, _ in handed.append(starts) })
        runs.append(handed)
      }
      #expect(runs[0] == runs[1])
    }
  }

  @Test("goes on from what others have found, and hands in nothing that is not better")
  func relinking() {
    var random = RandomSource(seed: 13)
    for _ in 0..<60 {
      let project = LagProjectCases.random(&random)
      let first = Harvest()
      LagProjectSearch(project, seed: 1).run(on: first.board(looks: 200) { _, _ in })
      guard first.best < .max else { continue }
      var looks = 0
      let known = SearchBoard<[Int]>(
        shouldStop: {
          looks += 1
          return looks > 200
        }, best: { first.best }, incumbent: { first.starts },
        offer: { _, objective in #expect(objective < first.best) })
      LagProjectSearch(project, seed: 2).run(on: known)
    }
  }

  @Test("without activities the objective is 0")
  func empty() {
    let project = LagProject(durations: [], demands: [], capacities: CapacitySteps([2]), arcs: [])
    let harvest = Harvest()
    LagProjectSearch(project, seed: 1).run(on: harvest.board(looks: 5) { _, _ in })
    #expect(harvest.best == 0)
  }
}
