import Basics

/// Iterated local search on the tour of jobs that do not wait, for the makespan of one factory.
///
/// Once the cheapest assignment is known, distances are taken relative to its prices: all tours change by the same
/// amount, but what is near and what a move gains first says much more. The assignment's subtours, patched together,
/// are the start.
///
/// - Source: patching: Karp 1979, "A patching algorithm for the nonsymmetric traveling-salesman problem".
struct JobTourSearch: ~Copyable {
  /// More jobs than this take too long before the first tour.
  static let jobLimit = 1000

  private let board: SearchBoard<FlowShop.Order>
  private let shop: FlowShop
  private let nodes: Int
  private var tour: JobTour
  private var random: RandomSource
  private var best = Int.max

  /// Kicks between looks at the board.
  private static var kicksPerLook: Int { 64 }
  /// Looks without a better tour of its own before the search goes on with what the board has.
  private static var patience: Int { 400 }

  /// - Parameter shop: at least 2 jobs.
  init(_ shop: FlowShop, seed: UInt64, _ board: SearchBoard<FlowShop.Order>) {
    self.board = board
    self.shop = shop
    nodes = shop.jobs + 1
    tour = JobTour(nodes, shop.tourDistances())
    random = RandomSource(seed: seed)
  }

  consuming func run() {
    tour.loadNearestNeighbours()
    hand()
    descend()
    usePrices()
    descend()
    if shop.jobs < 3 { return }
    var idle = 0
    while !board.shouldStop() {
      let before = best
      for _ in 0..<Self.kicksPerLook { step() }
      idle = best < before ? 0 : idle + 1
      if idle >= Self.patience {
        idle = 0
        followBoard()
      }
    }
  }

  private mutating func descend() {
    while !tour.isSettled && !board.shouldStop() { tour.descend(looks: 256) }
    hand()
  }

  /// Goes over to reduced distances and the patched assignment, if the board leaves the time.
  private mutating func usePrices() {
    let assignment = Assignment(nodes, shop.tourDistances())
    for row in 0..<nodes {
      if board.shouldStop() { return }
      assignment.augment(row)
    }
    let distances = Buffer(repeating: 0, count: nodes * nodes)
    for row in 0..<nodes {
      for column in 0..<nodes { distances[row * nodes + column] = assignment.reduced(row, column) }
    }
    tour = JobTour(nodes, distances, offset: assignment.cost)
    tour.load(patched(assignment, distances))
    hand()
  }

  /// Joins the two subtours that cost least to join, until there is one; the smallest one is always among them, which
  /// keeps this in O(nodes²) a join.
  private func patched(_ assignment: borrowing Assignment, _ distances: borrowing Buffer<Int>) -> [Int] {
    var next = (0..<nodes).map { assignment.columns[$0] }
    while true {
      let (label, sizes) = subtours(next)
      if sizes.count == 1 || board.shouldStop() { break }
      let smallest = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
      var best = (cost: Int.max, row: 0, other: 0)
      for row in 0..<nodes where label[row] == smallest {
        for other in 0..<nodes where label[other] != smallest {
          let joined = distances[row * nodes + next[other]] + distances[other * nodes + next[row]]
          let cost = joined - distances[row * nodes + next[row]] - distances[other * nodes + next[other]]
          if cost < best.cost { best = (cost, row, other) }
        }
      }
      next.swapAt(best.row, best.other)
    }
    if subtours(next).sizes.count > 1 { return tour.order }
    var order: [Int] = []
    var node = next[nodes - 1]
    while node != nodes - 1 {
      order.append(node)
      node = next[node]
    }
    return order
  }

  private func subtours(_ next: [Int]) -> (label: [Int], sizes: [Int]) {
    var label = [Int](repeating: -1, count: next.count)
    var sizes: [Int] = []
    for start in next.indices where label[start] < 0 {
      var node = start
      var size = 0
      while label[node] < 0 {
        label[node] = sizes.count
        size += 1
        node = next[node]
      }
      sizes.append(size)
    }
    return (label, sizes)
  }

  /// A kick and what becomes of it; a longer tour is taken back.
  private mutating func step() {
    let before = tour.length
    tour.mark()
    tour.kick(&random)
    tour.descend()
    if tour.length > before { tour.undo(to: before) }
    hand()
  }

  private mutating func hand() {
    if tour.length >= best { return }
    best = tour.length
    board.offer([tour.order], best)
  }

  private mutating func followBoard() {
    guard board.best() < best, let order = board.incumbent(), shop.isCandidate(order) else { return }
    tour.load(order[0])
    best = tour.length
  }
}
