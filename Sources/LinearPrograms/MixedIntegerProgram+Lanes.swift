import MIP
import Race
import Solving

/// Which strategies run on which worker.
extension MixedIntegerProgram {
  /// Solutions, the bound that columns give, then the clause-learning engine on each worker, which exchanges facts.
  static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    let program = try IntegerProgram(instance)
    // What the engine cannot take is told before anything runs.
    _ = try ConstraintModel(program, name: instance.name)
    let exchange = FactExchange(members: max(1, options.workers))
    return options.lanes { worker in
      let first = options.start([RepairStrategy(program)]) + [BoxBoundStrategy(program: program)]
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == 0)
      settings.jumpsAhead = true
      if options.workers > 1 { settings.exchange = exchange.member(worker) }
      let search = NativeStrategy<Solution>(settings) { _ in try ConstraintModel(program, name: instance.name) }
      return (worker == 0 ? first : []) + [search]
    }
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

  /// The native engine where it takes the instance, and otherwise the MIP solver.
  static func autoLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    do {
      return try nativeLanes(for: instance, options)
    } catch let error as ModelTooLarge {
      guard let solver = options.mipSolver else { throw error }
      return [Lane(try mipStrategies(for: instance, options, solver))]
    }
  }
}
