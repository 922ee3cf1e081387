import Basics

/// Looks for a better schedule near a given one: most orders stay as they are there, a tree decides the others anew.
///
/// Where maximum lags tie much together, a list of priorities hardly ever leads from one schedule to a better one; what
/// lags, pairs and levels say about a few hundred decisions does.
/// - Source: Godard, Laborie, Nuijten 2005, "Randomized large neighborhood search for cumulative scheduling".
final class OrderNeighbourhood {
  /// Up to so many activities all longest paths are kept.
  static let limit = 300
  private static let nodes = 200

  private let project: LagProject
  private let reservoirs: Reservoirs
  private let tree: OrderTree
  private let freed: Buffer<Bool>
  private let byNearness: Buffer<Int>
  private let nearness: Buffer<Int>
  /// How many activities in a hundred are freed; it grows where all is refuted and shrinks where the nodes run out.
  private var share = 40

  /// - Throws: a positive cycle of the lags.
  init(_ project: LagProject, _ reservoirs: Reservoirs) throws(PositiveCycle) {
    self.project = project
    self.reservoirs = reservoirs
    tree = try OrderTree(project, reservoirs)
    freed = Buffer(repeating: false, count: project.count)
    byNearness = Buffer(repeating: 0, count: project.count)
    nearness = Buffer(repeating: 0, count: project.count)
  }

  /// Starts with an objective of at most `target`, if some are found near these.
  func improve(
    _ starts: borrowing Buffer<Int>, target: Int, _ random: inout RandomSource, shouldStop: () -> Bool
  ) -> [Int]? {
    free(near: starts, &random)
    tree.random = RandomSource(seed: random.next())
    tree.scatter = random.chance(50) ? 0 : 1 + min(target / 20, 1 << 30)
    let base = tree.network.mark
    defer { tree.network.undo(to: base) }
    guard tree.root(target: target), keepOrders(of: starts) else {
      widen()
      return nil
    }
    switch tree.search(target: nil, nodes: Self.nodes, shouldStop: shouldStop) {
    case .found: return tree.starts
    case .refuted: widen()
    case .unknown: share = max(10, share - 1)
    }
    return nil
  }

  private func widen() { share = min(90, share + 1) }

  /// Chooses whose orders are given up: any, those around a moment, or those that use what one of them uses.
  private func free(near starts: borrowing Buffer<Int>, _ random: inout RandomSource) {
    let n = project.count
    let center = random.below(n)
    let kind = random.below(3)
    let reach = max(1, (0..<n).reduce(0) { max($0, starts[$1]) })
    for i in 0..<n {
      byNearness[i] = i
      freed[i] = false
      switch kind {
      case 0: nearness[i] = random.below(1 << 20)
      case 1: nearness[i] = abs(starts[i] - starts[center])
      default: nearness[i] = (shares(i, center) ? 0 : reach) + Int(random.unit() * Double(reach))
      }
    }
    byNearness.withElements { elements in
      var sorted = elements
      sorted.sort { (nearness[$0], $0) < (nearness[$1], $1) }
    }
    for entry in 0..<max(1, n * share / 100) { freed[byNearness[entry]] = true }
  }

  /// Whether two activities use a common resource or reservoir.
  private func shares(_ i: Int, _ j: Int) -> Bool {
    let resources = project.resources
    for k in 0..<resources where project.demands[i * resources + k] > 0 && project.demands[j * resources + k] > 0 {
      return true
    }
    for r in 0..<reservoirs.count where touches(i, r) && touches(j, r) { return true }
    return false
  }

  private func touches(_ i: Int, _ r: Int) -> Bool {
    let place = i * reservoirs.count + r
    return reservoirs.startChanges[place] != 0 || reservoirs.endChanges[place] != 0
  }

  /// Who comes before whom and is not freed does so still; false where the target does not allow it.
  private func keepOrders(of starts: borrowing Buffer<Int>) -> Bool {
    let n = project.count
    for i in 0..<n where !freed[i] {
      let end = starts[i] + project.durations[i]
      for j in 0..<n where !freed[j] && j != i && starts[j] >= end && (starts[j] > starts[i] || i < j) && shares(i, j) {
        guard tree.network.add(i, j, project.durations[i]) else { return false }
      }
    }
    return true
  }
}
