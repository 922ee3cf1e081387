import APIServerDouble
import Basics

/// What runs in a cluster beside its API server: the controllers of ReplicaSets, budgets and nodes, the kubelets, and
/// the default scheduler, each with the delays that it has.
///
/// They act on the double's objects directly, without faults: what is tested is the program that comes over HTTP.
package actor ClusterSimulation {
  package struct Settings: Sendable {
    /// All times below are divided by this.
    package var timeScale = 1.0
    /// Seconds until a bound pod is ready, and by how much they differ.
    package var startTime = 2.0
    /// Seconds that a pod takes to end, or its grace if that is shorter.
    package var endTime = 2.0
    /// Seconds after which the pods of a node that is not ready are deleted.
    package var nodeEvictionTime = 60.0
    /// Seconds between attempts for a pod that nothing was found for: the first and the longest.
    package var firstBackOff = 1.0
    package var lastBackOff = 10.0
    /// Seconds between looks of the components.
    package var tick = 0.02
    /// Pods that the scheduler tries for in one look.
    package var podsPerTick = 50
    package var preempts = true
    package var schedules = true
    /// Asked before a pod is bound; it may fail.
    package var extender: ExtenderClient?
    package var seed: UInt64 = 1

    package init() {}
  }

  /// When the scheduler tries for a pod again.
  struct Attempt {
    var count = 0
    var next = 0.0
    /// The number of changes that could have helped, at the last attempt.
    var helps = -1
  }

  nonisolated let server: APIServerDouble
  var settings: Settings
  var random: RandomSource
  var pods: [String: SimulatedPod] = [:]
  var nodes: [String: SimulatedNode] = [:]
  /// UIDs of pods without a node.
  var waiting: Set<String> = []
  /// Those of them for which a node is being freed.
  var nominated: Set<String> = []
  /// UIDs by the controller's UID.
  var podsOfOwner: [String: Set<String>] = [:]
  /// When a pod becomes ready or is gone, in seconds of `now`.
  var starts: [String: Double] = [:]
  var ends: [String: Double] = [:]
  var attempts: [String: Attempt] = [:]
  /// Grows with what may help a pod that waits.
  var helps = 0
  /// Nodes whose kubelet is silent, and since when.
  var silent: [String: Double] = [:]
  var dirtySets: Set<String> = []
  var dirtyBudgets: Set<String> = []
  var sets: [String: ReplicaSet] = [:]
  var budgets: [String: Budget] = [:]
  private var positions: [ResourceType: Int] = [:]
  private var created = 0
  private let begin = ContinuousClock.now
  /// Seconds that were not waited for.
  private var skipped = 0.0
  /// Made by the scheduler.
  package private(set) var preemptions = 0
  package private(set) var bindings = 0

  package init(_ server: APIServerDouble, _ settings: Settings = Settings()) {
    self.server = server
    self.settings = settings
    random = RandomSource(seed: settings.seed)
  }

  /// Seconds, scaled.
  var now: Double { (ContinuousClock.now - begin).inSeconds * settings.timeScale + skipped }

  func countPreemption() { preemptions += 1 }
  func countBinding() { bindings += 1 }

  package func change(_ body: @Sendable (inout Settings) -> Void) { body(&settings) }

  /// Until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      await step()
      try? await Task.sleep(for: .seconds(settings.tick))
    }
  }

  /// One look of each component.
  package func step() async {
    takeChanges()
    runKubelets()
    watchNodes()
    takeChanges()
    runReplicaSets()
    runBudgets()
    if settings.schedules { await schedule() }
  }

  /// Lets time pass without waiting until nothing more happens by itself.
  ///
  /// - Parameter rounds: seconds at most.
  package func settle(rounds: Int = 600) async {
    let podsPerTick = settings.podsPerTick
    settings.podsPerTick = Int.max
    for _ in 0..<rounds {
      let version = server.version
      await step()
      skipped += 1
      let isTried = waiting.allSatisfy { attempts[$0].map { $0.helps == helps } ?? false }
      let isDrained = silent.values.allSatisfy { now - $0 > settings.nodeEvictionTime + 1 }
      let isOver = starts.isEmpty && ends.allSatisfy { isStuck($0.key) }
      if server.version == version, isTried, isDrained, isOver { break }
    }
    settings.podsPerTick = podsPerTick
  }

  /// Whether the node of a pod that is to end is silent.
  private func isStuck(_ uid: String) -> Bool { pods[uid]?.node.map { silent[$0] != nil } ?? false }

  /// Whether each set has the pods that it wants, and nothing starts or ends.
  package var isAtRest: Bool {
    starts.isEmpty && ends.isEmpty && setsThatLack.isEmpty
  }

  /// Sets that have fewer pods than they want, or more.
  package var setsThatLack: [String] {
    sets.values.filter { set in
      (podsOfOwner[set.uid] ?? []).count { pods[$0]?.isActive ?? false } != set.replicas
    }.map { "\($0.namespace)/\($0.name)" }.sorted()
  }

  package var podsWaiting: Int { waiting.count }

  private func takeChanges() {
    for change in changes(of: .nodes) { take(node: change) }
    for change in changes(of: .replicaSets) { take(set: change) }
    for change in changes(of: .budgets) { take(budget: change) }
    for change in changes(of: .pods) { take(pod: change) }
  }

  private func changes(of type: ResourceType) -> [ObjectTable.Change] {
    let (changes, next) = server.changes(type, from: positions[type])
    positions[type] = next
    return changes
  }

  private func take(node change: ObjectTable.Change) {
    helps += 1
    guard change.kind != .deleted else {
      nodes[change.object.name] = nil
      return
    }
    var node = SimulatedNode(change.object)
    if let known = nodes[node.name] {
      node.used = known.used
      node.pods = known.pods
    }
    nodes[node.name] = node
  }

  private func take(pod change: ObjectTable.Change) {
    let known = pods[change.object.uid]
    created += 1
    let pod = SimulatedPod(change.object, created: known?.created ?? created)
    if let known { forget(known) }
    noteBudgets(of: pod)
    if let owner = pod.owner { dirtySets.insert(owner) }
    guard change.kind != .deleted else {
      starts[pod.uid] = nil
      ends[pod.uid] = nil
      attempts[pod.uid] = nil
      helps += 1
      return
    }
    pods[pod.uid] = pod
    if let owner = pod.owner { podsOfOwner[owner, default: []].insert(pod.uid) }
    if let node = pod.node {
      if pod.phase != "Succeeded", pod.phase != "Failed" {
        nodes[node]?.used += pod.requests
        nodes[node]?.pods.insert(pod.uid)
      }
      if pod.isLeaving {
        starts[pod.uid] = nil
        if ends[pod.uid] == nil { ends[pod.uid] = now + min(pod.grace, settings.endTime) }
      } else if pod.phase == "Pending", starts[pod.uid] == nil {
        starts[pod.uid] = now + settings.startTime * (0.5 + random.unit())
      }
    } else if pod.isActive {
      waiting.insert(pod.uid)
      if pod.nominatedNode != nil { nominated.insert(pod.uid) }
    }
  }

  private func forget(_ pod: SimulatedPod) {
    pods[pod.uid] = nil
    waiting.remove(pod.uid)
    nominated.remove(pod.uid)
    if let owner = pod.owner { podsOfOwner[owner]?.remove(pod.uid) }
    guard let node = pod.node, nodes[node]?.pods.remove(pod.uid) != nil else { return }
    nodes[node]?.used -= pod.requests
  }
}
