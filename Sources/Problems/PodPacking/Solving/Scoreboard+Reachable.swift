import Race

extension Scoreboard where Solution == PodPacking.Solution {
  /// Offers a placement, with its plan where the order of steps matters: one that no order is found for is no solution.
  /// Gangs that are placed in part are taken out of it.
  ///
  /// - Returns: whether it became the best.
  @discardableResult
  func offerReachable(_ solution: PodPacking.Solution, from source: String) -> Bool {
    guard let instance = solution.instance, solution.givenPlan == nil else { return offer(solution, from: source) }
    var solution = solution
    if !instance.gangs.isEmpty {
      solution = PodPacking.Solution(instance.withoutPartialGangs(solution.nodeOfPod), of: instance)
    }
    guard instance.isOrderSensitive else { return offer(solution, from: source) }
    // A plan costs time; without a soft score the levels tell whether it is wanted.
    if instance.softScore == nil, let best, best.objective.levels <= instance.levels(of: solution.nodeOfPod) {
      return false
    }
    guard let plan = try? solution.plan(in: instance, shouldStop: { shouldStop }) else { return false }
    return offer(PodPacking.Solution(solution.nodeOfPod, of: instance, plan: plan), from: source)
  }
}

extension [Int] {
  fileprivate static func <= (a: [Int], b: [Int]) -> Bool { !b.lexicographicallyPrecedes(a) }
}
