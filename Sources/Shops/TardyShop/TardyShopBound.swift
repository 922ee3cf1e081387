import Basics

/// A bound on the total weighted tardiness from one-machine problems that share the jobs' weights.
///
/// Each operation gets a part v of its job's weight. Then Σ w·T ≥ Σ v·(C + tail − due date) over all operations, and on
/// each machine the least Σ v·C of operations with heads is at least that of mean busy times, which the preemptive rule
/// of largest v/p attains. The parts climb along subgradients; every step gives a bound.
/// - Source: Goemans 1996, "A supermodular relaxation for scheduling with release dates"; the split of weights over the
///   machines is Lagrangian duality.
package struct TardyShopBound: Sendable {
  /// The shop.
  package let shop: TardyShop
  /// The number of steps.
  package let steps: Int

  package init(_ shop: TardyShop, steps: Int = 2_000) {
    self.shop = shop
    self.steps = steps
  }

  /// Hands in each better bound; ends after its steps or when stopped.
  package func run(on board: SearchBoard<[Int]>) {
    let alone = tardinessAlone
    board.prove(alone)
    var machines = TardyMachines(shop)
    var best = alone
    var scale = 1.0
    var idle = 0
    for _ in 0..<steps {
      if board.shouldStop() { return }
      let bound = machines.evaluate()
      if bound > best {
        best = bound
        idle = 0
        board.prove(bound)
      } else {
        idle += 1
        if idle == 20 {
          scale /= 2
          idle = 0
        }
      }
      if best >= board.best() || scale < 1e-4 { return }
      machines.climb(scale)
    }
  }

  /// The tardiness of jobs that are alone in the shop.
  private var tardinessAlone: Int {
    (0..<shop.chains.jobCount).reduce(0) { sum, job in
      sum + shop.weights[job] * max(0, shop.releases[job] + shop.chains.work(of: job) - shop.dueDates[job])
    }
  }
}

/// The one-machine problems, their parts of the weights, and the last subgradient.
private struct TardyMachines {
  private let shop: TardyShop
  private let lists: [[Int]]
  private let head: [Int]
  /// Due date less the work behind: an operation that ends later makes its job late.
  private let dueDate: [Double]
  private var part: [Double]
  private var slope: [Double]

  init(_ shop: TardyShop) {
    let chains = shop.chains
    self.shop = shop
    var head = [Int](repeating: 0, count: chains.operationCount)
    var due = [Double](repeating: 0, count: chains.operationCount)
    var part = due
    for job in 0..<chains.jobCount {
      let operations = chains.operations(of: job)
      var time = shop.releases[job]
      var behind = chains.work(of: job)
      for operation in operations {
        head[operation] = time
        time += chains.durations[operation]
        behind -= chains.durations[operation]
        due[operation] = Double(shop.dueDates[job] - behind)
        part[operation] = Double(shop.weights[job]) / Double(operations.count)
      }
    }
    self.head = head
    dueDate = due
    self.part = part
    slope = [Double](repeating: 0, count: chains.operationCount)
    lists = chains.operationsByMachine.map { $0.sorted { (head[$0], $0) < (head[$1], $1) } }
  }

  /// The bound of the parts, rounded up after room for errors of rounding; writes the subgradient.
  mutating func evaluate() -> Int {
    var value = 0.0
    var size = 1.0
    for list in lists { run(list) }
    for operation in 0..<slope.count {
      let completion = slope[operation]
      slope[operation] = completion - dueDate[operation]
      value += part[operation] * slope[operation]
      size += part[operation] * (completion + abs(dueDate[operation]))
    }
    let safe = (value - 1e-9 * size).rounded(.up)
    return safe > 0 && safe < 0x1p62 ? Int(safe) : 0
  }

  /// Moves the parts along the subgradient, by a share of the weights, and back to what their jobs have.
  mutating func climb(_ scale: Double) {
    for job in 0..<shop.chains.jobCount {
      let weight = Double(shop.weights[job])
      let operations = shop.chains.operations(of: job)
      let largest = operations.reduce(1.0) { max($0, abs(slope[$1])) }
      for operation in operations { part[operation] += scale * weight * slope[operation] / largest }
      project(operations, to: weight)
    }
  }

  /// The nearest parts that are at least 0 and together at most the weight.
  private mutating func project(_ operations: Range<Int>, to weight: Double) {
    for operation in operations { part[operation] = max(0, part[operation]) }
    let sum = operations.reduce(0.0) { $0 + part[$1] }
    guard sum > weight else { return }
    var shift = 0.0
    var kept = 0.0
    var count = 0.0
    for value in operations.map({ part[$0] }).sorted(by: >) {
      guard value * (count + 1) > kept + value - weight else { break }
      kept += value
      count += 1
      shift = (kept - weight) / count
    }
    for operation in operations { part[operation] = max(0, part[operation] - shift) }
    let rest = operations.reduce(0.0) { $0 + part[$1] }
    guard rest > weight else { return }
    for operation in operations { part[operation] *= weight / rest * (1 - 1e-12) }
  }

  /// The completions, from mean busy times, of the preemptive schedule by largest part a unit of work; into `slope`.
  private mutating func run(_ list: [Int]) {
    let durations = shop.chains.durations
    var open: [(operation: Int, left: Int, ratio: Double)] = []
    var next = 0
    var time = 0
    while next < list.count || !open.isEmpty {
      if open.isEmpty { time = max(time, head[list[next]]) }
      while next < list.count, head[list[next]] <= time {
        let operation = list[next]
        next += 1
        if durations[operation] == 0 {
          slope[operation] = Double(head[operation])
        } else {
          slope[operation] = 0.5 * Double(durations[operation])
          open.append((operation, durations[operation], part[operation] / Double(durations[operation])))
        }
      }
      guard let first = open.indices.max(by: { open[$0].ratio < open[$1].ratio }) else { continue }
      let arrival = next < list.count ? head[list[next]] : Int.max
      let length = min(open[first].left, arrival - time)
      let operation = open[first].operation
      slope[operation] += (Double(time) + 0.5 * Double(length)) * Double(length) / Double(durations[operation])
      time += length
      open[first].left -= length
      if open[first].left == 0 { open.remove(at: first) }
    }
  }
}
