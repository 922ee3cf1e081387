/// A plan from bare moves: with groups, and with reasons for people.
struct PlanSteps {
  /// A pod leaves a node or gets one; -1 is no node.
  struct Move {
    let pod: Int
    let from: Int32
    let to: Int32
  }

  private let instance: PodPacking.Instance
  private let moves: [Move]

  init(_ instance: PodPacking.Instance, _ moves: [Move]) {
    self.instance = instance
    self.moves = moves
  }

  /// Groups end where no pod waits for its return and no fewer important pods run than at the start.
  var plan: PodPacking.Plan {
    var target = instance.currentNode
    for move in moves { target[move.pod] = move.to }
    var steps: [PodPacking.Plan.Step] = []
    var group = 1
    var running = [Int](repeating: 0, count: instance.levelCount)
    let atStart = running
    var waiting = 0
    var gangOfPod: [Int: Int] = [:]
    for (index, gang) in instance.gangs.enumerated() { for pod in gang.pods { gangOfPod[Int(pod)] = index } }
    var placed = [Int](repeating: 0, count: instance.gangs.count)
    for (index, move) in moves.enumerated() {
      let isBinding = move.to >= 0
      let sign = isBinding ? 1 : -1
      running[Int(instance.priorityLevel[move.pod])] += sign
      if instance.currentNode[move.pod] >= 0, target[move.pod] >= 0 { waiting -= sign }
      steps.append(
        PodPacking.Plan.Step(
          action: isBinding ? .bind : .evict, pod: instance.podNames[move.pod],
          node: instance.nodeNames[Int(isBinding ? move.to : move.from)], group: group,
          note: isBinding ? reasonToBind(move, target) : reasonToEvict(index, target)))
      if let gang = gangOfPod[move.pod] { placed[gang] += sign }
      let isWhole = zip(placed, instance.gangs).allSatisfy { $0 == 0 || $0 >= $1.needed }
      if isWhole, waiting == 0, !running.lexicographicallyPrecedes(atStart) { group += 1 }
    }
    return PodPacking.Plan(steps: steps)
  }

  private func reasonToBind(_ move: Move, _ target: [Int32]) -> String {
    let home = instance.currentNode[move.pod]
    if target[move.pod] != move.to { return "for a while, to let others arrive" }
    if home == move.to { return "is back" }
    return home < 0 ? "was pending" : "was on \(instance.nodeNames[Int(home)])"
  }

  private func reasonToEvict(_ index: Int, _ target: [Int32]) -> String {
    let move = moves[index]
    let goal = target[move.pod]
    if goal < 0 { return "makes room" }
    let name = instance.nodeNames[Int(goal)]
    return goal == instance.currentNode[move.pod] ? "returns to \(name) when others have arrived" : "moves to \(name)"
  }
}
