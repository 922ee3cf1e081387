import Kernel
import Lowering
import Race
import Statements

/// A kernel solver that lasts from one solve of a growing model to the next. One strategy at a time takes it; what it has
/// learned stays, since nothing is made true at level 0 that only better solutions keep.
final class KeptKernel: Sendable {
  /// Handed from thread to thread, used by one at a time.
  private struct Handed: @unchecked Sendable { let lowered: LoweredModel }

  private struct State: Sendable {
    var handed: Handed?
    /// Strategies that have it, or make one.
    var users = 0
    /// How often a solver was made.
    var made = 0
  }

  private let state = Condition(State())
  private let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  /// How often a solver had to be made from nothing.
  var madeCount: Int { state.update { $0.made } }

  /// Works with the solver of a model that has grown, or with a new one where the one before does not fit or somebody
  /// still has it; not at all where `shouldStop` ends the lowering. Afterwards the next one may have it.
  func use(
    for data: ModelData, until shouldStop: () -> Bool, work: (LoweredModel) -> Void
  ) throws(ModelError) {
    state.update { $0.users += 1 }
    defer { state.update { $0.users -= 1 } }
    guard let lowered = try take(for: data, until: shouldStop) else { return }
    work(lowered)
    let handed = Handed(lowered: lowered)
    state.update { $0.handed = handed }
  }

  /// Waits until nobody uses it.
  func settle(atMost seconds: Double) {
    var patience = seconds
    while patience > 0, state.wait(atMost: 0.05, until: { $0.users == 0 }, then: { $0.users > 0 }) { patience -= 0.05 }
  }

  private func take(for data: ModelData, until shouldStop: () -> Bool) throws(ModelError) -> LoweredModel? {
    let previous: Handed? = state.update { state in
      defer { state.handed = nil }
      return state.handed
    }
    if let lowered = previous?.lowered, data.hasGrown(from: lowered.data) {
      // What has no solution gets none by growing.
      if lowered.solver.isInfeasible { return lowered }
      let grown = try LoweredModel(data, growing: lowered, keepsAllSolutions: true, until: shouldStop)
      return grown.isComplete ? grown : nil
    }
    var options = SearchOptions()
    options.seed = seed
    options.decidesTowardsTarget = true
    options.failureDirected = .alternating
    let made = try LoweredModel(data, options: options, keepsAllSolutions: true, until: shouldStop)
    state.update { $0.made += 1 }
    return made.isComplete ? made : nil
  }
}

extension ModelData {
  /// Whether all of an earlier model of the same building is still there as it was; constraints are never taken back.
  fileprivate func hasGrown(from earlier: ModelData) -> Bool {
    lower.starts(with: earlier.lower) && upper.starts(with: earlier.upper)
      && intervals.count >= earlier.intervals.count && constraints.count >= earlier.constraints.count
  }
}
