import Scheduling
import Testing

/// What holds between tasks, one broken rule at a time.
@Suite struct ScheduleCheckRelationTests {
  typealias Event = GeneralSchedule.Event

  private func shop(_ first: Range<Int>?, _ second: Range<Int>?, isOptional: Bool = true) -> CheckedShop {
    var shop = CheckedShop()
    shop.task("cut", first, isOptional: isOptional)
    shop.task("paint", second, isOptional: isOptional)
    return shop
  }

  @Test func leastDelays() throws {
    var shop = shop(3..<7, 8..<9)
    shop.builder.lag(.init(.end(of: 0), .start(of: 1), minimum: 2))
    #expect(try shop.flaw() == "task cut ends at 7, and paint, which may start 2 after it, starts at 8")
    shop.placements[1] = nil
    #expect(try shop.flaw() == nil)
    shop.placements[1] = .init(mode: 0, start: 9, end: 10)
    #expect(try shop.levels() == [10])
    shop.builder.description.lags = [.init(.start(of: 0), .end(of: 1), minimum: 7)]
    #expect(try shop.levels() == [10])
    shop.builder.description.lags = [.init(.start(of: 0), .end(of: 1), minimum: 8)]
    #expect(try shop.flaw() == "task cut starts at 3, and paint, which may end 8 after it, ends at 10")
    shop.builder.description.lags = [.init(.end(of: 1), .start(of: 0), minimum: -6)]
    #expect(try shop.flaw() == "task paint ends at 10, and cut, which may start 6 before it, starts at 3")
    shop.builder.description.lags = [.init(.start(of: 1), .start(of: 0), minimum: 0)]
    #expect(try shop.flaw() == "task paint starts at 9, and cut, which may start then, starts at 3")
  }

  @Test func greatestDelays() throws {
    var shop = shop(3..<7, 9..<10)
    shop.builder.lag(.init(.end(of: 0), .start(of: 1), minimum: 2, maximum: 2))
    #expect(try shop.levels() == [10])
    shop.placements[1] = .init(mode: 0, start: 10, end: 11)
    #expect(
      try shop.flaw() == "task cut ends at 7, and paint, which must start 2 after it at the latest, starts at 10")
    shop.builder.description.lags = [.init(.end(of: 0), .end(of: 1), maximum: 3)]
    #expect(try shop.flaw() == "task cut ends at 7, and paint, which must end 3 after it at the latest, ends at 11")
    shop.builder.description.lags = [.init(.start(of: 1), .start(of: 0), maximum: -8)]
    #expect(
      try shop.flaw() == "task paint starts at 10, and cut, which must start 8 before it at the latest, starts at 3")
    shop.builder.description.lags = [.init(.start(of: 1), .start(of: 0), maximum: -7)]
    #expect(try shop.levels() == [11])
  }

  @Test func sameAndOtherResources() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    let lathe = shop.builder.machine("lathe")
    let tank = shop.builder.reservoir("tank", initial: 3)
    shop.task("cut", 0..<2, on: [saw], changing: [(tank, -1, .atStart)])
    let trim = shop.task("trim", 3..<5, on: [saw])
    shop.builder.mode(of: trim, duration: 2, on: [saw, lathe])
    shop.builder.mode(of: trim, duration: 2, on: [lathe])
    shop.builder.constrain(.identicalResources(0, 1))
    #expect(try shop.levels() == [5])
    shop.move(trim, to: 3..<5, mode: 1)
    #expect(try shop.flaw() == "tasks cut and trim are not on the same resources")
    shop.builder.description.constraints = [.differentResources(0, 1)]
    #expect(try shop.flaw() == "tasks cut and trim are both on saw")
    shop.move(trim, to: 3..<5, mode: 2)
    #expect(try shop.levels() == [5])
  }

  @Test func consecutiveTasks() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    shop.task("cut", 0..<1, on: [saw])
    shop.task("trim", 5..<6, on: [saw])
    let oil = shop.task("oil", 7..<8, on: [saw])
    shop.builder.constrain(.consecutive(0, 1))
    #expect(try shop.levels() == [8])
    shop.move(oil, to: 3..<4)
    #expect(try shop.flaw() == "task trim is not the next one after cut on saw")
    shop.builder.description.constraints = [.consecutive(1, 0)]
    #expect(try shop.flaw() == "task cut is not the next one after trim on saw")
    shop.builder.description.constraints = [.consecutive(0, 1)]
    shop.builder.description.tasks[1].modes = [.init(duration: 1, [])]
    #expect(try shop.levels() == [6])
  }

  @Test func sameSequences() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    let lathe = shop.builder.machine("lathe")
    for (name, start) in [("a", 0), ("b", 2), ("c", 4)] {
      shop.task("\(name)1", start..<start + 1, on: [saw])
      shop.task("\(name)2", start + 5..<start + 6, on: [lathe], isOptional: true)
    }
    shop.builder.constrain(.sameSequence(machines: (0, 1), pairs: [(4, 5), (0, 1), (2, 3)]))
    #expect(try shop.levels() == [10])
    shop.placements[3] = .init(mode: 0, start: 10, end: 11)
    #expect(try shop.flaw() == "task b1 comes before c1 on saw, and b2 after c2 on lathe")
    shop.placements[3] = .init(mode: 0, start: 0, end: 1)
    #expect(try shop.flaw() == "task a1 comes before b1 on saw, and a2 after b2 on lathe")
    shop.placements[3] = nil
    #expect(try shop.levels() == [10])
  }

  @Test func modeDependencies() throws {
    var shop = CheckedShop()
    let cut = shop.task("cut", 0..<1)
    let trim = shop.task("trim", 0..<1, isOptional: true)
    for task in [cut, trim] { for _ in 0..<2 { shop.builder.mode(of: task, duration: 1) } }
    shop.builder.constrain(.modeDependency(task: 0, mode: 1, other: 1, modes: [1, 2]))
    #expect(try shop.levels() == [1])
    shop.move(cut, to: 0..<1, mode: 1)
    #expect(try shop.flaw() == "task trim is in mode 0, which may not be where cut is in mode 1")
    shop.move(trim, to: 0..<1, mode: 2)
    #expect(try shop.levels() == [1])
    shop.move(trim, to: nil)
    #expect(try shop.levels() == [1])
  }

  /// Three optional tasks, of which these take place, under a selection of the first two.
  private func flaw(_ taken: [Int], _ constraint: GeneralSchedule.Constraint) throws -> String? {
    var shop = CheckedShop()
    for (task, name) in ["cut", "trim", "ship"].enumerated() {
      shop.task(name, taken.contains(task) ? 0..<1 : nil, isOptional: true)
    }
    shop.builder.constrain(constraint)
    return try shop.flaw()
  }

  @Test func allOrNone() throws {
    let free = GeneralSchedule.Constraint.selectAllOrNone([0, 1], if: nil)
    #expect(try flaw([], free) == nil && flaw([0, 1], free) == nil)
    #expect(try flaw([0], free) == "1 of cut, trim take place, which must be all or none")
    let bound = GeneralSchedule.Constraint.selectAllOrNone([0, 1], if: 2)
    #expect(try flaw([], bound) == nil && flaw([0, 1], bound) == nil && flaw([0, 1, 2], bound) == nil)
    #expect(try flaw([1], bound) == "1 of cut, trim take place, which must be all or none")
    #expect(try flaw([2], bound) == "none of cut, trim takes place, which must be all, as ship does")
  }

  @Test func atLeastOne() throws {
    let free = GeneralSchedule.Constraint.selectAtLeastOne([0, 1], if: nil)
    #expect(try flaw([0], free) == nil && flaw([0, 1], free) == nil)
    #expect(try flaw([2], free) == "none of cut, trim takes place, which must be at least one")
    let bound = GeneralSchedule.Constraint.selectAtLeastOne([0, 1], if: 2)
    #expect(try flaw([], bound) == nil && flaw([1, 2], bound) == nil && flaw([1], bound) == nil)
    #expect(try flaw([2], bound) == "none of cut, trim takes place, which must be at least one, as ship does")
  }

  @Test func exactlyOne() throws {
    let free = GeneralSchedule.Constraint.selectExactlyOne([0, 1], if: nil)
    #expect(try flaw([0], free) == nil && flaw([1, 2], free) == nil)
    #expect(try flaw([0, 1], free) == "2 of cut, trim take place, which must be exactly one")
    let bound = GeneralSchedule.Constraint.selectExactlyOne([0, 1], if: 2)
    #expect(try flaw([], bound) == nil && flaw([1, 2], bound) == nil)
    #expect(try flaw([2], bound) == "0 of cut, trim take place, which must be exactly one, as ship does")
    #expect(try flaw([0], bound) == "1 of cut, trim take place, which must be none, as ship does not")
  }

  /// Two jobs that take each other's machine over at 2, having waited for it.
  @Test func swaps() throws {
    var shop = CheckedShop()
    let saw = shop.builder.machine("saw")
    let lathe = shop.builder.machine("lathe")
    let first = shop.task("a1", 0..<2, on: [saw], mayIdle: true)
    let second = shop.task("a2", 2..<4, on: [lathe])
    let third = shop.task("b1", 0..<2, on: [lathe], mayIdle: true)
    let fourth = shop.task("b2", 2..<4, on: [saw])
    shop.builder.after(first, second, atMost: 0)
    shop.builder.after(third, fourth, atMost: 0)
    #expect(try shop.levels() == [4])
    shop.builder.description.allowsSwaps = false
    let flaw = try #require(try shop.flaw())
    #expect(
      ["a2, b2", "b2, a2"].map {
        "tasks \($0) take machines over from each other in a ring at 2, which is not allowed"
      }.contains(flaw))
    // One of them waits for a moment.
    shop.move(third, to: 0..<3)
    shop.move(second, to: 3..<5)
    shop.move(first, to: 0..<3)
    shop.move(fourth, to: 3..<5)
    #expect(try shop.flaw() != nil)
    shop.builder.description.lags[1].maximum = nil
    #expect(try shop.levels() == [5])
    // A job that stays on its machine takes it over from itself.
    shop = CheckedShop()
    let drill = shop.builder.machine("drill")
    let one = shop.task("c1", 0..<2, on: [drill])
    let two = shop.task("c2", 2..<4, on: [drill])
    shop.builder.after(one, two, atMost: 0)
    shop.builder.description.allowsSwaps = false
    #expect(try shop.levels() == [4])
  }
}
