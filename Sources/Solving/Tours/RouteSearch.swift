import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Short routes: strings of neighbouring nodes are taken out and put in again where they cost least, with simulated
/// annealing.
///
/// - Source: Christiaens, Vanden Berghe 2020, "Slack induction by string removals for vehicle routing problems".
final class RouteSearch {
  private let structure: RouteStructure
  private let n: Int
  private let nodes: [Int]
  /// By node, the others by what arcs in either direction cost.
  private let neighbours: [[Int]]
  private var random: RandomSource
  private var current: State
  private var temperature: Double
  private let coolest: Double
  private let cooling: Double
  /// Of a node that no route has room for.
  private let penalty: Int
  /// The best routes that miss no node; nil while there are none.
  private(set) var best: [[Int]]?
  private(set) var bestLength = Int.max

  private struct State {
    var routes: [[Int]] = []
    /// Nodes that no route has room for.
    var absent: [Int] = []
  }

  private static let longestString = 10
  private static let meanRemoved = 10

  /// - Parameter iterations: over which the temperature falls.
  init(_ structure: RouteStructure, iterations: Int, seed: UInt64) {
    self.structure = structure
    n = structure.nodeCount
    nodes = (0..<structure.nodeCount).filter { $0 != structure.root }
    random = RandomSource(seed: seed)
    let lengths = structure.lengths
    let known = lengths.compactMap { $0.map(abs) }
    let mean = Double(known.reduce(0, +)) / Double(max(1, known.count))
    temperature = max(1, mean / 5)
    coolest = max(0.01, mean / 2_000)
    cooling = pow(coolest / temperature, 1 / Double(max(1, iterations)))
    penalty = 4 * ((known.max() ?? 0) + 1)
    neighbours = (0..<structure.nodeCount).map { [nodes, n] node in
      let reach = nodes.filter { $0 != node }.map { other in
        (min(lengths[node * n + other] ?? .max, lengths[other * n + node] ?? .max), other)
      }
      return reach.sorted { $0 < $1 }.map(\.1)
    }
    current = State(absent: nodes)
    recreate(&current)
    note(current)
  }

  /// Iterations, until told to stop.
  func run(_ iterations: Int, until shouldStop: () -> Bool) {
    guard !nodes.isEmpty else { return }
    var cost = self.cost(of: current)
    for iteration in 0..<iterations {
      if iteration & 63 == 0, shouldStop() { return }
      var next = current
      ruin(&next)
      recreate(&next)
      let found = self.cost(of: next)
      let limit = Double(cost) - temperature * log(max(1e-12, random.unit()))
      if Double(found) < limit {
        (current, cost) = (next, found)
        note(next)
      }
      temperature = max(coolest, temperature * cooling)
    }
  }

  private func note(_ state: State) {
    let length = cost(of: state)
    guard state.absent.isEmpty, length < bestLength else { return }
    (best, bestLength) = (state.routes, length)
  }

  private func cost(of state: State) -> Int {
    var total = penalty * state.absent.count
    for route in state.routes {
      for (node, head) in zip([structure.root] + route, route + [structure.root]) {
        total += structure.lengths[node * n + head] ?? penalty
      }
    }
    return total
  }

  // MARK: Ruin

  /// Takes strings out of some routes near one node.
  private func ruin(_ state: inout State) {
    let seed = nodes[random.below(nodes.count)]
    let strings = 1 + random.below(max(1, 4 * Self.meanRemoved / (1 + Self.longestString)))
    var isRuined = [Bool](repeating: false, count: state.routes.count)
    var ruined = 0
    for node in [seed] + neighbours[seed] {
      if ruined == strings { break }
      guard let r = state.routes.indices.first(where: { !isRuined[$0] && state.routes[$0].contains(node) }),
        let place = state.routes[r].firstIndex(of: node)
      else { continue }
      isRuined[r] = structure.hasManyRoutes
      ruined += 1
      let count = state.routes[r].count
      let size = 1 + random.below(min(count, Self.longestString))
      let first = max(0, min(place - random.below(size), count - size))
      state.absent += state.routes[r][first..<(first + size)]
      state.routes[r].removeSubrange(first..<(first + size))
    }
    state.routes.removeAll { $0.isEmpty }
  }

  // MARK: Recreate

  /// Puts nodes in where they make routes least longer, now and then past the best place.
  private func recreate(_ state: inout State) {
    var waiting = state.absent.shuffled(using: &random)
    switch random.below(3) {
    case 0: break
    case 1: waiting.sort { distance($0) > distance($1) }
    default: waiting.sort { slack($0) < slack($1) }
    }
    state.absent = []
    for node in waiting where !insert(node, &state) { state.absent.append(node) }
  }

  private func distance(_ node: Int) -> Int { structure.lengths[structure.root * n + node] ?? penalty }

  private func slack(_ node: Int) -> Int {
    structure.quantities.map { $0.most[node] - $0.least[node] }.min() ?? 0
  }

  private func insert(_ node: Int, _ state: inout State) -> Bool {
    var best: (route: Int, place: Int, longer: Int)?
    let root = structure.root
    for (r, route) in state.routes.enumerated() {
      let windows = structure.quantities.map { Windows($0, along: route, structure) }
      for place in 0...route.count {
        let (before, after) = (place == 0 ? root : route[place - 1], place == route.count ? root : route[place])
        guard let into = structure.lengths[before * n + node], let out = structure.lengths[node * n + after] else {
          continue
        }
        let longer = into + out - (structure.lengths[before * n + after] ?? penalty)
        if let best, longer >= best.longer { continue }
        if random.below(100) == 0 { continue }
        guard windows.allSatisfy({ $0.hasRoom(for: node, at: place, between: before, after) }) else { continue }
        best = (r, place, longer)
      }
    }
    if structure.hasManyRoutes || state.routes.isEmpty, let there = structure.lengths[root * n + node],
      let back = structure.lengths[node * n + root], best.map({ there + back < $0.longer }) ?? true,
      structure.quantities.allSatisfy({
        Windows($0, along: [], structure).hasRoom(for: node, at: 0, between: root, root)
      })
    {
      state.routes.append([node])
      return true
    }
    guard let best else { return false }
    state.routes[best.route].insert(node, at: best.place)
    return true
  }

  /// Of one quantity along a route: the least values from the root on, and the largest from which the rest still fits.
  private struct Windows {
    private let quantity: RouteStructure.Quantity
    private let n: Int
    private var least: [Int] = []
    private var most: [Int] = []

    init(_ quantity: RouteStructure.Quantity, along route: [Int], _ structure: RouteStructure) {
      self.quantity = quantity
      n = structure.nodeCount
      var (node, value) = (structure.root, quantity.least[structure.root])
      least.append(value)
      for head in route {
        value = grown(value, node, head)
        least.append(value)
        node = head
      }
      most = Array(repeating: Int.max, count: route.count + 1)
      for place in route.indices.reversed() {
        let node = route[place]
        most[place] = quantity.variables[node] == nil ? Int.max : quantity.most[node]
        if place + 1 < route.count, let amount = quantity.amounts[node * n + route[place + 1]], most[place + 1] < .max {
          most[place] = min(most[place], most[place + 1] - amount)
        }
      }
    }

    private func grown(_ value: Int, _ node: Int, _ head: Int) -> Int {
      guard let amount = quantity.amounts[node * n + head] else { return quantity.least[head] }
      return max(quantity.least[head], value + amount)
    }

    /// Whether a node fits before the one at `place`.
    func hasRoom(for node: Int, at place: Int, between before: Int, _ after: Int) -> Bool {
      let value = grown(least[place], before, node)
      if quantity.variables[node] != nil, value > quantity.most[node] { return false }
      // Nothing comes after the last one but the way back.
      if place == most.count - 1 { return true }
      return grown(value, node, after) <= most[place]
    }
  }
}
