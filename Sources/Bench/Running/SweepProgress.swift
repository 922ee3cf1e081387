import Foundation
import Synchronization

/// Tells how far a sweep is: a bar on a terminal, a plain line a run otherwise.
public final class SweepProgress: Sendable {
  private struct State {
    var done = 0
    var counts: [RunStatus: Int]
    let began = ContinuousClock.now
  }

  private let state: Mutex<State>
  private let total: Int
  private let before: Int
  private let jobs: Int
  private let isTerminal: Bool

  /// - Parameters:
  ///   - total: tasks of the campaign.
  ///   - counts: runs that are there already.
  public init(total: Int, counts: [RunStatus: Int], jobs: Int, isTerminal: Bool = isatty(STDERR_FILENO) == 1) {
    state = Mutex(State(counts: counts))
    self.total = total
    before = counts.values.reduce(0, +)
    self.jobs = jobs
    self.isTerminal = isTerminal
  }

  /// - Returns: what to print.
  public func add(_ task: CampaignTask, _ run: RunRecord) -> String {
    state.withLock { state in
      state.done += 1
      state.counts[run.status, default: 0] += 1
      let now = state.began.duration(to: .now)
      return isTerminal
        ? bar(state, elapsed: now / .seconds(1))
        : "[\(before + state.done)/\(total)] \(Self.text(task, run))\n"
    }
  }

  /// After the last run.
  public func finish() -> String { isTerminal ? "\n" : "" }

  static func text(_ task: CampaignTask, _ run: RunRecord) -> String {
    let numbers = "\(run.objective?.description ?? "-") (bound \(run.bound?.description ?? "-"))"
    let time = String(format: "%.3f s", run.measurement.wall)
    return "\(task.instance.name) \(task.variant.name) seed \(task.seed): \(run.status.rawValue) \(numbers) \(time)"
      + (run.detail.map { " [\($0)]" } ?? "")
  }

  private func bar(_ state: State, elapsed: Double) -> String {
    let count = before + state.done
    let width = 24
    let filled = total > 0 ? width * count / total : width
    let rest = elapsed / Double(state.done) * Double(total - count)
    let optimal = (state.counts[.optimal] ?? 0) + (state.counts[.infeasible] ?? 0)
    let failed = state.counts.filter { $0.key.isFailure }.values.reduce(0, +)
    return "\r[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
      + "] \(count)/\(total)  proved \(optimal)  feasible \(state.counts[.feasible] ?? 0)  failed \(failed)"
      + "  \(Self.duration(rest)) left\u{1B}[K"
  }

  /// "2 h 05 min", "3 min 10 s" or "8 s".
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded())
    if whole >= 3600 { return String(format: "%d h %02d min", whole / 3600, whole / 60 % 60) }
    if whole >= 60 { return String(format: "%d min %02d s", whole / 60, whole % 60) }
    return "\(whole) s"
  }
}
