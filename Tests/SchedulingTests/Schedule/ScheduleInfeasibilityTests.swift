import Solving
import Testing

@testable import Scheduling

/// Why an instance has no schedule, in the user's names.
@Suite struct ScheduleInfeasibilityTests {
  private func explained(_ build: (inout GeneralSchedule.Builder) -> Void) throws -> Infeasibility {
    var builder = GeneralSchedule.Builder("plant")
    build(&builder)
    return try #require(GeneralSchedule.infeasibility(of: try builder.instance()) { false })
  }

  /// 3 + 2 + 2 on one saw by 6; another machine and another job have nothing to do with it.
  @Test func aDeadlineThatAMachineCannotMeet() throws {
    let found = try explained { plant in
      let saw = plant.machine("saw")
      let press = plant.machine("press")
      let job = plant.job("A", deadline: 6)
      for (name, duration) in [("cut", 3), ("sand", 2), ("glue", 2)] {
        plant.mode(of: plant.task(name, job: job), duration: duration, on: [saw])
      }
      plant.mode(of: plant.task("other", job: plant.job("B", deadline: 9)), duration: 4, on: [press])
    }
    #expect(found.isMinimal && Set(found.elements) == ["job A has the deadline 6", "resource saw"])
  }

  @Test func aRingOfLags() throws {
    let found = try explained { plant in
      let tasks = ["a", "b", "c", "d"].map { plant.task($0) }
      for task in tasks { plant.mode(of: task, duration: 2) }
      plant.after(tasks[0], tasks[1], delay: 1)
      plant.lag(.init(.start(of: 1), .start(of: 2), minimum: 2))
      plant.lag(.init(.start(of: 0), .end(of: 2), maximum: 6))
      plant.after(tasks[0], tasks[3])
    }
    #expect(found.isMinimal)
    #expect(
      Set(found.elements) == [
        "b starts at least 1 after a ends", "c starts at least 2 after b starts", "c ends at most 6 after a starts",
      ])
  }

  @Test func aChoiceThatLeavesNothing() throws {
    let found = try explained { plant in
      let first = plant.task("first", isOptional: true)
      let second = plant.task("second", isOptional: true)
      for task in [first, second] { plant.mode(of: task, duration: 5) }
      plant.constrain(.selectAtLeastOne([0, 1], if: nil))
      plant.description.tasks[0].latestEnd = 4
      plant.description.tasks[1].latestStart = 1
      plant.description.tasks[1].earliestStart = 2
    }
    #expect(found.isMinimal && found.elements.count == 4)
    #expect(found.elements.contains("at least one of first, second"))
  }
}
