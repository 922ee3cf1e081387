import Basics
import Pictures
import Testing

@testable import Scheduling

@Suite struct SchedulePictureTests {
  private typealias Placement = GeneralSchedule.Placement

  /// A saw with a break and a setup, a job that is late, one that has not begun, and a store.
  private func joinery() throws -> GeneralSchedule.Instance {
    var shop = GeneralSchedule.Builder("joinery <1>")
    let saw = shop.machine("saw", breaks: [5..<8, 40..<50])
    let bench = shop.machine("bench")
    var crew = GeneralSchedule.Resource("crew", .renewable(capacity: 2))
    crew.capacities = [.init(from: 6, 3)]
    let people = shop.add(crew)
    let store = shop.reservoir("wood", initial: 1, maximum: 9)
    let table = shop.job("table", due: 9)
    let shelf = shop.job("shelf", release: 1, due: 30, deadline: 60)
    let cut = shop.task("cut", job: table, mayIdle: true, mayPause: true)
    shop.mode(of: cut, duration: 4, on: [saw], changing: [(store, 3, .atEnd)])
    let join = shop.task("join", job: table)
    shop.mode(of: join, duration: 3, on: [bench])
    shop.mode(of: join, duration: 2, on: [bench], taking: [(people, 2)], changing: [(store, -2, .atStart)])
    let plane = shop.task("plane", job: shelf)
    shop.mode(of: plane, duration: 2, on: [saw])
    let paint = shop.task("paint", isOptional: true)
    shop.mode(of: paint, duration: 5)
    let sweep = shop.task("sweep")
    shop.mode(of: sweep, duration: 1)
    shop.description.setups = [
      .init(machines: [0], kinds: [0, nil, 1, nil, nil], times: [[0, 2], [0, 0]])
    ]
    return try shop.instance()
  }

  /// The saw cuts 3 to 5 and 8 to 10 and is held until 11; the setup is 12 to 14.
  private let schedule = GeneralSchedule.Solution([
    Placement(mode: 0, start: 3, end: 11), Placement(mode: 1, start: 11, end: 13),
    Placement(mode: 0, start: 14, end: 16), nil, Placement(mode: 0, start: 0, end: 1),
  ])

  private func drawing() throws -> ScheduleDrawing {
    var drawing = ScheduleDrawing(try joinery(), schedule)
    drawing.addMachines()
    drawing.addJobs()
    drawing.addOthers()
    drawing.addProfiles()
    return drawing
  }

  @Test func rowsAreMachinesThenJobsThenTheRest() throws {
    let chart = try drawing().finished()
    #expect(chart.rows == ["saw", "bench", "job table", "job shelf", ""])
    #expect(
      chart.bars.map { "\($0.row) \($0.label) \($0.start)-\($0.end) \($0.group)" } == [
        "0 cut 3-11 table", "0 plane 14-16 shelf", "1 join 11-13 table", "2 cut 3-11 table", "2 join 11-13 table",
        "3 plane 14-16 shelf", "4 sweep 0-1 ",
      ])
    #expect(chart.marker?.time == 16)
    #expect(chart.subtitle.hasPrefix("4 tasks, 1 left out; 1 job late"))
    #expect(chart.bars[2].tooltip.contains("mode 1, one of 2") && chart.bars[2].tooltip.contains("crew: 2"))
    #expect(chart.bars[2].tooltip.contains("wood at the start: -2"))
  }

  @Test func breaksSetupsPausesAndWaitingAreShades() throws {
    let shades = try drawing().finished().shades.map { "\($0.row) \($0.kind) \($0.start)-\($0.end)" }
    #expect(
      shades == [
        "0 closed 5-8", "0 preparation 12-14", "0 paused 5-8", "0 waiting 10-11", "2 paused 5-8", "2 waiting 10-11",
      ])
  }

  @Test func jobsHaveTheirTimes() throws {
    let chart = try drawing().finished()
    let marks = chart.marks.map { "\($0.row) \($0.shape) \($0.time) \($0.isAlarm)" }
    // What lies far behind the end is drawn an eighth of the schedule behind it.
    #expect(marks == ["2 stroke 9 true", "3 opening 1 false", "3 closing 18 false", "3 stroke 18 false"])
    #expect(chart.marks[0].tooltip.contains("missed by 4"))
    #expect(chart.marks[2].tooltip.contains("60"))
    #expect(chart.spans.map { "\($0.row) \($0.start)-\($0.end)" } == ["2 9-13"])
  }

  @Test func profilesKnowCapacitiesAndLevels() throws {
    let profiles = try drawing().finished().profiles
    #expect(profiles.map(\.label) == ["crew", "wood"])
    #expect(profiles[0].steps.map { [$0.time, $0.usage] } == [[11, 2], [13, 0]])
    #expect(profiles[0].capacity == 2 && profiles[0].capacities.map(\.capacity) == [3])
    // Cut brings 3 and join takes 2 at one moment.
    #expect(profiles[1].initial == 1 && profiles[1].steps.map { [$0.time, $0.usage] } == [[11, 2]])
  }

  @Test func thePictureIsADocumentWithAllOfIt() throws {
    let picture = GeneralSchedule.picture(of: schedule, of: try joinery())
    #expect(picture.hasPrefix("<?xml") && picture.contains("joinery &lt;1&gt;"))
    #expect(picture.contains("<pattern ") && picture.contains("url(#hatch)") && picture.contains("wood</text>"))
    #expect(picture.contains("setup of 2, after cut, for plane"))
    #expect(
      picture.contains("data-row=\"saw\" data-group=\"table\" data-label=\"cut\" data-start=\"3\" data-end=\"11\""))
  }

  @Test func nothingAndTooManyJobsAreDrawnToo() throws {
    var empty = GeneralSchedule.Builder("nothing")
    let idle = empty.task("idle", isOptional: true)
    empty.mode(of: idle, duration: 1)
    #expect(GeneralSchedule.picture(of: .init([nil]), of: try empty.instance()).contains("0 tasks, 1 left out"))
    var shop = GeneralSchedule.Builder("many")
    let machine = shop.machine("m")
    for number in 0...ScheduleDrawing.mostJobs {
      let task = shop.task("t\(number)", job: shop.job("j\(number)"))
      shop.mode(of: task, duration: 1, on: [machine])
    }
    let places = (0...ScheduleDrawing.mostJobs).map { Placement(mode: 0, start: $0, end: $0 + 1) }
    var drawing = ScheduleDrawing(try shop.instance(), .init(places))
    drawing.addMachines()
    drawing.addJobs()
    drawing.addOthers()
    #expect(drawing.finished().rows == ["m"])
  }

  /// Pauses and the end of processing against a walk through time, unit by unit.
  @Test func heldTimeIsAWalkThroughTime() throws {
    var generator = RandomSource(seed: 7)
    for _ in 0..<300 {
      func breaks() -> [Range<Int>] {
        var time = Int.random(in: 0...4, using: &generator)
        return (0..<5).map { _ in
          let start = time + Int.random(in: 1...3, using: &generator)
          time = start + Int.random(in: 1...3, using: &generator)
          return start..<time
        }
      }
      var shop = GeneralSchedule.Builder("walk")
      let machines = [shop.machine("a", breaks: breaks()), shop.machine("b", breaks: breaks())]
      let duration = Int.random(in: 1...9, using: &generator)
      let task = shop.task("t", mayIdle: true, mayPause: true)
      shop.mode(of: task, duration: duration, on: machines)
      let instance = try shop.instance()
      func isOpen(_ time: Int) -> Bool { !instance.resources.contains { $0.breaks.contains { $0.contains(time) } } }
      let start = (0...50).filter(isOpen).randomElement(using: &generator)!
      var (time, left) = (start, duration)
      var closed: [Int] = []
      while left > 0 {
        if isOpen(time) { left -= 1 } else { closed.append(time) }
        time += 1
      }
      let place = Placement(mode: 0, start: start, end: time + Int.random(in: 0...4, using: &generator))
      let held = HeldTime(.init(number: 0, mode: instance.tasks[0].modes[0], place: place), of: instance)
      #expect(held.processed == time)
      #expect(held.pauses.flatMap { Array($0) } == closed)
      #expect(zip(held.pauses, held.pauses.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
  }
}
