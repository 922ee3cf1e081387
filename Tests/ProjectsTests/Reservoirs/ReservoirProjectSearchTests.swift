import Basics
import Projects
import Testing

@Suite("Search of projects with reservoirs")
struct ReservoirProjectSearchTests {
  @Test("hands in feasible schedules only, and nearly always the best one of small projects")
  func optimum() {
    var random = RandomSource(seed: 31)
    var optimal = 0
    var feasible = 0
    var infeasible = 0
    for _ in 0..<200 {
      let project = ReservoirCases.random(&random)
      let harvest = Harvest()
      ReservoirProjectSearch(project, seed: 1).run(
        on: harvest.board(looks: 200) { starts, objective in
          #expect(project.isFeasible(starts) && project.objective(starts) == objective)
        })
      if let optimum = ReservoirCases.optimum(project) {
        feasible += 1
        optimal += harvest.best == optimum ? 1 : 0
        #expect(harvest.best >= optimum && harvest.bound <= optimum)
      } else {
        infeasible += 1
        #expect(harvest.offers == 0)
      }
    }
    #expect(feasible > 60 && infeasible > 40)
    // Activities that only together keep a level are never both placed by generation.
    #expect(optimal * 100 >= feasible * 97)
  }

  @Test("waits with a consumer for the producer that it cannot do without")
  func producerFirst() {
    // The consumer would go first by its tail; what it takes is there when the producer ends.
    let project = ReservoirProject(
      LagProject(durations: [2, 3], tails: [9, 0], demands: [], capacities: CapacitySteps([]), arcs: []),
      reservoirs: Reservoirs(
        initial: [1], minimum: [0], maximum: [Reservoirs.unlimited], startChanges: [-2, 0], endChanges: [0, 4]))
    let harvest = Harvest()
    ReservoirProjectSearch(project, seed: 1).run(on: harvest.board(looks: 20) { _, _ in })
    #expect(harvest.starts == [3, 0] && harvest.best == 14)
  }

  @Test("what is put in at the moment that something is taken out counts first, at either limit")
  func sameMoment() {
    let reservoirs = Reservoirs(
      initial: [2], minimum: [0], maximum: [2], startChanges: [-3, 0], endChanges: [0, 1])
    #expect(reservoirs.hold(starts: [3, 0], durations: [1, 3]))
    #expect(!reservoirs.hold(starts: [2, 0], durations: [1, 3]))
    #expect(!reservoirs.hold(starts: [4, 0], durations: [1, 3]))
  }
}
