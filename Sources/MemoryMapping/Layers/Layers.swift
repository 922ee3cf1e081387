import Basics
import MIP
import Race
import Solving

extension MemoryMapping {
  /// Memory layers: which tensors of a program live in the small fast memory, when and where, such that the most time
  /// is saved.
  ///
  /// The objective is minus the time saved, since smaller is better everywhere; so is the bound, and the gap between the
  /// two is relative to the time saved.
  public enum Layers: PortfolioProblem {
    public typealias Instance = LayerProgram
    public typealias Solution = LayerMapping

    public static let name = MemoryMapping.name
    public static let summary = "memory mapping: which tensors of a program live in fast memory, when and where"
    public static let questions = MemoryMapping.questions

    public static let formats = [
      "layers as JSON: {\"memories\", \"instructions\", \"tensors\"}: which tensors live in fast memory, and when",
      "layers as an operator list: capacity=, bandwidth=, fast-cost=, slow-cost=, then CSV name,inputs,outputs,sizes,cost",
    ]

    public static let portfolio = Portfolio<Layers>(
      heuristics: LayerHeuristic.allCases.map { heuristic in
        if heuristic == .neighbourhoods {
          return .search(
            heuristic.rawValue, heuristic.summary, bounds: { [LagrangianStrategy($0, isRootOnly: true)] },
            { RuinRecreateStrategy($0, seed: $1) })
        }
        return .once(heuristic.rawValue, heuristic.summary) { program, _ in
          [LayerBuildStrategy(program, [heuristic]), LagrangianStrategy(program, isRootOnly: true)]
        }
      }, mip: mipStrategies, cp: engineLanes, native: nativeLanes)

    public static func recognises(_ source: SourceText) -> Bool {
      LayerDocument.recognises(source) || OperatorList.recognises(source)
    }

    public static func parse(_ source: SourceText) throws(InputError) -> LayerProgram {
      let name = source.stem
      return LayerDocument.recognises(source)
        ? try LayerDocument.read(source, name: name) : try OperatorList.read(source, name: name)
    }

    /// With a capacity, fast memory has that many bytes.
    public static func asking(
      _ arguments: Arguments, of program: LayerProgram
    ) throws(SolveOptionError) -> LayerProgram {
      guard let capacity = arguments.givenInteger("capacity") else { return program }
      return program.withFastMemory(of: capacity)
    }

    /// The linear model with addresses where it is small, else the relaxation without.
    public static func linearModel(
      of program: LayerProgram, _ options: SolveOptions<LayerMapping>
    ) throws -> LinearModel {
      try LayerMIPModel(program).model
    }

    public static func check(_ mapping: LayerMapping, of program: LayerProgram) throws(CheckFailure) -> Objective {
      try program.check(mapping)
    }

    /// A warm start, then the MIP solver with all the rest of the time.
    private static func mipStrategies(
      for program: LayerProgram, _ options: SolveOptions<LayerMapping>, _ solver: any MIPSolver
    ) throws -> [any Strategy<LayerMapping>] {
      guard LayerConstraintModel.isAffordable(program, hasAddresses: false) else {
        throw LayerConstraintModel.tooLarge
      }
      let search = RuinRecreateStrategy(program, seed: options.seed, iterationLimit: warmIterations)
      let mip = MIPStrategy<LayerMapping>(solver: solver) { _ in try LayerMIPModel(program) }
      return start(for: program, options) + (options.wantsHeuristicStart ? [search] : []) + [mip]
    }

    /// The clause-learning engine on the first worker, after a search, which goes on on the others.
    private static func engineLanes(
      for program: LayerProgram, _ options: SolveOptions<LayerMapping>
    ) -> [Lane<LayerMapping>] {
      options.lanes { worker in
        var strategies = worker == 0 ? start(for: program, options) : []
        if options.wantsHeuristicStart {
          strategies.append(
            RuinRecreateStrategy(
              program, seed: options.seed(of: worker), iterationLimit: worker == 0 ? warmIterations : .max))
        }
        if worker == 0 { strategies.append(native(for: program, options)) }
        return strategies
      }
    }

    /// First mappings and branch and bound on the Lagrangian bound on the first worker, ruin and recreate on the others
    /// (before branch and bound, where there is one only). What the bound relaxes is left to the clause-learning engine,
    /// where its model is affordable.
    private static func nativeLanes(for program: LayerProgram, _ options: SolveOptions<LayerMapping>) -> [Lane<
      LayerMapping
    >] {
      let workers = max(1, options.workers)
      let usesHeuristics = options.usesHeuristics
      return options.lanes { worker in
        var strategies = worker == 0 ? start(for: program, options) : []
        if workers == 1 { strategies.append(LagrangianStrategy(program, isRootOnly: true)) }
        if usesHeuristics, worker > 0 || workers == 1 {
          strategies.append(
            RuinRecreateStrategy(
              program, seed: options.seed(of: worker), iterationLimit: workers == 1 ? warmIterations : .max))
        }
        if worker == 0 {
          strategies.append(LagrangianStrategy(program))
          if LayerConstraintModel.isAffordable(program) { strategies.append(native(for: program, options)) }
          if usesHeuristics, workers == 1 {
            strategies.append(RuinRecreateStrategy(program, seed: options.seed(of: workers)))
          }
        }
        return strategies
      }
    }

    private static func native(
      for program: LayerProgram, _ options: SolveOptions<LayerMapping>
    ) -> any Strategy<LayerMapping> {
      NativeStrategy(
        NativeStrategy.Options(seed: options.seed, conflictLimit: options.conflictLimit, probesLowerBound: true)
      ) { _ in
        guard LayerConstraintModel.isAffordable(program) else { throw LayerConstraintModel.tooLarge }
        return LayerConstraintModel(program)
      }
    }

    /// Iterations of the search before a complete method on the same worker.
    private static let warmIterations = 20_000

    private static func start(
      for program: LayerProgram, _ options: SolveOptions<LayerMapping>
    ) -> [any Strategy<LayerMapping>] {
      options.start([LayerBuildStrategy(program, LayerHeuristic.builders)])
    }
  }
}
