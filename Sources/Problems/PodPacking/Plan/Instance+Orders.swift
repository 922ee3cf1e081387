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
