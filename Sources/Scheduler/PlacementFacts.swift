import Pods

/// What steering needs to know of a plan: small next to the snapshot behind it, so that one process can hand it to
/// another.
package struct PlacementFacts: Codable, Sendable, Equatable {
  /// A pod that gets a node.
  package struct Arrival: Codable, Sendable, Equatable {
    package let pod: String
    let namespace: String
    let owner: String?
    let priority: Int
    let requests: [String: Int]
    let node: Int
    /// Whether it runs elsewhere now, so that its successor is the one that comes.
    let isMoved: Bool
  }

  /// A running pod that leaves its node.
  package struct Leaver: Codable, Sendable, Equatable {
    let pod: String
    let uid: String?
    let priority: Int
    let node: String
    /// Whether it gets another node; only somebody who carries the plan out evicts such a pod.
    let isMoved: Bool
  }

  let nodeNames: [String]
  let resourceNames: [String]
  let softScore: PodPacking.SoftScore?
  /// `node * resourceNames.count + resource`.
  let allocatable: [Int]
  /// What the plan leaves free.
  let free: [Int]
  package let arrivals: [Arrival]
  package let leavers: [Leaver]
  /// Pending pods that stay pending.
  let leftOut: [String]

  package init(_ plan: SchedulingPlan) {
    let instance = plan.instance
    let nodeOfPod = (try? plan.placement.nodes(in: instance)) ?? instance.currentNode
    let width = instance.resourceCount
    var free = instance.capacity
    var arrivals: [Arrival] = []
    var leavers: [Leaver] = []
    for pod in 0..<instance.podCount {
      let (now, then) = (instance.currentNode[pod], nodeOfPod[pod])
      if then >= 0 {
        let start = Int(then) * width
        for resource in 0..<width { free[start + resource] -= instance.request[pod * width + resource] }
      }
      guard now != then else { continue }
      let object = instance.snapshot.pods[Int(instance.snapshotPod[pod])]
      if then >= 0 {
        arrivals.append(
          Arrival(
            pod: object.label, namespace: object.namespace, owner: object.owner, priority: object.priority,
            requests: object.requests, node: Int(then), isMoved: now >= 0))
      }
      if now >= 0 {
        leavers.append(
          Leaver(
            pod: object.label, uid: object.uid, priority: object.priority, node: instance.nodeNames[Int(now)],
            isMoved: then >= 0))
      }
    }
    nodeNames = instance.nodeNames
    resourceNames = instance.resourceNames
    softScore = instance.softScore
    allocatable = instance.allocatable
    self.free = free
    let placed = Set(arrivals.lazy.map(\.pod))
    leftOut = instance.snapshot.pods.filter { $0.nodeName == nil && !placed.contains($0.label) }.map(\.label)
    self.arrivals = arrivals
    self.leavers = leavers
  }
}

extension ClusterSnapshot {
  /// Whether a pod that an earlier plan moves has left its node by now: the sign that somebody carries plans out, since
  /// no preemption evicts such a pod.
  package func shows(anyMoveOf leavers: [PlacementFacts.Leaver]) -> Bool {
    guard leavers.contains(where: \.isMoved) else { return false }
    // A name is not enough: the pods of a StatefulSet come back under their own.
    let running = Set(pods.lazy.compactMap { pod in pod.nodeName.map { "\(pod.uid ?? pod.label) \($0)" } })
    return leavers.contains { $0.isMoved && !running.contains("\($0.uid ?? $0.pod) \($0.node)") }
  }
}

extension PodPacking.SoftScore: Codable {}
