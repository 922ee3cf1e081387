import Lowering
import MIP
import Modeling
import Race
import Solving

/// Which strategies run on which worker.
extension UserModel {
  /// Our own engine where it takes the objective, and otherwise the MIP solver, where there is one.
  static func nativeLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    do {
      return try engineLanes(for: instance, options)
    } catch let error as ModelTooLarge {
      guard let solver = options.mipSolver else { throw error }
      return [Lane(mipStrategies(for: instance, options, solver))]
    }
  }

  /// The bound that domains give and what hints make, then what any model is solved by.
  static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    // What the engine cannot take is told before anything runs.
    try checkWidth(instance.data)
    var lanes = ModelPortfolio(instance.data, instance.translation).lanes(options)
    lanes[0].strategies = first(instance, options) + lanes[0].strategies
    return lanes
  }

  /// What hints make or, without them, a short local search, then the MIP solver with all the rest of the time.
  static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) -> [any Strategy<Solution>] {
    var strategies = first(instance, options)
    // What is too wide for our own engine is so for its local search.
    if options.wantsHeuristicStart, (try? checkWidth(instance.data)) != nil {
      strategies.append(ModelPortfolio.start(instance.data, instance.translation, seed: options.seed))
    }
    return strategies + [MIPStrategy<Solution>(solver: solver) { _ in try LinearisedModel(instance) }]
  }

  private static func first(
    _ instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    [DomainBoundStrategy(data: instance.data)] + options.start([HintStrategy(instance: instance)])
  }

  /// The engine keeps the objective in 32 bits, after division by what its coefficients have in common.
  static func checkWidth(_ data: ModelData) throws(ModelTooLarge) {
    guard let cost = data.objective?.cost, cost.terms.count > 1 else { return }
    let range = data.range(of: cost)
    let width = (range.upperBound - range.lowerBound) / cost.divisor
    guard width <= Model.limit else {
      throw ModelTooLarge(
        "the objective has values \(width) units apart, and the native engine takes 2^30; --engine glpk takes more")
    }
  }

  /// Tells the least value that the domains of variables leave to the objective. Without an objective any solution is as
  /// good as any other.
  struct DomainBoundStrategy: Strategy {
    let name = "domains"
    let data: ModelData

    func run(on scoreboard: Scoreboard<Solution>) {
      // Without an objective there is nothing to prove of it.
      scoreboard.prove(
        Objective(data.objective.map { data.range(of: $0.cost).lowerBound } ?? 0), by: name,
        isCertified: data.objective == nil)
    }
  }

  /// Offers the solution that the model's hints make, where they make one.
  struct HintStrategy: Strategy {
    let name = "hints"
    let instance: Instance

    func run(on scoreboard: Scoreboard<Solution>) {
      guard let values = instance.data.hintedAssignment() else { return }
      scoreboard.offer(instance.solution(values), from: name)
    }
  }

  /// The model in rows and columns, with the bounds that the native engine knows at once.
  struct LinearisedModel: LinearFormulation {
    private let linearization: Linearization
    private let instance: Instance

    init(_ instance: Instance) throws(ModelError) {
      linearization = try Linearization(instance.data, tightened: Self.tightened(instance.data))
      self.instance = instance
    }

    /// Without the objective, which the native engine may not be able to take.
    private static func tightened(_ data: ModelData) -> ModelData? {
      var plain = data
      plain.objective = nil
      guard let lowered = try? LoweredModel(plain), lowered.solver.propagateRoot() else { return nil }
      var tightened = lowered.tightened()
      tightened.objective = data.objective
      return tightened
    }

    var model: LinearModel { linearization.linearModel }

    func decode(_ columns: [Double]) -> Solution? {
      linearization.decode(columns).map(instance.solution)
    }

    func encode(_ solution: Solution) -> [Double]? {
      (try? instance.values(of: solution)).flatMap(linearization.encode)
    }
  }
}

extension UserModel.Instance {
  func solution(_ values: [Int]) -> UserModel.Solution { UserModel.Solution(names: keys, values: values) }

  var translation: ModelTranslation<UserModel.Solution> {
    let instance = self
    return ModelTranslation {
      instance.solution($0)
    } encode: {
      try? instance.values(of: $0)
    }
  }
}

extension UserModel {
  /// The least value that the domains of variables leave to the objective; 0 where the model has none.
  public static func trivialBound(of instance: Instance) -> Objective? {
    Objective(instance.data.objective.map { instance.data.range(of: $0.cost).lowerBound } ?? 0)
  }
}
