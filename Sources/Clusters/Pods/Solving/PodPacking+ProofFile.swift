import Basics
import Race
import Solving

extension PodPacking {
  public static func proving(_ instance: Instance) -> Proving { .afterwards }

  public static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]? {
    guard let objective, let solution else { return nil }
    return proofFile(of: instance, solution: solution, objective: objective)
  }

  /// A proof file: no placement is better, by prices of the pattern relaxation for each level, found anew.
  ///
  /// - Parameters:
  ///   - solution: an optimal placement.
  ///   - objective: what it costs.
  /// - Returns: nil where the relaxation leaves a gap, when stopped, and for clusters that are more than nodes and pods
  ///   with cpu and memory.
  public static func proofFile(
    of instance: Instance, solution: Solution, objective: Objective, shouldStop: () -> Bool = { false }
  ) -> [UInt8]? {
    guard instance.resourceNames.sorted() == ["cpu", "memory"], instance.fixedPods.isEmpty,
      !CouplingState.isNeeded(instance), instance.budgets.isEmpty, instance.gangs.isEmpty,
      instance.evictionLimits.isEmpty, instance.waitsForRoom.isEmpty, instance.softScore == nil,
      let nodes = try? solution.nodes(in: instance)
    else { return nil }
    let model = TypeModel(instance)
    let levels = objective.levels
    let placement = TypePlacement(nodes, of: instance)
    var lines = CertificateLines()
    for level in levels.indices where levels[level] > 0 {
      let limits = Array(levels.prefix(level))
      let (types, problem) =
        level < model.levelCount ? model.placement(level: level, limits: limits) : model.moves(limits: limits)
      let relaxation = PatternRelaxation(problem)
      for known in [TypePlacement(nodes: model.homes), placement] { relaxation.add(known, types: types) }
      if level < model.levelCount { relaxation.startFromAggregate() }
      relaxation.solve(goal: levels[level], shouldStop: shouldStop)
      guard relaxation.bound >= levels[level] else { return nil }
      let (cpu, memory) = instance.resourceNames[0] == "cpu" ? (0, 1) : (1, 0)
      func key(_ type: Int) -> (Int, Int, Int) {
        (problem.level[type], problem.request[2 * type + cpu], problem.request[2 * type + memory])
      }
      let prices = (0..<problem.typeCount).sorted { key($0) < key($1) }.map { relaxation.typePrice[$0] }
      let levelPrices = limits.indices.map { relaxation.levelPrice[$0] }
      lines.append(68, [level, PatternRelaxation.scale] + levelPrices + prices)
    }
    return lines.concluding(optimal: levels[levels.count - 1])
  }
}
