import GLPKSolver
import Modeling
import Testing

/// Recipes of the cookbook about machines, tanks and calendars, as they stand there, with answers known otherwise.
@Suite struct ShopRecipes {
  @Test func flexibleShop() throws {
    let model = Model("flexible shop")
    // By job, its duration on the fast and on the slow machine.
    let durations = [[4, 7], [3, 6], [5, 8]]
    var machines: [[IntervalVar]] = [[], []]
    let jobs = durations.enumerated().map { number, choices in
      let job = model.interval(duration: model.integer(choices.min()!...choices.max()!), name: "job \(number)")
      let ways = choices.map { model.interval(duration: $0, presence: model.boolean()) }
      model.alternative(job, of: ways)
      for (machine, way) in ways.enumerated() { machines[machine].append(way) }
      return job
    }
    for machine in machines { model.noOverlap(machine) }
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // By hand: 4 + 3 on the fast machine, 8 on the slow one; with all on the fast one, 12.
    #expect(result.status == .optimal && result[makespan] == 8)
  }

  @Test func setups() throws {
    let model = Model("setups")
    // Colours of the jobs: 0 is white, 1 is black. After black the machine has to be cleaned.
    let colours = [0, 1, 0, 1]
    let jobs = colours.map { _ in model.interval(duration: 2) }
    model.noOverlap(jobs, setups: [[0, 1], [5, 0]], kinds: colours)
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // Four times 2, and one change, from white to black.
    #expect(result.status == .optimal && result[makespan] == 9)
  }

  @Test func reservoir() throws {
    let model = Model("tank")
    // The tank holds 10 and has 4; 5 more come at 3 and at 7.
    let deliveries = [3, 7].map { Model.Event(time: $0, amount: 5) }
    // Three batches of one mixer take 4 each when they start.
    let batches = (0..<3).map { model.interval(duration: 2, name: "batch \($0)") }
    model.noOverlap(batches)
    model.reservoir(
      deliveries + batches.map { Model.Event(time: $0.start, amount: -4) }, level: 0...10, initial: 4)
    let makespan = model.maximum(of: batches.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // The third batch needs the second delivery.
    #expect(result.status == .optimal && result[makespan] == 9)
  }

  @Test func calendar() throws {
    let model = Model("shifts", horizon: 48)
    let day = Model.Calendar(repeating: [8..<12, 13..<17], every: 24)
    // Two jobs of one machine pause when the shop is closed; the inspection cannot.
    let jobs = [6, 3].map { model.interval(work: $0, calendar: day) }
    let inspection = model.interval(duration: 3, name: "inspection")
    model.noOverlap(jobs)
    model.mustNotPause(inspection, day)
    for job in jobs { model.precede(job, inspection) }
    let makespan = model.maximum(of: [inspection.end, jobs[0].end, jobs[1].end])
    model.minimize(makespan)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // Nine hours of work end at 9 of the second day, and 9 to 12 is open.
    #expect(result.status == .optimal && result[makespan] == 24 + 12)
  }
}
