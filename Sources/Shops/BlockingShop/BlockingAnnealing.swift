import Basics
import Foundation

/// The state of a search on a blocking shop.
struct BlockingAnnealing: ~Copyable {
  private let shop: BlockingShop
  private let orders: BlockingOrders
  private let best: Buffer<Int32>
  private var bestMakespan = Int.max
  private var insertion: BlockingJobInsertion
  private var pairs = Buffer<Int32>(capacity: 64)
  private var random: RandomSource

  init(_ shop: BlockingShop, seed: UInt64) {
    self.shop = shop
    random = RandomSource(seed: seed)
    let chains = shop.chains
    orders = BlockingOrders(shop, orders: chains.operationsByMachine)
    insertion = BlockingJobInsertion(orders)
    best = Buffer(repeating: 0, count: chains.operationCount)
  }

  /// First schedules, then rounds of annealing until stopped.
  mutating func run(on board: SearchBoard<[Int]>) {
    guard let makespan = orders.evaluate(limit: .max) else { return }
    accept(makespan, board)
    guard build(board) else { return }
    var steps = 10_000
    while anneal(steps: steps, board) {
      steps += steps / 4
      adopt(board)
    }
  }

  /// Inserts the jobs in random order, long ones rather first; false if stopped.
  private mutating func build(_ board: SearchBoard<[Int]>) -> Bool {
    let jobs = 0..<orders.jobCount
    let weights = jobs.map { job in Double(shop.chains.work(of: job)) * (0.5 + random.unit()) }
    let list = jobs.sorted { (weights[$0], $0) > (weights[$1], $1) }
    for job in list { orders.moveToEnd(job) }
    for job in jobs { orders.active[job] = false }
    for job in list {
      orders.active[job] = true
      let isDone = insertion.insert(job, into: orders, random: &random, shouldStop: board.shouldStop) != nil
      guard isDone else { return false }
    }
    if let makespan = orders.evaluate(limit: .max) { accept(makespan, board) }
    return true
  }

  /// One round of cooling; false if stopped or if nothing can be better.
  private mutating func anneal(steps: Int, _ board: SearchBoard<[Int]>) -> Bool {
    guard var current = orders.evaluate(limit: .max) else { return false }
    orders.criticalPairs(into: &pairs)
    var temperature = 0.02 * Double(current)
    let factor = pow(0.02, 1 / Double(steps))
    for step in 0..<steps {
      if step & 15 == 0, board.shouldStop() { return false }
      guard pairs.count > 0 else { return false }
      temperature *= factor
      let node = Int(pairs[random.below(pairs.count)])
      let previous = Int(orders.before[node])
      if random.next() & 1 == 0 { orders.moveAhead(node, of: previous) } else { orders.moveBehind(previous, node) }
      let limit = current + Int(-temperature * log(max(random.unit(), 1e-300)))
      guard let makespan = orders.evaluate(limit: limit) else {
        orders.takeBack()
        continue
      }
      current = makespan
      orders.criticalPairs(into: &pairs)
      if makespan < bestMakespan { accept(makespan, board) }
    }
    return true
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
    orders.sequence.pointer.update(from: best.pointer, count: best.count)
    orders.linkAll()
  }
}
