/// The rules of dispatching, each without delay: a machine that is free and up takes a job that waits for it, if there is
/// one, and rings of waiting jobs move at once.
package enum DispatchingPolicy: String, CaseIterable, InterruptionPolicy, Sendable {
  /// The job that has waited longest.
  case fifo
  /// The shortest next operation.
  case spt
  /// The longest next operation.
  case lpt
  /// The most work left, with the next operation.
  case mwkr
  /// The least work left, with the next operation.
  case lwkr
  /// The most operations left.
  case mopnr

  package var name: String { rawValue }

  package mutating func choose(among jobs: [Int], for machine: Int, _ view: ShopView) -> Int? {
    jobs.min { (key(of: $0, view), $0) < (key(of: $1, view), $1) }
  }

  /// The least goes first.
  private func key(of job: Int, _ view: ShopView) -> Int {
    switch self {
    case .fifo: view.ready[job]
    case .spt: view.chains.durations[view.next[job]]
    case .lpt: -view.chains.durations[view.next[job]]
    case .mwkr: -work(of: job, view)
    case .lwkr: work(of: job, view)
    case .mopnr: -view.unstarted(of: job).count
    }
  }

  private func work(of job: Int, _ view: ShopView) -> Int {
    view.unstarted(of: job).reduce(0) { $0 + view.chains.durations[$1] }
  }
}
