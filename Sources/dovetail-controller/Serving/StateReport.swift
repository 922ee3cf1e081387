import KubernetesAPI
import Pods
import Scheduler
import Solving

/// All that the live page shows, as `/v1/state` answers it.
struct StateReport {
  private static let shownNodes = 500
  private static let shownPods = 200

  let controller: Controller

  func json() async -> JSON {
    let view = controller.mirror.view
    let elects = controller.settings.election != nil
    let holder = elects ? await controller.election.holder : nil
    let pause = elects ? await controller.election.annotations[Annotations.paused] : nil
    let isPaused = Annotations.isPaused(pause)
    let entry = controller.current.entry
    let leads = await controller.leads
    let (nodes, more) = await nodes(view)
    // Of many pods it takes a while to say what a plan means for them.
    let pending = (try? await OwnThread.run { Self.pending(view, entry) }) ?? []
    return .members([
      "mode": .text(controller.settings.carryingOut.mode.rawValue), "isLeader": .raw("\(leads)"),
      "leader": JSON(holder), "identity": JSON(controller.settings.election?.identity), "paused": .raw("\(isPaused)"),
      "ready": .raw("\(view.isComplete)"), "age": JSON(view.age), "version": .text(ControllerCommand.version),
      "nodes": .array(nodes), "moreNodes": .integer(more), "pending": .array(pending),
      "plan": entry.map(Self.plan) ?? .null, "history": controller.telling.chronicle.json,
    ])
  }

  private func nodes(_ view: ClusterMirror.View) async -> ([JSON], more: Int) {
    let snapshots = controller.planner.snapshots
    guard view.isComplete else { return ([], 0) }
    let made = try? await OwnThread.run { try snapshots.snapshot(of: view) }
    guard let snapshot = made else { return ([], 0) }
    struct Use {
      var pods = 0
      var cpu = 0
      var memory = 0
    }
    var uses: [String: Use] = [:]
    for pod in snapshot.pods {
      guard let node = pod.nodeName else { continue }
      uses[node, default: Use()].pods += 1
      uses[node, default: Use()].cpu += pod.requests["cpu"] ?? 0
      uses[node, default: Use()].memory += pod.requests["memory"] ?? 0
    }
    let all = snapshot.nodes.sorted { $0.name < $1.name }
    let shown = all.prefix(Self.shownNodes).map { node in
      let use = uses[node.name] ?? Use()
      return JSON.members([
        "name": .text(node.name), "ready": .raw("\(node.notDestination != ClusterSnapshot.Node.notReady)"),
        "unschedulable": .raw("\(node.isUnschedulable)"),
        "allocatable": .members([
          "cpu": .integer(node.allocatable["cpu"] ?? 0), "memory": .integer(node.allocatable["memory"] ?? 0),
          "pods": .integer(node.allocatable["pods"] ?? 0),
        ]),
        "requested": .members(["cpu": .integer(use.cpu), "memory": .integer(use.memory), "pods": .integer(use.pods)]),
        "pods": .integer(use.pods),
      ])
    }
    return (shown, all.count - shown.count)
  }

  private static func pending(_ view: ClusterMirror.View, _ entry: CurrentPlan.Entry?) -> [JSON] {
    var waiting = WaitingPods()
    let known = Set(entry?.plan.instance.snapshot.pods.compactMap(\.uid) ?? [])
    return waiting.pods(in: view, now: Timestamp.now).prefix(shownPods).map { pod in
      let verdict = entry.flatMap { entry in
        known.contains(pod.uid)
          ? Verdict(on: pod.label, in: entry.plan, notCarriedOut: entry.state == .running ? nil : entry.why) : nil
      }
      return .members([
        "pod": .text(pod.label), "since": .number(pod.since), "reason": JSON(verdict?.reason.rawValue),
        "verdict": JSON(verdict?.message),
      ])
    }
  }

  private static func plan(_ entry: CurrentPlan.Entry) -> JSON {
    let plan = entry.plan
    let steps = zip(plan.steps ?? [], entry.steps).map { step, state in
      JSON.members([
        "action": .text(step.action.rawValue), "pod": .text(step.pod), "node": .text(step.node),
        "group": .integer(step.group), "note": .text(step.note), "state": .text(state.rawValue),
      ])
    }
    return .members([
      "made": .number(entry.made), "status": .text(plan.status.rawValue),
      "objective": .array(plan.objective.map(JSON.integer)),
      "bound": plan.bound.map { .array($0.map(JSON.integer)) } ?? .null, "gap": JSON(plan.gap),
      "state": .text(entry.state.rawValue), "why": .text(entry.why), "steps": .array(steps),
    ])
  }
}
