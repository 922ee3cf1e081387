import Basics
import Testing

@testable import Projects

@Suite struct ModeGenerationTests {
  /// A project whose consumables any choice keeps, and a list and modes for it.
  private func example(_ random: inout RandomSource) -> (ModeProject, list: [Int32], modes: [Int32])? {
    let project = randomModeProject(&random, activities: random.below(9))
    guard let reduced = ModePreprocessing(project).project,
      case .feasible(let modes) = ModeFeasibility(reduced).decide(limit: .max)
    else { return nil }
    return (reduced, reduced.order.map { Int32($0) }, modes.map { Int32($0) })
  }

  private func schedule(_ modes: borrowing Buffer<Int32>, _ starts: borrowing Buffer<Int>) -> ModeSchedule {
    ModeSchedule(modes: (0..<modes.count).map { Int(modes[$0]) }, starts: (0..<starts.count).map { starts[$0] })
  }

  @Test func generatesFeasibleSchedulesThatNoActivityCanLeaveEarlier() {
    var random = RandomSource(seed: 21)
    for _ in 0..<300 {
      guard let (project, list, modes) = example(&random) else { continue }
      let order = Buffer(list)
      let choice = Buffer(modes)
      let starts = Buffer(repeating: 0, count: list.count)
      let objective = ModeGeneration(PackedModes(project)).schedule(order.pointer, choice.pointer, into: starts.pointer)
      let result = schedule(choice, starts)
      #expect(project.objective(of: result) == objective)
      for activity in result.starts.indices where result.starts[activity] > 0 {
        for earlier in 0..<result.starts[activity] {
          var moved = result
          moved.starts[activity] = earlier
          #expect(project.objective(of: moved) == nil)
        }
      }
    }
  }

  @Test func changedModesKeepTheConsumablesInBothDirections() {
    var random = RandomSource(seed: 22)
    for _ in 0..<300 {
      guard let (project, list, modes) = example(&random) else { continue }
      let order = Buffer(list)
      let mirroredOrder = Buffer(list.reversed())
      let choice = Buffer(modes)
      let starts = Buffer(repeating: 0, count: list.count)
      var objective = ModeGeneration(PackedModes(project)).schedule(
        order.pointer, changing: choice.pointer, percent: 70, into: starts.pointer, &random)
      #expect(project.objective(of: schedule(choice, starts)) == objective)
      objective = ModeGeneration(PackedModes(project, isMirrored: true)).schedule(
        mirroredOrder.pointer, changing: choice.pointer, percent: 70, into: starts.pointer, &random)
      for activity in 0..<list.count {
        starts[activity] = objective - starts[activity] - project.durations[Int(choice[activity])]
      }
      #expect(project.objective(of: schedule(choice, starts)).map { $0 <= objective } == true)
    }
  }

  @Test func improvementNeverMakesAPlanWorse() {
    var random = RandomSource(seed: 23)
    for _ in 0..<300 {
      guard let (project, list, modes) = example(&random) else { continue }
      let improvement = ModeImprovement(project)
      var plan = ModePlan(count: list.count)
      for index in list.indices {
        plan.list[index] = list[index]
        plan.modes[index] = modes[index]
      }
      let before = improvement.forward.schedule(plan.list.pointer, plan.modes.pointer, into: plan.starts.pointer)
      improvement.evaluate(&plan, changing: random.below(3) * 50, &random)
      #expect(plan.objective <= before)
      #expect(project.objective(of: schedule(plan.modes, plan.starts)) == plan.objective)
      let places = (0..<plan.list.count).sorted { plan.list[$0] < plan.list[$1] }
      for arc in project.arcs { #expect(places[arc.before] < places[arc.after]) }
    }
  }

  /// Two at once fit 3 units, the third waits for the first gap of its size.
  @Test func gapsAreFilled() {
    let project = ModeProject(
      modeOffsets: [0, 1, 2, 3], durations: [4, 2, 2], demands: [1, 3, 2], arcs: [.init(before: 0, after: 1)],
      renewableCapacities: [3])
    let starts = Buffer(repeating: 0, count: 3)
    let list = Buffer([Int32(0), 1, 2])
    let objective = ModeGeneration(PackedModes(project)).schedule(list.pointer, list.pointer, into: starts.pointer)
    #expect(objective == 6)
    #expect((starts[0], starts[1], starts[2]) == (0, 4, 0))
  }
}
