/// Searches the placements that steps reach from what runs now: a step evicts a pod, where its budget lets it, or binds
/// one that fits as it arrives.
///
/// Pods that are alike, and run on the same node now, are exchanged so that their nodes ascend; so placements that
/// differ in names only are one. A placement is a number of at most 127 bits.
/// - Complexity: O(pods · nodes) tests of an arrival for each placement that is reached.
struct OrderSearch {
  private let instance: PodPacking.Instance
  /// The pods that may change, those that are alike one after the other.
  private let slots: [Int]
  /// The first slot of each class, and one end more.
  private let classStart: [Int]
  private let bitsPerPod: Int
  private var state: ClusterState
  /// By slot, the node or -1, as `state` has it.
  private var places: [Int32]
  private var keys: [UInt128] = []
  private var parents: [Int32] = []
  private var known: Set<UInt128> = []

  /// - Parameter pods: those that may change; all others stay where they are.
  /// - Returns: nil where a placement of so many pods does not fit the bits.
  init?(_ instance: PodPacking.Instance, pods: [Int]) {
    let bits = Int.bitWidth - instance.nodeCount.leadingZeroBitCount
    guard pods.count * bits <= 127 else { return nil }
    self.instance = instance
    bitsPerPod = bits
    struct Kind: Hashable {
      let type: Int32
      let home: Int32
      let arrivals: Int32
    }
    func kind(_ pod: Int) -> Kind {
      Kind(type: instance.podType[pod], home: instance.currentNode[pod], arrivals: instance.arrivalSetOfPod[pod])
    }
    var order: [Kind] = []
    var members: [Kind: [Int]] = [:]
    for pod in pods {
      if members[kind(pod)] == nil { order.append(kind(pod)) }
      members[kind(pod), default: []].append(pod)
    }
    var slots: [Int] = []
    var starts: [Int] = []
    for kind in order {
      starts.append(slots.count)
      slots += members[kind] ?? []
    }
    self.slots = slots
    classStart = starts + [slots.count]
    state = ClusterState(instance)
    places = slots.map { instance.currentNode[$0] }
    _ = note(key(of: places), parent: -1)
  }

  // MARK: Placements as numbers

  private func key(of places: [Int32]) -> UInt128 {
    var key: UInt128 = 0
    for place in places.reversed() { key = key << UInt128(bitsPerPod) | UInt128(UInt32(place + 1)) }
    return key
  }

  private func places(of key: UInt128) -> [Int32] {
    var key = key
    let mask: UInt128 = 1 << UInt128(bitsPerPod) - 1
    return slots.map { _ in
      defer { key >>= UInt128(bitsPerPod) }
      return Int32(key & mask) - 1
    }
  }

  /// - Returns: whether it is new.
  private mutating func note(_ key: UInt128, parent: Int32) -> Bool {
    guard known.insert(key).inserted else { return false }
    keys.append(key)
    parents.append(parent)
    return true
  }

  /// `places` with one pod of a class on another node, in order again.
  private func places(withSlot slot: Int, on node: Int32, in range: Range<Int>) -> [Int32] {
    var result = places
    result[slot] = node
    result[range].sort()
    return result
  }

  private mutating func show(_ key: UInt128) {
    let wanted = places(of: key)
    for slot in slots.indices where places[slot] >= 0 && places[slot] != wanted[slot] { state.remove(slots[slot]) }
    for slot in slots.indices where wanted[slot] >= 0 && places[slot] != wanted[slot] {
      state.place(slots[slot], on: Int(wanted[slot]))
    }
    places = wanted
  }

  /// Calls `visit` with each placement one step away from that with number `index`.
  private mutating func forEachNeighbour(of index: Int, _ visit: (inout OrderSearch, [Int32]) -> Void) {
    show(keys[index])
    for number in classStart.indices.dropLast() {
      let range = classStart[number]..<classStart[number + 1]
      for slot in range where slot == range.lowerBound || places[slot] != places[slot - 1] {
        let pod = slots[slot]
        if places[slot] >= 0 {
          if state.mayLeave(pod) { visit(&self, places(withSlot: slot, on: -1, in: range)) }
        } else {
          for node in 0..<instance.nodeCount where state.fits(pod, on: node) {
            visit(&self, places(withSlot: slot, on: Int32(node), in: range))
          }
        }
      }
    }
  }

  // MARK: All placements

  /// Visits everything that can be reached, by the number of steps.
  ///
  /// - Parameters:
  ///   - limit: of placements.
  ///   - found: called with each placement that is better than all before, and its plan.
  /// - Returns: whether everything was visited, and so the last one found is the best there is.
  mutating func exhaust(
    limit: Int, shouldStop: () -> Bool, found: ([Int32], PodPacking.Plan) -> Void
  ) -> Bool {
    let instance = instance
    var best = instance.objective(of: instance.currentNode)
    return exhaust(
      limit: limit, shouldStop: shouldStop,
      isBetter: { nodes in
        let levels = instance.levels(of: nodes)
        // The soft score is worked out only where it decides.
        guard !best.prefix(levels.count).lexicographicallyPrecedes(levels) else { return false }
        let objective = levels + instance.scoreLevel(of: nodes)
        guard objective.lexicographicallyPrecedes(best), instance.keepsPlanningRules(nodes) else { return false }
        best = objective
        return true
      }, found: found)
  }

  /// The same where the caller says which placements are better than all before.
  mutating func exhaust(
    limit: Int, shouldStop: () -> Bool, isBetter: ([Int32]) -> Bool, found: ([Int32], PodPacking.Plan) -> Void
  ) -> Bool {
    var index = 0
    var nodes = instance.currentNode
    while index < keys.count {
      if index & 63 == 0, shouldStop() || keys.count > limit { return false }
      forEachNeighbour(of: index) { search, places in
        guard search.note(search.key(of: places), parent: Int32(index)) else { return }
        for (slot, place) in places.enumerated() { nodes[search.slots[slot]] = place }
        guard isBetter(nodes) else { return }
        let (target, plan) = search.route(to: search.keys.count - 1)
        found(target, plan)
      }
      index += 1
    }
    return true
  }

  // MARK: One placement

  /// Looks for steps that lead to `target`, nearest placements first.
  ///
  /// - Returns: nil where none was found among `limit` placements.
  mutating func plan(to target: [Int32], limit: Int, shouldStop: () -> Bool) -> PodPacking.Plan? {
    var goal = slots.map { target[$0] }
    for number in classStart.indices.dropLast() { goal[classStart[number]..<classStart[number + 1]].sort() }
    var open: [[Int]] = Array(repeating: [], count: slots.count + 1)
    func distance(_ places: [Int32]) -> Int { zip(places, goal).count { $0 != $1 } }
    open[distance(places)].append(0)
    var visited = 0
    while let level = open.firstIndex(where: { !$0.isEmpty }) {
      let index = open[level].removeLast()
      if level == 0 { return named(route(to: index), target) }
      visited += 1
      if visited & 63 == 0, shouldStop() || keys.count > limit { return nil }
      forEachNeighbour(of: index) { search, places in
        if search.note(search.key(of: places), parent: Int32(index)) {
          open[distance(places)].append(search.keys.count - 1)
        }
      }
    }
    return nil
  }

  /// The same plan with pods that are alike exchanged so that each ends where `target` has it.
  private func named(_ route: (target: [Int32], plan: PodPacking.Plan), _ target: [Int32]) -> PodPacking.Plan {
    var name: [String: String] = [:]
    for number in classStart.indices.dropLast() {
      let pods = slots[classStart[number]..<classStart[number + 1]]
      func ordered(_ nodes: [Int32]) -> [Int] { pods.sorted { (nodes[$0], $0) < (nodes[$1], $1) } }
      for (reached, wanted) in zip(ordered(route.target), ordered(target)) {
        name[instance.podNames[reached]] = instance.podNames[wanted]
      }
    }
    var plan = route.plan
    for index in plan.steps.indices { plan.steps[index].pod = name[plan.steps[index].pod] ?? plan.steps[index].pod }
    return plan
  }

  // MARK: The way

  /// The placement with number `index`, by pod of the instance, and the steps that lead there.
  private func route(to index: Int) -> (target: [Int32], plan: PodPacking.Plan) {
    var path = [index]
    while let last = path.last, parents[last] >= 0 { path.append(Int(parents[last])) }
    var nodes = instance.currentNode
    var moves: [PlanSteps.Move] = []
    var before = places(of: keys[0])
    for index in path.reversed().dropFirst() {
      let after = places(of: keys[index])
      for number in classStart.indices.dropLast() {
        let range = classStart[number]..<classStart[number + 1]
        guard before[range] != after[range] else { continue }
        let (from, to) = Self.change(before[range], after[range])
        guard let slot = range.first(where: { nodes[slots[$0]] == from }) else { continue }
        nodes[slots[slot]] = to
        moves.append(PlanSteps.Move(pod: slots[slot], from: from, to: to))
      }
      before = after
    }
    return (nodes, PlanSteps(instance, moves).plan)
  }

  /// What one list of places has more than the other, and the other way round.
  private static func change(_ before: ArraySlice<Int32>, _ after: ArraySlice<Int32>) -> (from: Int32, to: Int32) {
    var extra = Array(after)
    var from: Int32 = -1
    for place in before {
      if let index = extra.firstIndex(of: place) { extra.remove(at: index) } else { from = place }
    }
    return (from, extra.first ?? -1)
  }
}
