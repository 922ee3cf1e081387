import MIP
import Race

/// How a problem's strategies are laid out in lanes, by role: heuristics that run alone, the lane of the MIP solver, the
/// lanes of the constraint engine alone and those of everything. What all problems have in common is here once: the choice
/// between these, and the mistakes that there can be in it.
public struct Portfolio<P: Problem>: Sendable {
  /// What the user asks of strategies.
  public typealias Options = SolveOptions<P.Solution>
  /// Lays out the strategies of an instance.
  public typealias Lanes = @Sendable (P.Instance, Options) throws -> [Lane<P.Solution>]

  /// In the order in which they are listed.
  public let heuristics: [Heuristic<P>]
  private let mip: @Sendable (P.Instance, Options, any MIPSolver) throws -> [any Strategy<P.Solution>]
  private let cp: Lanes
  private let native: Lanes

  /// - Parameters:
  ///   - heuristics: in the order in which they are listed.
  ///   - mip: what comes before a MIP solver in its lane, and the solver.
  ///   - cp: first solutions, and the constraint engine on the problem's model.
  ///   - native: the lanes where the user does not choose: all that is good for the problem. Another solver takes part only
  ///     where the options have one.
  public init(
    heuristics: [Heuristic<P>],
    mip: @escaping @Sendable (P.Instance, Options, any MIPSolver) throws -> [any Strategy<P.Solution>],
    cp: @escaping Lanes, native: @escaping Lanes
  ) {
    self.heuristics = heuristics
    self.mip = mip
    self.cp = cp
    self.native = native
  }

  /// - Throws: `SolveOptionError`, or what a model throws that would be too large for its engine.
  public func lanes(for instance: P.Instance, _ options: Options) throws -> [Lane<P.Solution>] {
    if let name = options.heuristic {
      guard let heuristic = heuristics.first(where: { $0.description.name == name }) else {
        throw SolveOptionError.unknownHeuristic(
          name, problem: P.name, known: heuristics.map(\.description.name))
      }
      return try heuristic.lanes(instance, options)
    }
    switch options.engine {
    case .glpk:
      guard let solver = options.mipSolver else { throw SolveOptionError.noMIPSolver }
      return [Lane(try mip(instance, options, solver))]
    case .cp: return try cp(instance, options)
    case .native:
      var own = options
      own.mipSolver = nil
      return try native(instance, own)
    case .auto: return try native(instance, options)
    }
  }
}

/// A problem whose lanes a portfolio lays out.
public protocol PortfolioProblem: Problem {
  /// Its strategies by role.
  static var portfolio: Portfolio<Self> { get }
}

extension PortfolioProblem {
  public static var heuristics: [HeuristicDescription] { portfolio.heuristics.map(\.description) }

  /// - Throws: `SolveOptionError`, or what a model throws that would be too large for its engine.
  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    try portfolio.lanes(for: instance, options)
  }
}

extension SolveOptions {
  /// Whether strategies may look for first solutions by themselves.
  package var usesHeuristics: Bool { if case .none = warmStart { false } else { true } }

  /// Whether they are asked to: there is no solution to start from.
  package var wantsHeuristicStart: Bool { if case .heuristic = warmStart { true } else { false } }

  /// What comes first: nothing, the solution that the user has, or these.
  package func start(_ heuristics: @autoclosure () -> [any Strategy<Solution>]) -> [any Strategy<Solution>] {
    switch warmStart {
    case .none: []
    case .solution(let solution): [GivenSolution(solution)]
    case .heuristic: heuristics()
    }
  }

  /// A lane for each worker, at least one.
  package func lanes(_ make: (_ worker: Int) -> [any Strategy<Solution>]) -> [Lane<Solution>] {
    (0..<max(1, workers)).map { Lane(make($0)) }
  }
}
