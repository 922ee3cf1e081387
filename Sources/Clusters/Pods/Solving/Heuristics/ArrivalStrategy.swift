import Race

extension PodPacking {
  /// Pending pods bind one after the other wherever the rules let them in just then, the most important first, again
  /// and again until none can: so the first of a group comes before those that follow it.
  struct ArrivalStrategy: Strategy {
    let name = "arrivals"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      var state = ClusterState(instance)
      var moves: [PlanSteps.Move] = []
      let level = instance.priorityLevel
      var waiting = (0..<instance.podCount).filter { instance.currentNode[$0] < 0 }.sorted {
        (level[$0], $0) < (level[$1], $1)
      }
      var isProgressing = true
      while isProgressing, !waiting.isEmpty {
        let before = waiting.count
        var left: [Int] = []
        for (count, pod) in waiting.enumerated() {
          if count & 15 == 0, scoreboard.shouldStop { return }
          guard let node = (0..<instance.nodeCount).first(where: { state.fits(pod, on: $0) }) else {
            left.append(pod)
            continue
          }
          state.place(pod, on: node)
          moves.append(PlanSteps.Move(pod: pod, from: -1, to: Int32(node)))
        }
        waiting = left
        isProgressing = left.count < before
      }
      guard !moves.isEmpty, instance.keepsPlanningRules(state.nodeOfPod) else { return }
      scoreboard.offer(Solution(state.nodeOfPod, of: instance, plan: PlanSteps(instance, moves).plan), from: name)
    }
  }
}
