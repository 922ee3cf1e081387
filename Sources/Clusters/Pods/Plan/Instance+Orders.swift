extension PodPacking.Instance {
  /// Unplaced pods by priority from the highest, then running pods that are not where they run now: the objective of a
  /// placement, without the soft score.
  func levels(of nodeOfPod: [Int32]) -> [Int] {
    var levels = [Int](repeating: 0, count: levelCount + 1)
    for (pod, node) in nodeOfPod.enumerated() {
      if node < 0 { levels[Int(priorityLevel[pod])] += 1 }
      if currentNode[pod] >= 0, currentNode[pod] != node { levels[levelCount] += 1 }
    }
    return levels
  }

  /// The objective of a placement with the soft score, where one was asked for.
  func objective(of nodeOfPod: [Int32]) -> [Int] { levels(of: nodeOfPod) + scoreLevel(of: nodeOfPod) }

  /// The soft score of a placement as the last level; nothing where none was asked for.
  func scoreLevel(of nodeOfPod: [Int32]) -> [Int] {
    switch softScore {
    case nil: return []
    case .binPack:
      var isUsed = holdsFixedWork
      for node in nodeOfPod where node >= 0 { isUsed[Int(node)] = true }
      return [isUsed.count { $0 }]
    case .spread:
      let columns = ["cpu", "memory"].compactMap { resourceNames.firstIndex(of: $0) }
      return [columns.reduce(0) { max($0, highestUse($1, nodeOfPod)) }]
    }
  }

  /// The highest use of a resource on any node that has it, in thousandths, rounded up.
  private func highestUse(_ resource: Int, _ nodeOfPod: [Int32]) -> Int {
    let (width, total) = (resourceCount, allocatable)
    var used = (0..<nodeCount).map { total[$0 * width + resource] - capacity[$0 * width + resource] }
    for (pod, node) in nodeOfPod.enumerated() where node >= 0 { used[Int(node)] += request[pod * width + resource] }
    var highest: Int128 = 0
    for node in 0..<nodeCount where total[node * width + resource] > 0 {
      let available = Int128(total[node * width + resource])
      highest = max(highest, (Int128(used[node]) * 1000 + available - 1) / available)
    }
    return Int(clamping: highest)
  }

  /// Sets of pods, the smallest first, whose steps may lead to `target`: those whose place changes; with those that the
  /// same constraints look at; all.
  func podsToReorder(for target: [Int32]) -> [[Int]] {
    let changed = (0..<podCount).filter { target[$0] != currentNode[$0] }
    var near = Set(changed)
    for affinity in affinities where affinity.owners.contains(where: { near.contains(Int($0)) }) {
      near.formUnion(affinity.targets.map(Int.init))
    }
    for spread in spreads where spread.owners.contains(where: { near.contains(Int($0)) }) {
      near.formUnion(spread.counted.map(Int.init))
    }
    var sets = [changed]
    if near.count > changed.count { sets.append(near.sorted()) }
    if podCount > near.count { sets.append(Array(0..<podCount)) }
    return sets
  }
}
