import Scheduling
import Testing

/// Ten thousand tasks on fifty machines, with setups, lags, breaks, a crew and a store: looking at all pairs would take a
/// hundred times as long as all other tests of the checker together.
@Suite struct ScheduleCheckSizeTests {
  @Test func largeSchedules() throws {
    let (machines, lines) = (50, 200)
    var builder = GeneralSchedule.Builder("large")
    let all = (0..<machines).map { builder.machine("m\($0)", breaks: [10_000..<10_005]) }
    let crew = builder.renewable("crew", capacity: machines)
    let store = builder.reservoir("store", initial: 0, maximum: 2 * machines)
    var placements: [GeneralSchedule.Placement?] = []
    for line in 0..<lines {
      let job = builder.job("j\(line)", due: 4 * line)
      for machine in 0..<machines {
        let task = builder.task("t\(line).\(machine)", job: job)
        builder.mode(
          of: task, duration: 3, on: [all[machine]], taking: [(crew, 1)],
          changing: [(store, 1, .atStart), (store, -1, .atEnd)])
        placements.append(.init(mode: 0, start: 4 * (line + machine), end: 4 * (line + machine) + 3))
        if machine > 0 {
          builder.lag(.init(.end(of: task.number - 1), .start(of: task.number), minimum: 1))
        }
      }
    }
    let kinds = (0..<machines * lines).map { Optional($0 / machines % 10) }
    builder.description.setups = [
      .init(
        machines: Array(0..<25), kinds: kinds, times: Array(repeating: Array(repeating: 1, count: 10), count: 10)),
      .init(
        machines: Array(25..<50), kinds: kinds, times: Array(repeating: Array(repeating: 1, count: 10), count: 10),
        scope: .allPairs),
    ]
    builder.constrain(.sameSequence(machines: (0, 1), pairs: (0..<lines).map { (machines * $0, machines * $0 + 1) }))
    builder.minimize([.init(.makespan)], then: [.init(.tardyJobs), .init(.setupTime)])
    let instance = try builder.instance()
    let objective = try GeneralSchedule.check(.init(placements), of: instance)
    #expect(objective.levels == [4 * (lines + machines - 2) + 3, lines + machines * (lines - 1)])
    placements[5000]?.start -= 1
    placements[5000]?.end -= 1
    #expect(throws: (any Error).self) { try GeneralSchedule.check(.init(placements), of: instance) }
  }
}
