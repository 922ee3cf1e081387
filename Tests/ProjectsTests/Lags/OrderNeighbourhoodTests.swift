import Basics
import Testing

@testable import Projects

@Suite("Schedules near a given one")
struct OrderNeighbourhoodTests {
  @Test("are feasible and within the target, and from the worst schedule they lead to the best one")
  func improvement() throws {
    var random = RandomSource(seed: 71)
    var reached = 0
    var tried = 0
    for _ in 0..<80 {
      let project = ReservoirCases.random(&random)
      guard let optimum = ReservoirCases.optimum(project), project.project.count > 0 else { continue }
      let worst = latest(project)
      let neighbourhood = try OrderNeighbourhood(project.project, project.reservoirs)
      var current = Buffer(worst)
      var objective = project.objective(worst)
      tried += 1
      for _ in 0..<60 where objective > optimum {
        let near = neighbourhood.improve(current, target: objective - 1, &random, shouldStop: { false })
        guard let near else { continue }
        #expect(project.isFeasible(near) && project.objective(near) < objective)
        current = Buffer(near)
        objective = project.objective(near)
      }
      #expect(objective >= optimum)
      reached += objective == optimum ? 1 : 0
    }
    #expect(tried > 20 && reached * 10 >= tried * 9)
  }

  /// The first feasible schedule when starts are tried from late to early.
  private func latest(_ project: ReservoirProject) -> [Int] {
    let horizon = 12
    var starts = Array(repeating: horizon, count: project.project.count)
    while !project.isFeasible(starts) {
      var i = 0
      while starts[i] == 0 {
        starts[i] = horizon
        i += 1
      }
      starts[i] -= 1
    }
    return starts
  }
}
