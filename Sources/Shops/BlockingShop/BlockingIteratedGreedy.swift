import Basics

/// The state of a search on a blocking shop.
struct BlockingIteratedGreedy: ~Copyable {
  private let shop: BlockingShop
  private let isGiven: Bool
  private let orders: BlockingOrders
  private let current: Buffer<Int32>
  private let best: Buffer<Int32>
  private var bestMakespan = Int.max
  private var insertion: BlockingJobInsertion
  private var jobs: [Int]
  private var random: RandomSource

  init(_ shop: BlockingShop, seed: UInt64, orders given: [[Int]]? = nil) {
    self.shop = shop
    isGiven = given != nil
    random = RandomSource(seed: seed)
    let chains = shop.chains
    orders = BlockingOrders(shop, orders: given ?? chains.operationsByMachine)
    insertion = BlockingJobInsertion(orders)
    current = Buffer(repeating: 0, count: chains.operationCount)
    best = Buffer(repeating: 0, count: chains.operationCount)
    jobs = Array(0..<chains.jobCount)
  }

  /// First schedules, then rounds of removing and inserting jobs until stopped.
  mutating func run(on board: SearchBoard<[Int]>) {
    guard let makespan = orders.evaluate(limit: .max) else { return }
    accept(makespan, board)
    guard jobs.count > 1, isGiven || build(board) else { return }
    var steps = 2_000
    while improve(steps: steps, board) {
      steps += steps / 2
      adopt(board)
    }
  }

  /// Inserts the jobs in random order, long ones rather first; false if stopped.
  private mutating func build(_ board: SearchBoard<[Int]>) -> Bool {
    let weights = jobs.map { job in Double(shop.chains.work(of: job)) * (0.5 + random.unit()) }
    jobs.sort { (weights[$0], $0) > (weights[$1], $1) }
    guard reinsert(jobs.count, board) != nil else { return false }
    if let makespan = orders.evaluate(limit: .max) { accept(makespan, board) }
    return true
  }

  /// Takes out and inserts a few random jobs so often, and keeps what is not much worse; false if stopped.
  private mutating func improve(steps: Int, _ board: SearchBoard<[Int]>) -> Bool {
    guard var makespan = orders.evaluate(limit: .max) else { return false }
    save()
    let temperature = 0.008 * Double(makespan)
    for _ in 0..<steps {
      if board.shouldStop() { return false }
      let removed = min(jobs.count, 1 + random.below(Self.mostRemoved))
      for index in 0..<removed { jobs.swapAt(index, index + random.below(jobs.count - index)) }
      guard let fits = reinsert(removed, board) else { return false }
      guard fits else { continue }
      guard let value = orders.evaluate(limit: .max) else { return false }
      if Double(value - makespan) <= random.toleratedLoss(at: temperature) {
        makespan = value
        save()
        accept(makespan, board)
      } else {
        orders.take(current)
      }
    }
    return true
  }

  /// Takes out the first jobs of the list, all at once, and inserts them one by one; nil if stopped, and false where one
  /// that stands on a machine cannot come back to it, with the orders that were saved last.
  private mutating func reinsert(_ count: Int, _ board: SearchBoard<[Int]>) -> Bool? {
    if orders.hasStanding {
      let standing = shop.standing
      _ = jobs[..<count].partition { !standing[$0] }
    }
    for index in 0..<count {
      orders.moveToEnd(jobs[index])
      orders.active[jobs[index]] = false
    }
    for index in 0..<count {
      orders.active[jobs[index]] = true
      guard orders.comeBack(jobs[index]) else {
        for rest in index..<count { orders.active[jobs[rest]] = true }
        orders.take(current)
        return false
      }
      let fromEnd = orders.hasStanding || random.next() & 1 == 0
      guard insertion.insert(jobs[index], fromEnd, into: orders, random: &random, shouldStop: board.shouldStop) else {
        return nil
      }
    }
    return true
  }

  /// So many jobs are taken out at once at most.
  private static let mostRemoved = 4

  private func save() {
    current.pointer.update(from: orders.sequence.pointer, count: current.count)
  }

  /// Keeps a schedule that is the best so far, and hands it in.
  private mutating func accept(_ makespan: Int, _ board: SearchBoard<[Int]>) {
    guard makespan < bestMakespan else { return }
    bestMakespan = makespan
    best.pointer.update(from: orders.sequence.pointer, count: best.count)
    board.offer(orders.starts, makespan)
  }

  /// Goes back to the best schedule, or to that of others if it is better.
  private mutating func adopt(_ board: SearchBoard<[Int]>) {
    if board.best() < bestMakespan, let starts = board.incumbent(), starts.count == best.count {
      orders.set(shop.orders(of: starts))
      if let makespan = orders.evaluate(limit: .max), makespan < bestMakespan {
        accept(makespan, board)
        return
      }
    }
    orders.take(best)
  }
}
