import Race
import Statements

extension Model {
  /// What is known about a model when solving ends.
  public enum Status: String, Sendable {
    /// The solution is proved to be the best; without an objective, it is a solution.
    case optimal
    /// There is a solution, and a limit was met before the proof.
    case feasible
    /// There is no solution: a proof.
    case infeasible
    /// A limit was met before anything was found.
    case unknown
  }

  /// Values of all variables that keep all constraints.
  public struct Solution: Sendable {
    package let values: [Int]
    /// nil where the model has no objective.
    public let objective: Int?

    /// The solution of a model that these values are.
    init(_ values: [Int], of data: ModelData) {
      self.values = values
      objective = data.objective.map { $0.inUserSense($0.cost.value(values)) }
    }

    /// The value of a variable.
    public subscript(x: IntVar) -> Int { values[x.index] }

    /// Whether a Boolean is true.
    public subscript(b: BoolVar) -> Bool { b.holds(values[b.variable.index]) }

    /// The value of an expression.
    public subscript(expression: LinearExpression) -> Int {
      expression.terms.reduce(expression.constant) { $0 + $1.coefficient * values[$1.variable.index] }
    }

    /// From start up to, not including, end; nil where the interval is absent.
    public subscript(interval: IntervalVar) -> Range<Int>? {
      if let presence = interval.presence, !self[presence] { return nil }
      return self[interval.start]..<self[interval.end]
    }
  }

  /// How solving ended.
  public struct Result: Sendable {
    /// What is known, and whether it is proved.
    public let status: Status
    /// The best solution found.
    public let solution: Solution?
    /// The proved bound: no solution's objective is better. nil where nothing is proved or there is no objective.
    public let bound: Int?
    /// Assumptions that cannot be true together, where `solve(assuming:)` ends `infeasible`; empty where there is no
    /// solution without any of them.
    public let core: [BoolVar]
    /// Whether each of the core is needed: without it, the others of the core have a solution.
    public let isCoreMinimal: Bool

    init(status: Status, solution: Solution?, bound: Int?) {
      self.status = status
      self.solution = solution
      self.bound = bound
      core = []
      isCoreMinimal = status == .infeasible
    }

    /// Infeasible for these.
    init(core: [BoolVar], isCoreMinimal: Bool) {
      status = .infeasible
      solution = nil
      bound = nil
      self.core = core
      self.isCoreMinimal = isCoreMinimal
    }

    /// The best solution's objective.
    public var objective: Int? { solution?.objective }

    /// |objective - bound| / max(1, |objective|); nil where one of the two is missing.
    public var gap: Double? {
      guard let objective, let bound else { return nil }
      return (Double(objective) - Double(bound)).magnitude / max(1, Double(objective).magnitude)
    }

    /// The value in the best solution.
    /// - Precondition: there is a solution: `status` is `optimal` or `feasible`.
    public subscript(x: IntVar) -> Int { known[x] }

    /// Whether a Boolean is true in the best solution.
    /// - Precondition: there is a solution.
    public subscript(b: BoolVar) -> Bool { known[b] }

    /// The value of an expression in the best solution.
    /// - Precondition: there is a solution.
    public subscript(expression: LinearExpression) -> Int { known[expression] }

    /// When it takes place in the best solution, from start up to, not including, end; nil where it is absent.
    /// - Precondition: there is a solution.
    public subscript(interval: IntervalVar) -> Range<Int>? { known[interval] }

    private var known: Solution {
      guard let solution else { preconditionFailure("values were asked for where the status is \(status.rawValue)") }
      return solution
    }
  }

  /// What solving may spend, and who is told of progress.
  public struct Options {
    /// Seconds of wall clock; nil for none.
    public var timeLimit: Double?
    /// Conflicts of the native engine; with a seed, a limit that gives the same result on every machine.
    public var conflictLimit: Int?
    /// Ends the solve once |objective - bound| / max(1, |objective|) is at most this; 0 asks for a proof.
    public var gap = 0.0
    /// Ends the solve with a solution whose objective is at least as good; nil asks for a proof.
    public var objectiveLimit: Int?
    /// Bytes of resident memory of the whole process; nil for no limit.
    public var memoryLimit: Int?
    /// Counts work instead of seconds and lets strategies take turns, so that the same seed gives the same search on any
    /// machine. One worker without a limit of time always does so.
    public var isDeterministic = false
    /// Of everything random in the search.
    public var seed: UInt64 = 1
    /// Threads that search at a time, and share what they learn. With one, the strategies take turns.
    public var workers = 1
    /// What becomes of the search that ``Model/decide(_:)`` says.
    public var searchUse = SearchUse.beside
    /// Asked every few milliseconds on the calling thread; true ends the solve with what it has.
    public var stop: (() -> Bool)?
    /// Told of each better solution, on the calling thread.
    public var onSolution: ((Solution) -> Void)?
    /// Told of each better bound on the objective, on the calling thread.
    public var onBound: ((Int) -> Void)?
    /// Told line by line who improved what when, as `dovetail solve` shows it, and how it ended, on the calling thread.
    public var log: ((String) -> Void)?
    /// Told of each improvement of either side, ahead of the listeners above, on the calling thread; objectives as costs.
    package var onEvent: ((Scoreboard<[Int]>.Event) -> Void)?
    /// Told how the race ended, on the calling thread.
    package var onEnd: ((RaceResult<[Int]>) -> Void)?
    /// Whether strategies measure and report what they do, for `onEnd`.
    package var gathersReports = false
    /// Ends the solve from any thread, where it is one that is stopped.
    public var stopper: Stopper?

    /// What becomes of the search that a model says.
    public enum SearchUse: Sendable {
      /// One search follows it, and nothing else runs, however many workers there are. Where the model says no phases,
      /// this is no different from the others.
      case only
      /// One search follows it, the others are free: in turns with them on one worker, in turns with a part of them on the
      /// second of two, on a worker of its own where there are more.
      case beside
      /// It is not looked at.
      case never
    }

    /// Whether time is counted work.
    var isCounted: Bool { isDeterministic || (workers <= 1 && timeLimit == nil) }

    /// No limit but this one, if any.
    public init(timeLimit: Double? = nil) { self.timeLimit = timeLimit }
  }
}
