import MIP
import Modeling
import Race

/// A MIP solver on the linear model of counts, level by level; the highest use, which is a limit there, it does not do.
struct AimLinearStrategy: Strategy {
  let name: String
  private let instance: PodDescheduling.Instance
  private let solver: any MIPSolver

  init(_ instance: PodDescheduling.Instance, solver: any MIPSolver) {
    self.instance = instance
    self.solver = solver
    name = solver.name
  }

  func run(on scoreboard: Scoreboard<PodPacking.Solution>) {
    if case .rebalance(.spread) = instance.aim { return }
    guard PodPacking.PlacementModel.isAffordable(instance.cluster) else { return }
    do {
      var reached: [Int] = []
      while reached.count < instance.objectiveLevelCount, !scoreboard.shouldStop {
        guard let value = try solve(reached, on: scoreboard) else { return }
        reached.append(value)
        let rest = [Int](repeating: 0, count: instance.objectiveLevelCount - reached.count)
        scoreboard.prove(Objective(levels: reached + rest), by: name)
      }
    } catch {
      scoreboard.report("\(error)", by: name)
    }
  }

  /// - Returns: the optimum of the first level that is not reached; nil where a limit came first.
  private func solve(_ reached: [Int], on scoreboard: Scoreboard<PodPacking.Solution>) throws -> Int? {
    guard let model = AimModel(instance, .relaxed) else { return nil }
    let levels = model.unplaced + model.aim + [model.moves]
    for (level, limit) in zip(levels, reached) { model.placement.model.add(level <= limit) }
    model.placement.model.minimize(levels[reached.count])
    let linearization = try Linearization(try model.placement.model.validated())
    let bridge = AimLinearMonitor(model, linearization, scoreboard, instance, source: name)
    let result = try solver.solve(
      linearization.linearModel, MIPOptions().limitingMemory(to: scoreboard.memoryLeft), monitor: bridge)
    if let values = result.values { bridge.found(objective: result.objective ?? 0, values: values) }
    guard result.status == .optimal, let objective = result.objective else { return nil }
    // The solver's optimum is to its tolerances; what the model's solution reaches is the exact number.
    guard let best = bridge.best?[levels[reached.count].index], Double(best) <= objective + 0.5 else { return nil }
    return best
  }
}

private final class AimLinearMonitor: MIPMonitor {
  private let model: AimModel
  private let linearization: Linearization
  private let scoreboard: Scoreboard<PodPacking.Solution>
  private let instance: PodDescheduling.Instance
  private let source: String
  /// The values of the solution found last.
  private(set) var best: [Int]?

  init(
    _ model: AimModel, _ linearization: Linearization, _ scoreboard: Scoreboard<PodPacking.Solution>,
    _ instance: PodDescheduling.Instance, source: String
  ) {
    self.model = model
    self.linearization = linearization
    self.scoreboard = scoreboard
    self.instance = instance
    self.source = source
  }

  var shouldStop: Bool { scoreboard.shouldStop }

  func found(objective: Double, values: [Double]) {
    guard let values = linearization.decode(values) else { return }
    best = values
    scoreboard.offer(model.placement.decode(values).nodeOfPod, of: instance, from: source)
  }

  func proved(bound: Double) {}
  func offer(betterThan objective: Double) -> [Double]? { nil }
}
