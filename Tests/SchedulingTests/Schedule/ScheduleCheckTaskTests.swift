import Scheduling
import Testing

/// What a task owes by itself, one broken rule at a time.
@Suite struct ScheduleCheckTaskTests {
  @Test func tasksThatMustTakePlace() throws {
    var shop = CheckedShop()
    let cut = shop.task("cut", 0..<3)
    #expect(try shop.levels() == [3])
    shop.placements = []
    #expect(try shop.flaw() == "0 placements for 1 task")
    shop.placements = [nil]
    #expect(try shop.flaw() == "task cut is left out, and it is not optional")
    shop.builder.description.tasks[cut.number].isOptional = true
    #expect(try shop.levels() == [0])
    shop.move(cut, to: 0..<3, mode: 1)
    #expect(try shop.flaw() == "task cut is in mode 1, and it has 1")
    shop.move(cut, to: 0..<3, mode: -1)
    #expect(try shop.flaw() == "task cut is in mode -1, and it has 1")
  }

  @Test func extents() throws {
    var shop = CheckedShop()
    let cut = shop.task("cut", 2..<5)
    shop.placements[0]?.end = 1
    #expect(try shop.flaw() == "task cut ends at 1, before it starts at 2")
    shop.move(cut, to: 2..<4)
    #expect(
      try shop.flaw() == "task cut ends at 4, and its processing from 2 on, which takes 3, ends at 5")
    shop.move(cut, to: 2..<6)
    #expect(try shop.flaw() == "task cut ends at 6, after its processing ends at 5, and it may not idle")
    shop.builder.description.tasks[cut.number].mayIdle = true
    #expect(try shop.levels() == [6])
    shop.move(cut, to: -1..<3)
    #expect(try shop.flaw() == "task cut starts at -1, before 0")
    shop.move(cut, to: 0..<Int(Int32.max) + 1)
    #expect(try shop.flaw() == "task cut ends at 2147483648, beyond 2147483647")
    shop.placements[0] = .init(mode: 0, start: .min, end: .max)
    #expect(try shop.flaw() == "task cut starts at \(Int.min), before 0")
  }

  @Test func windows() throws {
    var shop = CheckedShop()
    shop.task("cut", 2..<5)
    shop.builder.description.tasks[0].earliestStart = 2
    shop.builder.description.tasks[0].latestStart = 2
    shop.builder.description.tasks[0].earliestEnd = 5
    shop.builder.description.tasks[0].latestEnd = 5
    #expect(try shop.levels() == [5])
    var other = shop
    other.builder.description.tasks[0].earliestStart = 3
    #expect(try other.flaw() == "task cut starts at 2, before 3")
    other = shop
    other.builder.description.tasks[0].latestStart = 1
    #expect(try other.flaw() == "task cut starts at 2, after 1")
    other = shop
    other.builder.description.tasks[0].earliestEnd = 6
    #expect(try other.flaw() == "task cut ends at 5, before 6")
    other = shop
    other.builder.description.tasks[0].latestEnd = 4
    #expect(try other.flaw() == "task cut ends at 5, after 4")
  }

  @Test func jobs() throws {
    var shop = CheckedShop()
    let table = shop.builder.job("table", release: 2, deadline: 5)
    let cut = shop.task("cut", 2..<5, job: table)
    #expect(try shop.levels() == [5])
    shop.move(cut, to: 1..<4)
    #expect(try shop.flaw() == "task cut starts at 1, before the release of job table at 2")
    shop.move(cut, to: 3..<6)
    #expect(try shop.flaw() == "task cut ends at 6, after the deadline of job table at 5")
  }

  @Test func frozenTasks() throws {
    var shop = CheckedShop()
    let cut = shop.task("cut", 2..<5, isOptional: true, mayIdle: true)
    shop.builder.description.tasks[0].frozen = .init(mode: 0, start: 2, end: 5)
    #expect(try shop.levels() == [5])
    shop.move(cut, to: nil)
    #expect(try shop.flaw() == "task cut is left out, and it is frozen")
    shop.move(cut, to: 2..<6)
    #expect(try shop.flaw() == "task cut is in mode 0 from 2 to 6, and it is frozen in mode 0 from 2 to 5")
  }

  @Test func breaks() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw", breaks: [0..<2, 5..<7])
    let crew = shop.builder.renewable("crew", capacity: 1, breaks: [9..<10])
    let cut = shop.task("cut", 2..<5, on: [saw], taking: [(crew, 1)])
    #expect(try shop.levels() == [5])
    shop.move(cut, to: 3..<6)
    #expect(try shop.flaw() == "task cut runs from 3 to 6, and saw has a break from 5 to 7")
    shop.move(cut, to: 7..<10)
    #expect(try shop.flaw() == "task cut runs from 7 to 10, and crew has a break from 9 to 10")
    // Idling is in no break either.
    shop.builder.description.tasks[0].mayIdle = true
    shop.move(cut, to: 2..<6)
    #expect(try shop.flaw() == "task cut runs from 2 to 6, and saw has a break from 5 to 7")
  }

  @Test func pauses() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw", breaks: [0..<2, 5..<7])
    let crew = shop.builder.renewable("crew", capacity: 1, breaks: [6..<9, 10..<11])
    let cut = shop.task("cut", 4..<12, duration: 3, on: [saw], taking: [(crew, 1)], mayPause: true)
    // Units 4, 9 and 11.
    #expect(try shop.levels() == [12])
    shop.move(cut, to: 4..<11)
    #expect(try shop.flaw() == "task cut ends at 11, and its processing from 4 on, which takes 3, ends at 12")
    shop.move(cut, to: 4..<13)
    #expect(try shop.flaw() == "task cut ends at 13, after its processing ends at 12, and it may not idle")
    shop.builder.description.tasks[0].mayIdle = true
    #expect(try shop.levels() == [13])
    // The last unit is over when the break begins, and idling may lie in it.
    shop.move(cut, to: 2..<5)
    #expect(try shop.levels() == [5])
    shop.move(cut, to: 2..<6)
    #expect(try shop.levels() == [6])
    shop.move(cut, to: 5..<14)
    #expect(try shop.flaw() == "task cut starts at 5, and saw has a break from 5 to 7")
    shop.move(cut, to: 8..<14)
    #expect(try shop.flaw() == "task cut starts at 8, and crew has a break from 6 to 9")
  }

  @Test func whatTakesNoTime() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw", breaks: [0..<2])
    let crew = shop.builder.renewable("crew", capacity: 0)
    shop.task("cut", 2..<6, on: [saw])
    let mark = shop.task("mark", 4..<4, on: [saw], taking: [(crew, 1)])
    #expect(try shop.levels() == [6])
    shop.move(mark, to: 1..<1)
    #expect(try shop.levels() == [6])
    // What idles does take time.
    shop.builder.description.tasks[1].mayIdle = true
    shop.move(mark, to: 6..<7)
    #expect(try shop.flaw() == "1 of crew are held at 6, and there are 0")
    shop.move(mark, to: 1..<3)
    #expect(try shop.flaw() == "task mark runs from 1 to 3, and saw has a break from 0 to 2")
  }
}
