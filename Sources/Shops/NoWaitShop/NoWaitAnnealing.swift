import Basics

/// The state of a search on a no-wait shop.
struct NoWaitAnnealing: ~Copyable {
  private let shop: NoWaitShop
  private var order: Buffer<Int32>
  private let saved: Buffer<Int>
  private var best = Int.max
  private var bestStarts: [Int] = []
  private var random: RandomSource

  init(_ shop: NoWaitShop, seed: UInt64) {
    self.shop = shop
    random = RandomSource(seed: seed)
    order = Buffer(0..<Int32(shop.jobCount))
    saved = Buffer(repeating: 0, count: shop.jobCount)
  }

  /// Long jobs first, then rounds of annealing until stopped.
  mutating func run(on board: SearchBoard<[Int]>) {
    let lengths = shop.lengths
    take((0..<shop.jobCount).sorted { (lengths[$0], $0) > (lengths[$1], $1) })
    let directions = [NoWaitTimetable(shop), NoWaitTimetable(shop, isReversed: true)]
    guard let makespan = directions[0].timetable(order, limit: .max) else { return }
    accept(makespan, directions[0], isReversed: false, board)
    guard shop.jobCount > 1 else { return }
    var steps = 20_000
    var round = 0
    while anneal(directions[round % 2], isReversed: round % 2 == 1, steps: steps, board) {
      round += 1
      if round % 2 == 0 { steps += steps / 4 }
      adopt(board, isReversed: round % 2 == 1)
    }
  }

  /// One round of cooling on the order; false if stopped.
  private mutating func anneal(
    _ timetable: NoWaitTimetable, isReversed: Bool, steps: Int, _ board: SearchBoard<[Int]>
  ) -> Bool {
    guard var current = timetable.timetable(order, limit: .max) else { return false }
    if current < best { accept(current, timetable, isReversed: isReversed, board) }
    var temperature = 0.02 * Double(current)
    let factor = coolingFactor(steps: steps)
    let jobs = shop.jobCount
    for step in 0..<steps {
      if step & 15 == 0, board.shouldStop() { return false }
      temperature *= factor
      let from = random.below(jobs)
      let to = random.below(jobs)
      guard from != to else { continue }
      let isSwap = random.next() & 1 == 0
      saved.pointer.update(from: timetable.starts.pointer, count: jobs)
      move(from, to, isSwap)
      let limit = current + Int(random.toleratedLoss(at: temperature))
      if let makespan = timetable.timetable(order, from: min(from, to), limit: limit) {
        current = makespan
        if makespan < best { accept(makespan, timetable, isReversed: isReversed, board) }
      } else {
        move(isSwap ? from : to, isSwap ? to : from, isSwap)
        timetable.starts.pointer.update(from: saved.pointer, count: jobs)
      }
    }
    return true
  }

  /// Exchanges two places, or moves a job from one to the other.
  private func move(_ from: Int, _ to: Int, _ isSwap: Bool) {
    if isSwap {
      order.swapAt(from, to)
    } else {
      let job = order[from]
      var at = from
      let step = from < to ? 1 : -1
      while at != to {
        order[at] = order[at + step]
        at += step
      }
      order[to] = job
    }
  }

  /// Keeps starts that are the best so far, and hands them in.
  private mutating func accept(
    _ makespan: Int, _ timetable: NoWaitTimetable, isReversed: Bool, _ board: SearchBoard<[Int]>
  ) {
    best = makespan
    bestStarts = (0..<shop.jobCount).map { job in
      isReversed ? makespan - timetable.starts[job] - shop.lengths[job] : timetable.starts[job]
    }
    board.offer(bestStarts, makespan)
  }

  /// Goes back to the order of the best schedule, that of others if it is better.
  private mutating func adopt(_ board: SearchBoard<[Int]>, isReversed: Bool) {
    if board.best() < best, let starts = board.incumbent(), let makespan = shop.makespan(of: starts), makespan < best {
      best = makespan
      bestStarts = starts
    }
    let starts = bestStarts
    let lengths = shop.lengths
    let jobs = 0..<shop.jobCount
    take(
      isReversed
        ? jobs.sorted { (starts[$0] + lengths[$0], $0) > (starts[$1] + lengths[$1], $1) }
        : jobs.sorted { (starts[$0], $0) < (starts[$1], $1) })
  }

  private mutating func take(_ jobs: [Int]) {
    for (index, job) in jobs.enumerated() { order[index] = Int32(job) }
  }
}
