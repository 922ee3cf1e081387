import Basics

/// Refutes targets for the objective, with more or less effort; what it does not refute, it knows nothing about.
final class ModeRefutation {
  /// What is used, each with all before it.
  enum Effort: CaseIterable {
    /// Longest paths in the shortest modes, and the least consumptions.
    case paths
    /// Energy in the time between an earliest start and a latest end.
    case energy
    /// Weighted sums of all limits.
    case surrogate
    /// Each mode on trial.
    case probing
  }

  private let deletion: ModeDeletion
  private let surrogate: ModeSurrogate
  private let project: PackedModes
  private let saved: Buffer<Bool>
  private let horizon: Int

  init(_ project: ModeProject, shouldStop: @escaping () -> Bool = { false }) {
    deletion = ModeDeletion(project, shouldStop: shouldStop)
    surrogate = ModeSurrogate(deletion)
    self.project = deletion.project
    horizon = project.horizon
    saved = Buffer(repeating: true, count: project.modeCount)
  }

  var looks: Int { deletion.looks }

  /// The longest path in the shortest modes that the target leaves.
  func longestPath(within target: Int) -> Int {
    deletion.reset(target)
    guard deletion.propagatePaths() else { return target }
    return (0..<project.count).reduce(0) {
      max($0, deletion.heads[$1] + deletion.leastDurations[$1] + deletion.tails[$1])
    }
  }

  /// The modes that schedules with an objective of at most `target` may use; nil where there is no such schedule.
  func remainingModes(_ target: Int, _ effort: Effort) -> [Int]? {
    if refutes(target, effort) { return nil }
    return (0..<deletion.isAlive.count).filter { deletion.isAlive[$0] }
  }

  /// Whether no schedule has an objective of at most `target`; false says nothing.
  func refutes(_ target: Int, _ effort: Effort) -> Bool {
    // Where a schedule exists, one is within the horizon; the sums are not made for more.
    deletion.reset(min(target, horizon))
    if !propagate(effort) { return true }
    return effort == .probing && probe()
  }

  private func propagate(_ effort: Effort) -> Bool {
    while true {
      let before = deletion.aliveCount
      guard deletion.propagatePaths() else { return false }
      if effort != .paths {
        guard deletion.propagateEnergy() else { return false }
      }
      if deletion.aliveCount < before { continue }
      if effort == .surrogate || effort == .probing {
        guard surrogate.propagate(rounds: 96) else { return false }
      }
      if deletion.aliveCount == before || deletion.shouldStop() { return true }
    }
  }

  /// Fixes each mode in turn; one that refutes the target then is deleted.
  ///
  /// - Returns: whether all modes of an activity go.
  private func probe() -> Bool {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for activity in 0..<project.count {
        for mode in deletion.modes(of: activity) where deletion.isAlive[mode] {
          if deletion.shouldStop() { return false }
          saved.pointer.update(from: deletion.isAlive.pointer, count: saved.count)
          deletion.fix(activity, to: mode)
          let isRefuted = !propagate(.energy)
          deletion.restore(saved)
          guard isRefuted else { continue }
          deletion.delete(mode)
          hasChanged = true
          guard propagate(.surrogate) else { return true }
        }
      }
    }
    return false
  }
}
