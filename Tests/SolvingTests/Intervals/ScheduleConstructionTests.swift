import Basics
import Modeling
import Race
import TestSupport
import Testing

@testable import Solving

/// Schedules without a search tree: lists and tabu moves, against enumeration and against the definition of a longest path.
@Suite struct ScheduleConstructionTests {
  private func board(_ data: ModelData) -> Scoreboard<[Int]> {
    Scoreboard { values throws(CheckFailure) in
      if let violation = data.violation(of: values) { throw CheckFailure(violation) }
      return Objective(data.cost(of: values) ?? 0)
    }
  }

  /// What is offered is a solution, costs what the network says, and is not better than the optimum; mostly it is that.
  @Test(arguments: SmallSchedule.Style.allCases, SmallSchedule.Goal.allCases)
  func listsMakeSolutions(style: SmallSchedule.Style, goal: SmallSchedule.Goal) throws {
    var random = RandomSource(seed: 81)
    var (found, optimal, all) = (0, 0, 0)
    for round in 0..<20 {
      let small = SmallSchedule(activities: random.within(2...4), optional: round % 4 == 0, &random)
      guard let optimum = small.optimum(goal) else { continue }
      let data = try small.model(style, goal).model.validated()
      guard let formulation = IntervalFormulation(data) else { continue }
      let board = board(data)
      ScheduleConstruction(formulation, .identity, seed: 1).run(on: board)
      #expect(board.rejections == [], "round \(round)")
      all += 1
      guard let best = board.best else { continue }
      let cost = try #require(formulation.network.cost)
      #expect(cost.value(formulation.network, formulation.schedule(of: best.solution)) == best.objective.first)
      #expect(best.objective.first >= optimum)
      found += 1
      optimal += best.objective.first == optimum ? 1 : 0
    }
    #expect(all > 10 && found == all && 10 * optimal >= 8 * found, "\(all) \(found) \(optimal)")
  }

  /// Four tasks of 2 on a machine, due in another order than they were made in: the rule of due dates is on time, where the
  /// one that precedes the third counts as due before it.
  @Test func dueDatesComeFromTheObjective() throws {
    let model = Model(horizon: 20)
    let tasks = (0..<4).map { _ in model.interval(duration: 2) }
    model.noOverlap(tasks)
    model.precede(tasks[3], tasks[2])
    var cost = LinearExpression()
    for (task, due) in zip(tasks, [8, 6, 4]) { cost += model.maximum(of: [task.end - due, 0]) }
    model.minimize(cost)
    let data = try model.validated()
    let formulation = try #require(IntervalFormulation(data))
    guard var builder = ScheduleBuilder(formulation) else {
      Issue.record("no cycle")
      return
    }
    var random = RandomSource(seed: 1)
    builder.setKeys(.earliestDue)
    let schedule = builder.build(mixing: 0, &random)
    #expect(schedule?.starts == [6, 4, 2, 0])
  }

  /// The genetic search goes on from lists and reaches the optimum, sums of tardiness and costs of modes included.
  @Test(arguments: SmallSchedule.Goal.allCases)
  func evolutionReachesTheOptimum(goal: SmallSchedule.Goal) throws {
    var random = RandomSource(seed: 84)
    var (all, optimal) = (0, 0)
    for round in 0..<12 {
      let small = SmallSchedule(activities: 4, optional: round % 4 == 0, &random)
      guard let optimum = small.optimum(goal) else { continue }
      let data = try small.model(.alternative, goal).model.validated()
      guard let formulation = IntervalFormulation(data), ListEvolution<[Int]>.fits(formulation) else { continue }
      let board = board(data)
      ListEvolution(formulation, .identity, seed: 1, patience: 60).run(on: board)
      #expect(board.rejections == [], "round \(round)")
      let best = try #require(board.best, "round \(round)").objective.first
      #expect(best >= optimum)
      all += 1
      optimal += best == optimum ? 1 : 0
    }
    #expect(all > 6 && 10 * optimal >= 8 * all, "\(optimal) of \(all)")
  }

  /// Tasks of 2, 3 and 4 on a machine, the last one from time 1 on: serial generation by its place in the list waits for
  /// the long one, parallel generation starts whatever can.
  @Test func parallelGenerationDoesNotWait() throws {
    let model = Model(horizon: 20)
    let tasks = [
      model.interval(duration: 2), model.interval(duration: 3), model.interval(start: 1...20, duration: 4),
    ]
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    let data = try model.validated()
    let network = try #require(IntervalFormulation(data)).network
    guard var generation = SerialGeneration(network, data) else {
      Issue.record("no cycle")
      return
    }
    var random = RandomSource(seed: 1)
    let keys = Buffer<Double>([1, 2, 0])
    let isSerial = generation.run(by: keys, .earliest, &random)
    let serial = (0..<3).map { generation.starts[$0] }
    let isParallel = generation.run(by: keys, .earliest, isParallel: true, &random)
    let parallel = (0..<3).map { generation.starts[$0] }
    #expect(isSerial && isParallel)
    #expect(serial == [5, 7, 1])
    #expect(parallel == [0, 6, 2])
  }

  /// A flexible job shop of 4 jobs of 3 steps on 3 machines.
  private func shop(_ random: inout RandomSource) throws -> (formulation: IntervalFormulation, data: ModelData) {
    let model = Model()
    var users = [[IntervalVar]](repeating: [], count: 3)
    var ends: [LinearExpression] = []
    for _ in 0..<4 {
      var last: IntervalVar?
      for _ in 0..<3 {
        let ways = [0, 1, 2].filter { _ in random.chance(60) }.map { ($0, random.within(1...9)) }
        let main = model.interval(duration: model.integer(0...9))
        let copies = (ways.isEmpty ? [(0, 0)] : ways).map { machine, duration in
          let copy = model.interval(duration: duration, presence: model.boolean())
          users[machine].append(copy)
          return copy
        }
        model.alternative(main, of: copies)
        if let last { model.precede(last, main, delay: random.below(2)) }
        last = main
      }
      if let last { ends.append(last.end + random.below(3)) }
    }
    for machine in users { model.noOverlap(machine) }
    model.minimize(model.maximum(of: ends))
    let data = try model.validated()
    return (try #require(IntervalFormulation(data)), data)
  }

  /// Heads, tails and the makespan of a selection are longest paths, and what a move was expected to give it gives: the
  /// search asserts that of each move.
  @Test func headsAndTailsAreLongestPaths() throws {
    var random = RandomSource(seed: 82)
    for _ in 0..<12 {
      let (formulation, data) = try shop(&random)
      guard let graph = ShopGraph(formulation.network) else {
        Issue.record("a shop")
        return
      }
      var search = ShopTabuSearch(graph, seed: 3)
      let ranks = formulation.closure.ranks
      let order: [Int] = ranks.indices.sorted { ranks[$0] < ranks[$1] }
      search.load(order: order.map(Int32.init)) { _ in 0 }
      let wasExact = isExact(search.graph)
      let first = search.best
      _ = search.run(iterations: 300)
      let isStillExact = isExact(search.graph)
      #expect(wasExact && isStillExact)
      let best = search.best
      #expect(best <= first)
      let schedule = Schedule(
        starts: ranks.indices.map { Int(search.bestStarts[$0]) }, modes: ranks.indices.map { Int(search.bestModes[$0]) }
      )
      let values = try #require(ScheduleCompletion(data, formulation.network).values(schedule))
      #expect(data.cost(of: values) == Int(best))
    }
  }

  /// By relaxation of all arcs, over and over.
  private func isExact(_ graph: borrowing ShopGraph) -> Bool {
    var heads = [Int32](repeating: 0, count: graph.count)
    var ends: [Int32] { heads.indices.map { heads[$0] + graph.durations[$0] } }
    for _ in 0..<graph.count {
      for task in 0..<graph.count {
        let left = graph.previous[task]
        if left != graph.none { heads[task] = max(heads[task], ends[Int(left)]) }
        for place in graph.firstBefore[task]..<graph.firstBefore[task + 1] {
          let arc = graph.before[place]
          heads[task] = max(heads[task], ends[Int(arc.task)] + arc.weight)
        }
      }
    }
    var longest = [Int32](repeating: 0, count: graph.count)
    for task in 0..<graph.count {
      if heads[task] != graph.heads[task] { return false }
      longest[task] = graph.heads[task] + graph.durations[task] + graph.tails[task]
    }
    return longest.max() == graph.makespan
  }

  /// The search reaches the optimum that the engine proves.
  @Test func theSearchReachesTheOptimum() throws {
    var random = RandomSource(seed: 83)
    for _ in 0..<6 {
      let (formulation, data) = try shop(&random)
      let proof = board(data)
      NativeStrategy(.init(seed: 1, conflictLimit: nil)) { _ in formulation }.run(on: proof)
      let board = board(data)
      ShopSearch(formulation, .identity, seed: 1, iterationLimit: 1_000).run(on: board)
      #expect(board.rejections == [])
      #expect(board.best?.objective == proof.best?.objective && proof.bound == proof.best?.objective)
    }
  }

  /// Loads of three units of a resource of 4: the second task fits behind the first only, the third beside it.
  @Test func profilesFindTheFirstFit() {
    var profile = ResourceProfile(capacity: 4)
    profile.hold(3, from: 2, to: 5)
    #expect(profile.earliestFit(from: 0, duration: 2, amount: 3) == 0)
    #expect(profile.earliestFit(from: 0, duration: 3, amount: 3) == 5)
    #expect(profile.earliestFit(from: 1, duration: 3, amount: 1) == 1)
    #expect(profile.earliestFit(from: 1, duration: 3, amount: 5) == nil)
    profile.hold(1, from: 4, to: 7)
    #expect(profile.earliestFit(from: 0, duration: 3, amount: 1) == 0)
    #expect(profile.earliestFit(from: 3, duration: 3, amount: 1) == 5)
    #expect(profile.earliestFit(from: 3, duration: 1, amount: 4) == 7)
  }
}
