import Basics
import Pods
import Race
import Solving

/// Snapshots of the mirror, each made once. Safe to use from any thread; the first call for a revision takes a while.
final class SnapshotKeeper: Sendable {
  private struct State: Sendable {
    var live = LiveCluster()
    var last: (revision: Int, snapshot: ClusterSnapshot)?
  }

  private let state = Condition(State())

  /// - Throws: `InvalidInstance` for an object that cannot be read.
  func snapshot(of view: ClusterMirror.View) throws(InvalidInstance) -> ClusterSnapshot {
    let revision = view.revision
    let result: Result<ClusterSnapshot, InvalidInstance> = state.update { state in
      if let last = state.last, last.revision == revision { return .success(last.snapshot) }
      do throws(InvalidInstance) {
        let snapshot = try state.live.snapshot(
          ofPods: view.pods, item: \.content.item, others: { view.itemsBesidePods },
          revision: view.revisionBesidePods, named: "the cluster")
        state.last = (revision, snapshot)
        return .success(snapshot)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
