import MIP
import Race
import Solving

/// Which strategies run on which worker.
extension MixedIntegerProgram {
  /// Solutions, the bound that columns give, then what any model is solved by: clause learning alone where that is asked for.
  static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    let program = try IntegerProgram(instance)
    // What the engine cannot take is told before anything runs.
    let formulation = try ConstraintModel(program, name: instance.name)
    let portfolio = ModelPortfolio<Solution>(try formulation.model.validated(), formulation.translation)
    var lanes = portfolio.lanes(options)
    let first = options.start([RepairStrategy(program)]) + [BoxBoundStrategy(program: program)]
    lanes[0].strategies = first + lanes[0].strategies
    return lanes
  }

  /// What comes before a MIP solver, and the solver: with values that are integers of the objective's units where the
  /// instance has such, so that bounds may be rounded up.
  static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    let start = options.start((try? IntegerProgram(instance)).map { [RepairStrategy($0)] } ?? [])
    guard instance.isInteger, instance.objective.terms != nil else {
      return start + [ContinuousStrategy(instance, solver)]
    }
    return start + [MIPStrategy<Solution>(solver: solver) { _ in try ScaledModel(instance) }]
  }

  /// Our own engine where it takes the instance, and otherwise the MIP solver, where there is one.
  static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    do {
      return try engineLanes(for: instance, options)
    } catch let error as ModelTooLarge {
      guard let solver = options.mipSolver else { throw error }
      return [Lane(try mipStrategies(for: instance, options, solver))]
    }
  }
}
