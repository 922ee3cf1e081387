import Basics

/// Iterated greedy over the lines of all factories: takes a few jobs out, improves what is left by insertions, puts them
/// back where they cost least, improves again, and keeps the result if it is better or chance wills it.
///
/// - Source: Ruiz, Stützle 2007, "A simple and effective iterated greedy algorithm for the permutation flowshop
///   scheduling problem"; improving the partial order: Dubois-Lacoste, Pagnozzi, Stützle 2017, "An iterated greedy
///   algorithm with optimization of partial solutions for the makespan permutation flowshop problem".
struct IteratedGreedy<Line: FlowLine>: ~Copyable {
  let tables: FlowTables
  let board: SearchBoard<FlowShop.Order>
  let lines: [Line]
  var random: RandomSource
  /// The jobs in the lines, in random order between descents.
  var present: [Int] = []
  /// The line of each present job.
  let lineOf: Buffer<Int>
  private var current = (order: FlowShop.Order(), cost: Int.max)
  private var best = (order: FlowShop.Order(), cost: Int.max)

  let settings: FlowShopSearch.Settings
  /// Iterations without a better order of its own before it goes on with what the board has.
  private static var patience: Int { 2000 }

  init(_ tables: FlowTables, _ search: FlowShopSearch, _ board: SearchBoard<FlowShop.Order>) {
    settings = search.settings
    self.tables = tables
    self.board = board
    lines = (0..<tables.shop.factories).map { _ in Line(tables) }
    random = RandomSource(seed: search.seed)
    lineOf = Buffer(repeating: 0, count: tables.jobs)
  }

  var isMakespan: Bool { tables.shop.objective == .makespan }

  /// The objective of all lines.
  var cost: Int { isMakespan ? lines.reduce(0) { max($0, $1.cost) } : lines.reduce(0) { $0 + $1.cost } }

  consuming func run() {
    construct()
    if present.count < tables.jobs { return }
    hand()
    descend()
    hand()
    current = (lines.map(\.order), cost)
    let scale = temperature
    var idle = 0
    while !board.shouldStop() {
      let before = best.cost
      iterate(temperature: scale)
      idle = best.cost < before ? 0 : idle + 1
      if idle >= Self.patience {
        idle = 0
        followBoard()
      }
    }
  }

  /// The first order, by insertion.
  private mutating func construct() {
    for job in tables.shop.insertionOrder() {
      if board.shouldStop() { return }
      insert(job)
      if lines.count > 1 { insertNeighbour(of: job) }
    }
  }

  /// The mean duration times a constant; a sum of completions changes by as much for each job behind the change.
  private var temperature: Double {
    let shop = tables.shop
    let work = Double(shop.durations.reduce(0, +)) / Double(shop.jobs * shop.machines)
    return settings.temperature * work
  }

  private mutating func iterate(temperature: Double) {
    let removed = destroy(min(settings.destroyed, tables.jobs))
    if settings.improves { descend() }
    for job in removed { insert(job) }
    if lines.count > 1 { for job in removed { insertNeighbour(of: job) } }
    if settings.improves { descend() }
    if board.shouldStop() && present.count < tables.jobs { return }
    hand()
    let found = cost
    if found < current.cost || chance(found - current.cost, temperature) {
      current = (lines.map(\.order), found)
    } else {
      load(current.order)
    }
  }

  private mutating func chance(_ worse: Int, _ temperature: Double) -> Bool {
    worse == 0 || temperature > 0 && random.unit() < exponential(-Double(worse) / temperature)
  }

  /// Offers the lines as they are, if they are better than what this search had.
  private mutating func hand() {
    let found = cost
    if found >= best.cost { return }
    best = (lines.map(\.order), found)
    board.offer(best.order, found)
  }

  /// Goes on from the board's order if that is better than every order found here.
  private mutating func followBoard() {
    guard board.best() < best.cost, let order = board.incumbent(), tables.shop.isCandidate(order) else { return }
    load(order)
    best = (order, cost)
    current = best
  }

  private mutating func load(_ order: FlowShop.Order) {
    present = Array(order.joined())
    for (index, line) in lines.enumerated() {
      line.load(order[index])
      for job in order[index] { lineOf[job] = index }
    }
  }
}
