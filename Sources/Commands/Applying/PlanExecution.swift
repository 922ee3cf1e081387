import Pods

/// Carries out a plan, a step at a time, and stops where the cluster is not what the plan takes it for.
struct PlanExecution {
  private typealias Step = PodPacking.Plan.Step

  /// A pod that this has evicted, until its successor has come.
  private struct Departed {
    let owner: String?
    /// The pods of its controller that were there before.
    let siblings: Set<String>
  }

  private let steps: [PodPacking.Plan.Step]
  private let cluster: Kubectl
  private let record: ApplyRecord
  private let dryRun: DryRun
  private let timeout: Double
  private let interval: Double
  private var departed: [String: Departed] = [:]
  /// The successor that has come, by the plan's name of its pod.
  private var successors: [String: Kubectl.Pod] = [:]
  private var claimed: Set<String> = []
  private var evictions = 0

  init(
    steps: [PodPacking.Plan.Step], cluster: Kubectl, record: ApplyRecord, dryRun: DryRun, timeout: Double,
    interval: Double
  ) {
    self.steps = steps
    self.cluster = cluster
    self.record = record
    self.dryRun = dryRun
    self.timeout = timeout
    self.interval = interval
  }

  /// - Throws: `CommandFailure`; what was done by then is in the record.
  mutating func run() throws(CommandFailure) {
    do throws(CommandFailure) {
      if dryRun != .client { try check(steps) }
      var group = 0
      for (index, step) in steps.enumerated() {
        if cluster.isInterrupted { throw CommandFailure(.unfinished, "interrupted") }
        if step.group != group, index > 0, dryRun == .none {
          try check(Array(steps[index...].prefix { $0.group == step.group }))
        }
        group = step.group
        say(step)
        switch (dryRun, step.action) {
        case (.client, _), (.server, .bind): try record.add("dry run", step: index + 1, step, uid: step.uid)
        case (_, .evict): try evict(index)
        case (.none, .bind): try awaitBinding(index)
        }
      }
    } catch {
      try record.add("stopped", detail: error.message)
      let done = dryRun == .none ? " (evicted so far: \(evictions))" : ""
      throw CommandFailure(error.status, error.message + done)
    }
    try record.add("done")
  }

  private func say(_ step: Step) {
    let verb = step.action == .evict ? "evict \(step.pod) from" : "bind  \(step.pod) to"
    StandardStream.output.line("\(verb) \(step.node)")
  }

  private static func parts(_ pod: String) -> (namespace: String, name: String) {
    let parts = pod.split(separator: "/").map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : ("default", pod)
  }

  private static func changed(_ message: String) -> CommandFailure {
    CommandFailure(.worldChanged, "the cluster has changed since the plan was made: \(message)")
  }

  // MARK: - Checking

  /// Whether the pods that are to leave are where the plan has them, and the nodes that are to get pods take some.
  private func check(_ steps: [Step]) throws(CommandFailure) {
    var nodes: Set<String> = []
    var pods: Set<String> = []
    for step in steps {
      if cluster.isInterrupted { throw CommandFailure(.unfinished, "interrupted") }
      if step.action == .bind, nodes.insert(step.node).inserted, let trouble = try cluster.trouble(with: step.node) {
        throw Self.changed(trouble)
      }
      // Only the first step of a pod is about the pod as it is now.
      guard pods.insert(step.pod).inserted, departed[step.pod] == nil, successors[step.pod] == nil else { continue }
      if step.action == .evict {
        let pod = try present(step)
        if pod.owner == "", steps.contains(where: { $0.pod == step.pod && $0.action == .bind }) {
          throw Self.changed("\(step.pod) has no controller that would create it anew")
        }
      } else {
        try checkPending(step)
      }
    }
  }

  /// - Returns: the pod that the step evicts.
  private func present(_ step: Step) throws(CommandFailure) -> Kubectl.Pod {
    let (namespace, name) = Self.parts(step.pod)
    guard let pod = try cluster.pod(name, in: namespace) else { throw Self.changed("\(step.pod) is gone") }
    if let uid = step.uid, let now = pod.uid, uid != now { throw Self.changed("\(step.pod) is another pod now") }
    guard pod.node == step.node else {
      throw Self.changed("\(step.pod) is " + (pod.node.map { "on \($0)" } ?? "on no node") + ", not on \(step.node)")
    }
    return pod
  }

  private func checkPending(_ step: Step) throws(CommandFailure) {
    let (namespace, name) = Self.parts(step.pod)
    guard let pod = try cluster.pod(name, in: namespace) else { throw Self.changed("\(step.pod) is gone") }
    if let uid = step.uid, let now = pod.uid, uid != now { throw Self.changed("\(step.pod) is another pod now") }
    if let node = pod.node, node != step.node { throw Self.changed("\(step.pod) is on \(node), not on \(step.node)") }
  }

  // MARK: - Evicting

  private mutating func evict(_ index: Int) throws(CommandFailure) {
    let step = steps[index]
    var (namespace, name) = Self.parts(step.pod)
    let pod: Kubectl.Pod
    if let successor = successors.removeValue(forKey: step.pod) {
      name = successor.name
      guard let now = try cluster.pod(name, in: namespace), now.uid == successor.uid, now.node == step.node else {
        throw Self.changed("\(namespace)/\(name), which came for \(step.pod), is no longer on \(step.node)")
      }
      pod = now
    } else if departed[step.pod] != nil {
      // A server's dry run: the pod has not left, so nobody has come whom this step could be about.
      return try record.add("dry run", step: index + 1, step)
    } else {
      pod = try present(step)
    }
    let siblings = try self.siblings(of: pod, in: namespace)
    // Before it is asked for, so that an end at any moment leaves a trace of it.
    if dryRun == .none { try record.add("evicting", step: index + 1, step, uid: pod.uid) }
    try askForEviction(index, name, namespace, pod.uid ?? step.uid)
    departed[step.pod] = Departed(owner: pod.owner, siblings: siblings)
    guard dryRun == .none else { return try record.add("dry run", step: index + 1, step, uid: pod.uid) }
    evictions += 1
    try record.add("evicted", step: index + 1, step, uid: pod.uid)
    guard try cluster.waitForEnd(of: name, in: namespace) else {
      if cluster.isInterrupted { throw CommandFailure(.unfinished, "interrupted") }
      throw CommandFailure(.unfinished, "\(namespace)/\(name) has not ended within \(timeout) s")
    }
    try record.add("gone", step: index + 1, step, uid: pod.uid)
  }

  private func siblings(of pod: Kubectl.Pod, in namespace: String) throws(CommandFailure) -> Set<String> {
    guard let owner = pod.owner, !owner.isEmpty else { return [] }
    return Set(try cluster.pods(in: namespace).filter { $0.owner == owner }.compactMap(\.uid))
  }

  /// Asks again, less and less often, while a budget does not allow it.
  private func askForEviction(
    _ index: Int, _ name: String, _ namespace: String, _ uid: String?
  ) throws(CommandFailure) {
    let end = ContinuousClock.now + .seconds(timeout)
    var pause = interval
    while true {
      switch try cluster.evict(name, in: namespace, uid: uid, dryRun: dryRun == .server) {
      case .accepted: return
      case .changed(let reason): throw Self.changed("\(namespace)/\(name): \(reason)")
      case .refused(let reason):
        try record.add("refused", step: index + 1, steps[index], uid: uid, detail: reason)
        guard dryRun == .none, .now + .seconds(pause) < end else {
          throw CommandFailure(.unfinished, "\(namespace)/\(name) was not evicted: \(reason)")
        }
        cluster.pause(pause)
        if cluster.isInterrupted { throw CommandFailure(.unfinished, "interrupted") }
        pause = min(2 * pause, max(interval, 10))
      }
    }
  }

  // MARK: - Waiting

  private mutating func awaitBinding(_ index: Int) throws(CommandFailure) {
    let step = steps[index]
    let end = ContinuousClock.now + .seconds(timeout)
    while true {
      if cluster.isInterrupted { throw CommandFailure(.unfinished, "interrupted") }
      if let pod = try arrived(index) {
        departed[step.pod] = nil
        successors[step.pod] = pod
        if let uid = pod.uid { claimed.insert(uid) }
        return try record.add("bound", step: index + 1, step, uid: pod.uid, detail: pod.name)
      }
      guard .now < end else {
        throw CommandFailure(
          .unfinished, "\(step.pod) was not ready on \(step.node) within \(timeout) s")
      }
      cluster.pause(interval)
    }
  }

  /// The pod of the step, or its successor, once it is ready on the node.
  private func arrived(_ index: Int) throws(CommandFailure) -> Kubectl.Pod? {
    let step = steps[index]
    let (namespace, name) = Self.parts(step.pod)
    guard let gone = departed[step.pod] else {
      try checkPending(step)
      let pod = try cluster.pod(name, in: namespace)
      return pod?.node == step.node && pod?.isReady == true ? pod : nil
    }
    // Its controller is not known, so neither is its successor.
    guard let owner = gone.owner else {
      return Kubectl.Pod(name: name, node: step.node, uid: nil, owner: nil, isEnding: false, isReady: true)
    }
    let newcomers = try cluster.pods(in: namespace).filter {
      $0.owner == owner && !$0.isEnding && !gone.siblings.contains($0.uid ?? "") && !claimed.contains($0.uid ?? "")
    }
    if let pod = newcomers.first(where: { $0.node == step.node }) { return pod.isReady ? pod : nil }
    // Those on nodes of later steps may be other pods' successors.
    let later = Set(steps[(index + 1)...].filter { $0.action == .bind }.map(\.node))
    let astray = newcomers.filter { $0.node.map { !later.contains($0) } ?? false }
    if !newcomers.isEmpty, astray.count == newcomers.count, let pod = astray.first, let node = pod.node {
      throw Self.changed("\(namespace)/\(pod.name), which came for \(step.pod), is on \(node), not on \(step.node)")
    }
    return nil
  }
}
