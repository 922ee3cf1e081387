import Kernel
import Lowering
import MIP
import Statements

extension Model {
  /// Solves with a MIP solver, on the calling thread, by a linearisation with big-M disjunctions and time-indexed or
  /// start-based resources.
  ///
  /// The native engine looks for a first solution and tightens bounds before; both make the linear model smaller. The
  /// conflict limit is about that part alone.
  /// ```swift
  /// let result = try model.solve(using: GLPKSolver(), Model.Options(timeLimit: 60))
  /// ```
  /// - Throws: the first mistake made in building the model; `tooLarge`; `solverFailed`.
  public func solve(using solver: some MIPSolver, _ options: Options = Options()) throws(ModelError) -> Result {
    let progress = Progress(try validated(), options)
    return try progress.run(solver)
  }

  /// The model as a linear model, for writing it to a file. The first columns are the model's variables.
  /// - Throws: the first mistake made in building the model; `tooLarge`.
  public func linearModel() throws(ModelError) -> LinearModel { try Linearization(try validated()).linearModel }
}

extension Progress {
  /// Conflicts that the search for a first solution may take.
  private static let firstSolutionConflicts = 2000

  func run(_ solver: some MIPSolver) throws(ModelError) -> Model.Result {
    takeHints()
    if best != nil, data.objective == nil { return result(isProved: true) }
    guard let (session, lowered) = try makeSession(conflictLimit: options.conflictLimit ?? Self.firstSolutionConflicts)
    else { return result(isProved: false) }
    if best == nil, try session.run(untilFirstSolution: true) == .exhausted { return result(isProved: true) }
    if best != nil, data.objective == nil { return result(isProved: true) }
    if shouldStop { return result(isProved: false) }
    // From here only better solutions are in the model; where there are none, the best one is proved.
    if !lowered.solver.propagateRoot() { return result(isProved: true) }
    let linearization = try Linearization(data, tightened: lowered.tightened())
    var mipOptions = MIPOptions()
    mipOptions.timeLimit = remaining
    let bridge = LinearBridge(linearization, self)
    let outcome: MIPResult
    do { outcome = try solver.solve(linearization.linearModel, mipOptions, monitor: bridge) } catch {
      throw .solverFailed("\(solver.name): \(error.description)")
    }
    if let values = outcome.values { bridge.found(objective: outcome.objective ?? 0, values: values) }
    if let bound = outcome.bound, data.objective != nil, outcome.status != .infeasible { bridge.proved(bound: bound) }
    return result(isProved: isProof(outcome))
  }

  /// A proof of optimality is about the solution that the solver reports; where rounding it broke the model, there is
  /// none.
  private func isProof(_ outcome: MIPResult) -> Bool {
    switch outcome.status {
    case .infeasible: true
    case .optimal: best.map { data.objective == nil || $0.cost <= bound } ?? false
    case .feasible, .unbounded, .unknown: false
    }
  }
}

/// Translates between columns and the model's values while a MIP solver runs.
private final class LinearBridge: MIPMonitor {
  private let linearization: Linearization
  private let progress: Progress

  init(_ linearization: Linearization, _ progress: Progress) {
    self.linearization = linearization
    self.progress = progress
  }

  var shouldStop: Bool { progress.shouldStop }

  func found(objective: Double, values: [Double]) {
    guard let values = linearization.decode(values) else { return }
    progress.found(values, cost: linearization.data.cost(of: values) ?? 0)
  }

  /// The bound is one on solutions better than the best one known at the start.
  func proved(bound: Double) {
    guard progress.data.objective != nil, let cost = linearization.cost(atBound: bound) else { return }
    progress.proved(bound: min(cost, progress.best?.cost ?? .max))
  }

  func offer(betterThan objective: Double) -> [Double]? { nil }
}
