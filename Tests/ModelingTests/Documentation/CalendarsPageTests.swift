import Modeling
import Testing

/// The examples of the page about constraints, Calendars, as they stand there.
@Suite struct CalendarsPageTests {
  @Test func reservoir() throws {
    let model = Model(horizon: 100)
    let trucks = [model.interval(start: 4...9, duration: 1)]
    let mixes = (0..<3).map { _ in model.interval(start: 0...20, duration: 1) }
    let deliveries = trucks.map { Model.Event(time: $0.end, amount: 20) }
    let batches = mixes.map { Model.Event(time: $0.start, amount: -5) }
    model.reservoir(deliveries + batches, level: 0...60, initial: 10)
    let makespan = model.maximum(of: mixes.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[makespan] == 6)
  }

  @Test func calendars() throws {
    let model = Model(horizon: 100)
    let task = model.interval(duration: model.integer(0...50))
    let effort = 5
    let office = Model.Calendar(weekly: [9..<12, 13..<17]).closed(during: [240..<264])
    let crane = Model.Calendar(openings: [0..<40, 60..<100])
    let tides = Model.Calendar(repeating: [0..<7], every: 25)
    let report = model.interval(work: 10, calendar: office, name: "report")
    model.calendar(task, work: effort, office)  // an interval of variable duration that is there already
    #expect(crane.isOpen(at: 60) && !crane.isOpen(at: 50) && tides.isOpen(at: 31) && !tides.isOpen(at: 32))
    model.minimize(report.end + task.end)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[report]?.lowerBound == 9 && result[report]?.upperBound == 36 && result[task]?.upperBound == 15)
  }

  @Test func unbroken() throws {
    let model = Model(horizon: 100)
    let office = Model.Calendar(weekly: [9..<12, 13..<17])
    let surgery = model.interval(duration: 4)
    let jobs = [8, 9].map { model.interval(duration: $0) }
    model.mustNotPause(surgery, office)
    model.noOverlap(jobs, calendar: Model.Calendar(repeating: [6..<22], every: 24))
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(surgery.end + makespan)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[surgery]?.lowerBound == 13 && result[makespan] == 38)
  }

  @Test func forbidden() throws {
    let model = Model(horizon: 100)
    let delivery = model.interval(start: 23...60, duration: 2)
    let firing = model.interval(start: 45...90, duration: 10)
    model.forbidStart(of: delivery, during: [22..<30, 46..<54])
    model.forbidEnd(of: firing, during: [48..<72])
    model.minimize(delivery.start + firing.start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[delivery]?.lowerBound == 30 && result[firing]?.upperBound == 73)
  }

  @Test func changingCapacity() throws {
    let model = Model(horizon: 100)
    let jobs = (0..<2).map { _ in model.interval(duration: 2) }
    let crews = [3, 4]
    let crew = Model.StepFunction(2, then: [(8, 5), (17, 3)])
    model.cumulative(jobs, demands: crews, capacity: crew)
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[makespan] == 12)
  }

  @Test func leastSum() throws {
    let model = Model(horizon: 100)
    let shifts = (0..<4).map { _ in model.interval(start: 0...20, duration: 6, presence: model.boolean()) }
    let heads = [2, 2, 1, 1]
    model.cumulative(shifts, demands: heads, atLeast: 2, during: 8..<20)
    model.cumulative(shifts, demands: heads, atLeast: Model.StepFunction(0, then: [(8, 2), (12, 3), (20, 0)]))
    model.minimize(sum(of: shifts.map { $0.presence! }))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    // Three of them have 30 at most of the 4 times 2 and 8 times 3 that are asked for.
    #expect(result.objective == 4)
  }

  @Test func ownVariables() throws {
    let model = Model(horizon: 100)
    let (arrival, nights, departure) = (model.integer(3...9), model.integer(2...5), model.integer(0...20))
    let isGuest = model.boolean()
    model.add(isGuest == 1)
    let stay = model.interval(start: arrival, duration: nights, end: departure, presence: isGuest)
    model.maximize(departure)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[stay]?.upperBound == 14)
  }

  @Test func releasing() throws {
    let model = Model(horizon: 100)
    let office = Model.Calendar(weekly: [9..<12, 13..<17])
    let jobs = [0, 1].map { _ in model.interval(start: 0...40, duration: model.integer(0...50)) }
    let (hours, crews) = ([4, 3], [3, 3])
    model.cumulative(jobs, work: hours, demands: crews, capacity: 5, releasingDuringBreaksOf: office)
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[makespan] == 17)
  }
}
