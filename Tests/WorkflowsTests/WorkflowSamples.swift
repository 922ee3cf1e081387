import Basics
import Race
import Solving

@testable import Workflows

enum WorkflowSamples {
  /// The ten tasks on three processors of Topcuoglu, Hariri and Wu 2002: data takes its volume between different processors
  /// and nothing on the same one.
  static let classic: Workflow.Instance = {
    let times = [
      [14, 16, 9], [13, 19, 18], [11, 13, 19], [13, 8, 17], [12, 13, 10], [13, 16, 9], [7, 15, 11], [5, 11, 14],
      [18, 12, 20], [21, 7, 16],
    ]
    let arcs = [
      (0, 1, 18), (0, 2, 12), (0, 3, 9), (0, 4, 11), (0, 5, 14), (1, 7, 19), (1, 8, 16), (2, 6, 23), (3, 7, 27),
      (3, 8, 23), (4, 8, 13), (5, 7, 15), (6, 9, 17), (7, 9, 11), (8, 9, 13),
    ]
    return made(
      clusters: [1, 1, 1], transfers: .uniform(1, clusters: 3), tasks: times.map { $0 }, arcs: arcs)
  }()

  static func made(
    clusters: [Int], transfers: Workflow.Transfers, tasks: [[Int?]], arcs: [(Int, Int, Int)], jobs: [Int] = [],
    releases: [Int] = [0]
  ) -> Workflow.Instance {
    do {
      return try Workflow.Instance(
        name: "sample",
        platform: .init(
          clusters: clusters.enumerated().map { .init(name: "C\($0.offset)", size: $0.element) }, transfers: transfers),
        jobs: releases.enumerated().map { .init(name: "job \($0.offset)", release: $0.element) },
        tasks: tasks.enumerated().map {
          .init(name: "t\($0.offset)", job: jobs.isEmpty ? 0 : jobs[$0.offset], durations: $0.element)
        }, arcs: arcs.map { .init(from: $0.0, to: $0.1, volume: $0.2) })
    } catch {
      fatalError("\(error)")
    }
  }

  /// A few tasks in one or two jobs on a few elements, with times that are sometimes 0 and clusters that are sometimes
  /// unfit.
  static func random(seed: UInt64, tasks count: Int = 4) -> Workflow.Instance {
    var random = RandomSource(seed: seed)
    let clusters = (0..<1 + random.below(2)).map { _ in 1 + random.below(2) }
    var transfers = Workflow.Transfers.none(clusters: clusters.count)
    if random.chance(70) {
      for source in clusters.indices {
        for target in clusters.indices { transfers.bandwidth[source][target] = Double(1 + random.below(3)) }
      }
      if random.chance(50) { transfers.ownBandwidth = Double(2 + random.below(9)) }
    }
    let tasks = (0..<count).map { _ -> [Int?] in
      let times: [Int?] = clusters.map { _ in random.chance(25) ? nil : random.below(8) }
      return times.allSatisfy { $0 == nil } ? clusters.map { _ in 1 + random.below(7) } : times
    }
    let isTwo = random.chance(50)
    let jobs = (0..<count).map { isTwo && $0 >= count / 2 ? 1 : 0 }
    var arcs: [(Int, Int, Int)] = []
    for source in 0..<count {
      for target in source + 1..<count where jobs[source] == jobs[target] && random.chance(50) {
        arcs.append((source, target, random.below(9)))
      }
    }
    return made(
      clusters: clusters, transfers: transfers, tasks: tasks, arcs: arcs, jobs: jobs,
      releases: isTwo ? [0, random.below(6)] : [random.below(3)])
  }

  /// The least objective by all choices of elements and all orders, each timed as early as it can be.
  static func optimum(of instance: Workflow.Instance) -> Int {
    var best = Int.max
    var elements = [Int](repeating: 0, count: instance.tasks.count)
    var order: [Int] = []
    func times() -> Int {
      var free = [Int](repeating: 0, count: instance.platform.elementCount)
      var ends = [Int](repeating: 0, count: elements.count)
      for task in order {
        let element = elements[task]
        let cluster = instance.platform.clusterOfElement[element]
        guard let duration = instance.tasks[task].durations[cluster] else { return .max }
        var start = instance.jobs[instance.tasks[task].job].release
        if duration > 0 { start = max(start, free[element]) }
        for arc in instance.arcs where arc.to == task {
          let source = instance.platform.clusterOfElement[elements[arc.from]]
          let isSame = elements[arc.from] == element
          let rate =
            isSame ? instance.platform.transfers.ownBandwidth : instance.platform.transfers.bandwidth[source][cluster]
          start = max(start, ends[arc.from] + (rate.map { Int(Double(arc.volume) / $0) } ?? 0))
        }
        ends[task] = start + duration
        if duration > 0 { free[element] = ends[task] }
      }
      if instance.aim == .makespan { return ends.max() ?? 0 }
      return instance.jobs.indices.reduce(0) { sum, job in
        let last = ends.indices.filter { instance.tasks[$0].job == job }.map { ends[$0] }.max() ?? 0
        return sum + max(last, instance.jobs[job].release) - instance.jobs[job].release
      }
    }
    func sequence() {
      if order.count == elements.count { best = min(best, times()) }
      for task in elements.indices where !order.contains(task) {
        if instance.arcs.contains(where: { $0.to == task && !order.contains($0.from) }) { continue }
        order.append(task)
        sequence()
        order.removeLast()
      }
    }
    func choose(_ task: Int) {
      if task == elements.count { return sequence() }
      for element in 0..<instance.platform.elementCount
      where instance.tasks[task].durations[instance.platform.clusterOfElement[element]] != nil {
        elements[task] = element
        choose(task + 1)
      }
    }
    choose(0)
    return best
  }

  /// What a heuristic by this name comes to, after the checker.
  static func objective(of name: String, _ instance: Workflow.Instance) throws -> Int? {
    var options = SolveOptions<Workflow.Solution>()
    options.heuristic = name
    let board = Scoreboard<Workflow.Solution>(clock: RaceClock(timeLimit: name == "list-search" ? 0.2 : 20)) {
      solution throws(CheckFailure) in
      try Workflow.check(solution, of: instance)
    }
    let result = Race.run(try Workflow.lanes(for: instance, options), on: board, limits: RaceLimits())
    guard result.rejections.isEmpty, result.failures.isEmpty else { return nil }
    return result.objective?.first
  }
}
