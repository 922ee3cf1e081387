/// A solver for mixed-integer linear models. GLPK's stands in a target of its own, so that nothing else links it.
public protocol MIPSolver: Sendable {
  /// Such as "GLPK 5.0".
  var name: String { get }

  /// Solves `model`, calling `monitor` from the calling thread while it runs.
  func solve(_ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor) throws(MIPError) -> MIPResult
}

public struct MIPOptions: Sendable {
  /// Seconds; infinite for none.
  public var timeLimit = Double.infinity
  /// Stop when |objective - bound| / max(1, |objective|) is at most this.
  public var relativeGap = 0.0
  /// Only the LP relaxation, for its bound.
  public var isRelaxationOnly = false

  public init() {}
}

/// What flows between a running MIP solver and its user.
public protocol MIPMonitor: AnyObject {
  /// Whether to stop now; asked often.
  var shouldStop: Bool { get }
  /// A better integer solution: its value and a value for each column.
  func found(objective: Double, values: [Double])
  /// A better proved bound.
  func proved(bound: Double)
  /// A solution better than `objective` that somebody else has found, a value for each column, or nil.
  func offer(betterThan objective: Double) -> [Double]?
}

public struct MIPResult: Sendable {
  public enum Status: String, Sendable { case optimal, feasible, infeasible, unbounded, unknown }
  public var status: Status
  public var objective: Double?
  public var values: [Double]?
  /// The best proved bound on the objective.
  public var bound: Double?

  public init(status: Status, objective: Double? = nil, values: [Double]? = nil, bound: Double? = nil) {
    self.status = status
    self.objective = objective
    self.values = values
    self.bound = bound
  }
}

public struct MIPError: Error, CustomStringConvertible, Sendable {
  public let description: String
  public init(_ description: String) { self.description = description }
}
