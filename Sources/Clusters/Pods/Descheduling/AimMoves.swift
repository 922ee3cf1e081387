import Basics

/// One round of moves towards an aim.
struct AimMoves {
  private(set) var sequence: MoveSequence
  private let instance: PodDescheduling.Instance
  private let cluster: PodPacking.Instance
  private let shouldStop: () -> Bool
  /// Called with what there is so far, now and then.
  private let report: (MoveSequence) -> Void
  /// Successes so far, and how many make the next report.
  private var progress = (count: 0, next: 1)
  /// By pod.
  private let size: [Double]
  /// Looks at nodes for pods that stand in the way.
  private var work = 4_000_000

  init(
    _ instance: PodDescheduling.Instance, shouldStop: @escaping () -> Bool,
    report: @escaping (MoveSequence) -> Void = { _ in }
  ) {
    self.instance = instance
    self.shouldStop = shouldStop
    self.report = report
    cluster = instance.cluster
    sequence = MoveSequence(instance)
    let largest = sequence.largest
    let moves = sequence
    size = (0..<cluster.podCount).map { moves.size($0, largest) }
  }

  /// - Parameter noise: how far orders are left to chance, from 0.
  mutating func run(noise: Double, _ random: inout RandomSource) {
    placePending()
    switch instance.aim {
    case .drain: drain(noise, &random)
    case .consolidate, .rebalance(.binPack): freeNodes(noise, &random)
    case .rebalance(.spread): lowerHighest(noise, &random)
    }
    placePending()
  }

  /// Twice as many each time: in a large cluster, what is told costs time too.
  private mutating func advance() {
    progress.count += 1
    guard progress.count >= progress.next else { return }
    progress.next *= 2
    report(sequence)
  }

  // MARK: Pending pods

  /// The most important first, again and again until none can; members of a group together.
  private mutating func placePending() {
    let level = cluster.priorityLevel
    var gangOfPod: [Int: Int] = [:]
    for (index, gang) in cluster.gangs.enumerated() { for pod in gang.pods { gangOfPod[Int(pod)] = index } }
    var units: [[Int]] = cluster.gangs.map { $0.pods.map(Int.init) }
    for pod in 0..<cluster.podCount where cluster.currentNode[pod] < 0 && gangOfPod[pod] == nil { units.append([pod]) }
    units.sort { (level[$0[0]], -size[$0[0]], $0[0]) < (level[$1[0]], -size[$1[0]], $1[0]) }
    var isProgressing = !units.isEmpty
    while isProgressing {
      isProgressing = false
      let nodes = fullestFirst()
      for unit in units where sequence.node(of: unit[0]) < 0 {
        if shouldStop() { return }
        let mark = sequence.mark
        var placed = 0
        for pod in unit where sequence.node(of: pod) < 0 && sequence.bind(pod, to: nodes) { placed += 1 }
        let needed = gangOfPod[unit[0]].map { cluster.gangs[$0].needed } ?? 1
        if placed < needed { sequence.goBack(to: mark) } else { isProgressing = true }
      }
    }
  }

  /// Nodes that hold something first, the fuller ones before the others, drained ones not at all.
  private func fullestFirst() -> [Int] {
    let fill = (0..<cluster.nodeCount).map { node in
      (sequence.podsOn[node].isEmpty && !cluster.holdsFixedWork[node] ? 0 : 2) + sequence.fill(node)
    }
    return (0..<cluster.nodeCount).filter { !instance.isDrained[$0] }.sorted { (-fill[$0], $0) < (-fill[$1], $1) }
  }

  // MARK: Drain

  private mutating func drain(_ noise: Double, _ random: inout RandomSource) {
    let level = cluster.priorityLevel
    var rank = size
    if noise > 0 { for pod in rank.indices { rank[pod] *= 1 + noise * random.unit() } }
    var leaving = (0..<cluster.nodeCount).filter { instance.isDrained[$0] }
      .flatMap { instance.residents[$0].map(Int.init) }
      .sorted { (level[$0], -rank[$0], $0) < (level[$1], -rank[$1], $1) }
    var isProgressing = true
    // A pod that follows others comes after them.
    while isProgressing {
      isProgressing = false
      let nodes = fullestFirst()
      var left: [Int] = []
      for pod in leaving {
        if shouldStop() { return }
        if sequence.move(pod, to: nodes) != nil || makeWay(pod, nodes) {
          isProgressing = true
          advance()
        } else {
          left.append(pod)
        }
      }
      leaving = left
    }
  }

  /// Moves another pod away, so that this one can leave its node.
  private mutating func makeWay(_ pod: Int, _ nodes: [Int]) -> Bool {
    for node in nodes where cluster.admits(pod: pod, node: node) {
      for other in sequence.podsOn[node].map(Int.init) where size[other] <= size[pod] {
        work -= nodes.count
        if work < 0 || shouldStop() { return false }
        let mark = sequence.mark
        guard sequence.move(other, to: nodes.lazy.filter { $0 != node }) != nil else { continue }
        if sequence.move(pod, to: CollectionOfOne(node)) != nil { return true }
        sequence.goBack(to: mark)
      }
    }
    return false
  }

  // MARK: Fewer nodes

  private mutating func freeNodes(_ noise: Double, _ random: inout RandomSource) {
    let isLimited = !cluster.evictionLimits.isEmpty
    var rank = (0..<cluster.nodeCount).map { node in
      isLimited ? Double(instance.residents[node].count) : sequence.fill(node) * 100
    }
    if noise > 0 { for node in rank.indices { rank[node] *= 1 + noise * random.unit() } }
    let candidates = (0..<cluster.nodeCount)
      .filter { !instance.residents[$0].isEmpty && !cluster.holdsFixedWork[$0] }
      .sorted { (rank[$0], $0) < (rank[$1], $1) }
    var targets = fullestFirst().filter { !sequence.podsOn[$0].isEmpty || cluster.holdsFixedWork[$0] }
    for (number, node) in candidates.enumerated() {
      if shouldStop() { return }
      if number > 0, number.isMultiple(of: 64) {
        targets = fullestFirst().filter { !sequence.podsOn[$0].isEmpty || cluster.holdsFixedWork[$0] }
      }
      let pods = sequence.podsOn[node].map(Int.init).sorted { (-size[$0], $0) < (-size[$1], $1) }
      let mark = sequence.mark
      let isFree = pods.allSatisfy { pod in
        sequence.move(pod, to: targets.lazy.filter { $0 != node }) != nil
      }
      if isFree {
        targets.removeAll { $0 == node }
        advance()
      } else {
        sequence.goBack(to: mark)
      }
    }
  }

  // MARK: Spread

  private mutating func lowerHighest(_ noise: Double, _ random: inout RandomSource) {
    let columns = ["cpu", "memory"].compactMap { cluster.resourceNames.firstIndex(of: $0) }
    let use = NodeUse(cluster, columns)
    var uses = (0..<cluster.nodeCount).map { use.thousandths($0, sequence.podsOn[$0].lazy.map(Int.init)) }
    var best = uses.max() ?? 0
    var mark = sequence.mark
    while !shouldStop() {
      guard let highest = uses.indices.max(by: { (uses[$0], -$0) < (uses[$1], -$1) }), uses[highest] > 0 else { break }
      let order = (0..<cluster.nodeCount).sorted { (uses[$0], $0) < (uses[$1], $1) }
      guard let changed = relieve(highest, uses[highest], order, use, noise, &random) else { break }
      for node in changed { uses[node] = use.thousandths(node, sequence.podsOn[node].lazy.map(Int.init)) }
      let now = uses.max() ?? 0
      if now < best {
        (best, mark) = (now, sequence.mark)
        advance()
      }
    }
    // Moves that did not lower the highest use in the end gain nothing.
    sequence.goBack(to: mark)
  }

  /// Moves a pod off a node so that every node that changes stays below `limit`.
  ///
  /// - Returns: the nodes that changed; nil where there is no such move.
  private mutating func relieve(
    _ node: Int, _ limit: Int, _ order: [Int], _ use: NodeUse, _ noise: Double, _ random: inout RandomSource
  ) -> [Int]? {
    var rank = sequence.podsOn[node].map { (pod: Int($0), size: size[Int($0)]) }
    if noise > 0 { for index in rank.indices { rank[index].size *= 1 + noise * random.unit() } }
    let pods = rank.sorted { (-$0.size, $0.pod) < (-$1.size, $1.pod) }.map(\.pod)
    func staysBelow(_ target: Int, with pod: Int, without other: Int? = nil) -> Bool {
      use.thousandths(target, (sequence.podsOn[target].map(Int.init) + [pod]).filter { $0 != other }) < limit
    }
    for pod in pods {
      for target in order where target != node && cluster.admits(pod: pod, node: target) {
        guard staysBelow(target, with: pod) else { continue }
        if sequence.move(pod, to: CollectionOfOne(target)) != nil { return [node, target] }
      }
    }
    // A smaller pod goes out of the way first.
    for pod in pods where sequence.mayMove(pod) {
      for target in order where target != node && cluster.admits(pod: pod, node: target) {
        for other in sequence.podsOn[target].map(Int.init)
        where size[other] < size[pod] && staysBelow(target, with: pod, without: other) {
          work -= order.count
          if work < 0 || shouldStop() { return nil }
          let mark = sequence.mark
          let third = order.filter { $0 != target && $0 != node && staysBelow($0, with: other) }
          guard let place = sequence.move(other, to: third) else { continue }
          if sequence.move(pod, to: CollectionOfOne(target)) != nil { return [node, target, place] }
          sequence.goBack(to: mark)
        }
      }
    }
    return nil
  }
}
