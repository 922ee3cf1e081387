/// The node sets that the filters of the default scheduler leave, one for each distinct combination of rules.
///
/// The filters here look at one pod and one node alone: NodeUnschedulable, TaintToleration (NoSchedule and NoExecute),
/// NodeAffinity with the node selector, and VolumeBinding as far as volumes have a node affinity.
struct NodeFilters {
  private struct AffinityRule: Hashable {
    let selector: [String: String]
    let terms: [NodeSelectorTerm]?
  }

  private struct Rule: Hashable {
    let affinity: Int
    let tolerations: Int
    let volumes: [[NodeSelectorTerm]]
  }

  private let snapshot: ClusterSnapshot
  private var affinitySets: [PodPacking.NodeSet] = []
  private var affinityIndex: [AffinityRule: Int] = [:]
  private var tolerationSets: [(taints: PodPacking.NodeSet, schedulable: PodPacking.NodeSet)] = []
  private var tolerationIndex: [[ClusterSnapshot.Toleration]: Int] = [:]
  private var ruleIndex: [Rule: Int32] = [:]
  private(set) var sets: [PodPacking.NodeSet] = []
  private var setIndex: [PodPacking.NodeSet: Int32] = [:]
  let everyNode: PodPacking.NodeSet

  init(_ snapshot: ClusterSnapshot) {
    self.snapshot = snapshot
    var every = PodPacking.NodeSet(nodeCount: snapshot.nodes.count)
    for node in snapshot.nodes.indices { every.insert(node) }
    everyNode = every
  }

  /// The number of `set` among all sets.
  mutating func number(of set: PodPacking.NodeSet) -> Int32 {
    if let known = setIndex[set] { return known }
    setIndex[set] = Int32(sets.count)
    sets.append(set)
    return Int32(sets.count - 1)
  }

  /// The nodes where the pod's own rules let the scheduler put it.
  mutating func feasibleNodes(_ pod: ClusterSnapshot.Pod) -> Int32 {
    let rule = Rule(
      affinity: affinityNumber(of: pod), tolerations: tolerationNumber(of: pod), volumes: pod.volumeAffinity)
    if let known = ruleIndex[rule] { return known }
    var set = intersection(affinitySets[rule.affinity], tolerationSets[rule.tolerations].schedulable)
    for terms in pod.volumeAffinity {
      for (index, node) in snapshot.nodes.enumerated() where !terms.contains(where: { $0.matches(node) }) {
        set.remove(index)
      }
    }
    let result = number(of: set)
    ruleIndex[rule] = result
    return result
  }

  /// The nodes that a spread constraint counts, before missing topology keys.
  mutating func countedNodes(
    _ pod: ClusterSnapshot.Pod, _ constraint: ClusterSnapshot.SpreadConstraint
  ) -> PodPacking.NodeSet {
    var set = everyNode
    if constraint.honorsNodeAffinity { set = affinitySets[affinityNumber(of: pod)] }
    if constraint.honorsTaints { set = intersection(set, tolerationSets[tolerationNumber(of: pod)].taints) }
    return set
  }

  func intersection(_ a: PodPacking.NodeSet, _ b: PodPacking.NodeSet) -> PodPacking.NodeSet {
    var result = a
    for node in snapshot.nodes.indices where !b.contains(node) { result.remove(node) }
    return result
  }

  private mutating func affinityNumber(of pod: ClusterSnapshot.Pod) -> Int {
    let rule = AffinityRule(selector: pod.nodeSelector, terms: pod.nodeAffinity)
    if let known = affinityIndex[rule] { return known }
    var set = PodPacking.NodeSet(nodeCount: snapshot.nodes.count)
    for (index, node) in snapshot.nodes.enumerated() {
      guard pod.nodeSelector.allSatisfy({ node.labels[$0.key] == $0.value }) else { continue }
      guard pod.nodeAffinity?.contains(where: { $0.matches(node) }) ?? true else { continue }
      set.insert(index)
    }
    affinityIndex[rule] = affinitySets.count
    affinitySets.append(set)
    return affinitySets.count - 1
  }

  private mutating func tolerationNumber(of pod: ClusterSnapshot.Pod) -> Int {
    if let known = tolerationIndex[pod.tolerations] { return known }
    let unschedulable = ClusterSnapshot.Taint(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)
    let toleratesUnschedulable = pod.tolerations.contains { $0.tolerates(unschedulable) }
    var taints = PodPacking.NodeSet(nodeCount: snapshot.nodes.count)
    var schedulable = taints
    for (index, node) in snapshot.nodes.enumerated() {
      let repels = node.taints.contains { taint in
        taint.effect != .preferNoSchedule && !pod.tolerations.contains { $0.tolerates(taint) }
      }
      if repels { continue }
      taints.insert(index)
      if node.notDestination == nil, !node.isUnschedulable || toleratesUnschedulable { schedulable.insert(index) }
    }
    tolerationIndex[pod.tolerations] = tolerationSets.count
    tolerationSets.append((taints, schedulable))
    return tolerationSets.count - 1
  }
}
