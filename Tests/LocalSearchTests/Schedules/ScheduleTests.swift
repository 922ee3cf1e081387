import Basics
import LocalSearch
import Statements
import Testing

@Suite("Schedules that are built")
struct ScheduleTests {
  /// A job shop of this many jobs and machines, each operation on one of some machines.
  private func shop(_ jobs: Int, _ machines: Int, seed: UInt64, tied: Bool) throws -> ModelData {
    var random = RandomSource(seed: seed)
    let model = Model()
    var users = [[IntervalVar]](repeating: [], count: machines)
    var ends: [any LinearExpressible] = []
    for _ in 0..<jobs {
      var before: IntervalVar?
      for _ in 0..<machines {
        let durations = (0..<2).map { _ in random.within(1...9) }
        let duration = model.integer(1...9)
        let operation = model.interval(duration: duration)
        let ways = durations.map { model.interval(duration: $0, presence: model.boolean()) }
        let presences = ways.compactMap(\.presence)
        if tied {
          model.exactlyOne(of: presences)
          for (way, presence) in zip(ways, presences) {
            model.add(way.start == operation.start, if: presence)
            model.add(way.duration == duration, if: presence)
          }
        } else {
          model.alternative(operation, of: ways)
        }
        for way in ways { users[random.below(machines)].append(way) }
        if let before { model.precede(before, operation) }
        before = operation
      }
      if let before { ends.append(before.end) }
    }
    for users in users { model.noOverlap(Array(Dictionary(grouping: users, by: \.index).compactMap(\.value.first))) }
    model.minimize(model.maximum(of: ends))
    return try model.validated()
  }

  @Test("A flexible shop has a good schedule at once", arguments: 0..<6 as Range<UInt64>)
  func flexibleShop(seed: UInt64) throws {
    let data = try shop(5, 3, seed: seed, tied: seed % 2 == 0)
    let found = JumpSearch(data, seed: seed).run(from: nil, below: .max, work: 100_000) { false }
    let cost = try #require(found.flatMap(data.cost))
    // 15 operations of at most 9 one behind the other would take 135 at most.
    #expect(cost <= 70)
  }

  @Test("A project keeps its precedences and resources, by hand")
  func project() throws {
    // Three tasks of 2, 3, 4 that need 2 of 3 units, so one after the other; the last one starts before the first ends.
    let model = Model(horizon: 40)
    let tasks = [2, 3, 4].map { model.interval(duration: $0) }
    model.cumulative(tasks, demands: [2, 2, 2], capacity: 3)
    model.precede(tasks[1], tasks[0], delay: 1)
    model.precede(tasks[0], tasks[2])
    let makespan = model.maximum(of: tasks.map(\.end))
    model.minimize(makespan)
    let data = try model.validated()
    let found = try #require(JumpSearch(data, seed: 1).run(from: nil, below: .max, work: 10_000) { false })
    // 3, then one unit of delay, then 2 and 4.
    #expect(found[makespan.index] == 10)
    #expect(tasks.map { found[$0.start.index] } == [4, 0, 6])
  }

  @Test("An optional task that nobody asks for stays out")
  func optional() throws {
    let model = Model(horizon: 5)
    let must = model.interval(duration: 4)
    let may = model.interval(duration: 4, presence: model.boolean())
    model.noOverlap([must, may])
    model.minimize(must.end)
    let data = try model.validated()
    let found = JumpSearch(data, seed: 1).run(from: nil, below: .max, work: 10_000) { false }
    #expect(found.flatMap(data.cost) == 4)
  }
}
