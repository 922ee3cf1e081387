import Basics
import Kernel
import Lowering
import Statements

/// One solve on one thread: its clock, its best solution and bound, and its listeners.
final class Progress: SessionDelegate {
  let data: ModelData
  let options: Model.Options
  private let deadline: ContinuousClock.Instant?
  private(set) var best: (values: [Int], cost: Int)?
  private(set) var bound = Int.min

  init(_ data: ModelData, _ options: Model.Options) {
    self.data = data
    self.options = options
    if let limit = options.timeLimit, limit < 1e9 {
      deadline = ContinuousClock.now.advanced(by: .seconds(max(0, limit)))
    } else {
      deadline = nil
    }
  }

  var shouldStop: Bool {
    if isGoodEnough { return true }
    if let deadline, ContinuousClock.now >= deadline { return true }
    return options.stop?() ?? false
  }

  /// Whether the best solution is at least as good as was asked for.
  private var isGoodEnough: Bool {
    guard let limit = options.objectiveLimit, let objective = data.objective, let best else { return false }
    let value = objective.inUserSense(best.cost)
    return objective.isMaximised ? value >= limit : value <= limit
  }

  /// Seconds left; infinite without a limit.
  var remaining: Double {
    guard let deadline else { return .infinity }
    return max(0, (deadline - ContinuousClock.now).inSeconds)
  }

  func found(_ values: [Int], cost: Int) {
    if let best, best.cost <= cost { return }
    best = (values, cost)
    options.onSolution?(Model.Solution(values, of: data))
  }

  func proved(bound: Int) {
    guard bound > self.bound else { return }
    self.bound = bound
    if let objective = data.objective { options.onBound?(objective.inUserSense(bound)) }
  }

  /// Takes the hints as the first solution, where they make one: before anything that may take time.
  func takeHints() {
    if let hinted = data.hintedAssignment() { found(hinted, cost: data.cost(of: hinted) ?? 0) }
  }

  /// A session that starts from the best solution; nil where the limit came before the model was lowered.
  func makeSession(conflictLimit: Int?) throws(ModelError) -> (session: KernelSession, lowered: LoweredModel)? {
    var searchOptions = SearchOptions()
    searchOptions.seed = options.seed
    searchOptions.decidesTowardsTarget = true
    searchOptions.completesImpliedCosts = true
    let lowered = try LoweredModel(data, options: searchOptions, until: { self.shouldStop })
    guard lowered.isComplete else { return nil }
    var sessionOptions = KernelSession.Options()
    sessionOptions.probesLowerBound = true
    sessionOptions.jumpsAhead = true
    if let conflictLimit { sessionOptions.conflictLimit = conflictLimit }
    let session = KernelSession(lowered, sessionOptions, delegate: self)
    if let best { session.start(from: best.values) }
    return (session, lowered)
  }

  /// - Parameter isProved: there is nothing better than the best solution, or none at all.
  func result(isProved: Bool) -> Model.Result {
    let status: Model.Status =
      switch (best, isProved) {
      case (nil, true): .infeasible
      case (nil, false): .unknown
      case (_, true): .optimal
      case (_, false): .feasible
      }
    var shown: Int?
    if let objective = data.objective {
      if let best, isProved {
        shown = objective.inUserSense(best.cost)
      } else if bound > .min, status != .infeasible {
        shown = objective.inUserSense(bound)
      }
    }
    return Model.Result(status: status, solution: best.map { Model.Solution($0.values, of: data) }, bound: shown)
  }
}
