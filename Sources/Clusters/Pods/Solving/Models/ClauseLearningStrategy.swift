import Kernel
import Modeling
import Race

extension PodPacking {
  /// The clause-learning engine level by level: each level's number is lowered under an assumption until that is
  /// refuted, then it is fixed. All levels share one solver, so what was learned at one serves the next.
  ///
  /// Where the order of steps matters, the strict form of the model finds placements and proves nothing, and the relaxed
  /// one proves bounds, which are met where its placements can be reached. Of those that are equally good the first one
  /// found need not be one of them, so others follow.
  struct ClauseLearningStrategy: Strategy {
    let name = "clause learning"
    private let instance: Instance
    private let form: PlacementModel.Form
    private let seed: UInt64
    private let conflictLimit: Int?

    /// Placements as good as the bound that are tried one after the other.
    private static let alternatives = 200

    private var proves: Bool { form == .relaxed || !instance.isOrderSensitive }

    init(_ instance: Instance, _ form: PlacementModel.Form = .strict, seed: UInt64, conflictLimit: Int?) {
      self.instance = instance
      self.form = form
      self.seed = seed
      self.conflictLimit = conflictLimit
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, PlacementModel.isAffordable(instance) else { return }
      do {
        try search(on: scoreboard)
      } catch {
        scoreboard.report("\(error)", by: name)
      }
    }

    private func search(on scoreboard: Scoreboard<Solution>) throws {
      let placement = PlacementModel(instance, form)
      var options = SearchOptions()
      options.seed = seed
      let lowered = try LoweredModel(try placement.model.validated(), options: options)
      let monitor = StopMonitor { scoreboard.shouldStop }
      var limits = SearchLimits()
      var reached: [Int] = []
      for level in placement.unplaced + [placement.moves] {
        let variable = lowered.variable(level)
        var best: Int?
        while true {
          if let conflictLimit {
            limits.conflicts = conflictLimit - lowered.solver.statistics.conflicts
            if limits.conflicts <= 0 { return }
          }
          guard lowered.solver.propagateRoot() else { return }
          let low = Int(lowered.solver.store.lower(variable))
          if let best, best == low { break }
          let goal = best.map { [Literal(variable, atMost: Int32($0 - 1))] } ?? []
          let outcome = lowered.solver.search(assumptions: goal, limits: limits, monitor: monitor)
          if outcome == .refutedAssumptions || best != nil && outcome == .infeasible { break }
          guard outcome == .solution else { return }
          let values = lowered.values()
          scoreboard.offerReachable(placement.decode(values), from: name)
          best = values[level.index]
        }
        guard let best else { return }
        reached.append(best)
        lowered.solver.raiseAtRoot(Literal(variable, atMost: Int32(best)), because: .objective)
        lowered.solver.raiseAtRoot(Literal(variable, atLeast: Int32(best)), because: .objective)
        if !proves { continue }
        let padding = instance.levelCount + (instance.softScore == nil ? 1 : 2) - reached.count
        scoreboard.prove(Objective(levels: reached + Array(repeating: 0, count: padding)), by: name)
      }
      guard form == .relaxed, instance.isOrderSensitive else { return }
      for _ in 0..<Self.alternatives {
        if let best = scoreboard.best, best.objective.levels.starts(with: reached) { return }
        // That no order was found for this one is no proof: nothing is claimed from here on.
        lowered.solver.add(clause: placement.differing(from: lowered.values()).map(lowered.literal))
        if let conflictLimit { limits.conflicts = conflictLimit - lowered.solver.statistics.conflicts }
        guard limits.conflicts > 0, lowered.solver.propagateRoot(),
          lowered.solver.search(assumptions: [], limits: limits, monitor: monitor) == .solution
        else { return }
        scoreboard.offerReachable(placement.decode(lowered.values()), from: name)
      }
    }
  }
}
