/// Orders the evictions and bindings that lead from what runs now to a target placement.
///
/// What can be done at once is done first, the most important pods first; each is a group by itself. When nothing can,
/// one pod is taken out of the way, and it goes on: a pod that ends without a place and whose leaving lets another
/// arrive; otherwise one that is to move itself, which breaks a cycle: by a detour through a node with a free slot or,
/// where there is none, by an eviction with its binding later in the group. Where no single pod makes room, the most
/// important pod that is to arrive is worked for, one step at a time.
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
  /// Pods that have made a detour, which each makes once at most.
  private var detoured = Set<Int>()
  private var gangOfPod: [Int: Int] = [:]
  private var placedOfGang: [Int]
  /// Gangs of which some pods have arrived, but not enough.
  private var openGangs = 0
  /// Pods whose evictions are limited: they make no detour.
  private var isLimited: Set<Int32> = []
  private var runningByLevel: [Int]
  private let runningNow: [Int]

  /// - Parameter target: the node by pod, -1 for none; the checker has passed it.
  init(_ instance: PodPacking.Instance, target: [Int32]) {
    self.instance = instance
    self.target = target
    state = ClusterState(instance)
    placedOfGang = Array(repeating: 0, count: instance.gangs.count)
    for (index, gang) in instance.gangs.enumerated() { for pod in gang.pods { gangOfPod[Int(pod)] = index } }
    for limit in instance.evictionLimits { isLimited.formUnion(limit.pods) }
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
      try clearOne()
    }
    for node in leavers.indices {
      while let pod = leavers[node].first {
        guard state.mayLeave(pod) else { throw .noOrder(pod: instance.podNames[pod]) }
        evictForGood(pod, for: nil)
      }
    }
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
      if state.canArrive(pod, on: Int(target[pod])) { bind(pod) } else { left.append(pod) }
    }
    arrivals = left
    return left.count < before.count
  }

  /// Nothing can arrive as it is: takes one pod out of the way.
  private mutating func clearOne() throws(PodPacking.PlanFailure) {
    // Pods that wait for their return come first, since a group ends with them.
    let order = arrivals.filter(parked.contains) + arrivals.filter { !parked.contains($0) }
    for arrival in order {
      let node = Int(target[arrival])
      if let pod = leavers[node].first(where: { letsIn(arrival, without: $0) }) {
        return evictForGood(pod, for: arrival)
      }
    }
    for arrival in order {
      let node = Int(target[arrival])
      if let pod = movers[node].first(where: { letsIn(arrival, without: $0) }) { return breakCycle(at: pod) }
    }
    let node = Int(target[order[0]])
    if let pod = leavers[node].first(where: state.mayLeave) { return evictForGood(pod, for: order[0]) }
    if let pod = movers[node].first(where: state.mayLeave) { return breakCycle(at: pod) }
    // Constraints between pods on other nodes are in the way: the least important pod that is still to leave goes.
    guard let pod = nextToLeave() else { throw .noOrder(pod: instance.podNames[order[0]]) }
    if target[pod] < 0 { evictForGood(pod, for: order[0]) } else { breakCycle(at: pod) }
  }

  /// Whether `pod`, which runs where `arrival` is to go, may leave, and `arrival` can come then.
  private mutating func letsIn(_ arrival: Int, without pod: Int) -> Bool {
    guard state.mayLeave(pod) else { return false }
    let node = Int(target[arrival])
    state.remove(pod)
    defer { state.place(pod, on: node) }
    return state.canArrive(arrival, on: node)
  }

  private mutating func breakCycle(at pod: Int) {
    if !takeDetour(pod) { park(pod) }
  }

  private func nextToLeave() -> Int? {
    let level = instance.priorityLevel
    func first(_ pods: [[Int]]) -> Int? {
      pods.compactMap { $0.first(where: state.mayLeave) }.max { (level[$0], $0) < (level[$1], $1) }
    }
    return first(leavers) ?? first(movers)
  }

  /// Moves `pod`, which may leave, to a node that has a free slot; once.
  private mutating func takeDetour(_ pod: Int) -> Bool {
    guard !detoured.contains(pod), !isLimited.contains(Int32(pod)) else { return false }
    let now = Int(state.nodeOfPod[pod])
    for node in 0..<instance.nodeCount where node != now {
      guard state.canArrive(pod, on: node) else { continue }
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
    noteGang(of: pod)
    let origin = instance.currentNode[pod]
    note(.bind, pod, goal, origin < 0 ? "was pending" : "was on \(instance.nodeNames[Int(origin)])")
    state.place(pod, on: goal)
    parked.remove(pod)
    if parked.isEmpty, !isWorseThanNow, openGangs == 0 { closeGroup() }
  }

  /// Counts a pod that arrives for its gang, which is open from its first pod to the last one needed.
  private mutating func noteGang(of pod: Int) {
    guard let gang = gangOfPod[pod] else { return }
    placedOfGang[gang] += 1
    if placedOfGang[gang] == 1 { openGangs += 1 }
    if placedOfGang[gang] == instance.gangs[gang].needed { openGangs -= 1 }
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
