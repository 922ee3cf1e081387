import Basics
import Modeling
import Race
import TestSupport
import Testing

@testable import Solving

/// Schedules of tasks that follow calendars.
@Suite struct TaskCalendarTests {
  private func stretches(_ random: inout RandomSource) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var time = random.within(-2...2)
    for _ in 0..<random.within(1...4) {
      let end = time + random.within(1...4)
      found.append(time..<end)
      time = end + random.within(1...3)
    }
    return found
  }

  /// The first place forwards, and the last one backwards, by a look at every start and end.
  @Test func placesAreThoseOfALookAtEachTime() {
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let duration = random.within(1...4)
      var calendar = TaskCalendar()
      var checks: [(Range<Int>) -> Bool] = []
      func isOpen(_ open: [Range<Int>], _ time: Int) -> Bool { open.contains { $0.contains(time) } }
      if random.chance(50) {
        let open = stretches(&random)
        calendar.pause(by: TaskCalendar.OpenTimes(open), work: duration)
        checks.append { time in
          isOpen(open, time.lowerBound) && isOpen(open, time.upperBound - 1)
            && time.count { isOpen(open, $0) } == duration
        }
      } else {
        checks.append { $0.count == duration }
      }
      for _ in 0..<random.below(3) {
        let open = stretches(&random)
        let part = CalendarOpenTimesConstraint.Part.allCases[random.below(3)]
        calendar.keep(part, in: TaskCalendar.OpenTimes(open))
        checks.append { time in
          switch part {
          case .start: isOpen(open, time.lowerBound)
          case .end: isOpen(open, time.upperBound - 1)
          case .whole: time.allSatisfy { isOpen(open, $0) }
          }
        }
      }
      let places = (-14..<40).flatMap { start in (start + 1..<42).map { start..<$0 } }
        .filter { place in checks.allSatisfy { $0(place) } }
      for time in [-4, 0, 3, 6, 9] {
        let first = places.filter { $0.lowerBound >= time }.min { $0.lowerBound < $1.lowerBound }
        #expect(calendar.place(from: time, duration: duration) == first, "seed \(seed) from \(time)")
        let last = places.filter { $0.upperBound <= time }.max { $0.upperBound < $1.upperBound }
        let mirrored = calendar.place(from: -time, duration: duration, isMirrored: true)
        #expect(mirrored == last.map { -$0.upperBound ..< -$0.lowerBound }, "seed \(seed) by \(time)")
      }
    }
  }

  /// Tasks of two shifts on two machines and a shared resource.
  private func project(_ random: inout RandomSource, _ count: Int) -> Model {
    let model = Model(horizon: 24 * 14)
    let calendars = [[8..<12, 13..<17], [6..<14]].map { Model.Calendar(weekly: $0) }
    let tasks = (0..<count).map { _ in
      let calendar = calendars[random.below(2)]
      if random.chance(70) { return model.interval(work: random.within(1...9), calendar: calendar) }
      let task = model.interval(duration: random.within(1...4))
      model.mustNotPause(task, calendar)
      return task
    }
    for (place, task) in tasks.enumerated() where place > 0 && random.chance(60) {
      model.precede(tasks[random.below(place)], task)
    }
    model.cumulative(tasks, demands: tasks.map { _ in random.within(1...2) }, capacity: 3)
    model.noOverlap(tasks.filter { _ in random.chance(40) })
    model.minimize(model.maximum(of: tasks.map(\.end)))
    return model
  }

  /// Lists alone make schedules that are solutions, and some of them the best there is.
  @Test func listsMakeSolutions() throws {
    var random = RandomSource(seed: 5)
    var optimal = 0
    for round in 0..<8 {
      let model = project(&random, 5)
      let data = try model.validated()
      let formulation = try #require(IntervalFormulation(data))
      let board = Scoreboard<[Int]> { values throws(CheckFailure) in
        if let violation = data.violation(of: values) { throw CheckFailure(violation) }
        return Objective(data.cost(of: values) ?? 0)
      }
      ScheduleConstruction(formulation, .identity, seed: 1).run(on: board)
      #expect(board.rejections == [], "round \(round)")
      let best = try #require(board.best, "round \(round)")
      let cost = try #require(formulation.network.cost)
      #expect(cost.value(formulation.network, formulation.schedule(of: best.solution)) == best.objective.first)
      let optimum = try #require(try model.solve(timeLimit: 30).objective)
      #expect(best.objective.first >= optimum)
      optimal += best.objective.first == optimum ? 1 : 0
    }
    #expect(optimal >= 4)
  }
}
