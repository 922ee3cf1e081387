import Race

extension Scoreboard where Solution == PodPacking.Solution {
  /// Offers a placement, with its plan where the order of steps matters: one that no order is found for is no solution.
  /// Then pods that cannot arrive stay pending, and the rest is offered. So do gangs that are placed in part.
  ///
  /// - Returns: whether it became the best.
  @discardableResult
  func offerReachable(_ solution: PodPacking.Solution, from source: String) -> Bool {
    guard let instance = solution.instance, solution.givenPlan == nil else { return offer(solution, from: source) }
    var nodes = instance.withoutPartialGangs(solution.nodeOfPod)
    guard instance.isOrderSensitive else { return offer(PodPacking.Solution(nodes, of: instance), from: source) }
    for _ in 0..<Self.repairs {
      // A plan costs time.
      if let best, best.objective.levels <= instance.objective(of: nodes) { return false }
      do {
        let plan = try PodPacking.Solution(nodes, of: instance).plan(in: instance, shouldStop: { shouldStop })
        return offer(PodPacking.Solution(nodes, of: instance, plan: plan), from: source)
      } catch .noOrder(let name) {
        guard let pod = instance.podNames.firstIndex(of: name), instance.currentNode[pod] < 0 else { return false }
        nodes[pod] = -1
        nodes = instance.withoutPartialGangs(nodes)
      } catch {
        return false
      }
    }
    return false
  }

  /// Pods that are left out of one placement at most.
  private static var repairs: Int { 16 }
}

extension [Int] {
  fileprivate static func <= (a: [Int], b: [Int]) -> Bool { !b.lexicographicallyPrecedes(a) }
}
