import Basics

/// The tree of a proof: one matrix of differences a depth.
struct NoWaitTree: ~Copyable {
  private let shop: NoWaitShop
  private let timetable: NoWaitTimetable
  /// Nodes of the matrix: the jobs, then the origin of time.
  private let size: Int
  /// Least start of column less start of row, one matrix a depth.
  private var matrices: Buffer<Int>
  private var queue = Buffer<Int32>(capacity: 64)
  private let isQueued: Buffer<Bool>
  private var best = Int.max
  private var looks = 0
  /// The number of branchings.
  private(set) var nodes = 0

  init(_ shop: NoWaitShop) {
    self.shop = shop
    timetable = NoWaitTimetable(shop)
    size = shop.jobCount + 1
    matrices = Buffer(repeating: 0, count: size * size)
    isQueued = Buffer(repeating: false, count: size * size)
  }

  mutating func run(on board: SearchBoard<[Int]>) {
    let jobs = shop.jobCount
    let order = Buffer((0..<jobs).map(Int32.init).sorted { shop.lengths[Int($0)] > shop.lengths[Int($1)] })
    guard let makespan = timetable.timetable(order, limit: .max) else { return }
    best = makespan
    board.offer((0..<jobs).map { timetable.starts[$0] }, makespan)
    let horizon = min(makespan, board.best())
    for job in 0..<jobs {
      for other in 0..<jobs where other != job { matrices[job * size + other] = shop.lengths[job] - horizon }
      matrices[job * size + jobs] = shop.lengths[job] - horizon
    }
    var isOpen = true
    for index in 0..<(size * size) where isOpen {
      let (row, column) = (index / size, index % size)
      if row != column, row < jobs, column < jobs { isOpen = skipForbidden(0, row, column) }
    }
    isOpen = isOpen && close(0)
    if !isOpen || branch(0, board) { board.prove(min(best, board.best())) }
  }

  /// Searches below a closed matrix; false if stopped.
  private mutating func branch(_ depth: Int, _ board: SearchBoard<[Int]>) -> Bool {
    looks += 1
    if looks & 63 == 0, board.shouldStop() { return false }
    let base = depth * size * size
    guard tighten(depth, horizon: min(best, board.best()) - 1) else { return true }
    guard let choice = choose(base) else {
      offer(base, board)
      return true
    }
    nodes += 1
    let next = base + size * size
    matrices.resize(to: max(matrices.count, next + size * size), filling: 0)
    for side in 0..<2 {
      matrices.pointer.advanced(by: next).update(from: matrices.pointer.advanced(by: base), count: size * size)
      let isUpper = (side == 0) == choice.prefersUpper
      let isOpen =
        isUpper
        ? raise(depth + 1, choice.row, choice.column, to: timetable.end[choice.range])
        : raise(depth + 1, choice.column, choice.row, to: 1 - timetable.first[choice.range])
      if isOpen && close(depth + 1) && !branch(depth + 1, board) { return false }
    }
    return true
  }

  /// Hands in the earliest starts of a matrix that leaves no choice.
  private mutating func offer(_ base: Int, _ board: SearchBoard<[Int]>) {
    let starts = (0..<shop.jobCount).map { matrices[base + shop.jobCount * size + $0] }
    let makespan = zip(starts, shop.lengths).map(+).max() ?? 0
    best = min(best, makespan)
    board.offer(starts, makespan)
  }

  private struct Choice {
    var row, column, range: Int
    var prefersUpper: Bool
  }

  /// The range whose two sides both take away the most.
  private func choose(_ base: Int) -> Choice? {
    var choice: Choice?
    var score = -1
    for row in 0..<shop.jobCount {
      for column in (row + 1)..<max(shop.jobCount, row + 1) {
        let least = matrices[base + row * size + column]
        let most = -matrices[base + column * size + row]
        let pair = row * shop.jobCount + column
        for range in timetable.offsets[pair]..<timetable.offsets[pair + 1] {
          guard timetable.first[range] > least, timetable.end[range] <= most else { continue }
          let upper = timetable.end[range] - least
          let lower = most - timetable.first[range] + 1
          let value = min(upper, lower)
          guard value > score else { continue }
          score = value
          choice = Choice(row: row, column: column, range: range, prefersUpper: upper < lower)
        }
      }
    }
    return choice
  }

  /// Makes every job end by a horizon; false if that is impossible.
  private mutating func tighten(_ depth: Int, horizon: Int) -> Bool {
    let jobs = shop.jobCount
    for job in 0..<jobs where !raise(depth, job, jobs, to: shop.lengths[job] - horizon) { return discard() }
    return close(depth)
  }

  /// Raises one difference, out of forbidden ranges, and notes it; false if it is impossible.
  private mutating func raise(_ depth: Int, _ row: Int, _ column: Int, to value: Int) -> Bool {
    let base = depth * size * size
    guard value > matrices[base + row * size + column] else { return true }
    matrices[base + row * size + column] = value
    if row < shop.jobCount, column < shop.jobCount { _ = skipForbidden(depth, row, column) }
    guard matrices[base + row * size + column] + matrices[base + column * size + row] <= 0 else { return discard() }
    note(row * size + column)
    return true
  }

  /// Moves a difference that is forbidden to the next one that is not; false if that is impossible.
  private mutating func skipForbidden(_ depth: Int, _ row: Int, _ column: Int) -> Bool {
    let base = depth * size * size
    let pair = row * shop.jobCount + column
    let value = matrices[base + row * size + column]
    for range in timetable.offsets[pair]..<timetable.offsets[pair + 1] {
      guard timetable.first[range] <= value else { break }
      if value < timetable.end[range] {
        matrices[base + row * size + column] = timetable.end[range]
        note(row * size + column)
        return timetable.end[range] + matrices[base + column * size + row] <= 0 || discard()
      }
    }
    return true
  }

  private mutating func note(_ index: Int) {
    guard !isQueued[index] else { return }
    isQueued[index] = true
    queue.append(Int32(index))
  }

  private mutating func discard() -> Bool {
    while !queue.isEmpty { isQueued[queue.removeLast()] = false }
    return false
  }

  /// Closes the matrix after what was noted; false if it has no solution.
  private mutating func close(_ depth: Int) -> Bool {
    let base = depth * size * size
    while !queue.isEmpty {
      let index = Int(queue.removeLast())
      isQueued[index] = false
      let (from, to) = (index / size, index % size)
      let middle = matrices[base + index]
      for row in 0..<size {
        let through = row == from ? middle : matrices[base &+ row &* size &+ from] &+ middle
        for column in 0..<size where column != row {
          let value = column == to ? through : through &+ matrices[base &+ to &* size &+ column]
          guard value > matrices[base &+ row &* size &+ column] else { continue }
          guard raise(depth, row, column, to: value) else { return false }
        }
      }
    }
    return true
  }
}
