/// What is known at the end. `optimal` and `infeasible` are proofs.
public enum SolveStatus: String, Codable, Sendable {
  /// There is a solution, and none is better.
  case optimal
  /// There is a solution; better ones are not excluded.
  case feasible
  /// There is no solution.
  case infeasible
  /// Neither a solution nor a proof.
  case unknown
}

/// Why a race ended.
public enum RaceEnding: UInt8, Sendable, CustomStringConvertible {
  /// The status is optimal or infeasible.
  case proof = 1
  /// The gap is as small as was asked for.
  case gapLimit
  /// The clock's limit.
  case timeLimit
  /// The process holds as much memory as it may.
  case memoryLimit
  /// Somebody outside stopped it.
  case interrupt
  /// Every strategy has returned and nothing is proved.
  case exhausted
  /// The objective is as good as was asked for.
  case objectiveLimit

  public var description: String {
    switch self {
    case .proof: "proof"
    case .gapLimit: "gap limit"
    case .timeLimit: "time limit"
    case .memoryLimit: "memory limit"
    case .interrupt: "interrupt"
    case .exhausted: "nothing left to try"
    case .objectiveLimit: "objective limit"
    }
  }
}

/// The state of a scoreboard at one moment, usually the last.
public struct RaceResult<Solution: Sendable>: Sendable {
  /// What is proved.
  public let status: SolveStatus
  /// Why it ended.
  public let ending: RaceEnding
  /// The best solution, its objective and who found it; nil where there is none.
  public let best: Scoreboard<Solution>.Entry?
  /// nil where nothing is proved, and after a contradiction.
  public let bound: Objective?
  /// |objective - bound| / max(1, |objective|).
  public let gap: Double?
  /// Each improvement of the best solution or of the bound, in order.
  public let history: [Scoreboard<Solution>.Event]
  /// Seconds of wall clock since the process began its work.
  public let time: Double
  /// Seconds until the first solution; nil where there is none.
  public let firstSolutionTime: Double?
  /// Seconds until the best one.
  public let bestSolutionTime: Double?
  /// Solutions that the checker turned down and bounds that contradict a checked solution; each is a bug of ours.
  public let rejections: [String]
  /// Strategies that could not do their work, and why.
  public let failures: [String]
  /// Strategies that had not returned when the patience after the end was over; their threads still run.
  public let unfinished: [String]
  /// What the strategies did, in the order in which they ended; empty unless the scoreboard gathers reports.
  public let reports: [WorkReport]

  /// Of the best solution.
  public var objective: Objective? { best?.objective }
}

extension Scoreboard {
  /// The result as of now.
  public func result(unfinished: [String] = []) -> RaceResult<Solution> {
    let state = snapshot()
    let status: SolveStatus =
      if state.isContradicted {
        state.best == nil ? .unknown : .feasible
      } else if let best = state.best {
        state.bound == best.objective ? .optimal : .feasible
      } else {
        state.provedInfeasible ? .infeasible : .unknown
      }
    let isProved = status == .optimal || status == .infeasible
    let solutions = state.history.filter { $0.kind == .solution }
    return RaceResult(
      status: status, ending: isProved ? .proof : ending ?? .exhausted, best: state.best, bound: state.bound,
      gap: state.gap, history: state.history, time: elapsed, firstSolutionTime: solutions.first?.time,
      bestSolutionTime: solutions.last?.time, rejections: state.rejections, failures: state.failures,
      unfinished: unfinished, reports: state.reports)
  }
}
