import Modeling
import Testing

/// The examples of the page about constraints, Setups, as they stand there.
@Suite struct SetupsPageTests {
  @Test func setups() throws {
    let model = Model(horizon: 100)
    let jobs = (0..<4).map { _ in model.interval(duration: 2) }
    let trips = (0..<2).map { _ in model.interval(duration: 1) }
    let (distances, colours) = ([[0, 3], [4, 0]], [0, 1, 1, 0])
    // 0 is white, 1 is black.
    model.noOverlap(jobs, setups: [[0, 1], [5, 0]], kinds: [0, 1, 1, 0])
    model.noOverlap(trips, setups: distances)  // each interval is a kind of its own
    model.noOverlap(jobs, setups: [[0, nil], [5, 0]], kinds: colours, isDirect: true)
    let makespans = model.maximum(of: jobs.map(\.end)) + model.maximum(of: trips.map(\.end))
    model.minimize(makespans)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    // Direct white to black is forbidden, so black comes first: 8 and a change of 5; the trips take 1 + 3 + 1.
    #expect(result.objective == 13 + 5)
  }

  @Test func strict() throws {
    let model = Model(horizon: 100)
    let jobs = [model.interval(start: 0...0, duration: 5)]
    let inspections = [model.interval(start: 1...9, duration: 0)]
    model.noOverlap(jobs + inspections, isStrict: true)
    model.minimize(inspections[0].start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5)
  }

  @Test func sequence() throws {
    let model = Model(horizon: 100)
    let jobs = (0..<2).map { _ in model.interval(duration: 1) }
    let (colours, lightsAreOn) = ([0, 1], model.boolean())
    model.noOverlap(jobs)
    let order = model.sequence(of: jobs)
    model.minimize(model.cost(of: order, [[0, 3], [7, 0]], kinds: colours) + 2 * order.isFirst[0])
    model.imply(order.next[0][1], lightsAreOn)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5 && result[lightsAreOn])
  }

  @Test func state() throws {
    let model = Model(horizon: 100)
    let bakes = (0..<3).map { _ in model.interval(duration: 3) }
    model.state(bakes, requires: [180, 220, 220])
    model.state(bakes, requires: [0, 1, 1], transitions: [[0, 2], [5, 0]])
    model.minimize(model.maximum(of: bakes.map(\.end)))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 8)
  }

  @Test func span() throws {
    let model = Model(horizon: 100)
    let (design, build, test) = (
      model.interval(start: 2...9, duration: 3), model.interval(duration: 4), model.interval(duration: 1)
    )
    model.precede(design, build)
    model.precede(build, test)
    let project = model.interval(duration: model.integer(0...50))
    model.span(project, [design, build, test])
    model.minimize(project.end)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 10 && result[project]?.lowerBound == 2)
  }

  @Test func synchronize() throws {
    let model = Model(horizon: 100)
    let (surgery, surgeon, nurse, room) = (
      model.interval(duration: 3), model.interval(start: 4...20, duration: 3),
      model.interval(start: 0...6, duration: 3),
      model.interval(start: 5...9, duration: 3)
    )
    model.synchronize(surgery, with: [surgeon, nurse, room])
    model.minimize(surgery.start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5 && result[nurse]?.lowerBound == 5)
  }

  @Test func cardinality() throws {
    let model = Model(horizon: 100)
    let (job, meeting) = (model.interval(duration: 2), model.interval(duration: 1))
    let workers = (0..<3).map { _ in model.interval(duration: 2, presence: model.boolean()) }
    let rooms = (0..<4).map { _ in model.interval(duration: 1, presence: model.boolean()) }
    model.alternative(job, of: workers, cardinality: 2)
    model.alternative(meeting, of: rooms, cardinality: model.integer(1...3))
    model.maximize(sum(of: (workers + rooms).map { $0.presence! }))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 + 3)
  }

  @Test func temporal() throws {
    let model = Model(horizon: 100)
    let (pour, smooth, heat, roll) = (
      model.interval(duration: 4), model.interval(duration: 1), model.interval(duration: 5), model.interval(duration: 1)
    )
    let (crane, lift) = (model.interval(duration: 1), model.interval(duration: 1))
    let (isHot, travel) = (model.boolean(), model.integer(3...6))
    model.startBeforeStart(pour, smooth, delay: 2)
    model.endAtStart(heat, roll, if: isHot)  // no wait
    model.startAtStart(crane, lift, delay: travel)
    model.add(isHot == 1)
    model.minimize(smooth.start + roll.start + lift.start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 + 5 + 3)
  }
}
