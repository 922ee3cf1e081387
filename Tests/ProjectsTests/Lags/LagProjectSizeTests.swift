import Basics
import Projects
import Testing

@Suite("Large lag projects")
struct LagProjectSizeTests {
  /// Chains of activities tied by maximum lags, all on one resource for two at a time.
  private func chains(_ count: Int, unit: Int) -> LagProject {
    var arcs: [TemporalArc] = []
    for i in 1..<count where i % 4 != 0 {
      arcs.append(TemporalArc(from: i - 1, to: i, weight: unit))
      arcs.append(TemporalArc(from: i, to: i - 1, weight: -3 * unit))
    }
    return LagProject(
      durations: Array(repeating: unit, count: count), demands: Array(repeating: 1, count: count),
      capacities: CapacitySteps([2]), arcs: arcs)
  }

  @Test("get a schedule and a bound, whether all longest paths are kept or not", arguments: [40, 350, 1_200])
  func sizes(count: Int) {
    let project = chains(count, unit: 3)
    let harvest = Harvest()
    LagProjectSearch(project, seed: 1).run(
      on: harvest.board(looks: 300) { starts, objective in
        #expect(project.isFeasible(starts) && project.objective(starts) == objective)
      })
    let bounds = Harvest()
    LagProjectBounds(project).run(on: bounds.board(looks: 3) { _, _ in })
    // Two at a time for 3 each: the energy bound, which is reached.
    #expect(bounds.bound == count / 2 * 3)
    #expect(harvest.best >= bounds.bound && harvest.best <= bounds.bound * 2)
  }

  @Test("times up to the limit do not overflow")
  func longTimes() {
    let project = chains(12, unit: 1 << 32)
    let harvest = Harvest()
    LagProjectSearch(project, seed: 1).run(on: harvest.board(looks: 200) { _, _ in })
    LagProjectBounds(project).run(on: harvest.board(looks: 200) { _, _ in })
    #expect(harvest.best == 6 << 32 && harvest.bound == 6 << 32)
  }
}
