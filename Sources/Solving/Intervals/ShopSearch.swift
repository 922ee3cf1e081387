import Basics
import Race
import Statements

/// Tabu search on a model that is a shop with a makespan: from the best solution known or a list schedule, then from new
/// starting points whenever it stagnates: a few random schedules, then points between the best it has found.
package struct ShopSearch<Solution: Sendable>: Strategy {
  package let name: String
  private let formulation: IntervalFormulation
  private let translation: ModelTranslation<Solution>
  private let seed: UInt64
  private let iterationLimit: Int

  /// - Parameter iterationLimit: moves in all; then the strategy ends.
  package init(
    _ formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>, seed: UInt64,
    iterationLimit: Int = .max, name: String = "tabu search"
  ) {
    self.formulation = formulation
    self.translation = translation
    self.seed = seed
    self.iterationLimit = iterationLimit
    self.name = name
  }

  private static var eliteCount: Int { 10 }
  /// Elites from random starts; the others come from points between elites, which are better starts by far.
  private static var founderCount: Int { 3 }
  /// Moves between two looks at the clock: together a millisecond or a few.
  private var slice: Int { max(1, min(16, 10_000 / max(1, network.tasks.count))) }
  /// Moves without improvement after which a search is at its end.
  private var patience: Int { 12_500 + 12 * network.tasks.count }
  /// Starts in a row from which there was no move.
  private static var mostIdleStarts: Int { 20 }

  private var network: TaskNetwork { formulation.network }

  package func run(on scoreboard: Scoreboard<Solution>) {
    if scoreboard.shouldStop { return }
    guard let graph = ShopGraph(network), var builder = ScheduleBuilder(formulation) else { return }
    var search = ShopTabuSearch(graph, seed: seed)
    run(&search, &builder, on: scoreboard)
    scoreboard.tell(WorkReport(source: name, counts: ["moves": search.iteration]))
  }

  private func run(
    _ search: inout ShopTabuSearch, _ builder: inout ScheduleBuilder, on scoreboard: Scoreboard<Solution>
  ) {
    var random = RandomSource(seed: seed ^ 0x7368_6F70)
    var elites = ShopElites(capacity: Self.eliteCount)
    var idleStarts = 0
    var told = Int.max
    if let entry = scoreboard.best, let values = translation.encode(entry.solution) {
      load(formulation.schedule(of: values), into: &search)
    } else {
      builder.setKeys(.mostFollowing)
      guard let schedule = builder.build(mixing: 0, &random) else { return }
      load(schedule, into: &search)
    }
    while idleStarts < Self.mostIdleStarts {
      let before = search.iteration
      improve(&search, builder.completion, &told, scoreboard)
      idleStarts = search.iteration == before ? idleStarts + 1 : 0
      if scoreboard.shouldStop || search.iteration >= iterationLimit { return }
      elites.insert(search)
      if scoreboard.bestObjective < cost(of: search), let entry = scoreboard.best,
        let values = translation.encode(entry.solution)
      {
        load(formulation.schedule(of: values), into: &search)
        elites.insert(search)
      }
      if elites.count >= Self.founderCount {
        let start = elites.combine(&random)
        search.load(order: start.order) { start.modes[Int($0)] }
      } else {
        builder.disturbKeys(around: nil, &random)
        guard let schedule = builder.build(mixing: 20, &random) else { return }
        load(schedule, into: &search)
      }
    }
  }

  private func load(_ schedule: Schedule, into search: inout ShopTabuSearch) {
    let durations = network.tasks.indices.map { network.tasks[$0].modes[schedule.modes[$0]].duration }
    let ranks = formulation.closure.ranks
    // What takes no time comes before what starts with it, and among its like in the order of the lags.
    let order = network.tasks.indices.sorted { left, right in
      (schedule.starts[left], min(1, durations[left]), ranks[left])
        < (schedule.starts[right], min(1, durations[right]), ranks[right])
    }
    search.load(order: order.map(Int32.init)) { Int32(schedule.modes[Int($0)]) }
  }

  private func cost(of search: borrowing ShopTabuSearch) -> Int {
    guard let cost = network.cost, let piece = cost.makespan else { return .max }
    return cost.constant + piece.weight * max(piece.floor, Int(search.best))
  }

  /// Runs one search to its end, telling the scoreboard about what it finds.
  private func improve(
    _ search: inout ShopTabuSearch, _ completion: ScheduleCompletion, _ told: inout Int,
    _ scoreboard: Scoreboard<Solution>
  ) {
    let (slice, patience) = (slice, patience)
    while search.iteration - search.bestIteration < patience, search.iteration < iterationLimit {
      guard !scoreboard.shouldStop, search.run(iterations: slice) else { break }
      offer(search, completion, &told, scoreboard)
    }
    offer(search, completion, &told, scoreboard)
  }

  private func offer(
    _ search: borrowing ShopTabuSearch, _ completion: ScheduleCompletion, _ told: inout Int,
    _ scoreboard: Scoreboard<Solution>
  ) {
    let cost = cost(of: search)
    guard cost < scoreboard.bestObjective, cost < told else { return }
    told = cost
    let schedule = Schedule(
      starts: network.tasks.indices.map { Int(search.bestStarts[$0]) },
      modes: network.tasks.indices.map { Int(search.bestModes[$0]) })
    // Where the model knows more than the network, the schedule may be no solution of it.
    if let values = completion.values(schedule) { scoreboard.offer(translation.decode(values), from: name) }
  }
}
