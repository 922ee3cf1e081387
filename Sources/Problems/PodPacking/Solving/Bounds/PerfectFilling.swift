import Basics

/// Refutes that every pod can be placed where the nodes together have hardly more room than the pods need: in each
/// dimension no node may leave more room than is left over in all, and a pod that no node can be filled so well with
/// stays out.
///
/// Fillings are looked for pod by pod from the largest on, and the smallest few at once in a sorted table of
/// their sums.
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
  /// Key sums of up to `tailLength` pods, ascending, and the types that make them up, 16 bits each, 0xFFFF for none.
  private var tailKeys: Buffer<Int>
  private var tailTypes: Buffer<UInt64>
  private let tailLength: Int
  /// Where in the table each stretch of 2^`bucketShift` key sums begins.
  private let bucketStart: Buffer<Int32>
  private let bucketShift: Int
  private var work = 0
  private let shouldStop: () -> Bool

  /// With more types than this, there are too many fillings.
  static let typeLimit = 80

  init?(_ problem: PatternProblem, shouldStop: @escaping () -> Bool) {
    guard problem.typeCount > 0, problem.typeCount <= Self.typeLimit, problem.dimensions > 0 else { return nil }
    self.problem = problem
    self.shouldStop = shouldStop
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
    let shares = (0..<dimensions).map { total[$0] > 0 ? Double(slack[$0]) / Double(total[$0]) : .infinity }
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
    tailLength = problem.typeCount <= 64 ? 4 : 3
    let tails = Self.tails(sizes, upTo: tailLength, atMost: capacity[key])
    tailKeys = Buffer(tails.map(\.key))
    tailTypes = Buffer(tails.map(\.types))
    var shift = 0
    while capacity[key] >> shift > 2 * tails.count { shift += 1 }
    bucketShift = shift
    var starts = [Int32](repeating: 0, count: capacity[key] >> shift + 2)
    for tail in tails { starts[tail.key >> shift + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    bucketStart = Buffer(starts)
  }

  private static func tails(_ sizes: [Int], upTo length: Int, atMost limit: Int) -> [(key: Int, types: UInt64)] {
    var tails: [(key: Int, types: UInt64)] = [(0, .max)]
    var first = 0
    for _ in 0..<length {
      let last = tails.count
      for index in first..<last {
        let (sum, types) = tails[index]
        // Types of a tail ascend; the last one is in the lowest bits.
        for type in (types == .max ? 0 : Int(types & 0xFFFF))..<sizes.count where sum + sizes[type] <= limit {
          tails.append((sum + sizes[type], types << 16 | UInt64(type)))
        }
      }
      first = last
    }
    tails.sort { $0 < $1 }
    return tails
  }

  /// Looks for a pod that no node can be filled with.
  ///
  /// - Parameter workLimit: steps.
  func search(workLimit: Int) -> Outcome {
    if slack.contains(where: { $0 < 0 }) { return .refuted }
    // The larger the pod, the fewer ways there are to fill up what it leaves.
    let anchors = (0..<problem.typeCount).sorted { (-share[$0], $0) < (-share[$1], $1) }
    work = workLimit
    for anchor in anchors.prefix(8) {
      var isPossible = false
      for nodeClass in problem.classes where problem.fits(anchor, in: nodeClass) {
        for d in 0..<dimensions { room[d] = nodeClass.capacity[d] - request[anchor * dimensions + d] }
        used[anchor] = 1
        isPossible = fill(from: 0, depth: 0, largest: .infinity)
        used.fill(0)
        if work <= 0 { return .limit }
        if isPossible { break }
      }
      if !isPossible { return .refuted }
    }
    return .open
  }

  /// Whether what is left at `depth` can be filled by pods from place `first` of the order on.
  private func fill(from first: Int, depth: Int, largest: Double) -> Bool {
    work -= 1
    if work & 4095 == 0, shouldStop() { work = 0 }
    if work <= 0 { return true }
    let here = depth * dimensions
    var left = 0.0
    for d in tight { left += Double(room[here + d]) / Double(capacity[d]) }
    let tail = Double(tailLength)
    if left - shareSlack <= tail * largest, hasTail(depth) { return true }
    let smallest = share[order[order.count - 1]]
    for place in first..<order.count {
      let type = Int(order[place])
      let size = share[type]
      if size + tail * smallest > left + 1e-9 || Int(used[type]) == problem.demand[type] { continue }
      var fits = true
      for d in 0..<dimensions {
        let rest = room[here + d] - request[type * dimensions + d]
        room[here + dimensions + d] = rest
        if rest < 0 { fits = false }
      }
      if !fits { continue }
      used[type] += 1
      defer { used[type] -= 1 }
      if fill(from: place, depth: depth + 1, largest: size) { return true }
    }
    return false
  }

  /// Whether up to `tailLength` pods fill what is left at `depth` well enough.
  private func hasTail(_ depth: Int) -> Bool {
    let most = room[depth * dimensions + key]
    let least = max(0, most - slack[key])
    var at = Int(bucketStart[least >> bucketShift])
    while at < tailKeys.count, tailKeys[at] <= most {
      if tailKeys[at] >= least, isTail(tailTypes[at], depth) { return true }
      at += 1
    }
    return false
  }

  private func isTail(_ types: UInt64, _ depth: Int) -> Bool {
    var tail: [Int] = []
    for k in 0..<tailLength {
      let type = Int(types >> UInt64(16 * k) & 0xFFFF)
      if type != 0xFFFF { tail.append(type) }
    }
    for type in Set(tail) where Int(used[type]) + tail.count(where: { $0 == type }) > problem.demand[type] {
      return false
    }
    return (0..<dimensions).allSatisfy { d in
      let rest = room[depth * dimensions + d] - tail.reduce(0) { $0 + request[$1 * dimensions + d] }
      return rest >= 0 && rest <= slack[d]
    }
  }
}
