import Basics

/// Simulated annealing for sums over the jobs of one factory: a job moves, or two change places, and a worse order stays
/// with a chance that falls as the search cools down; then it heats up again, for twice as many changes.
///
/// Insertions that try all places, as iterated greedy makes them, compute thousands of rows for one change here; a change
/// nearby is priced by the rows between its places and a few behind it.
struct FlowAnnealing: ~Copyable {
  private let tables: FlowTables
  private let board: SearchBoard<FlowShop.Order>
  private let line: PrefixLine
  private let settings: FlowShopSearch.Settings
  private var random: RandomSource
  private var best = (order: [Int](), cost: Int.max)
  /// What is accepted at temperature 1 with the probabilities (i + ½) / 1024, from 0 on.
  private let tolerances: Buffer<Double>

  /// Changes of the first round for each job.
  private static var firstRound: Int { 2000 }
  /// Temperatures of a round.
  private static var steps: Int { 200 }

  /// - Parameter tables: of a shop with at least 2 jobs and one factory.
  init(_ tables: FlowTables, _ search: FlowShopSearch, _ board: SearchBoard<FlowShop.Order>) {
    self.tables = tables
    self.board = board
    line = PrefixLine(tables)
    settings = search.settings
    random = RandomSource(seed: search.seed)
    tolerances = Buffer(repeating: 0, count: 1024)
    for index in 0..<1024 {
      var (low, high) = (0.0, 16.0)
      for _ in 0..<40 {
        let middle = (low + high) / 2
        if exponential(-middle) > (Double(index) + 0.5) / 1024 { low = middle } else { high = middle }
      }
      tolerances[index] = low
    }
  }

  consuming func run() {
    guard construct() else { return }
    hand()
    let shop = tables.shop
    let work = Double(shop.durations.reduce(0, +)) / Double(shop.jobs * shop.machines)
    var changes = Self.firstRound * shop.jobs
    let factor = cooling(settings.coolest)
    var hottest = settings.temperature * work
    while true {
      var temperature = hottest
      for _ in 0..<Self.steps {
        guard anneal(temperature, changes / Self.steps) else { return }
        temperature *= factor
      }
      if board.best() < best.cost, let order = board.incumbent(), shop.isCandidate(order) {
        best = (order[0], .max)
      }
      line.load(best.order)
      hand()
      changes = min(2 * changes, 1 << 40)
      hottest = max(hottest * 0.8, settings.temperature * work / 4)
    }
  }

  /// The factor that makes `ratio` of 1 in all steps of a round.
  private func cooling(_ ratio: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      var power = 1.0
      for _ in 0..<Self.steps { power *= middle }
      if power < ratio { low = middle } else { high = middle }
    }
    return high
  }

  /// An order to begin with; false after a stop.
  private func construct() -> Bool {
    if let order = LiuReeves(tables)?.order(board.shouldStop) {
      line.load(order)
      return true
    }
    let order = tables.shop.insertionOrder()
    // An insertion takes as many durations as the square of the jobs: a few milliseconds at most.
    if tables.jobs * tables.jobs * tables.machines > 1 << 22 {
      line.load(order)
      return true
    }
    for job in order {
      if board.shouldStop() { return false }
      line.insert(job, at: line.insertion(of: job).place)
    }
    return true
  }

  /// Tries so many changes at a temperature; false once it is time to stop, or nothing is left to gain.
  private mutating func anneal(_ temperature: Double, _ changes: Int) -> Bool {
    let count = line.count
    let near = max(1, count / 8)
    var untilLook = 0
    for _ in 0..<changes {
      if untilLook <= 0 {
        if board.shouldStop() || best.cost == 0 { return false }
        untilLook = 1 << 17
      }
      let from = random.below(count)
      var to = random.below(count)
      if random.below(2) == 0 { to = max(0, min(count - 1, from - near + random.below(2 * near + 1))) }
      if from == to { continue }
      untilLook -= (abs(from - to) + 8) * tables.machines
      let tolerance = Int(temperature * tolerances[random.below(1024)])
      let isExchange = random.below(3) == 0
      let cost = line.trial(from: from, to: to, isExchange: isExchange, limit: line.cost &+ tolerance)
      if cost == nil { continue }
      line.acceptTrial(from: from, to: to)
      untilLook -= (count - min(from, to)) * tables.machines
      hand()
    }
    return true
  }

  private mutating func hand() {
    let cost = line.cost
    if cost >= best.cost { return }
    best = (line.order, cost)
    board.offer([best.order], cost)
  }
}
