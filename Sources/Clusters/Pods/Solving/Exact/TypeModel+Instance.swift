extension TypeModel {
  /// The counts of an instance. Constraints between pods are left out: where there are any, this is a relaxation, whose
  /// bounds hold.
  init(_ instance: PodPacking.Instance) {
    let width = instance.resourceCount
    var example = [Int](repeating: -1, count: instance.podTypeCount)
    var demand = [Int](repeating: 0, count: instance.podTypeCount)
    var homes = [[Int: Int]](repeating: [:], count: instance.nodeCount)
    for pod in 0..<instance.podCount {
      let type = Int(instance.podType[pod])
      if example[type] < 0 { example[type] = pod }
      demand[type] += 1
      let home = Int(instance.currentNode[pod])
      if home >= 0 { homes[home][type, default: 0] += 1 }
    }
    self.init(
      dimensions: width, capacity: instance.capacity.map { max(0, $0) },
      request: example.flatMap { instance.request[$0 * width..<($0 + 1) * width] }, demand: demand,
      level: example.map { Int(instance.priorityLevel[$0]) }, levelCount: instance.levelCount,
      homes: homes.map { $0.sorted { $0.key < $1.key }.map { (type: $0.key, count: $0.value) } },
      allowed: example.map { pod in
        let set = instance.nodeSets[Int(instance.nodeSetOfPod[pod])]
        return set.count == instance.nodeCount ? [] : (0..<instance.nodeCount).map(set.contains)
      })
  }
}

extension TypePlacement {
  init(_ nodes: [Int32], of instance: PodPacking.Instance) {
    var counts = [[Int: Int]](repeating: [:], count: instance.nodeCount)
    for (pod, node) in nodes.enumerated() where node >= 0 {
      counts[Int(node)][Int(instance.podType[pod]), default: 0] += 1
    }
    self.nodes = counts.map { $0.sorted { $0.key < $1.key }.map { (type: $0.key, count: $0.value) } }
  }

  /// A node for each pod: as many as possible stay at home, running pods come before pending ones of their type.
  func nodes(of instance: PodPacking.Instance) -> [Int32] {
    var left = nodes.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.type, $0.count) }) }
    var result = [Int32](repeating: -1, count: instance.podCount)
    for pod in 0..<instance.podCount where instance.currentNode[pod] >= 0 {
      let (node, type) = (Int(instance.currentNode[pod]), Int(instance.podType[pod]))
      if let count = left[node][type], count > 0 {
        left[node][type] = count - 1
        result[pod] = Int32(node)
      }
    }
    var places = [[Int32]](repeating: [], count: instance.podTypeCount)
    for (node, copies) in nodes.enumerated() {
      for (type, _) in copies {
        for _ in 0..<(left[node][type] ?? 0) { places[type].append(Int32(node)) }
      }
    }
    let waiting = (0..<instance.podCount).filter { result[$0] < 0 }
    for pod in waiting.filter({ instance.currentNode[$0] >= 0 }) + waiting.filter({ instance.currentNode[$0] < 0 }) {
      if let node = places[Int(instance.podType[pod])].popLast() { result[pod] = node }
    }
    return result
  }
}
