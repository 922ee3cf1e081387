import Basics

/// First schedules by dispatching, then tabu searches from them and from points between the best ones found.
package struct FlexibleShopSearch: Sendable {
  package struct Settings: Sendable {
    /// Moves without a better schedule after which a search starts elsewhere; by default more where there is more to
    /// move.
    package var patience: Int?
    package var eliteCount = 12
    /// Searches from dispatched schedules before those between elites.
    package var founderCount = 4
    /// How many of each ten searches compare moves by makespans first.
    package var makespanTenths = 5
    /// Moves in all.
    package var moveLimit = Int.max

    package init() {}
  }

  private let shop: FlexibleShop
  private let seed: UInt64
  private let settings: Settings
  /// Starts in a row from which there was no move, after which there is nothing to search.
  private static let idleLimit = 20

  private var patience: Int { settings.patience ?? max(1_500, min(5_000, 30 * shop.operationCount)) }

  package init(_ shop: FlexibleShop, seed: UInt64, settings: Settings = Settings()) {
    self.shop = shop
    self.seed = seed
    self.settings = settings
  }

  /// Runs until stopped, or until there is nothing to search.
  package func run(on board: SearchBoard<FlexibleShop.Candidate>) {
    guard shop.operationCount > 0 else {
      board.offer(FlexibleShop.Candidate(choices: [], starts: []), 0)
      return
    }
    var random = RandomSource(seed: seed ^ 0x666C_6578)
    var search = FlexibleShop.TabuSearch(shop, seed: seed)
    var dispatcher = FlexibleShop.Dispatcher(search.graph.table)
    var elites = FlexibleShop.Elites(capacity: settings.eliteCount, operationCount: shop.operationCount)
    start(&search, &dispatcher, board, &random)
    var starts = 1
    var idleStarts = 0
    while idleStarts < Self.idleLimit {
      search.comparesMakespans = random.below(10) < settings.makespanTenths
      let before = search.iteration
      let goesOn = improve(&search, board)
      guard goesOn else { return }
      idleStarts = search.iteration <= before + 1 ? idleStarts + 1 : 0
      elites.insert(search.best, search.bestOrder, search.bestChoices)
      starts += 1
      if starts <= settings.founderCount || elites.count < 2 {
        dispatcher.build(by: starts % 2 == 0 ? .noisyWork : .random, search.graph.table, &random)
        load(&search, dispatcher.order, dispatcher.choices)
      } else {
        adopt(board, &elites, &search)
        elites.combine(&random)
        load(&search, elites.order, elites.chosen)
      }
    }
  }

  /// Orders that were built from arcs close no cycle.
  private func load(
    _ search: inout FlexibleShop.TabuSearch, _ order: borrowing Buffer<Int32>, _ choices: borrowing Buffer<Int32>
  ) {
    let isLoaded = search.load(order, choices: choices)
    precondition(isLoaded, "an order of the operations closes a cycle")
  }

  /// Lets what others have found, if it is better, take part.
  private func adopt(
    _ board: SearchBoard<FlexibleShop.Candidate>, _ elites: inout FlexibleShop.Elites,
    _ search: inout FlexibleShop.TabuSearch
  ) {
    guard board.best() < elites.least, let candidate = board.incumbent(), search.load(candidate) else { return }
    elites.insert(search.best, search.bestOrder, search.bestChoices)
  }

  /// Hands in a first schedule at once, then the best of all rules.
  private func start(
    _ search: inout FlexibleShop.TabuSearch, _ dispatcher: inout FlexibleShop.Dispatcher,
    _ board: SearchBoard<FlexibleShop.Candidate>, _ random: inout RandomSource
  ) {
    let order = Buffer<Int32>(repeating: 0, count: shop.operationCount)
    let choices = Buffer<Int32>(repeating: 0, count: shop.operationCount)
    var best = Int.max
    dispatcher.list(search.graph.table)
    for rule in -1..<FlexibleShop.Rule.allCases.count {
      if rule >= 0 {
        if board.shouldStop() { break }
        dispatcher.build(by: FlexibleShop.Rule.allCases[rule], search.graph.table, &random)
      }
      load(&search, dispatcher.order, dispatcher.choices)
      guard search.best < best else { continue }
      best = search.best
      offer(search.graph, board)
      order.pointer.update(from: dispatcher.order.pointer, count: order.count)
      choices.pointer.update(from: dispatcher.choices.pointer, count: order.count)
    }
    load(&search, order, choices)
  }

  /// Runs one tabu search to its end.
  ///
  /// - Returns: false where the search is over as a whole.
  private func improve(_ search: inout FlexibleShop.TabuSearch, _ board: SearchBoard<FlexibleShop.Candidate>) -> Bool {
    let patience = patience
    let slice = max(1, 4_000 / shop.operationCount)
    var moves = 0
    while search.iteration - search.bestIteration < patience {
      if moves % slice == 0, board.shouldStop() { return false }
      guard search.iteration < settings.moveLimit else { return false }
      let before = search.best
      guard search.step() else { return true }
      moves += 1
      if search.best < before { offer(search.graph, board) }
    }
    return true
  }

  private func offer(_ graph: borrowing FlexibleShop.Graph, _ board: SearchBoard<FlexibleShop.Candidate>) {
    if graph.makespan < board.best() { board.offer(graph.candidate(), graph.makespan) }
  }
}
