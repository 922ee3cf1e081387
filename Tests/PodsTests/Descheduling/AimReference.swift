@testable import Pods

/// The best plan for an aim by trying all orders of evictions and bindings, from a snapshot's own words: cpu, priorities,
/// what must stay, one budget and the limit of a plan. Shares no code with the planner.
struct AimReference {
  let snapshot: ClusterSnapshot
  let aim: ClusterAim
  private let nodes: [String: Int]
  private let movable: [Int]
  private let priorities: [Int]

  init(_ snapshot: ClusterSnapshot, _ aim: ClusterAim) {
    self.snapshot = snapshot
    self.aim = aim
    nodes = Dictionary(uniqueKeysWithValues: snapshot.nodes.enumerated().map { ($1.name, $0) })
    movable = snapshot.pods.indices.filter { snapshot.pods[$0].immovable == nil }
    priorities = Set(snapshot.pods.map(\.priority)).sorted(by: >)
  }

  private var home: [Int] { snapshot.pods.map { $0.nodeName.flatMap { nodes[$0] } ?? -1 } }

  private func isDrained(_ node: Int) -> Bool {
    if case .drain(let names) = aim { names.contains(snapshot.nodes[node].name) } else { false }
  }

  private func isBudgeted(_ pod: Int) -> Bool {
    snapshot.disruptionBudgets.contains { $0.selector.matches(snapshot.pods[pod].labels) }
  }

  /// The least objective of all placements in which everyone who runs has a place.
  var best: [Int] {
    let start = home
    var known: Set<[Int]> = [start]
    var queue = [start]
    var best = objective(of: start)
    var index = 0
    while index < queue.count {
      let places = queue[index]
      index += 1
      if movable.allSatisfy({ places[$0] >= 0 || start[$0] < 0 }) {
        let value = objective(of: places)
        if value.lexicographicallyPrecedes(best) { best = value }
      }
      for next in neighbours(of: places) where known.insert(next).inserted { queue.append(next) }
    }
    return best
  }

  private func neighbours(of places: [Int]) -> [[Int]] {
    let start = home
    var result: [[Int]] = []
    for pod in movable {
      var next = places
      if places[pod] >= 0 {
        if isBudgeted(pod), start[pod] >= 0 {
          let away = movable.count { isBudgeted($0) && start[$0] >= 0 && places[$0] < 0 }
          if away >= snapshot.disruptionBudgets[0].disruptionsAllowed { continue }
        }
        if let limit = snapshot.evictionLimits.perPlan {
          guard places[pod] == start[pod] else { continue }
          if movable.count(where: { start[$0] >= 0 && places[$0] != start[$0] }) >= limit { continue }
        }
        next[pod] = -1
        result.append(next)
      } else {
        for node in snapshot.nodes.indices where !isDrained(node) {
          if snapshot.evictionLimits.perPlan != nil, node == start[pod] { continue }
          next[pod] = node
          if used(node, next) <= snapshot.nodes[node].allocatable["cpu"] ?? 0 { result.append(next) }
        }
      }
    }
    return result
  }

  private func used(_ node: Int, _ places: [Int]) -> Int {
    places.indices.reduce(0) { $0 + (places[$1] == node ? snapshot.pods[$1].requests["cpu"] ?? 0 : 0) }
  }

  func objective(of places: [Int]) -> [Int] {
    let start = home
    var unplaced = [Int](repeating: 0, count: priorities.count)
    var left = unplaced
    var moves = 0
    for pod in movable {
      let level = priorities.firstIndex(of: snapshot.pods[pod].priority) ?? 0
      if places[pod] < 0 { unplaced[level] += 1 } else if isDrained(places[pod]) { left[level] += 1 }
      if start[pod] >= 0, places[pod] != start[pod] { moves += 1 }
    }
    let aimed: [Int]
    switch aim {
    case .drain: aimed = left
    case .consolidate, .rebalance(.binPack):
      let busy = snapshot.nodes.indices.filter { node in
        places.indices.contains { places[$0] == node && snapshot.pods[$0].immovable != .daemonSet }
      }
      aimed = [busy.count]
    case .rebalance(.spread):
      aimed = [
        snapshot.nodes.indices.map { node in
          let has = snapshot.nodes[node].allocatable["cpu"] ?? 1
          return (used(node, places) * 1000 + has - 1) / has
        }.max() ?? 0
      ]
    }
    return unplaced + aimed + [moves]
  }
}
