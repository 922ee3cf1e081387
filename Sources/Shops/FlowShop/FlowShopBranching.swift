import Basics

/// Branch and bound for the makespan of one factory, jobs fixed from both ends.
///
/// A node is an order of the jobs with two limits: those before the first are in front, those from the second on are
/// behind, in order. Each machine is bound by the front, its work left and what lies behind. Both ends are tried for all
/// jobs left, and the search branches at the end where fewer children share the least bound.
///
/// - Source: Gmys, Mezmaz, Melab, Tuyttens 2020, "A computationally efficient branch-and-bound algorithm for the
///   permutation flow-shop scheduling problem".
struct FlowShopBranching: ~Copyable {
  /// More jobs than this take too much memory, and have no chance.
  static let jobLimit = 2000

  private let shop: FlowShop
  private let board: SearchBoard<FlowShop.Order>
  private let jobs, machines: Int
  private let durations: Buffer<Int>
  /// The jobs: in front, left, behind; and where each one is.
  private let order, places: Buffer<Int>
  /// Per depth: when each machine is free, how long it has to go behind the jobs left, and its work of these.
  private let fronts, backs, work: Buffer<Int>
  /// The bounds and idle times of all children at both ends, as evaluated last.
  private let bounds, idle: Buffer<Int>
  private let row: Buffer<Int>
  private var nodes: Buffer<Node>
  private var children: Buffer<Child>
  private var best = Int.max
  private var looks = 0

  private struct Node {
    var isFront: Bool
    /// The job that led here; -1 at the root.
    var job: Int
    /// Where its children begin; the next one to visit.
    var begin, next: Int
  }

  private struct Child: Comparable {
    var bound, idle, job: Int

    static func < (a: Self, b: Self) -> Bool { (a.bound, a.idle, a.job) < (b.bound, b.idle, b.job) }
  }

  init(_ shop: FlowShop, _ board: SearchBoard<FlowShop.Order>) {
    self.shop = shop
    self.board = board
    jobs = shop.jobs
    machines = shop.machines
    durations = Buffer(shop.durations)
    order = Buffer(Array(0..<shop.jobs))
    places = Buffer(Array(0..<shop.jobs))
    fronts = Buffer(repeating: 0, count: (jobs + 1) * machines)
    backs = Buffer(repeating: 0, count: (jobs + 1) * machines)
    work = Buffer(repeating: 0, count: (jobs + 1) * machines)
    bounds = Buffer(repeating: 0, count: 2 * jobs)
    idle = Buffer(repeating: 0, count: 2 * jobs)
    row = Buffer(repeating: 0, count: machines)
    nodes = Buffer(capacity: jobs + 1)
    children = Buffer(capacity: 16 * jobs)
  }

  /// Searches to the end, which proves what is best then, or until the board says stop.
  ///
  /// - Returns: the nodes visited.
  @discardableResult
  consuming func run() -> Int {
    if jobs == 0 { return 0 }
    for machine in 0..<machines {
      let (heads, tails) = shop.headsAndTails(machine)
      fronts[machine] = heads.min() ?? 0
      backs[machine] = tails.min() ?? 0
      for job in 0..<jobs { work[machine] += shop.duration(job, machine) }
    }
    best = board.best()
    var visited = 0
    var first = 0
    var last = jobs
    open(-1, depth: 0, first, last)
    while !nodes.isEmpty {
      let depth = nodes.count - 1
      let node = nodes[depth]
      if node.next == children.count || children[node.next].bound >= best {
        children.truncate(to: node.begin)
        nodes.removeLast()
        if node.job >= 0 { if nodes.last.isFront { first -= 1 } else { last += 1 } }
        continue
      }
      nodes[depth].next += 1
      visited += 1
      if looksForStop() { return visited }
      let child = children[node.next]
      if last - first == 1 {
        best = child.bound
        board.offer([(0..<jobs).map { order[$0] }], best)
        continue
      }
      fix(child.job, atFront: node.isFront, depth, &first, &last)
      open(child.job, depth: depth + 1, first, last)
    }
    board.prove(best)
    return visited
  }

  private mutating func looksForStop() -> Bool {
    looks += 1
    if looks & 255 != 0 { return false }
    best = min(best, board.best())
    return board.shouldStop()
  }

  /// Moves a job to the front or behind the others left, and fills the next depth's rows.
  private func fix(_ job: Int, atFront: Bool, _ depth: Int, _ first: inout Int, _ last: inout Int) {
    let target = atFront ? first : last - 1
    let place = places[job]
    let other = order[target]
    order.swapAt(target, place)
    (places[job], places[other]) = (target, place)
    let from = depth * machines
    let to = from + machines
    var end = 0
    if atFront {
      // Before the first job is in front, the fronts are the least heads, which it does not wait for.
      for machine in 0..<machines {
        end = max(end, first == 0 ? 0 : fronts[from + machine]) + durations[job * machines + machine]
        fronts[to + machine] = end
        backs[to + machine] = backs[from + machine]
      }
      first += 1
    } else {
      for machine in stride(from: machines - 1, through: 0, by: -1) {
        end = max(end, last == jobs ? 0 : backs[from + machine]) + durations[job * machines + machine]
        backs[to + machine] = end
        fronts[to + machine] = fronts[from + machine]
      }
      last -= 1
    }
    for machine in 0..<machines { work[to + machine] = work[from + machine] - durations[job * machines + machine] }
  }

  /// Adds a node with those children, at the better end, that can be better than what is known.
  private mutating func open(_ job: Int, depth: Int, _ first: Int, _ last: Int) {
    var least = Int.max
    for index in first..<last {
      evaluateFront(order[index], depth, isFirst: first == 0)
      evaluateBack(order[index], depth, isLast: last == jobs)
      least = min(least, bounds[order[index]], bounds[jobs + order[index]])
    }
    var ends = (front: (least: 0, open: 0, sum: 0), back: (least: 0, open: 0, sum: 0))
    for index in first..<last {
      count(bounds[order[index]], least, &ends.front)
      count(bounds[jobs + order[index]], least, &ends.back)
    }
    let isFront =
      (ends.front.least, ends.front.open, -ends.front.sum) <= (ends.back.least, ends.back.open, -ends.back.sum)
    let begin = children.count
    for index in first..<last {
      let child = order[index] + (isFront ? 0 : jobs)
      if bounds[child] >= best { continue }
      children.append(Child(bound: bounds[child], idle: idle[child], job: order[index]))
    }
    sort(from: begin)
    nodes.append(Node(isFront: isFront, job: job, begin: begin, next: begin))
  }

  private func count(_ bound: Int, _ least: Int, _ end: inout (least: Int, open: Int, sum: Int)) {
    if bound == least { end.least += 1 }
    if bound < best { end.open += 1 }
    end.sum += bound
  }

  /// By insertion: few children are left at most nodes.
  private func sort(from begin: Int) {
    var index = begin + 1
    while index < children.count {
      let child = children[index]
      var hole = index
      while hole > begin && child < children[hole - 1] {
        children[hole] = children[hole - 1]
        hole -= 1
      }
      children[hole] = child
      index += 1
    }
  }

  private func evaluateFront(_ job: Int, _ depth: Int, isFirst: Bool) {
    let front = fronts.pointer + depth &* machines
    let back = backs.pointer + depth &* machines
    let left = work.pointer + depth &* machines
    let own = durations.pointer + job &* machines
    var end = 0
    var bound = 0
    var waste = 0
    for machine in 0..<machines {
      let free = front[machine]
      let start = isFirst ? end : max(end, free)
      waste &+= start &- free
      bound = max(bound, start &+ left[machine] &+ back[machine])
      end = start &+ own[machine]
    }
    bounds[job] = bound
    idle[job] = waste
  }

  private func evaluateBack(_ job: Int, _ depth: Int, isLast: Bool) {
    let front = fronts.pointer + depth &* machines
    let back = backs.pointer + depth &* machines
    let left = work.pointer + depth &* machines
    let own = durations.pointer + job &* machines
    var end = 0
    var bound = 0
    var waste = 0
    var machine = machines &- 1
    while machine >= 0 {
      let free = back[machine]
      let start = isLast ? end : max(end, free)
      waste &+= start &- free
      bound = max(bound, start &+ left[machine] &+ front[machine])
      end = start &+ own[machine]
      machine &-= 1
    }
    bounds[jobs &+ job] = bound
    idle[jobs &+ job] = waste
  }
}
