import MIP
import Modeling
import Race

extension PodPacking {
  /// A MIP solver on the linear model of counts, level by level: each level's optimum is a limit of the next one's model.
  struct LinearLevelStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let solver: any MIPSolver

    init(_ instance: Instance, solver: any MIPSolver) {
      self.instance = instance
      self.solver = solver
      name = solver.name
    }

    /// The model in which `reached` are the limits of the first levels and the next level is the objective; relaxed where
    /// the order of steps matters, so that its bounds hold.
    static func model(of instance: Instance, reached: [Int]) -> PlacementModel {
      let placement = PlacementModel(instance, .relaxed)
      let levels = placement.unplaced + [placement.moves]
      for (level, limit) in zip(levels, reached) { placement.model.add(level <= limit) }
      placement.model.minimize(levels[reached.count])
      return placement
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard PlacementModel.isAffordable(instance) else {
        return scoreboard.report("the linear model would be too large", by: name)
      }
      do {
        var reached: [Int] = []
        while reached.count <= instance.levelCount, !scoreboard.shouldStop {
          guard let value = try solve(reached, on: scoreboard) else { return }
          reached.append(value)
          let padding = instance.levelCount + (instance.softScore == nil ? 1 : 2) - reached.count
          scoreboard.prove(Objective(levels: reached + Array(repeating: 0, count: padding)), by: name)
        }
      } catch {
        scoreboard.report("\(error)", by: name)
      }
    }

    /// - Returns: the level's optimum; nil where a limit came first.
    private func solve(_ reached: [Int], on scoreboard: Scoreboard<Solution>) throws -> Int? {
      let placement = Self.model(of: instance, reached: reached)
      let linearization = try Linearization(try placement.model.validated())
      let bridge = LinearLevelMonitor(placement, linearization, scoreboard, source: name)
      let result = try solver.solve(
        linearization.linearModel, MIPOptions().limitingMemory(to: scoreboard.memoryLeft), monitor: bridge)
      if let values = result.values { bridge.found(objective: result.objective ?? 0, values: values) }
      guard result.status == .optimal, let objective = result.objective else { return nil }
      let levels = placement.unplaced + [placement.moves]
      // The solver's optimum is to its tolerances; what the checked solution reaches is the exact number.
      guard let best = bridge.best?[levels[reached.count].index], Double(best) <= objective + 0.5 else { return nil }
      return best
    }
  }

  private final class LinearLevelMonitor: MIPMonitor {
    private let placement: PlacementModel
    private let linearization: Linearization
    private let scoreboard: Scoreboard<Solution>
    private let source: String
    /// The values of the solution found last.
    private(set) var best: [Int]?

    init(
      _ placement: PlacementModel, _ linearization: Linearization, _ scoreboard: Scoreboard<Solution>, source: String
    ) {
      self.placement = placement
      self.linearization = linearization
      self.scoreboard = scoreboard
      self.source = source
    }

    var shouldStop: Bool { scoreboard.shouldStop }

    func found(objective: Double, values: [Double]) {
      guard let values = linearization.decode(values) else { return }
      best = values
      scoreboard.offerReachable(placement.decode(values), from: source)
    }

    func proved(bound: Double) {}
    func offer(betterThan objective: Double) -> [Double]? { nil }
  }
}
