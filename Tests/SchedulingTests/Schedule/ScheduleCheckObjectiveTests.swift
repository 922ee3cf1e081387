import Scheduling
import Solving
import Testing

/// Each measure, by hand.
@Suite struct ScheduleCheckObjectiveTests {
  private func value(_ measure: GeneralSchedule.Measure, _ change: (inout CheckedShop) -> Void = { _ in }) throws -> Int
  {
    var shop = CheckedShop()
    let table = shop.builder.job("table", weight: 3, release: 1, due: 4)
    let chair = shop.builder.job("chair", weight: 2, due: 12)
    let shelf = shop.builder.job("shelf", weight: 100, due: 0)
    let saw = shop.builder.machine("saw")
    let crew = shop.builder.renewable("crew", capacity: 5)
    let wood = shop.builder.consumable("wood", capacity: 9)
    shop.builder.description.resources[0].cost = 10
    shop.builder.description.resources[1].cost = 1
    shop.builder.description.resources[2].cost = 7
    shop.task("cut", 1..<3, on: [saw], taking: [(wood, 4)], job: table)
    shop.task("join", 4..<6, on: [saw], taking: [(crew, 2)], job: table)
    shop.task("trim", 6..<11, duration: 4, on: [saw], job: chair, mayIdle: true)
    shop.task("carve", nil, on: [saw], job: chair, isOptional: true)
    shop.task("plan", nil, job: shelf, isOptional: true)
    shop.task("sweep", 12..<13)
    shop.builder.description.setups = [.init(machines: [0], kinds: [0, 0, 1, 1, nil, nil], times: [[1, 0], [0, 0]])]
    shop.builder.description.plan = [
      .init(mode: 0, start: 1, end: 3), .init(mode: 0, start: 6, end: 8), .init(mode: 0, start: 3, end: 7),
      .init(mode: 0, start: 0, end: 1), nil, nil,
    ]
    shop.builder.minimize([.init(measure)])
    change(&shop)
    return try shop.levels()[0]
  }

  @Test func measures() throws {
    #expect(try value(.makespan) == 13)
    #expect(try value(.totalCompletion) == 3 * 6 + 2 * 11)
    #expect(try value(.totalFlow) == 3 * 5 + 2 * 11)
    #expect(try value(.tardiness) == 3 * 2)
    #expect(try value(.earliness) == 2 * 1)
    #expect(try value(.tardyJobs) == 3)
    #expect(try value(.maximumLateness) == 2)
    #expect(try value(.maximumTardiness) == 2)
    #expect(try value(.setupTime) == 1)
    // The saw for 2 + 2 + 4, two of the crew for 2, four pieces of wood.
    #expect(try value(.resourceCost) == 80 + 4 + 28)
    // 0, 2, 3; carve is left out, sweep is new.
    #expect(try value(.deviation) == 0 + 2 + 3 + 1 + 0 + 1)
  }

  @Test func earlyJobs() throws {
    let soften: (inout CheckedShop) -> Void = { shop in shop.builder.description.jobs[0].due = 9 }
    #expect(try value(.maximumLateness, soften) == -1)
    #expect(try value(.maximumTardiness, soften) == 0)
    #expect(try value(.tardyJobs, soften) == 0)
    #expect(try value(.earliness, soften) == 3 * 3 + 2 * 1)
    let forget: (inout CheckedShop) -> Void = { shop in
      for job in 0..<3 { shop.builder.description.jobs[job].due = nil }
    }
    #expect(try value(.maximumLateness, forget) == 0)
    #expect(try value(.earliness, forget) == 0)
  }

  @Test func otherModes() throws {
    let change: (inout CheckedShop) -> Void = { shop in
      shop.builder.description.tasks[1].modes.append(.init(duration: 2, [.init(0)]))
      shop.placements[1]?.mode = 1
    }
    #expect(try value(.deviation, change) == 0 + 3 + 3 + 1 + 0 + 1)
    #expect(try value(.resourceCost, change) == 80 + 28)
  }

  @Test func levelsOfWeightedSums() throws {
    var shop = CheckedShop()
    let table = shop.builder.job("table", due: 1)
    shop.task("cut", 0..<3, job: table)
    shop.builder.minimize(
      [.init(.makespan, weight: 2), .init(.tardiness, weight: 5)],
      then: [.init(.tardyJobs), .init(.makespan, weight: 0)])
    #expect(try shop.levels() == [2 * 3 + 5 * 2, 1])
  }

  /// Larger ones than 2^60 are refused with the instance.
  @Test func theLargestSums() throws {
    var shop = CheckedShop()
    let gold = shop.builder.renewable("gold", capacity: 1 << 28)
    shop.builder.description.resources[0].cost = 1 << 28
    shop.task("mint", 0..<16, taking: [(gold, 1 << 28)])
    shop.builder.minimize([.init(.resourceCost)])
    #expect(try shop.levels() == [1 << 60])
    shop.builder.minimize([.init(.resourceCost, weight: 2)])
    #expect(throws: InvalidInstance.self) { try shop.levels() }
  }
}
