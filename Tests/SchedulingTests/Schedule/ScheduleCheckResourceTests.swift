import Scheduling
import Testing

/// What resources owe, one broken rule at a time.
@Suite struct ScheduleCheckResourceTests {
  @Test func machinesTakeOneTaskAtATime() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    shop.task("cut", 0..<3, on: [saw])
    let trim = shop.task("trim", 3..<5, on: [saw])
    #expect(try shop.levels() == [5])
    shop.move(trim, to: 2..<4)
    #expect(try shop.flaw() == "tasks cut, from 0 to 3, and trim, from 2 to 4, are on saw at one time")
    shop.move(trim, to: 0..<2)
    #expect(try shop.flaw() == "tasks cut, from 0 to 3, and trim, from 0 to 2, are on saw at one time")
  }

  private func shopWithSetups(_ scope: GeneralSchedule.Setups.Scope) -> CheckedShop {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    shop.task("cut", 0..<1, on: [saw])
    shop.task("oil", 2..<3, on: [saw])
    shop.task("trim", 4..<5, on: [saw])
    shop.builder.description.setups = [
      .init(machines: [0], kinds: [0, 1, 2], times: [[0, 1, 4], [nil, 0, 1], [nil, 0, 0]], scope: scope)
    ]
    shop.builder.minimize([.init(.setupTime)], then: [.init(.makespan, weight: 2)])
    return shop
  }

  @Test func setupsBetweenNeighbours() throws {
    var shop = shopWithSetups(.neighbours)
    #expect(try shop.levels() == [2, 10])
    shop.builder.description.tasks[1].isOptional = true
    shop.placements[1] = nil
    #expect(try shop.flaw() == "task cut ends at 1 on saw, and trim, which needs a setup of 4 after it, starts at 4")
    shop.placements[2] = .init(mode: 0, start: 5, end: 6)
    #expect(try shop.levels() == [4, 12])
    // A task without a kind needs none, and stands between others all the same.
    shop.builder.description.setups[0].kinds[1] = nil
    shop.placements[1] = .init(mode: 0, start: 1, end: 2)
    shop.placements[2] = .init(mode: 0, start: 2, end: 3)
    #expect(try shop.levels() == [0, 6])
    // One that takes no time does not stand there.
    shop.builder.description.tasks[1].modes[0].duration = 0
    shop.placements[1] = .init(mode: 0, start: 1, end: 1)
    #expect(try shop.flaw() == "task cut ends at 1 on saw, and trim, which needs a setup of 4 after it, starts at 2")
  }

  @Test func neighboursThatMayNotBe() throws {
    var shop = shopWithSetups(.neighbours)
    shop.placements = [3, 2, 0].map { .init(mode: 0, start: $0, end: $0 + 1) }
    #expect(try shop.flaw() == "task cut comes next after oil on saw, which may not be")
    // With another one between them, trim may come before cut.
    shop = shopWithSetups(.neighbours)
    shop.builder.description.setups[0].times[1][0] = 2
    shop.placements = [5, 2, 0].map { .init(mode: 0, start: $0, end: $0 + 1) }
    #expect(try shop.levels() == [2, 12])
  }

  @Test func setupsOfAllPairs() throws {
    var shop = shopWithSetups(.allPairs)
    #expect(try shop.flaw() == "task cut ends at 1 on saw, and trim, which needs a setup of 4 after it, starts at 4")
    shop.placements[2] = .init(mode: 0, start: 5, end: 6)
    // Neighbours' times count: 1 and 1.
    #expect(try shop.levels() == [2, 12])
    shop.builder.description.setups[0].times[1][0] = 2
    shop.placements = [9, 2, 0].map { .init(mode: 0, start: $0, end: $0 + 1) }
    #expect(try shop.flaw() == "task cut comes after trim on saw, which may not be")
  }

  @Test func machinesThatAreNeverIdle() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw", breaks: [4..<6], isNeverIdle: true)
    shop.task("cut", 2..<4, on: [saw])
    let trim = shop.task("trim", 6..<7, on: [saw])
    #expect(try shop.levels() == [7])
    shop.move(trim, to: 7..<8)
    #expect(try shop.flaw() == "saw, which is never idle, is so at 6, between cut and trim")
    shop.move(trim, to: 0..<1)
    #expect(try shop.flaw() == "saw, which is never idle, is so at 1, between trim and cut")
    shop.move(trim, to: 1..<2)
    #expect(try shop.levels() == [4])
  }

  @Test func renewableResources() throws {
    var shop = CheckedShop()
    let crew = shop.builder.renewable("crew", capacity: 3)
    shop.task("cut", 0..<3, taking: [(crew, 2)])
    let trim = shop.task("trim", 3..<5, taking: [(crew, 2)])
    shop.task("oil", 0..<5, taking: [(crew, 1)])
    #expect(try shop.levels() == [5])
    shop.move(trim, to: 2..<4)
    #expect(try shop.flaw() == "5 of crew are held at 2, and there are 3")
  }

  @Test func capacitiesOverTime() throws {
    var shop = CheckedShop()
    let crew = shop.builder.renewable("crew", capacity: 0)
    shop.builder.description.resources[0].capacities = [.init(from: 2, 2), .init(from: 4, 1)]
    let cut = shop.task("cut", 2..<4, taking: [(crew, 2)])
    #expect(try shop.levels() == [4])
    shop.move(cut, to: 1..<3)
    #expect(try shop.flaw() == "2 of crew are held at 1, and there are 0")
    shop.move(cut, to: 3..<5)
    #expect(try shop.flaw() == "2 of crew are held at 4, and there are 1")
  }

  /// A task that pauses for another resource holds this one; one that pauses for this one is not looked at meanwhile.
  @Test func pausedTasksHold() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw", breaks: [2..<5])
    let crew = shop.builder.renewable("crew", capacity: 1)
    shop.task("cut", 1..<6, duration: 2, on: [saw], taking: [(crew, 1)], mayPause: true)
    let oil = shop.task("oil", 6..<8, taking: [(crew, 1)])
    #expect(try shop.levels() == [8])
    shop.move(oil, to: 3..<5)
    #expect(try shop.flaw() == "2 of crew are held at 3, and there are 1")
    // In its own break the sum of the crew does not matter, and it is less by then.
    shop = CheckedShop()
    let team = shop.builder.renewable("team", capacity: 2, breaks: [2..<5])
    shop.builder.description.resources[0].capacities = [.init(from: 2, 0), .init(from: 5, 2)]
    shop.task("cut", 1..<6, duration: 2, taking: [(team, 1)], mayPause: true)
    #expect(try shop.levels() == [6])
    shop.builder.description.resources[0].capacities = [.init(from: 2, 0)]
    #expect(try shop.flaw() == "1 of team are held at 5, and there are 0")
  }

  @Test func consumableResources() throws {
    var shop = CheckedShop()
    let wood = shop.builder.consumable("wood", capacity: 5)
    shop.task("cut", 0..<3, taking: [(wood, 2)])
    shop.task("trim", 7..<7, taking: [(wood, 3)])
    shop.task("oil", nil, taking: [(wood, 1)], isOptional: true)
    #expect(try shop.levels() == [7])
    shop.placements[2] = .init(mode: 0, start: 0, end: 1)
    #expect(try shop.flaw() == "6 of wood are consumed, and there are 5")
  }

  @Test func reservoirs() throws {
    var shop = CheckedShop()
    let tank = shop.builder.reservoir("tank", initial: 2, minimum: 1, maximum: 4)
    let fill = shop.task("fill", 1..<3, changing: [(tank, 2, .atEnd)])
    let drain = shop.task("drain", 3..<4, changing: [(tank, -3, .atStart)])
    // At 3 both count together: 2 + 2 - 3.
    #expect(try shop.levels() == [4])
    shop.move(drain, to: 2..<3)
    #expect(try shop.flaw() == "the level of tank is -1 at 2, below 1")
    shop.move(drain, to: 4..<5)
    #expect(try shop.levels() == [5])
    shop.builder.description.resources[0].kind = .reservoir(initial: 3, minimum: 1, maximum: 4)
    #expect(try shop.flaw() == "the level of tank is 5 at 3, above 4")
    shop.builder.description.resources[0].kind = .reservoir(initial: 3, minimum: 1, maximum: nil)
    #expect(try shop.levels() == [5])
    shop.move(fill, to: 4..<6)
    #expect(try shop.flaw() == "the level of tank is 0 at 4, below 1")
  }
}
