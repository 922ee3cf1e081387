import MIP
import Race

extension MixedIntegerProgram {
  /// Runs a MIP solver on an instance whose objective has fractions: values and bounds are rounded to the units that the
  /// checker counts in, and a proof is one to the solver's tolerances.
  struct ContinuousStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let solver: any MIPSolver

    init(_ instance: Instance, _ solver: any MIPSolver) {
      self.instance = instance
      self.solver = solver
      name = solver.name
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let bridge = Bridge(instance, scoreboard, source: name)
      let result: MIPResult
      do {
        result = try solver.solve(
          instance.model, MIPOptions().limitingMemory(to: scoreboard.memoryLeft), monitor: bridge)
      } catch {
        return scoreboard.report(error.description, by: name)
      }
      if let failure = result.failure { scoreboard.report(failure, by: name) }
      if let values = result.values { bridge.found(objective: result.objective ?? 0, values: values) }
      if let bound = result.bound { bridge.proved(bound: bound) }
      switch result.status {
      case .optimal: if let bound = result.bound { bridge.closeGap(at: bound) }
      case .infeasible: if scoreboard.best == nil { scoreboard.proveNothingBetter(than: nil, by: name) }
      case .unbounded: scoreboard.report("the objective gets better without end", by: name)
      case .feasible, .unknown: break
      }
    }
  }

  private final class Bridge: MIPMonitor {
    private let instance: Instance
    private let scoreboard: Scoreboard<Solution>
    private let source: String
    private let unitsInOne: Double
    private var offered = Int.max

    init(_ instance: Instance, _ scoreboard: Scoreboard<Solution>, source: String) {
      self.instance = instance
      self.scoreboard = scoreboard
      self.source = source
      unitsInOne = ObjectiveForm.power(instance.objective.decimals)
    }

    var shouldStop: Bool { scoreboard.shouldStop }

    func found(objective: Double, values: [Double]) {
      guard let solution = ScaledModel.solution(values, of: instance) else { return }
      scoreboard.offer(solution, from: source)
    }

    /// Less a unit, for the value that the bound is of may be rounded either way; not above a solution that is better
    /// by no more than solutions may miss bounds and sides.
    func proved(bound: Double) {
      let units = (bound * unitsInOne).rounded(.down) - 1
      guard units.magnitude < 0x1p60 else { return }
      let best = scoreboard.bestObjective
      let slack = MixedIntegerProgram.tolerance * max(unitsInOne, Double(best).magnitude)
      let isNear = best < .max && units > Double(best) && units - Double(best) <= slack
      let provable = isNear ? best : Int(units)
      if provable > scoreboard.bestBound { scoreboard.prove(Objective(provable), by: source) }
    }

    /// The search has ended, so what is between the best solution and the solver's last bound is rounding, if it is no
    /// more than that.
    func closeGap(at bound: Double) {
      let best = scoreboard.bestObjective
      guard best < .max, Double(best).magnitude < 0x1p60 else { return }
      let value = Double(best) / unitsInOne
      let rounding = instance.objective.terms == nil ? 0.5 / unitsInOne : 0
      if value - bound <= MixedIntegerProgram.tolerance * max(1, value.magnitude) + rounding {
        scoreboard.prove(Objective(best), by: source)
      }
    }

    func offer(betterThan objective: Double) -> [Double]? {
      guard let entry = scoreboard.best, entry.objective.first < offered else { return nil }
      offered = entry.objective.first
      guard let values = entry.solution.values(by: instance.columnNames) else { return nil }
      return instance.model.objective(of: values) < objective - 1e-6 ? values : nil
    }
  }
}
