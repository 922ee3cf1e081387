import Basics

/// The state of a search on a shop with due dates.
struct TardyAnnealing: ~Copyable {
  private let shop: TardyShop
  private let orders: TardyOrders
  private var best = Int.max
  private var bestStarts: [Int] = []
  private var lateJobs = Buffer<Int32>(capacity: 16)
  private var random: RandomSource

  init(_ shop: TardyShop, seed: UInt64) {
    self.shop = shop
    random = RandomSource(seed: seed)
    orders = TardyOrders(shop, orders: TardyDispatch.orders(shop, patience: 2))
  }

  mutating func run(on board: SearchBoard<[Int]>) {
    guard let first = evaluate() else { return }
    accept(first, board)
    for patience in [0.5, 1, 4, 8] {
      if board.shouldStop() { return }
      orders.set(TardyDispatch.orders(shop, patience: patience))
      if let value = evaluate() { accept(value, board) }
    }
    var steps = 100_000
    while best > 0 {
      adopt(board)
      guard anneal(steps: steps, board) else { return }
      steps += steps / 2
    }
    board.prove(0)
  }

  /// One round of cooling; false if stopped.
  private mutating func anneal(steps: Int, _ board: SearchBoard<[Int]>) -> Bool {
    guard var current = evaluate() else { return false }
    let operations = Double(max(1, shop.chains.operationCount))
    let jobs = Double(max(1, shop.chains.jobCount))
    let unit = Double(shop.weights.reduce(0, +)) / jobs * Double(shop.chains.durations.reduce(0, +)) / operations
    var temperature = 4 * unit
    let factor = coolingFactor(steps: steps)
    listLateJobs()
    for step in 0..<steps {
      if step & 15 == 0, board.shouldStop() { return false }
      temperature *= factor
      guard lateJobs.count > 0 else { return true }
      let pair = orders.criticalPair(of: Int(lateJobs[random.below(lateJobs.count)]), &random)
      guard pair >= 0 else { continue }
      orders.swapWithNext(pair)
      let limit = current + Int(random.toleratedLoss(at: temperature))
      guard let value = orders.evaluate(limit: limit) else {
        orders.swapWithNext(Int(orders.before[pair]))
        continue
      }
      current = value
      orders.keep()
      listLateJobs()
      if value < best { accept(value, board) }
      if best == 0 { return true }
    }
    return true
  }

  private func evaluate() -> Int? {
    let value = orders.evaluate(limit: .max)
    orders.keep()
    return value
  }

  private mutating func listLateJobs() {
    lateJobs.removeAll()
    for job in 0..<orders.jobCount where orders.late[job] > 0 && orders.weight[job] > 0 {
      if orders.offsets[job] < orders.offsets[job + 1] { lateJobs.append(Int32(job)) }
    }
  }

  /// Keeps starts that are the best so far, and hands them in.
  private mutating func accept(_ value: Int, _ board: SearchBoard<[Int]>) {
    guard value < best else { return }
    best = value
    bestStarts = orders.starts
    board.offer(bestStarts, value)
  }

  /// Goes back to the orders of the best schedule, that of others if it is better.
  private mutating func adopt(_ board: SearchBoard<[Int]>) {
    if board.best() < best, let starts = board.incumbent(), let value = shop.tardiness(of: starts), value < best {
      best = value
      bestStarts = starts
    }
    orders.set(shop.orders(of: bestStarts))
  }
}
