/// Orders the evictions and bindings that lead from what runs now to a target placement.
///
/// What can be done at once is done first, the most important pods first; each is a group by itself. When nothing can,
/// the most important pod that is still to arrive gets room: pods that end without a place leave its node, the least
/// important first; pods that go elsewhere go, and get room there in the same way. Where that comes back to a node that
/// is being cleared, the cycle is broken: the least important pod on it makes a detour through a node with a free slot or,
/// where there is none, is evicted and bound again later in the group.
///
/// It ends: every pod leaves at most twice, and once all that leave have left, the target has room for all that arrive.
/// - Complexity: O(rounds · changes) room tests, where a round is a pass over what is left; chains make rounds.
struct Planner {
  private let instance: PodPacking.Instance
  private let target: [Int32]
  private var state: ClusterState
  private var steps: [PodPacking.Plan.Step] = []
  private var group = 1
  /// Pods that are still to arrive at their target, the most important first.
  private var arrivals: [Int]
  /// Pods that end without a place and still run, by node, the least important first.
  private var leavers: [[Int]]
  /// Pods that still are to move away, by node, the least important first.
  private var movers: [[Int]]
  /// Running pods that were evicted to break a cycle and wait for their binding.
  private var parked = Set<Int>()
  /// Pods that have made a detour.
  private var detoured = Set<Int>()
  private let hasBudget: [Bool]
  private var runningByLevel: [Int]
  private let runningNow: [Int]

  /// - Parameter target: the node by pod, -1 for none; the checker has passed it.
  init(_ instance: PodPacking.Instance, target: [Int32]) {
    self.instance = instance
    self.target = target
    state = ClusterState(instance)
    var budgeted = [Bool](repeating: false, count: instance.podCount)
    for budget in instance.budgets { for pod in budget.pods { budgeted[Int(pod)] = true } }
    hasBudget = budgeted
    var running = [Int](repeating: 0, count: instance.levelCount)
    var arrivals: [Int] = []
    var leavers = [[Int]](repeating: [], count: instance.nodeCount)
    var movers = leavers
    for pod in 0..<instance.podCount {
      let (now, then) = (instance.currentNode[pod], target[pod])
      if now >= 0 { running[Int(instance.priorityLevel[pod])] += 1 }
      guard now != then else { continue }
      if then >= 0 { arrivals.append(pod) }
      guard now >= 0 else { continue }
      if then < 0 { leavers[Int(now)].append(pod) } else { movers[Int(now)].append(pod) }
    }
    let level = instance.priorityLevel
    func leastImportantFirst(_ a: Int, _ b: Int) -> Bool { (level[a], a) > (level[b], b) }
    self.arrivals = arrivals.sorted { (level[$0], $0) < (level[$1], $1) }
    self.leavers = leavers.map { $0.sorted(by: leastImportantFirst) }
    self.movers = movers.map { $0.sorted(by: leastImportantFirst) }
    runningByLevel = running
    runningNow = running
  }

  /// - Parameter shouldStop: looked at once a round.
  mutating func plan(
    shouldStop: () -> Bool = { false }
  ) throws(PodPacking.PlanFailure) -> PodPacking.Plan {
    while !arrivals.isEmpty {
      if shouldStop() { throw .interrupted }
      if arriveWherePossible() { continue }
      try forceArrival()
    }
    for node in leavers.indices { while let pod = leavers[node].first { evictForGood(pod, for: nil) } }
    closeGroup()
    guard !isWorseThanNow else { throw .worseThanNow }
    return PodPacking.Plan(steps: steps)
  }

  /// One pass over what is left.
  ///
  /// - Returns: whether any pod arrived.
  private mutating func arriveWherePossible() -> Bool {
    var left: [Int] = []
    let before = arrivals
    for pod in before {
      if state.fits(pod, on: Int(target[pod])) { bind(pod) } else { left.append(pod) }
    }
    arrivals = left
    return left.count < before.count
  }

  /// Nothing can arrive as it is: makes room for the most important pod whose room can be made.
  private mutating func forceArrival() throws(PodPacking.PlanFailure) {
    // Pods that wait for their return come first, since a group ends with them.
    let order = arrivals.filter(parked.contains) + arrivals.filter { !parked.contains($0) }
    for pod in order {
      var path: Set<Int> = []
      if makeRoom(on: Int(target[pod]), for: pod, root: pod, &path) {
        arrive(pod)
        return
      }
    }
    // Constraints between pods on other nodes are in the way: the least important pod that is still to leave goes.
    guard let pod = nextToLeave() else { throw .noOrder(pod: instance.podNames[order[0]]) }
    if target[pod] < 0 { evictForGood(pod, for: order[0]) } else { park(pod) }
  }

  private func nextToLeave() -> Int? {
    let level = instance.priorityLevel
    let first = leavers.compactMap(\.first).max { (level[$0], $0) < (level[$1], $1) }
    return first ?? movers.compactMap(\.first).max { (level[$0], $0) < (level[$1], $1) }
  }

  /// Clears `node` until `pod` fits.
  ///
  /// - Parameters:
  ///   - root: the pod for whose sake all this is done.
  ///   - path: the nodes that are being cleared.
  /// - Returns: whether it fits now; what was done stays done, for it leads to the target anyway.
  private mutating func makeRoom(on node: Int, for pod: Int, root: Int, _ path: inout Set<Int>) -> Bool {
    if state.fits(pod, on: node) { return true }
    while let leaver = leavers[node].first {
      evictForGood(leaver, for: root)
      if state.fits(pod, on: node) { return true }
    }
    path.insert(node)
    defer { path.remove(node) }
    for mover in movers[node] where state.nodeOfPod[mover] == Int32(node) {
      let goal = Int(target[mover])
      if !path.contains(goal), makeRoom(on: goal, for: mover, root: root, &path) {
        arrive(mover)
      } else if !takeDetour(mover, avoiding: path) {
        park(mover)
      }
      if state.fits(pod, on: node) { return true }
    }
    return state.fits(pod, on: node)
  }

  /// Moves `pod` to a node that has a free slot which nobody in this cycle needs.
  private mutating func takeDetour(_ pod: Int, avoiding path: Set<Int>) -> Bool {
    guard !hasBudget[pod], !detoured.contains(pod) else { return false }
    let now = Int(state.nodeOfPod[pod])
    for node in 0..<instance.nodeCount where node != now && !path.contains(node) && node != Int(target[pod]) {
      guard state.fits(pod, on: node) else { continue }
      detoured.insert(pod)
      movers[now].removeAll { $0 == pod }
      let name = instance.nodeNames[node]
      note(.evict, pod, now, "moves to \(instance.nodeNames[Int(target[pod])]) by way of \(name), to break a cycle")
      state.remove(pod)
      state.place(pod, on: node)
      note(.bind, pod, node, "a free slot for a while")
      let level = instance.priorityLevel
      movers[node].append(pod)
      movers[node].sort { (level[$0], $0) > (level[$1], $1) }
      return true
    }
    return false
  }

  private mutating func park(_ pod: Int) {
    let now = Int(state.nodeOfPod[pod])
    movers[now].removeAll { $0 == pod }
    let name = instance.nodeNames[Int(target[pod])]
    note(.evict, pod, now, "waits for its place on \(name), to break a cycle without a free slot")
    state.remove(pod)
    runningByLevel[Int(instance.priorityLevel[pod])] -= 1
    parked.insert(pod)
  }

  private mutating func evictForGood(_ pod: Int, for root: Int?) {
    let now = Int(state.nodeOfPod[pod])
    leavers[now].removeAll { $0 == pod }
    note(.evict, pod, now, root.map { "makes room for \(instance.podNames[$0])" } ?? "not in the target")
    state.remove(pod)
    runningByLevel[Int(instance.priorityLevel[pod])] -= 1
  }

  private mutating func arrive(_ pod: Int) {
    arrivals.removeAll { $0 == pod }
    bind(pod)
  }

  /// The pod gets its target, leaving its node first where it runs.
  private mutating func bind(_ pod: Int) {
    let goal = Int(target[pod])
    let now = Int(state.nodeOfPod[pod])
    if now >= 0 {
      movers[now].removeAll { $0 == pod }
      note(.evict, pod, now, "moves to \(instance.nodeNames[goal])")
      state.remove(pod)
    } else {
      runningByLevel[Int(instance.priorityLevel[pod])] += 1
    }
    let origin = instance.currentNode[pod]
    note(.bind, pod, goal, origin < 0 ? "was pending" : "was on \(instance.nodeNames[Int(origin)])")
    state.place(pod, on: goal)
    parked.remove(pod)
    if parked.isEmpty, !isWorseThanNow { closeGroup() }
  }

  private var isWorseThanNow: Bool { runningByLevel.lexicographicallyPrecedes(runningNow) }

  private mutating func closeGroup() {
    if steps.last?.group == group { group += 1 }
  }

  private mutating func note(_ action: PodPacking.Plan.Action, _ pod: Int, _ node: Int, _ reason: String) {
    steps.append(
      PodPacking.Plan.Step(
        action: action, pod: instance.podNames[pod], node: instance.nodeNames[node], group: group, note: reason))
  }
}
