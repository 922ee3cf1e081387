import Basics

/// Iterated greedy over whole jobs: some leave the graph, go back where their own longest paths are shortest, and passes
/// in both directions repair what that did to the others.
struct HybridJobGreedy {
  private let graph: HybridStageGraph
  private let current: HybridOrders
  private(set) var makespan: Int
  private(set) var best: HybridFlowShop.Candidate
  private(set) var bestMakespan: Int
  private var random: RandomSource

  /// - Parameter view: has a stage and a job.
  init(_ view: HybridFlowShop, from start: HybridFlowShop.Candidate, seed: UInt64) {
    graph = HybridStageGraph(view)
    current = HybridOrders(of: graph)
    random = RandomSource(seed: seed)
    makespan = .max
    bestMakespan = .max
    best = start
    restart(from: start)
  }

  /// Goes on from another schedule, after passes over it.
  ///
  /// - Returns: its makespan after them.
  @discardableResult
  mutating func restart(from candidate: HybridFlowShop.Candidate) -> Int {
    graph.take(candidate)
    graph.pass()
    accept(graph.makespan)
    return makespan
  }

  /// One step: `count` random jobs leave and go back.
  ///
  /// - Parameter temperature: of the annealing that takes a worse schedule.
  mutating func step(removing count: Int, temperature: Double) {
    var removed: [Int] = []
    while removed.count < min(count, graph.count) {
      let job = random.below(graph.count)
      guard !removed.contains(job) else { continue }
      removed.append(job)
      graph.remove(job: job)
    }
    graph.updateAll()
    for job in removed { graph.insert(job: job, from: graph.makespan) }
    graph.pass()
    let value = graph.makespan
    if value <= makespan || Double(value - makespan) <= random.toleratedLoss(at: temperature) {
      accept(value)
    } else {
      current.restore(graph)
    }
  }

  private mutating func accept(_ value: Int) {
    makespan = value
    current.save(graph)
    guard value < bestMakespan else { return }
    bestMakespan = value
    best = graph.candidate()
  }
}
