/// A solver for mixed-integer linear models. GLPK's stands in a target of its own, so that nothing else links it.
public protocol MIPSolver: Sendable {
  /// Such as "GLPK 5.0".
  var name: String { get }

  /// Solves `model`, calling `monitor` from the calling thread while it runs.
  ///
  /// - Throws: `MIPError` when the model is not valid or too large, or when the solver fails before it knows anything.
  func solve(_ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor) throws(MIPError) -> MIPResult
}

extension MIPSolver {
  /// Solves `model` with nobody watching.
  public func solve(_ model: LinearModel, _ options: MIPOptions = MIPOptions()) throws(MIPError) -> MIPResult {
    try solve(model, options, monitor: SilentMonitor())
  }
}

/// What a MIP solver may spend, and how it works.
public struct MIPOptions: Sendable {
  /// Seconds; infinite for none.
  public var timeLimit = Double.infinity
  /// Stop when |objective - bound| / max(1, |objective|) is at most this.
  public var relativeGap = 0.0
  /// Only the LP relaxation, for its bound.
  public var isRelaxationOnly = false
  /// Whether the solver may work on a reduced model. Some solvers, GLPK among them, then take no solutions from
  /// `MIPMonitor.offer(betterThan:)`, since these do not fit the reduced model's columns.
  public var usesPresolve = false
  /// Whether cutting planes (Gomory, mixed integer rounding, cover, clique) are added at the root.
  public var usesCuts = true
  /// Bytes the solver may use; the model is refused, or the search ends with what it has, when they do not suffice.
  public var memoryLimit = 4 << 30

  /// No limits, and a full search with cuts.
  public init() {}

  /// The same within so many bytes, if that is less.
  package func limitingMemory(to bytes: Int) -> MIPOptions {
    var options = self
    options.memoryLimit = min(memoryLimit, bytes)
    return options
  }
}

/// What flows between a running MIP solver and its user.
public protocol MIPMonitor: AnyObject {
  /// Whether to stop now; asked every few milliseconds.
  var shouldStop: Bool { get }
  /// A better integer solution: its value and a value for each column. Also told of each offered solution that the
  /// solver has taken over.
  func found(objective: Double, values: [Double])
  /// A better proved bound.
  func proved(bound: Double)
  /// A solution better than `objective` that somebody else has found, a value for each column, or nil.
  func offer(betterThan objective: Double) -> [Double]?
}

/// A monitor that never stops, never listens and never offers.
public final class SilentMonitor: MIPMonitor {
  /// One that says nothing.
  public init() {}
  public var shouldStop: Bool { false }
  public func found(objective: Double, values: [Double]) {}
  public func proved(bound: Double) {}
  public func offer(betterThan objective: Double) -> [Double]? { nil }
}

/// What a MIP solver knows at the end.
public struct MIPResult: Sendable {
  /// `optimal`, `infeasible` and `unbounded` are proofs, to the solver's tolerances; a limit never yields them.
  public enum Status: String, Sendable {
    /// `values` is proved to be the best solution.
    case optimal
    /// There are `values`, and no proof.
    case feasible
    /// It is proved that there is no solution.
    case infeasible
    /// It is proved that solutions get better without end.
    case unbounded
    /// Neither a solution nor a proof.
    case unknown
  }
  /// What is known.
  public var status: Status
  /// The value of `values`.
  public var objective: Double?
  /// A value for each column, integral where the model asks for it.
  public var values: [Double]?
  /// The best proved bound on the objective.
  public var bound: Double?
  /// A value for each column in the LP relaxation's optimum, when only that was asked for.
  public var relaxedValues: [Double]?
  /// Why the solver gave up before its limits, in words; nil when it did not.
  public var failure: String?

  /// What is known, without relaxed values and without a failure.
  public init(status: Status, objective: Double? = nil, values: [Double]? = nil, bound: Double? = nil) {
    self.status = status
    self.objective = objective
    self.values = values
    self.bound = bound
  }
}
