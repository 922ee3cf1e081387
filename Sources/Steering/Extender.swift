import Pods
import Scheduler
import Telemetry

/// The verbs of the scheduler's extender, answered from the plan in force; without one, every verb leaves the
/// scheduler's own choice as it is. So they do for pods that the plan does not look at.
package struct Extender: Sendable {
  private let board: PlanBoard
  private let metrics: Metrics

  package init(board: PlanBoard, metrics: Metrics) {
    self.board = board
    self.metrics = metrics
  }

  /// Narrows the offered nodes to the pod's place in the plan, or to those where it takes no room that the plan needs.
  package func filter(_ arguments: ExtenderTypes.Arguments) -> ExtenderTypes.FilterResult {
    var failed: [String: String] = [:]
    var impossible: [String: String] = [:]
    if let pod = planned(arguments.pod) {
      impossible = unfitNodes(for: pod, arguments.nodes ?? [])
      let offered = arguments.names.filter { impossible[$0] == nil }
      switch board.current?.guide.advice(for: pod, on: offered, isHeld: board.holdsRoom) {
      case nil: count("filter", "no plan")
      case .leave: count("filter", "left")
      case .steer(let node):
        count("filter", "steered")
        for name in offered where name != node { failed[name] = "the plan has a place for this pod on '\(node)'" }
      case .avoid(_, let reserved):
        count("filter", reserved.isEmpty ? "free" : "kept away")
        for name in reserved { failed[name] = "the room is reserved by the plan" }
      }
    }
    var result = ExtenderTypes.FilterResult()
    let isOpen = { (name: String) in failed[name] == nil && impossible[name] == nil }
    if let names = arguments.nodeNames {
      result.nodeNames = names.filter(isOpen)
    } else if let nodes = arguments.nodes {
      result.nodes = .init(items: nodes.filter { isOpen($0.name) }.map(\.object))
    }
    result.failedNodes = failed.isEmpty ? nil : failed
    result.failedAndUnresolvableNodes = impossible.isEmpty ? nil : impossible
    return result
  }

  package func prioritize(_ arguments: ExtenderTypes.Arguments) -> [ExtenderTypes.HostPriority] {
    let names = arguments.names
    let guide = board.current?.guide
    let scores = planned(arguments.pod).flatMap { guide?.scores(for: $0, on: names) }
    count("prioritize", scores == nil ? "no plan" : "scored")
    return zip(names, scores ?? names.map { _ in 0 }).map { ExtenderTypes.HostPriority(host: $0, score: $1) }
  }

  /// Names the plan's victims where it has some that are the scheduler's to evict. Where the plan makes room in another
  /// way, it keeps the scheduler from evicting pods as long as somebody carries the plan out.
  package func preempt(_ arguments: ExtenderTypes.PreemptionArguments) -> ExtenderTypes.PreemptionResult {
    if let pod = arguments.pod, pod.neverPreempts {
      count("preempt", "never preempts")
      return .init(nodeNameToMetaVictims: arguments.victims.filter { $1.pods.isEmpty })
    }
    guard let pod = planned(arguments.pod), let guide = board.current?.guide else {
      count("preempt", "no plan")
      return .init(nodeNameToMetaVictims: arguments.victims)
    }
    let victims = arguments.victims.mapValues { Set($0.pods.map(\.uid)) }
    switch guide.preemptionAdvice(for: pod, victims: victims) {
    case .leave:
      count("preempt", "left")
      return .init(nodeNameToMetaVictims: arguments.victims)
    case .wait:
      let mayWait = board.isCarriedOut(for: pod.label)
      count("preempt", mayWait ? "prevented" : "not carried out")
      return .init(nodeNameToMetaVictims: mayWait ? [:] : arguments.victims)
    case .evict(let node, let uids):
      count("preempt", "steered")
      // The plan keeps every disruption budget.
      let meta = ExtenderTypes.MetaVictims(pods: uids.map(ExtenderTypes.MetaPod.init), numPDBViolations: 0)
      return .init(nodeNameToMetaVictims: [node: meta])
    }
  }

  private func planned(_ pod: ClusterSnapshot.Pod?) -> ClusterSnapshot.Pod? {
    pod?.notPlanned == nil ? pod : nil
  }

  /// Nodes whose taints, labels or size rule the pod out whatever runs on them, where the call brings whole nodes.
  private func unfitNodes(for pod: ClusterSnapshot.Pod, _ nodes: [ExtenderTypes.Node]) -> [String: String] {
    guard !nodes.isEmpty else { return [:] }
    var pending = pod
    pending.nodeName = nil
    // Other pods are not known here, and rules about them are the scheduler's.
    pending.affinity = []
    pending.antiAffinity = []
    pending.spreadConstraints = []
    let snapshot = ClusterSnapshot(name: "", nodes: nodes.compactMap(\.node), pods: [pending])
    guard let instance = try? snapshot.compiled(), instance.podCount == 1 else { return [:] }
    var unfit: [String: String] = [:]
    let width = instance.resourceCount
    for (node, name) in instance.nodeNames.enumerated() {
      if !instance.allows(pod: 0, node: node) {
        unfit[name] = "its labels or taints rule the pod out"
      } else if let resource = (0..<width).first(where: {
        instance.request[$0] > 0 && instance.request[$0] > instance.capacity[node * width + $0]
      }) {
        unfit[name] = "the whole node has too little \(instance.resourceNames[resource])"
      }
    }
    return unfit
  }

  private func count(_ verb: String, _ decision: String) {
    metrics.count(.steers, ["verb": verb, "decision": decision])
  }
}

extension Metrics.Family {
  package static let steers = Self(
    name: "dovetail_extender_decisions_total", kind: .counter,
    help: "What the extender's verbs did with a pod, by verb and decision.")
}
