import Basics
import Testing

@testable import Projects

@Suite("Bounds of projects with reservoirs")
struct ReservoirProjectBoundsTests {
  @Test("end with the optimum of small projects, or with the proof that there is none")
  func exhaustive() {
    var random = RandomSource(seed: 61)
    var feasible = 0
    for _ in 0..<200 {
      let project = ReservoirCases.random(&random)
      let harvest = Harvest()
      ReservoirProjectBounds(project).run(
        on: harvest.board(looks: 100_000) { starts, objective in
          #expect(project.isFeasible(starts) && project.objective(starts) == objective)
        })
      let optimum = ReservoirCases.optimum(project)
      feasible += optimum == nil ? 0 : 1
      #expect(harvest.best == optimum ?? .max)
      #expect(harvest.bound == optimum ?? .max)
    }
    #expect(feasible > 60)
  }

  @Test("a consumer waits until enough can have been put in")
  func balance() throws {
    // 6 more are needed: the ends at 2 and 4 bring 5, the end at 7 the rest.
    let project = ReservoirProject(
      LagProject(durations: [1, 2, 4, 7], demands: [], capacities: CapacitySteps([]), arcs: []),
      reservoirs: Reservoirs(
        initial: [1], minimum: [0], maximum: [Reservoirs.unlimited], startChanges: [-7, 0, 0, 0],
        endChanges: [0, 2, 3, 9]))
    let tree = try OrderTree(project.project, project.reservoirs)
    #expect(tree.refutes(target: 7) && !tree.refutes(target: 8))
    // Of what is needed, none can be missing: then all of them come first.
    let scarce = ReservoirProject(
      LagProject(durations: [1, 2, 4], demands: [], capacities: CapacitySteps([]), arcs: []),
      reservoirs: Reservoirs(
        initial: [0], minimum: [0], maximum: [Reservoirs.unlimited], startChanges: [-5, 0, 0], endChanges: [0, 2, 3]))
    let orders = try OrderTree(scarce.project, scarce.reservoirs)
    #expect(orders.root(target: nil))
    #expect(orders.network.distance(1, 0) == 2 && orders.network.distance(2, 0) == 4)
  }

  @Test("a producer waits until there is room")
  func full() throws {
    let project = ReservoirProject(
      LagProject(durations: [0, 3], demands: [], capacities: CapacitySteps([]), arcs: []),
      reservoirs: Reservoirs(initial: [2], minimum: [0], maximum: [4], startChanges: [3, -1], endChanges: [0, 0]))
    let tree = try OrderTree(project.project, project.reservoirs)
    #expect(tree.root(target: nil))
    #expect(tree.network.earliest(0) == 0 && tree.network.distance(1, 0) == 0)
  }
}
