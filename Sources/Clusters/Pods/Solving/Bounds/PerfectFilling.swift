import Basics

/// Refutes that every pod can be placed where the nodes together have hardly more room than the pods need: in each
/// dimension no node may leave more room than is left over in all, and a pod that no node can be filled so well with
/// stays out.
///
/// Fillings are looked for pod by pod from the largest on, and the smallest few at once in a table of their sums.
///
/// - Source: Horowitz, Sahni 1974, "Computing partitions with applications to the knapsack problem".
final class PerfectFilling {
  /// A pod more is unplaced than none.
  enum Outcome { case refuted, open, limit }

  private let problem: PatternProblem
  private let dimensions: Int
  /// Room that is left over where every pod is placed, per dimension.
  private let slack: [Int]
  /// The dimension with the least slack for the size of pods.
  private let key: Int
  private let request: Buffer<Int>
  /// What a pod takes of a node, summed over the dimensions with little slack, per type.
  private let share: Buffer<Double>
  /// Types by `share`, the largest first.
  private let order: Buffer<Int32>
  private let tight: [Int]
  private let capacity: [Int]
  /// The share that is left over in all.
  private let shareSlack: Double
  private let used: Buffer<Int32>
  private let room: Buffer<Int>
  private let tails: FillingTails
  /// For each place of the order, the least and the most that a pod from there on takes of each dimension.
  private let least: Buffer<Int>
  private let most: Buffer<Int>
  private var work = 0

  /// With more types than this, there are too many fillings.
  static let typeLimit = 126

  init?(_ problem: PatternProblem) {
    guard problem.typeCount > 0, problem.typeCount <= Self.typeLimit, problem.dimensions > 0 else { return nil }
    self.problem = problem
    let dimensions = problem.dimensions
    self.dimensions = dimensions
    request = Buffer(problem.request)
    var slack = [Int](repeating: 0, count: dimensions)
    var total = [Int](repeating: 0, count: dimensions)
    for d in 0..<dimensions {
      for nodeClass in problem.classes { slack[d] += nodeClass.capacity[d] * nodeClass.nodes.count }
      for type in 0..<problem.typeCount { total[d] += problem.demand[type] * problem.request[type * dimensions + d] }
      slack[d] -= total[d]
    }
    self.slack = slack
    let shares = (0..<dimensions).map { total[$0] > 0 ? Double(slack[$0] + 1) / Double(total[$0]) : .infinity }
    let key = shares.indices.min { (shares[$0], $0) < (shares[$1], $1) } ?? 0
    // Nodes with room for a tenth of a pod each can be filled in too many ways.
    let pods = Double(problem.demand.reduce(0, +))
    guard shares[key] * pods < 0.1 * Double(problem.nodeCount) else { return nil }
    self.key = key
    let sizes = (0..<problem.typeCount).map { problem.request[$0 * dimensions + key] }
    let capacity = (0..<dimensions).map { d in max(1, problem.classes.map { $0.capacity[d] }.max() ?? 1) }
    let tight = (0..<dimensions).filter { shares[$0] * pods < 0.1 * Double(problem.nodeCount) }
    let share = (0..<problem.typeCount).map { type in
      tight.reduce(0.0) { $0 + Double(problem.request[type * dimensions + $1]) / Double(capacity[$1]) }
    }
    self.share = Buffer(share)
    self.tight = tight
    self.capacity = capacity
    shareSlack = tight.reduce(1e-9) { $0 + Double(slack[$1]) / Double(capacity[$1]) }
    order = Buffer(sizes.indices.sorted { (-share[$0], $0) < (-share[$1], $1) }.map { Int32($0) })
    used = Buffer(repeating: 0, count: problem.typeCount)
    room = Buffer(repeating: 0, count: (problem.demand.reduce(0, +) + 2) * dimensions)
    tails = FillingTails(
      sizes: sizes, demand: problem.demand, atMost: capacity[key], lengthLimit: Int(pods) / problem.nodeCount / 2 + 1)
    least = Buffer(repeating: .max, count: (problem.typeCount + 1) * dimensions)
    most = Buffer(repeating: 0, count: (problem.typeCount + 1) * dimensions)
    for place in (0..<problem.typeCount).reversed() {
      for d in 0..<dimensions {
        let size = request[Int(order[place]) * dimensions + d]
        least[place * dimensions + d] = min(size, least[(place + 1) * dimensions + d])
        most[place * dimensions + d] = max(size, most[(place + 1) * dimensions + d])
      }
    }
  }

  /// Looks for a pod that no node can be filled with.
  ///
  /// - Parameter workLimit: steps.
  func search(workLimit: Int, shouldStop: () -> Bool) -> Outcome {
    if slack.contains(where: { $0 < 0 }) { return .refuted }
    // The larger the pod, the fewer ways there are to fill up what it leaves.
    let anchors = (0..<problem.typeCount).sorted { (-share[$0], $0) < (-share[$1], $1) }
    work = workLimit
    for anchor in anchors.prefix(8) {
      var isPossible = false
      for nodeClass in problem.classes where problem.fits(anchor, in: nodeClass) {
        for d in 0..<dimensions { room[d] = nodeClass.capacity[d] - request[anchor * dimensions + d] }
        used[anchor] = 1
        let left = tight.reduce(0.0) { $0 + Double(room[$1]) / Double(capacity[$1]) }
        isPossible = fill(from: 0, depth: 0, left: left, shouldStop)
        used.fill(0)
        if work <= 0 { return .limit }
        if isPossible { break }
      }
      if !isPossible { return .refuted }
    }
    return .open
  }

  /// Whether what is left at `depth` can be filled by pods from place `first` of the order on.
  ///
  /// - Parameter left: what is left, as a share.
  private func fill(from first: Int, depth: Int, left: Double, _ shouldStop: () -> Bool) -> Bool {
    let length = tails.length
    if hasTail(depth, from: first, left) { return true }
    let smallest = share[order[order.count - 1]] * Double(length)
    let count = order.count
    let (order, share, used, room, request) = (
      order.pointer, share.pointer, used.pointer, room.pointer, request.pointer
    )
    let here = depth &* dimensions
    for place in first..<count {
      let type = Int(order[place])
      let rest = left - share[type]
      // So few pods that the tails have them all.
      if rest + 1e-9 < smallest || Int(used[type]) == problem.demand[type] { continue }
      var fits = true
      for d in 0..<dimensions {
        let rest = room[here &+ d] &- request[type &* dimensions &+ d]
        room[here &+ dimensions &+ d] = rest
        if rest < length &* least[place &* dimensions &+ d] { fits = false }
      }
      if !fits { continue }
      work &-= 1
      if work & 65535 == 0, shouldStop() { work = 0 }
      if work <= 0 { return true }
      used[type] += 1
      defer { used[type] -= 1 }
      if fill(from: place, depth: depth + 1, left: rest, shouldStop) { return true }
    }
    return false
  }

  /// Whether pods of a tail, from place `first` of the order on, fill what is left at `depth` well enough.
  private func hasTail(_ depth: Int, from first: Int, _ left: Double) -> Bool {
    let here = depth &* dimensions
    let (room, most, slack) = (room.pointer, most.pointer, slack)
    if left - shareSlack > Double(tails.length) * share[order[first]] { return false }
    for d in 0..<dimensions where room[here &+ d] &- slack[d] > tails.length &* most[first &* dimensions &+ d] {
      return false
    }
    let largest = room[here &+ key]
    return tails.contains(max(0, largest &- slack[key]), largest) { isTail($0, depth) }
  }

  private func isTail(_ types: UInt64, _ depth: Int) -> Bool {
    let tail = (0..<tails.length).compactMap { tails.type($0, of: types) }
    for type in Set(tail) where Int(used[type]) + tail.count(where: { $0 == type }) > problem.demand[type] {
      return false
    }
    return (0..<dimensions).allSatisfy { d in
      let rest = room[depth * dimensions + d] - tail.reduce(0) { $0 + request[$1 * dimensions + d] }
      return rest >= 0 && rest <= slack[d]
    }
  }
}
