import Basics
import Testing

@testable import Projects

@Suite struct ModeEvolutionTests {
  private func lean(_ project: ModeProject) -> [Int]? {
    guard case .feasible(let modes) = ModeFeasibility(project).decide(limit: .max) else { return nil }
    return modes
  }

  @Test func drawnListsRespectTheArcsAndModesTheConsumables() {
    var random = RandomSource(seed: 61)
    for _ in 0..<200 {
      let project = randomModeProject(&random, activities: random.within(1...9))
      guard let safeModes = lean(project) else { continue }
      let sampler = ModeSampler(project, safeModes: safeModes)
      sampler.target = random.below(30)
      let modes = Buffer(repeating: Int32(0), count: project.activityCount)
      let list = Buffer(repeating: Int32(0), count: project.activityCount)
      sampler.drawModes(into: modes.pointer, safe: random.below(100), &random)
      sampler.drawList(into: list.pointer, modes.pointer, noise: Double(random.below(3)), &random)
      var places = Array(repeating: -1, count: list.count)
      for place in 0..<list.count { places[Int(list[place])] = place }
      #expect(!places.contains(-1))
      for arc in project.arcs { #expect(places[arc.before] < places[arc.after]) }
      for (resource, capacity) in project.consumableCapacities.enumerated() {
        let used = (0..<modes.count).reduce(0) {
          $0 + project.consumptions[Int(modes[$1]) * project.consumableCount + resource]
        }
        #expect(used <= capacity)
      }
    }
  }

  /// Every plan is a feasible schedule with its own objective, and the best one never gets worse.
  @Test func evolvesAndWalksOverFeasibleSchedules() {
    for seed in UInt64(0)..<6 {
      let project = randomLargeModeProject(seed: seed, activities: 30, consumablePercent: 30)
      guard let safeModes = lean(project) else { continue }
      let evolution = ModeEvolution(project, safeModes: safeModes, seed: seed)
      var objective = Int.max
      for _ in 0..<150 where evolution.step() {
        let next = project.objective(of: evolution.bestSchedule)
        #expect(next == evolution.best.objective)
        #expect((next ?? .max) < objective)
        objective = next ?? .max
      }
      let walk = ModeEvolution(project, safeModes: evolution.bestSchedule.modes, target: objective - 1, seed: seed)
      walk.walk(from: evolution.bestSchedule, objective: objective)
      for _ in 0..<150 where walk.step() {
        let next = project.objective(of: walk.bestSchedule)
        #expect(next == walk.best.objective)
        #expect((next ?? .max) < objective)
        objective = next ?? .max
      }
    }
  }

  /// Five activities that can only run one at a time: whatever the order, the sum of the durations is the objective.
  @Test func stuckWhenNothingCanGetBetter() {
    var settings = ModeEvolution.Settings()
    settings.populationSize = 5
    settings.patience = 2
    let project = ModeProject(
      modeOffsets: [0, 1, 2, 3, 4, 5], durations: [1, 2, 3, 4, 5], demands: [1, 1, 1, 1, 1], renewableCapacities: [1])
    let evolution = ModeEvolution(project, safeModes: [0, 1, 2, 3, 4], seed: 1, settings)
    var steps = 0
    while !evolution.isStuck, steps < 100 {
      _ = evolution.step()
      steps += 1
    }
    #expect(evolution.best.objective == 15)
    #expect(steps == 12)
  }
}
